package sqlite

import (
	"context"
	"encoding/json"
	"slices"

	"readout/store"
)

// claimKey is the key under which the facts of a claim are remembered; "" for a fact without one.
func claimKey(f *store.Fact) string {
	if f.Claim == "" {
		return ""
	}
	return "c:" + f.Meeting + "\x00" + f.Claim
}

// withClaims adds the facts that share meeting and claim with one of the facts, by id.
func (q *query) withClaims(ctx context.Context, facts []kept) ([]kept, error) {
	q.claims = q.claims[:0]
	for _, f := range facts {
		if f.claim != "" {
			q.claims = append(q.claims, f.claim)
		}
	}
	sets := slices.Grow(q.sets[:0], len(q.claims))[:len(q.claims)]
	clear(sets)
	q.sets = sets
	q.v.sets.getAll(q.claims, func(i int, f found) { sets[i] = f.set })
	others := q.others[:0]
	var unknown []kept
	for _, f := range facts {
		if f.claim == "" {
			continue
		}
		switch n := sets[0].n; {
		case n == 0:
			unknown = append(unknown, f)
		case n > 1: // one is the fact itself
			others = sets[0].appendTo(others)
		}
		sets = sets[1:]
	}
	if len(unknown) > 0 {
		read, err := q.readClaims(ctx, unknown)
		if err != nil {
			return nil, err
		}
		others = append(others, read...)
	}
	slices.Sort(others)
	q.others = slices.Compact(others)
	q.picked = q.picked[:0]
	for _, f := range facts {
		q.picked = append(q.picked, f.number)
	}
	slices.Sort(q.picked)
	all, err := q.facts(ctx, facts, without(q.others, q.picked))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all[len(facts):], byID)
	return all, nil
}

const factsOfClaims = `
SELECT j.key, group_concat(f.number)
FROM json_each(?) j JOIN fact f ON f.meeting = j.value ->> 0 AND f.claim = j.value ->> 1
GROUP BY j.key`

// readClaims returns the numbers of the facts that share a claim with one of the facts, and remembers them.
func (q *query) readClaims(ctx context.Context, facts []kept) ([]uint32, error) {
	if err := q.begin(ctx); err != nil {
		return nil, err
	}
	pairs := make([][2]string, len(facts))
	for i, f := range facts {
		pairs[i] = [2]string{f.Meeting, f.Claim}
	}
	list, err := json.Marshal(pairs)
	if err != nil {
		return nil, err
	}
	rows, err := q.tx.QueryContext(ctx, factsOfClaims, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []uint32
	for rows.Next() {
		var i int
		var list string
		if err := rows.Scan(&i, &list); err != nil {
			return nil, err
		}
		s := setOf(parseNumbers(list))
		q.v.sets.put(facts[i].claim, found{set: s}, s.bytes())
		all = s.appendTo(all)
	}
	return all, rows.Err()
}

// without returns the numbers that are not among the known; both are sorted.
func without(numbers, known []uint32) []uint32 {
	return slices.DeleteFunc(numbers, func(n uint32) bool {
		for len(known) > 0 && known[0] < n {
			known = known[1:]
		}
		return len(known) > 0 && known[0] == n
	})
}

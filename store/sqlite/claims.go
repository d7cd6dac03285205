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
	var others []uint32
	var unknown []kept
	for _, f := range facts {
		if f.claim == "" {
			continue
		}
		if s, ok := q.v.sets.get(f.claim); ok {
			others = s.appendTo(others)
		} else {
			unknown = append(unknown, f)
		}
	}
	if len(unknown) > 0 {
		read, err := q.readClaims(ctx, unknown)
		if err != nil {
			return nil, err
		}
		others = append(others, read...)
	}
	slices.Sort(others)
	others = slices.Compact(others)
	more, err := q.facts(ctx, without(others, facts))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(more, byID)
	return append(facts, more...), nil
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

// without returns the sorted numbers that are not of one of the facts.
func without(numbers []uint32, facts []kept) []uint32 {
	have := make([]uint32, len(facts))
	for i, f := range facts {
		have[i] = f.number
	}
	slices.Sort(have)
	return slices.DeleteFunc(numbers, func(n uint32) bool {
		_, found := slices.BinarySearch(have, n)
		return found
	})
}

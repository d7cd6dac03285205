package sqlite

import (
	"context"
	"slices"
	"strings"

	"readout/store"
)

// defaultLimit is how many facts Find returns when it is not told.
const defaultLimit = 50

// Find returns the facts that fit, best first. Without any condition a fact must hold a word of some group;
// with one, facts that hold none come last. A fact's score is the sum of weight times rarity over the groups
// it holds a word of. See the method ties for which facts are left out when very many are equally good.
func (db *DB) Find(ctx context.Context, s store.Search) ([]store.Fact, error) {
	var facts []store.Fact
	err := db.reading(ctx, func(q *query) error {
		var err error
		q.found, err = q.find(ctx, s)
		facts = copies(q.found)
		return err
	})
	if err != nil {
		return nil, db.explain("find facts", err)
	}
	return facts, nil
}

func (q *query) find(ctx context.Context, s store.Search) ([]kept, error) {
	limit := s.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, max(int(q.v.last), 1))
	fit, err := q.conditions(ctx, s)
	if err != nil || (fit != nil && fit.n == 0) {
		return nil, err
	}
	var facts []kept
	if fit == nil && len(s.Groups) == 0 {
		facts, err = q.firstFacts(ctx, limit)
	} else {
		facts, err = q.best(ctx, s.Groups, s.Kinds, fit, limit)
	}
	if err != nil || !s.Claims {
		return facts, err
	}
	return q.withClaims(ctx, facts)
}

// conditions returns the facts that fit every field, or nil when there is no condition.
func (q *query) conditions(ctx context.Context, s store.Search) (*set, error) {
	kinds := make([]string, len(s.Kinds))
	for i, k := range s.Kinds {
		kinds[i] = kindKey(k)
	}
	fields := []struct {
		entries []string
		read    func(context.Context, string) (set, error)
	}{
		{s.Meetings, q.meeting},
		{s.Articles, q.article},
		{s.People, func(ctx context.Context, key string) (set, error) { return q.key(ctx, personKey(key)) }},
		{s.Speakers, func(ctx context.Context, key string) (set, error) { return q.key(ctx, speakerKey(key)) }},
		{kinds, q.key},
	}
	var fit *set
	for _, field := range fields {
		if len(field.entries) == 0 {
			continue
		}
		sets := make([]set, 0, len(field.entries))
		for _, entry := range field.entries {
			one, err := field.read(ctx, entry)
			if err != nil {
				return nil, err
			}
			if one.n > 0 {
				sets = append(sets, one)
			}
		}
		any := union(sets)
		if fit != nil {
			any = intersect(*fit, any)
		}
		fit = &any
	}
	return fit, nil
}

// best ranks.
func (q *query) best(ctx context.Context, groups []store.Group, kinds []store.Kind, fit *set, limit int) ([]kept, error) {
	wishes, err := q.lookUp(ctx, groups)
	if err != nil {
		return nil, err
	}
	r := ranking{wishes: wishes, sets: q.sets[:0], hits: q.hits[:0], fit: fit, want: limit, ties: q.ties(), last: q.v.last}
	hidden, err := q.hidden(ctx, kinds)
	if err != nil {
		return nil, err
	}
	if r.hidden = hidden; q.v.last >= stretchSize {
		r.want += min(hidden.n, limit) // they are taken out when they have been ranked
	}
	loose := slices.ContainsFunc(wishes, func(w wish) bool { return len(w.loose) > 0 })
	if loose {
		r.want, r.ties = 2*r.want+64, 64 // some will turn out to be less good than they look
	}
	hits, complete := r.run()
	if hidden.n > 0 {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return hidden.has(h.number()) })
	}
	q.sets, q.hits = r.sets, hits
	if loose {
		if hits, err = q.look(ctx, wishes, hits, complete); err != nil {
			return nil, err
		}
	}
	if fit != nil && !complete && len(hits) < limit {
		hits = fill(hits, fit, limit+r.ties)
	}
	if hits, err = q.settle(ctx, hits, limit); err != nil {
		return nil, err
	}
	q.picked = numbersOf(hits, q.picked[:0])
	facts, err := q.facts(ctx, q.found[:0], q.picked)
	if err != nil {
		return nil, err
	}
	inOrder(hits, facts)
	return facts, nil
}

// hidden returns the facts that only a search for their kind finds.
func (q *query) hidden(ctx context.Context, kinds []store.Kind) (set, error) {
	all := !slices.ContainsFunc(kinds, store.Kind.Aside)
	if known := q.v.aside.Load(); all && known != nil {
		return *known, nil
	}
	var sets []set
	for _, k := range store.Kinds {
		if !k.Aside() || slices.Contains(kinds, k) {
			continue
		}
		one, err := q.key(ctx, kindKey(k))
		if err != nil {
			return set{}, err
		}
		if one.n > 0 {
			sets = append(sets, one)
		}
	}
	hidden := union(sets)
	if all {
		q.v.aside.Store(&hidden)
	}
	return hidden, nil
}

// ties is how many equally good facts at the end of an answer are put in order by their ids; of more, those
// stored first are taken. It is more than a small store has facts.
func (q *query) ties() int {
	if q.v.facts <= stretchSize {
		return 1024
	}
	return 256
}

// inOrder sorts facts that are in the order of their hits (best first) by id where they are equally good.
func inOrder(hits []hit, facts []kept) {
	for from := 0; from < len(hits); {
		to := from + 1
		for to < len(hits) && hits[to].score() == hits[from].score() {
			to++
		}
		slices.SortFunc(facts[from:to], byID)
		from = to
	}
}

// numbersOf appends the numbers of the hits.
func numbersOf(hits []hit, numbers []uint32) []uint32 {
	for _, h := range hits {
		numbers = append(numbers, h.number())
	}
	return numbers
}

// look reads the best hits to see whether they hold the loose phrases, and scores them anew.
func (q *query) look(ctx context.Context, wishes []wish, hits []hit, keepAll bool) ([]hit, error) {
	facts, err := q.facts(ctx, nil, numbersOf(hits, nil))
	if err != nil {
		return nil, err
	}
	looked := hits[:0]
	for i, h := range hits {
		score := 0.0
		var text []string
		for j := range wishes {
			if wishes[j].holds(h.number(), facts[i].Fact, &text) {
				score += wishes[j].weight
			}
		}
		if score > 0 || keepAll {
			looked = append(looked, hitOf(h.number(), score))
		}
	}
	slices.Sort(looked)
	return looked, nil
}

// fill adds facts that fit but hold no word, up to so many.
func fill(hits []hit, fit *set, room int) []hit {
	have := make(map[uint32]bool, len(hits))
	for _, h := range hits {
		have[h.number()] = true
	}
	for number := range fit.all() {
		if len(hits) >= room {
			break
		}
		if !have[number] {
			hits = append(hits, hitOf(number, 0))
		}
	}
	return hits
}

// settle puts those hits in order of their ids that are as good as the last one wanted, and cuts the rest off.
func (q *query) settle(ctx context.Context, hits []hit, limit int) ([]hit, error) {
	if len(hits) <= limit {
		return hits, nil
	}
	last := hits[limit-1].score()
	from, to := limit-1, limit
	for from > 0 && hits[from-1].score() == last {
		from--
	}
	for to < len(hits) && hits[to].score() == last {
		to++
	}
	if to == limit {
		return hits[:limit], nil
	}
	tied, err := q.identify(ctx, hits[from:to])
	if err != nil {
		return nil, err
	}
	slices.SortFunc(tied, func(a, b identified) int { return strings.Compare(a.id, b.id) })
	for i := from; i < limit; i++ {
		hits[i] = tied[i-from].hit
	}
	return hits[:limit], nil
}

func byID(a, b kept) int { return strings.Compare(a.ID, b.ID) }

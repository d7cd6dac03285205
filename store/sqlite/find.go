package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"readout/store"
)

// defaultLimit is how many facts Find returns when it is not told.
const defaultLimit = 50

// Find returns the facts that fit, best first. Without any condition a fact must hold a word of some group;
// with one, facts that hold none come last. A fact's score is the sum of weight times rarity over the groups
// it holds a word of. The order is exact up to a thousand equally good facts at the end of the answer; of more,
// those stored first are taken.
func (db *DB) Find(ctx context.Context, s store.Search) ([]store.Fact, error) {
	var facts []*store.Fact
	err := db.reading(ctx, func(q *query) (err error) {
		facts, err = q.find(ctx, s)
		return err
	})
	if err != nil {
		return nil, db.explain("find facts", err)
	}
	return copies(facts), nil
}

func (q *query) find(ctx context.Context, s store.Search) ([]*store.Fact, error) {
	limit := s.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	fit, err := q.conditions(ctx, s)
	if err != nil || (fit != nil && fit.n == 0) {
		return nil, err
	}
	var facts []*store.Fact
	if fit == nil && len(s.Groups) == 0 {
		facts, err = q.firstFacts(ctx, limit)
	} else {
		facts, err = q.best(ctx, s.Groups, fit, limit)
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
func (q *query) best(ctx context.Context, groups []store.Group, fit *set, limit int) ([]*store.Fact, error) {
	wishes, err := q.wishes(ctx, groups)
	if err != nil {
		return nil, err
	}
	want := limit
	loose := slices.ContainsFunc(wishes, func(w wish) bool { return len(w.loose) > 0 })
	if loose {
		want = max(4*limit, 200) // some will turn out to be less good than they look
	}
	hits := rank(wishes, fit, want)
	if loose {
		if hits, err = q.look(ctx, wishes, hits, fit != nil); err != nil {
			return nil, err
		}
	}
	if fit != nil && len(hits) < limit {
		hits = fill(hits, fit, limit)
	}
	if hits, err = q.settle(ctx, hits, limit); err != nil {
		return nil, err
	}
	facts, err := q.facts(ctx, numbersOf(hits))
	if err != nil {
		return nil, err
	}
	inOrder(hits, facts)
	return facts, nil
}

// inOrder sorts facts that are in the order of their hits (best first) by id where they are equally good.
func inOrder(hits []hit, facts []*store.Fact) {
	for from := 0; from < len(hits); {
		to := from + 1
		for to < len(hits) && hits[to].score == hits[from].score {
			to++
		}
		slices.SortFunc(facts[from:to], byID)
		from = to
	}
}

func numbersOf(hits []hit) []uint32 {
	numbers := make([]uint32, len(hits))
	for i, h := range hits {
		numbers[i] = h.number
	}
	return numbers
}

// wishes looks the groups up; those that no fact holds are left out.
func (q *query) wishes(ctx context.Context, groups []store.Group) ([]wish, error) {
	wishes := make([]wish, 0, len(groups))
	sets := make([]set, 0, 8)
	for _, g := range groups {
		weight := g.Weight
		if weight == 0 {
			weight = 1
		}
		if !(weight > 0) {
			continue
		}
		w := wish{}
		sets = sets[:0]
		for _, alternative := range g.Any {
			for _, p := range q.db.phrasesOf(alternative) {
				f, err := q.phrase(ctx, p)
				if err != nil {
					return nil, err
				}
				if f.n == 0 {
					continue
				}
				if f.loose {
					w.loose = append(w.loose, loosePhrase{p, f.set})
				} else {
					sets = append(sets, f.set)
				}
			}
		}
		w.sure = union(sets)
		for _, l := range w.loose {
			sets = append(sets, l.facts)
		}
		if w.facts = union(sets); w.facts.n > 0 {
			w.weight = weight * rarity(w.facts.n, q.v.facts)
			wishes = append(wishes, w)
		}
	}
	return wishes, nil
}

// look reads the best hits to see whether they hold the loose phrases, and scores them anew.
func (q *query) look(ctx context.Context, wishes []wish, hits []hit, keepAll bool) ([]hit, error) {
	facts, err := q.facts(ctx, numbersOf(hits))
	if err != nil {
		return nil, err
	}
	kept := hits[:0]
	for i, h := range hits {
		h.score = 0
		for _, w := range wishes {
			if w.holds(h.number, facts[i]) {
				h.score += w.weight
			}
		}
		if h.score > 0 || keepAll {
			kept = append(kept, h)
		}
	}
	sortHits(kept)
	return kept, nil
}

// fill adds facts that fit but hold no word.
func fill(hits []hit, fit *set, limit int) []hit {
	have := make(map[uint32]bool, len(hits))
	for _, h := range hits {
		have[h.number] = true
	}
	rest := rank([]wish{{facts: *fit}}, nil, limit+len(hits))
	for _, h := range rest {
		if !have[h.number] {
			hits = append(hits, h)
		}
	}
	return hits
}

// settle puts those hits in order of their ids that are as good as the last one wanted, and cuts the rest off.
func (q *query) settle(ctx context.Context, hits []hit, limit int) ([]hit, error) {
	if len(hits) <= limit {
		return hits, nil
	}
	last := hits[limit-1].score
	from, to := limit-1, limit
	for from > 0 && hits[from-1].score == last {
		from--
	}
	for to < len(hits) && hits[to].score == last {
		to++
	}
	if to == limit {
		return hits[:limit], nil
	}
	tied := make([]identified, to-from)
	for i, h := range hits[from:to] {
		tied[i].hit = h
	}
	if err := q.identify(ctx, tied); err != nil {
		return nil, err
	}
	slices.SortFunc(tied, func(a, b identified) int { return strings.Compare(a.id, b.id) })
	for i := from; i < limit; i++ {
		hits[i] = tied[i-from].hit
	}
	return hits[:limit], nil
}

// withClaims adds the facts that share meeting and claim with one of the facts.
func (q *query) withClaims(ctx context.Context, facts []*store.Fact) ([]*store.Fact, error) {
	type claim struct{ meeting, claim string }
	seen := map[claim]bool{}
	have := map[string]bool{}
	var sets []set
	for _, f := range facts {
		have[f.ID] = true
		c := claim{f.Meeting, f.Claim}
		if f.Claim == "" || seen[c] {
			continue
		}
		seen[c] = true
		s, err := q.claim(ctx, f.Meeting, f.Claim)
		if err != nil {
			return nil, err
		}
		if s.n > 1 {
			sets = append(sets, s)
		}
	}
	all := union(sets)
	others, err := q.facts(ctx, all.numbers())
	if err != nil {
		return nil, err
	}
	others = slices.DeleteFunc(others, func(f *store.Fact) bool { return have[f.ID] })
	slices.SortFunc(others, byID)
	return append(facts, others...), nil
}

func byID(a, b *store.Fact) int { return strings.Compare(a.ID, b.ID) }

func sortHits(hits []hit) {
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.number, b.number))
	})
}

var errGone = fmt.Errorf("a fact is missing: %w", errDamaged)

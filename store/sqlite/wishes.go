package sqlite

import (
	"cmp"
	"context"
	"slices"

	"readout/store"
)

// wishes looks the groups up, heaviest first; those that no fact holds are left out.
func (q *query) wishes(ctx context.Context, groups []store.Group) ([]wish, error) {
	wishes := make([]wish, 0, len(groups))
	room := make([]set, 0, 48)
	for _, g := range groups {
		weight := cmp.Or(g.Weight, 1)
		if !(weight > 0) { // NaN, too
			continue
		}
		from := len(room)
		var w wish
		for _, alternative := range g.Any {
			for _, p := range q.db.phrasesOf(alternative) {
				f, err := q.phrase(ctx, p)
				if err != nil {
					return nil, err
				}
				switch {
				case f.n == 0:
				case f.loose:
					w.loose = append(w.loose, loosePhrase{p, f.set})
				default:
					room = append(room, f.set)
				}
			}
		}
		w.sets = room[from:len(room):len(room)]
		if len(w.loose) > 0 {
			w.sure = w.sets
			for _, l := range w.loose {
				w.sets = append(w.sets, l.facts)
			}
		}
		if len(w.sets) > 0 {
			w.weight = weight * rarity(q.together(w.sets), q.v.facts)
			wishes = append(wishes, w)
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	return wishes, nil
}

// together says how many facts are in any of the sets: of few facts exactly, of many as if each set were
// spread at random, which saves going through them.
func (q *query) together(sets []set) int {
	if len(sets) == 1 {
		return sets[0].n
	}
	sum, none := 0, 1.0
	all := float64(max(q.v.facts, 1))
	for _, s := range sets {
		sum += s.n
		none *= max(0, 1-float64(s.n)/all)
	}
	if sum > stretchSize {
		return int(all * (1 - none))
	}
	return countAny(sets)
}

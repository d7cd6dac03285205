package sqlite

import (
	"cmp"
	"context"
	"slices"

	"readout/store"
)

// lookUp looks the groups up, heaviest first; those that no fact holds are left out.
func (q *query) lookUp(ctx context.Context, groups []store.Group) ([]wish, error) {
	wishes := q.wishes[:0]
	for _, g := range groups {
		weight := cmp.Or(g.Weight, 1)
		if !(weight > 0) { // NaN, too
			continue
		}
		found, err := q.group(ctx, g.Any)
		if err != nil {
			return nil, err
		}
		if len(found.sets) > 0 {
			wishes = append(wishes, wish{found, weight * found.rarity})
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	q.wishes = wishes
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

package intents

import (
	"slices"

	"readout/store"
)

// leastSide is the share of a question that one side of a comparison must account for when another side passes
// the evidence test in full: what is said of one side in the question need not fit the other.
const leastSide = 0.4

// without returns the question as it is about one side of what it sets beside each other, without the units that
// name the other sides.
func (q *Query) without(keep func(u *unit) bool) *Query {
	side := *q
	side.several = false
	side.units = nil
	for i := range q.units {
		if u := q.units[i]; keep(&u) {
			side.units = append(side.units, u)
		}
	}
	return &side
}

// atMeeting is the question about one of the meetings that it names.
func (q *Query) atMeeting(id string) *Query {
	side := q.without(func(u *unit) bool { return len(u.points) == 0 || slices.Contains(u.points, id) })
	for i := range side.units {
		if u := &side.units[i]; len(u.cue) > 0 {
			u.cue = []string{id}
		}
	}
	side.Meetings = []string{id}
	return side
}

// ofOutlet is the question about one of the outlets that it names, by the unit that names it.
func (q *Query) ofOutlet(own *unit) *Query {
	side := q.without(func(u *unit) bool { return u.sort != sortArticle || u.soft || u.first == own.first })
	side.Articles = nil
	side.reading.articles(side)
	return side
}

// ofActor is the question about one of the people or countries that it names.
func (q *Query) ofActor(actors []string, key string) *Query {
	side := q.without(func(u *unit) bool {
		return !slices.ContainsFunc(u.keys, func(k string) bool { return slices.Contains(actors, k) }) || slices.Contains(u.keys, key)
	})
	side.Speaker = []string{key}
	return side
}

// on judges what was found against one side of the question.
func (k *knowledge) on(side *Query, found []candidate) []candidate {
	facts := make([]*store.Fact, len(found))
	for i := range found {
		facts[i] = found[i].fact
	}
	return k.rank(side, facts)
}

// lenient lets the candidates of a side pass that lack only some of the question, and no name.
func lenient(side *Query, found []candidate) []candidate {
	out := slices.Clone(found)
	for i := range out {
		if c := &out[i]; c.coverage >= leastSide && !missesName(side, c) {
			c.missing = ""
		}
	}
	slices.SortStableFunc(out, passingFirst)
	return out
}

// each returns the best findings on every side of a question: in full where a side passes, leniently where only
// another one does; nil when no side passes.
func (k *knowledge) each(sides []*Query, found []candidate, fits func(q *Query, c *candidate) bool) [][]finding {
	ranked := make([][]candidate, len(sides))
	any := false
	for i, side := range sides {
		ranked[i] = slices.DeleteFunc(k.on(side, found), func(c candidate) bool { return !fits(side, &c) })
		any = any || len(passing(ranked[i])) > 0
	}
	if !any {
		return nil
	}
	out := make([][]finding, len(sides))
	for i := range ranked {
		if out[i] = findings(ranked[i]); len(out[i]) == 0 {
			out[i] = findings(lenient(sides[i], ranked[i]))
		}
	}
	return out
}

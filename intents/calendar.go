package intents

import (
	"slices"
	"sort"

	"readout/store"
)

// A calendar finds meetings by who met, where, and on which day. A store may have tens of thousands.
type calendar struct {
	order map[string]int          // meeting → its place by date
	of    map[string][]string     // person → meetings, by date
	at    map[string][]string     // place, country, occasion, series of occasions or who holds it → meetings, by date
	on    map[store.Date][]string // first day → meetings
	days  []store.Date            // first days, sorted
}

// newCalendar reads the meetings of a snapshot, which are sorted by date.
func (k *knowledge) newCalendar() calendar {
	c := calendar{order: map[string]int{}, of: map[string][]string{}, at: map[string][]string{}, on: map[store.Date][]string{}}
	for i := range k.catalog.Meetings {
		m := &k.catalog.Meetings[i]
		c.order[m.ID] = i
		for _, p := range m.People {
			c.of[p] = append(c.of[p], m.ID)
		}
		for _, key := range k.placesOf(m) {
			c.at[key] = append(c.at[key], m.ID)
		}
		if _, ok := c.on[m.From]; !ok {
			c.days = append(c.days, m.From)
		}
		c.on[m.From] = append(c.on[m.From], m.ID)
	}
	slices.Sort(c.days)
	return c
}

// placesOf lists the keys that a meeting may be named by: its place and the country of that, its occasion, the series
// of the occasion and who holds the series.
func (k *knowledge) placesOf(m *store.Meeting) []string {
	var keys []string
	add := func(key string) {
		if key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	add(m.Place)
	if place := k.lex.Name(m.Place); place != nil {
		add(place.In)
	}
	add(m.Occasion)
	if occasion := k.lex.Name(m.Occasion); occasion != nil {
		add(occasion.Of)
		if series := k.lex.Name(occasion.Of); series != nil {
			add(series.By)
		}
	}
	return keys
}

// sorted puts meetings in the order of their dates and drops repeated ones.
func (c *calendar) sorted(ids []string) []string {
	sort.SliceStable(ids, func(i, j int) bool { return c.order[ids[i]] < c.order[ids[j]] })
	return slices.Compact(ids)
}

// fewMeetings is up to how many meetings a cue points to any of them; more are no cue ("in Geneva").
const fewMeetings = 24

// means reports whether a unit may mean a meeting.
func (u *unit) means(id string) bool {
	if u.cueSet != nil {
		return u.cueSet[id]
	}
	return slices.Contains(u.cue, id)
}

// settle makes looking up a unit's meetings quick where there are many.
func (u *unit) settle() {
	if len(u.cue) <= fewMeetings {
		return
	}
	u.cueSet = make(map[string]bool, len(u.cue))
	for _, id := range u.cue {
		u.cueSet[id] = true
	}
}

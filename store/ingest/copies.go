package ingest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"readout/store"
	"readout/store/intake"
)

// copies finds out which articles carry the same text, so that an agency's report in two outlets counts as one source.
// The texts of stored articles are read when one of nearly the same day comes.
type copies struct {
	store store.Store
	near  intake.Copies
	byDay map[store.Date][]store.Article // stored ones whose text is still to be read
	known map[string]store.Article       // all stored articles, without their texts
	held  int                            // how many texts near holds
}

// copyDays is within how many days agency text is printed again, as [intake.Copies] has it.
const copyDays = 3

// mostHeld is how many texts are held at once, at some 4 kB each; then all are let go and read again when needed.
const mostHeld = 10_000

// newCopies compares with the articles known, a map that whoever stores more of them keeps up to date.
func newCopies(st store.Store, known map[string]store.Article) *copies {
	c := &copies{store: st, known: known}
	c.letGo()
	return c
}

// letGo forgets all texts.
func (c *copies) letGo() {
	c.near, c.held, c.byDay = intake.Copies{}, 0, map[store.Date][]store.Article{}
	for _, id := range slices.Sorted(maps.Keys(c.known)) {
		a := c.known[id]
		c.byDay[a.Published] = append(c.byDay[a.Published], a)
	}
}

// of returns what the text of an article comes from when it is a copy of another one: that one's own origin, or its
// ID; what the article says itself, mostly nothing, when it is nobody's copy.
func (c *copies) of(ctx context.Context, a store.Article) (string, error) {
	if c.held >= mostHeld {
		c.letGo()
	}
	for _, day := range around(a.Published) {
		for _, known := range c.byDay[day] {
			var err error
			if known.Text, err = c.store.Text(ctx, known.ID); err != nil {
				return "", fmt.Errorf("comparing article %s with %s: %w", a.ID, known.ID, err)
			}
			if known.Text != "" && known.ID != a.ID {
				c.near.Add(known)
				c.held++
			}
		}
		delete(c.byDay, day)
	}
	c.held++
	for _, twin := range c.near.Add(a) {
		if twin == a.ID {
			continue
		}
		if origin := c.known[twin].Upstream; origin != "" {
			return origin, nil
		}
		return twin, nil
	}
	return a.Upstream, nil
}

// around lists the days on which a copy may have been printed.
func around(day store.Date) []store.Date {
	t, ok := day.Time()
	if !ok || len(day) < len(time.DateOnly) {
		return []store.Date{day}
	}
	var days []store.Date
	for n := -copyDays; n <= copyDays; n++ {
		days = append(days, store.Date(t.AddDate(0, 0, n).Format(time.DateOnly)))
	}
	return days
}

package ingest

import (
	"context"
	"fmt"
	"time"

	"readout/store"
	"readout/store/intake"
)

// copies finds out which articles carry the same text, so that an agency's report in two outlets counts as one source.
// The texts of stored articles are read when one of nearly the same day comes.
type copies struct {
	store  store.Store
	near   intake.Copies
	byDay  map[store.Date][]store.Article // stored ones whose text is still to be read
	origin map[string]string              // article → what its text comes from
}

// copyDays is within how many days agency text is printed again, as [intake.Copies] has it.
const copyDays = 3

func newCopies(st store.Store, articles []store.Article) *copies {
	c := &copies{store: st, byDay: map[store.Date][]store.Article{}, origin: map[string]string{}}
	for _, a := range articles {
		c.byDay[a.Published] = append(c.byDay[a.Published], a)
		c.origin[a.ID] = a.Upstream
	}
	return c
}

// of returns what the text of an article comes from when it is a copy of another one: that one's own origin, or its
// ID; what the article says itself, mostly nothing, when it is nobody's copy.
func (c *copies) of(ctx context.Context, a store.Article) (string, error) {
	for _, day := range around(a.Published) {
		for _, known := range c.byDay[day] {
			var err error
			if known.Text, err = c.store.Text(ctx, known.ID); err != nil {
				return "", fmt.Errorf("comparing article %s with %s: %w", a.ID, known.ID, err)
			}
			if known.Text != "" && known.ID != a.ID {
				c.near.Add(known)
			}
		}
		delete(c.byDay, day)
	}
	origin := a.Upstream
	for _, twin := range c.near.Add(a) {
		if twin == a.ID {
			continue
		}
		if origin = c.origin[twin]; origin == "" {
			origin = twin
		}
		break
	}
	c.origin[a.ID] = origin
	return origin, nil
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

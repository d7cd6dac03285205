package pack

import (
	"context"
	"fmt"

	"readout/store"
)

// FromStore returns what a store knows of an article, for [Write]: its facts, the meetings
// they speak of, and the names that these need. Names that the store does not hold, because
// the lexicon has them, are left out. [store.ErrNotFound] when the article is not there.
func FromStore(ctx context.Context, s store.Store, article string) (store.Batch, error) {
	catalog, err := s.Catalog(ctx)
	if err != nil {
		return store.Batch{}, fmt.Errorf("looking up article %s: %w", article, err)
	}
	var b store.Batch
	for _, a := range catalog.Articles {
		if a.ID == article {
			b.Article = a
		}
	}
	if b.Article.ID == "" {
		return store.Batch{}, fmt.Errorf("article %q: %w", article, store.ErrNotFound)
	}
	if b.Facts, err = s.Facts(ctx, article); err != nil {
		return store.Batch{}, fmt.Errorf("looking up the facts of article %s: %w", article, err)
	}
	wanted := mentions{}
	wanted.facts(b.Facts)
	for _, m := range catalog.Meetings {
		if wanted[m.ID] {
			b.Meetings = append(b.Meetings, m)
			wanted.meeting(m)
		}
	}
	wanted.close(catalog.Names)
	for _, n := range catalog.Names {
		if wanted[n.Key] {
			b.Names = append(b.Names, n)
		}
	}
	return b, nil
}

// mentions are the keys that something names.
type mentions map[string]bool

func (m mentions) add(keys ...string) {
	for _, key := range keys {
		m[key] = true
	}
}

func (m mentions) facts(facts []store.Fact) {
	for _, f := range facts {
		m.add(f.Meeting, f.Speaker, f.Value)
		m.add(f.People...)
		m.add(f.Topics...)
	}
}

func (m mentions) meeting(meeting store.Meeting) {
	m.add(meeting.Place, meeting.Occasion)
	m.add(meeting.People...)
}

// close adds what the mentioned names refer to in their turn: the country of a city, the
// organisation of an office.
func (m mentions) close(names []store.Name) {
	for grown := true; grown; {
		before := len(m)
		for _, n := range names {
			if !m[n.Key] {
				continue
			}
			m.add(n.In)
			for _, r := range n.Roles {
				m.add(r.Of)
			}
		}
		grown = len(m) > before
	}
}

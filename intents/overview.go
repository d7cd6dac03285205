package intents

import (
	"context"
	"slices"

	"readout/bot"
)

// newest is how many articles an overview lists.
const newest = 10

var _ bot.Guide = (*Router)(nil)

// Overview tells what the store knows at large.
func (r *Router) Overview(ctx context.Context) (bot.Overview, error) {
	k, err := r.knowledge(ctx)
	if err != nil {
		return bot.Overview{}, err
	}
	o := bot.Overview{Articles: len(k.catalog.Articles), Facts: k.catalog.Facts, Examples: k.examples()}
	for _, m := range k.catalog.Meetings {
		o.Meetings = append(o.Meetings, bot.Occasion{ID: m.ID, Name: m.Title, From: string(m.From)})
	}
	for _, a := range slices.Backward(k.catalog.Articles) {
		if len(o.Newest) == newest {
			break
		}
		o.Newest = append(o.Newest, bot.Citation{N: len(o.Newest) + 1, Article: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: string(a.Published)})
	}
	return o, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"readout/bot"
	"readout/config"
	"readout/internal/lang"
	"readout/store"
	"readout/store/ingest"
	"readout/store/intake"
)

// A host is what platforms see of the bot: questions go to the desk, the rest to journal, answerer and store.
type host struct {
	*bot.Desk
	bot.Journal
	bot.Guide
	store store.Store
	set   config.Config
}

// Accept is the desk's: the journal alone would write a question down and never answer it.
func (h *host) Accept(ctx context.Context, m bot.Message) error { return h.Desk.Accept(ctx, m) }

// Add reads the article at a public address of the web into the store, and says what was learnt in a sentence.
func (h *host) Add(ctx context.Context, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" { // a path would be a file of this machine
		return "", fmt.Errorf("%q is no address of an article: write one that begins with https://", address)
	}
	base, err := lang.Base()
	if err != nil {
		return "", err
	}
	into, err := ingest.Into(ctx, h.store, base)
	if err != nil {
		return "", err
	}
	catalog, err := h.store.Catalog(ctx)
	if err != nil {
		return "", fmt.Errorf("reading what the store knows: %w", err)
	}
	options := intake.Options{
		Today: store.Date(time.Now().Format(time.DateOnly)), IDs: intake.NewIDs(catalog.Articles), Allow: h.set.FetchAllow, Version: version(),
	}
	for item, err := range intake.Read(ctx, options, address) {
		if err != nil {
			return "", err
		}
		o, err := into.Add(ctx, item.Article)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s: %s, %s learnt.", o.Batch.Article.ID, o.Status, counted(o.Learnt(), "fact")), nil
	}
	return "", errors.New("there is no article at that address")
}

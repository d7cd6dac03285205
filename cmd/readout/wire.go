package main

import (
	"context"

	"readout/bot"
	"readout/intents"
	"readout/internal/lang"
	"readout/store"
	"readout/store/extract"
	"readout/store/pack"
	"readout/store/sqlite"
)

// The one place that knows which store and which answerer the program is made of.

func openDatabase(ctx context.Context, path string) (store.Store, error) {
	db, err := sqlite.Open(ctx, path)
	if err != nil { // a nil *sqlite.DB is no nil store.Store
		return nil, err
	}
	return db, nil
}

// An answerer answers, and tells what there is to ask.
type answerer interface {
	bot.Answerer
	bot.Guide
}

func newAnswerer(f store.Finder) answerer { return intents.New(f) }

// readTopics lists the topics that articles are read for.
func readTopics() ([]string, error) { return extract.Topics() }

func builtinVersion() (string, error) { return pack.Version() }

func builtin() (pack.Pack, error) { return pack.Builtin() }

// lexicon returns whether the embedded lexicon knows a key.
func lexicon() (pack.Known, error) {
	l, err := lang.Base()
	if err != nil {
		return nil, err
	}
	return func(key string) bool { return l.Name(key) != nil }, nil
}

// An inspection is what a look at a database found.
type inspection = sqlite.Inspection

func inspectDatabase(ctx context.Context, path string) (inspection, error) {
	return sqlite.Inspect(ctx, path)
}

func copyDatabase(ctx context.Context, from, to string) error { return sqlite.Backup(ctx, from, to) }

func restoreDatabase(ctx context.Context, backup, to string) error {
	return sqlite.Restore(ctx, backup, to)
}

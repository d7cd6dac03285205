package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"readout/store"
	"readout/store/pack"
)

// readPack reads a file or folder of facts. What they speak of without naming it has to be known
// to the lexicon, to the built-in facts or, where there is one, to the store.
func readPack(ctx context.Context, st store.Finder, path string) (pack.Pack, error) {
	known, err := knownKeys(ctx, st)
	if err != nil {
		return pack.Pack{}, err
	}
	pk, err := pack.ReadFile(path, known)
	if errors.Is(err, fs.ErrNotExist) {
		return pk, usagef("there is no file or folder of facts %s", path)
	}
	return pk, err
}

// knownKeys returns what a pack may speak of without naming it. st may be nil.
func knownKeys(ctx context.Context, st store.Finder) (pack.Known, error) {
	inLexicon, err := lexicon()
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	if err := addBuiltin(keys); err != nil {
		return nil, err
	}
	topics, err := readTopics()
	if err != nil {
		return nil, err
	}
	for _, key := range topics {
		keys[key] = true
	}
	if st != nil {
		c, err := st.Catalog(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the names in the store: %w", err)
		}
		addNames(keys, c.Names, c.Meetings)
	}
	return func(key string) bool { return keys[key] || inLexicon(key) }, nil
}

func addBuiltin(keys map[string]bool) error {
	pk, err := builtin()
	if err != nil {
		return err
	}
	for _, b := range pk.Batches {
		addNames(keys, b.Names, b.Meetings)
	}
	for _, t := range pk.Topics {
		keys[t.Key] = true
	}
	return nil
}

func addNames(keys map[string]bool, names []store.Name, meetings []store.Meeting) {
	for _, n := range names {
		keys[n.Key] = true
	}
	for _, m := range meetings {
		keys[m.ID] = true
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"readout/config"
	"readout/store"
	"readout/store/pack"
)

// packSetting is the name under which a store remembers the version of the built-in facts it has.
const packSetting = "pack"

// A session is an open store, its facts loaded, and what answers from it.
type session struct {
	store    store.Store
	answerer answerer
}

// close closes the store. There is nobody to tell that closing failed: all that was written is committed.
func (s *session) close() { _ = s.store.Close() }

// open opens the database, loads the pack and returns what answers from it.
func (p *program) open(ctx context.Context) (*session, error) {
	c, err := p.settings()
	if err != nil {
		return nil, err
	}
	return p.openWith(ctx, c)
}

func (p *program) openWith(ctx context.Context, c config.Config) (*session, error) {
	st, err := openStore(ctx, c.DB)
	if err != nil {
		return nil, err
	}
	if err := p.loadPack(ctx, st, c); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &session{store: st, answerer: newAnswerer(st)}, nil
}

// openStore opens the database file, which it makes, with its directory, where there is none.
func openStore(ctx context.Context, path string) (store.Store, error) {
	if err := makeFolder(path); err != nil {
		return nil, err
	}
	return openDatabase(ctx, path) // its errors say themselves what to do
}

// makeFolder makes the folder of a database.
func makeFolder(db string) error {
	if err := os.MkdirAll(filepath.Dir(db), 0o700); err != nil {
		return fmt.Errorf("cannot make a directory for the database: %w: choose another with --db", err)
	}
	return nil
}

// loadPack brings into the store what c.Pack names. The built-in facts are loaded once a version.
func (p *program) loadPack(ctx context.Context, st store.Store, c config.Config) error {
	switch c.Pack {
	case config.PackNone:
		return nil
	case config.PackBuiltin:
		return p.loadBuiltin(ctx, st, c)
	}
	pk, err := readPack(ctx, st, c.Pack)
	if err != nil {
		return err
	}
	if err := pack.Load(ctx, st, pk); err != nil {
		return fmt.Errorf("cannot load %s into %s: %w", c.Pack, c.DB, err)
	}
	return nil
}

func (p *program) loadBuiltin(ctx context.Context, st store.Store, c config.Config) error {
	want, err := builtinVersion()
	if err != nil {
		return err
	}
	loaded, err := st.Setting(ctx, packSetting)
	if err != nil {
		return fmt.Errorf("reading which facts %s has: %w", c.DB, err)
	}
	if loaded == want {
		return nil
	}
	err = storeBuiltin(ctx, st, want)
	switch {
	case err == nil:
		p.logger(c).Debug("loaded the built-in facts", "version", want, "db", c.DB)
		return nil
	case loaded == "":
		return fmt.Errorf("cannot load the built-in facts into %s: %w", c.DB, err)
	}
	// Facts of an older version that answer are better than a program that does not start.
	p.logger(c).Warn("keeping the older built-in facts, as the newer ones could not be stored", "db", c.DB, "err", err)
	return nil
}

func storeBuiltin(ctx context.Context, st store.Store, version string) error {
	pk, err := builtin()
	if err == nil {
		err = pack.Load(ctx, st, pk)
	}
	if err == nil {
		err = st.SetSetting(ctx, packSetting, version)
	}
	return err
}

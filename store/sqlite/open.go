package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"readout/store"
)

// errNoFullText says how to build the program so that it can search.
var errNoFullText = errors.New("this program was built without full-text search: build it with -tags sqlite_fts5")

// options are what tests vary.
type options struct {
	fullText bool
	busy     time.Duration // how long a locked file is waited for
}

// Open opens the store in a file and creates both when there is no file, with the folder. A file that is not
// ours is left as it is: the error is store.ErrForeign, or store.ErrNewer when a newer program wrote it.
// A store that cannot be written, such as one on a read-only disk, is opened for reading.
func Open(ctx context.Context, path string) (*DB, error) {
	return open(ctx, path, options{fullText: fullText, busy: 5 * time.Second})
}

func open(ctx context.Context, path string, o options) (*DB, error) {
	if !o.fullText {
		return nil, errNoFullText
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	db := newDB(path, o.busy)
	found, err := look(path)
	if err == nil && found == absent {
		err = db.create(ctx)
	}
	if err == nil {
		err = db.start(ctx)
	}
	if err != nil {
		return nil, errors.Join(db.explain("open store", err), db.Close())
	}
	return db, nil
}

// create makes folder, file and schema. The schema is written before the file is switched to WAL, so that
// its head says whose it is from the first moment on.
func (db *DB) create(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(db.path), 0o755); err != nil {
		return fmt.Errorf("make the folder for the store: %w", err)
	}
	// What people ask will stand in it. Where no file can be made, SQLite says so below, and why.
	if f, err := os.OpenFile(db.path, os.O_CREATE, 0o600); err == nil {
		_ = f.Close() // nothing was written
	}
	pool, err := sql.Open("sqlite3", db.dsn("rwc", url.Values{"_txlock": {"immediate"}}))
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := inTx(ctx, pool, create); err != nil {
		return err
	}
	_, err = look(db.path) // another program may have put something else there meanwhile
	return err
}

// start opens the pools, checks the schema, brings it up to date and reads the first view.
func (db *DB) start(ctx context.Context) error {
	err := db.connect(ctx, "rw", url.Values{"_journal_mode": {"WAL"}, "_query_only": {"true"}})
	if unwritable(err) {
		err = db.startReadOnly(ctx)
	}
	if err != nil {
		return err
	}
	version, application, err := readStamp(ctx, db.readers)
	switch {
	case err != nil:
		return err
	case application != applicationID:
		return fmt.Errorf("%w: a database of another program: choose another file with --db", store.ErrForeign)
	case version > schemaVersion:
		return newer(db.path, version)
	case version < schemaVersion && db.readOnly:
		return fmt.Errorf("it has schema version %d and must be brought to %d first: %w", version, schemaVersion, errReadOnly)
	case version < schemaVersion:
		if err := inTx(ctx, db.writer, migrate); err != nil {
			return err
		}
	}
	m, err := readMeta(ctx, db.readers)
	if err != nil {
		return err
	}
	db.show(newView(m))
	return nil
}

// startReadOnly opens a store in a place that cannot be written to. SQLite can follow a write-ahead log
// there only when its index file exists; without a log the file can be read as one that nobody changes.
func (db *DB) startReadOnly(ctx context.Context) error {
	db.readOnly = true
	err := db.connect(ctx, "ro", nil)
	if unwritable(err) && sizeOf(db.path+"-wal") == 0 {
		err = db.connect(ctx, "ro", url.Values{"immutable": {"1"}})
	}
	return err
}

// connect opens the pools and reads once, since opening alone finds no mistakes.
func (db *DB) connect(ctx context.Context, mode string, reading url.Values) error {
	if err := db.closePools(); err != nil {
		return err
	}
	var err error
	if db.readers, err = sql.Open("sqlite3", db.dsn(mode, reading)); err != nil {
		return err
	}
	db.readers.SetMaxOpenConns(8)
	db.readers.SetMaxIdleConns(8)
	writing := url.Values{"_journal_mode": {"WAL"}, "_txlock": {"immediate"}}
	if db.writer, err = sql.Open("sqlite3", db.dsn(mode, writing)); err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	if db.watch.conn, err = db.readers.Conn(ctx); err != nil {
		return err
	}
	return db.watch.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&db.watch.seen)
}

// dsn names the file with the pragmas that every connection must have: set by Exec, they would
// reach one connection of the pool only.
func (db *DB) dsn(mode string, more url.Values) string {
	v := url.Values{
		"mode":             {mode},
		"_foreign_keys":    {"true"},
		"_busy_timeout":    {fmt.Sprint(db.busy.Milliseconds())},
		"_synchronous":     {"NORMAL"},
		"_cache_size":      {"-16000"}, // KiB
		"_stmt_cache_size": {"64"},
	}
	for key, value := range more {
		v[key] = value
	}
	slashed := filepath.ToSlash(db.path)
	if slashed[0] != '/' {
		slashed = "/" + slashed // C:/...
	}
	file := url.URL{Scheme: "file", Path: slashed, RawQuery: v.Encode()}
	return file.String()
}

// unwritable says whether the error is one of a place that cannot be written to.
func unwritable(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrCantOpen || se.Code == sqlite3.ErrReadonly || se.Code == sqlite3.ErrPerm)
}

// inTx runs do in a transaction.
func inTx(ctx context.Context, pool *sql.DB, do func(context.Context, *sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

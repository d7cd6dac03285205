package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"readout/store"
)

// An Inspection is what a look at a store without changing it found.
type Inspection struct {
	Schema, Knows int      // version of the schema: of the file, and the newest that this program knows
	Faults        []string // what PRAGMA integrity_check and foreign_key_check find; none when it is whole
	Facts         int
	Bytes         int64 // of the file
	Log           int64 // bytes of the write-ahead log beside it
	Idle          int64 // bytes of the file that hold nothing
}

// Inspect looks at the store in a file without changing it, while others may be at work on it. A file that is not
// ours is store.ErrForeign; one of a newer program is store.ErrNewer, with the inspection as far as it went.
func Inspect(ctx context.Context, path string) (Inspection, error) {
	i := Inspection{Knows: schemaVersion, Bytes: sizeOf(path), Log: sizeOf(path + "-wal")}
	db, err := at(path)
	if err != nil {
		return i, err
	}
	found, err := look(path)
	if err != nil {
		return i, db.explain("inspect store", err)
	}
	if found == absent {
		return i, fmt.Errorf("there is no database %s (%w)", path, fs.ErrNotExist)
	}
	pool, err := reading(ctx, db)
	if err != nil {
		return i, db.explain("inspect store", err)
	}
	defer pool.Close()
	return i, db.explain("inspect store", i.fill(ctx, pool, path))
}

// at is the store in a file, not yet opened.
func at(path string) (*DB, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", path, err)
	}
	return newDB(whole, 5*time.Second), nil
}

// reading opens a store for reading, wherever it lies; see startReadOnly.
func reading(ctx context.Context, db *DB) (*sql.DB, error) {
	pool, err := sql.Open("sqlite3", db.dsn("ro", url.Values{"_query_only": {"true"}}))
	if err != nil {
		return nil, err
	}
	err = pool.PingContext(ctx)
	if err == nil {
		_, _, err = readStamp(ctx, pool)
	}
	if err == nil {
		return pool, nil
	}
	if !unwritable(err) || sizeOf(db.path+"-wal") > 0 {
		return nil, errors.Join(err, pool.Close())
	}
	pool.Close()
	return sql.Open("sqlite3", db.dsn("ro", url.Values{"immutable": {"1"}}))
}

func (i *Inspection) fill(ctx context.Context, pool *sql.DB, path string) error {
	version, application, err := readStamp(ctx, pool)
	switch {
	case err != nil:
		return err
	case application != applicationID:
		return fmt.Errorf("%w: a database of another program", store.ErrForeign)
	}
	i.Schema = version
	if version > schemaVersion {
		return newer(path, version)
	}
	m, err := readMeta(ctx, pool)
	if err != nil {
		return err
	}
	i.Facts = m.facts
	var page, free int64
	if err := pool.QueryRowContext(ctx, `SELECT page_size, freelist_count FROM pragma_page_size, pragma_freelist_count`).Scan(&page, &free); err != nil {
		return err
	}
	i.Idle = page * free
	i.Faults, err = faults(ctx, pool)
	return err
}

// faults returns what is damaged in a database, at most forty lines of it.
func faults(ctx context.Context, pool *sql.DB) ([]string, error) {
	var all []string
	for _, look := range []string{
		`PRAGMA integrity_check(20)`,
		`SELECT 'a row of ' || "table" || ' refers to none of ' || parent FROM pragma_foreign_key_check LIMIT 20`,
	} {
		lines, err := readLines(ctx, pool, look)
		if err != nil {
			return nil, err
		}
		all = append(all, lines...)
	}
	return slices.DeleteFunc(all, func(line string) bool { return line == "ok" }), nil
}

func readLines(ctx context.Context, pool *sql.DB, statement string) ([]string, error) {
	rows, err := pool.QueryContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		all = append(all, line)
	}
	return all, rows.Err()
}

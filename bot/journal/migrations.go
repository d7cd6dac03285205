package journal

import (
	"context"
	"database/sql"
	"fmt"
)

// A step takes the tables of one version to the next. Append only: a step that was ever used is never edited.
type step func(ctx context.Context, tx *sql.Tx) error

// steps lead from each version to the next; the first leads from version 1 to 2.
var steps = [...]step{peopleAndDigests}

// version is that of the tables that this program writes.
const version = 1 + len(steps)

// prepare makes the tables where there are none, and brings older ones up to date.
func prepare(ctx context.Context, tx *sql.Tx) error {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'journal'`).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		_, err := tx.ExecContext(ctx, schema)
		return err
	}
	var found int
	if err := tx.QueryRowContext(ctx, `SELECT version FROM journal`).Scan(&found); err != nil {
		return err
	}
	if found > version {
		return fmt.Errorf("its journal has version %d and this program knows %d: use the newer program", found, version)
	}
	for at := found; at < version; at++ {
		if err := steps[at-1](ctx, tx); err != nil {
			return fmt.Errorf("bring the journal from version %d to %d: %w", at, at+1, err)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE journal SET version = ?`, at+1); err != nil {
			return err
		}
	}
	return nil
}

// peopleAndDigests (1 to 2) writes down who asked in a column of its own, and names only by their digest.
func peopleAndDigests(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `
		ALTER TABLE journal ADD COLUMN probed INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE question ADD COLUMN person TEXT NOT NULL DEFAULT '';
		ALTER TABLE question ADD COLUMN erase INTEGER NOT NULL DEFAULT 0;
		UPDATE question SET person = message ->> 'Platform' || '/' || (message ->> 'User') WHERE message ->> 'User' <> '';
		CREATE INDEX question_person ON question (person);
		UPDATE feedback SET user = (SELECT message ->> 'Platform' FROM question WHERE id = feedback.answer) || '/' || user
		WHERE answer IN (SELECT id FROM question);
		CREATE INDEX feedback_user ON feedback (user);
		ALTER TABLE received RENAME TO named;
		DROP INDEX received_at;
		CREATE TABLE received (key BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
		CREATE INDEX received_at ON received (at)`); err != nil {
		return err
	}
	type named struct {
		key string
		at  int64
	}
	all, err := query(ctx, tx, func(rows *sql.Rows) (n named, err error) { return n, rows.Scan(&n.key, &n.at) }, `SELECT key, at FROM named`)
	if err != nil {
		return err
	}
	for _, n := range all {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO received (key, at) VALUES (?, ?)`, digest(n.key), n.at); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE named`)
	return err
}

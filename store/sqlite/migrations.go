package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
)

// applicationID marks a file as ours: "Rdot" in the header, where tools such as file(1) look.
const applicationID = 0x52646F74

// migrations lead from each version of the schema to the next; the first leads from version 1 to 2.
// Append only: a step that was ever released is never edited.
var migrations = [...]string{}

// schemaVersion is the version that schema.sql is at.
const schemaVersion = 1 + len(migrations)

//go:embed schema.sql
var schema string

// create writes the schema into an empty file; another program may have been faster.
func create(ctx context.Context, tx *sql.Tx) error {
	var tables int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return err
	}
	if tables > 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	return stamp(ctx, tx)
}

// migrate takes a store at an older version to today's, whole or not at all.
func migrate(ctx context.Context, tx *sql.Tx) error {
	at, _, err := readStamp(ctx, tx)
	if err != nil || at >= schemaVersion {
		return err
	}
	if at < 1 {
		return fmt.Errorf("schema version %d: %w", at, errDamaged)
	}
	for _, step := range migrations[at-1:] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("migrate from version %d: %w", at, err)
		}
		at++
	}
	return stamp(ctx, tx)
}

func stamp(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, schemaVersion))
	return err
}

// querier is a database, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// readStamp returns the schema version and the application id.
func readStamp(ctx context.Context, q querier) (version, application int, err error) {
	err = q.QueryRowContext(ctx, `SELECT v.user_version, a.application_id FROM pragma_user_version v, pragma_application_id a`).
		Scan(&version, &application)
	return version, application, err
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// Setting returns a named value; "" when it is not set.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := db.readers.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, db.explain("read setting "+name, err)
}

// SetSetting keeps a named value; "" unsets it. The catalog's version stays as it is.
func (db *DB) SetSetting(ctx context.Context, name, value string) error {
	if db.readOnly {
		return db.explain("keep setting "+name, errReadOnly)
	}
	err := inTx(ctx, db.writer, func(ctx context.Context, tx *sql.Tx) (err error) {
		if value == "" {
			_, err = tx.ExecContext(ctx, `DELETE FROM setting WHERE name = ?`, name)
		} else {
			_, err = tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		}
		return err
	})
	return db.explain("keep setting "+name, err)
}

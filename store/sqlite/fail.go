package sqlite

import (
	"errors"
	"fmt"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"readout/store"
)

// errDamaged marks what cannot have been written by us.
var errDamaged = errors.New("it is damaged: restore a copy, or move it away and start anew")

// errReadOnly is returned by every write to a store that can only be read.
var errReadOnly = errors.New("it is opened for reading only: give the program the right to write to the file and its folder, or choose another with --db")

func damaged(what string, err error) error {
	return fmt.Errorf("%s cannot be read: %w (%w)", what, errDamaged, err)
}

// explain turns an error of SQLite's into a sentence that says what failed on which file and what to do.
// doing is such as "put article nbc-2016-09-05".
func (db *DB) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, store.ErrForeign) || errors.Is(err, store.ErrNewer) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if errors.Is(err, errDamaged) {
		return fmt.Errorf("%s: %w: %s: %w", doing, store.ErrForeign, db.path, err)
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return fmt.Errorf("%s in %s: %w", doing, db.path, err)
	}
	const form = "%s in %s: %s (%w)"
	if se.Code == sqlite3.ErrNotADB || se.Code == sqlite3.ErrCorrupt || lacksTable(se) {
		return fmt.Errorf("%s: %w: %s: %w (%w)", doing, store.ErrForeign, db.path, errDamaged, err)
	}
	switch se.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf(form, doing, db.path, "another program is writing to it: try again, or end that program", err)
	case sqlite3.ErrFull:
		return fmt.Errorf(form, doing, db.path, "the disk is full: make room and try again; nothing was changed", err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return fmt.Errorf(form, doing, db.path, "it must not be written to: give the right to write to the file and its folder, or choose another with --db", err)
	case sqlite3.ErrCantOpen:
		return fmt.Errorf(form, doing, db.path, "it cannot be opened: check that it is a file and that its folder may be written to", err)
	case sqlite3.ErrIoErr:
		return fmt.Errorf(form, doing, db.path, "the disk cannot be read or written: check it", err)
	}
	return fmt.Errorf("%s in %s: %w", doing, db.path, err)
}

// lacksTable reports whether a statement named a table or column that is not there. Ours are fixed, and the version
// of the file was checked: its tables are not those of that version.
func lacksTable(err sqlite3.Error) bool {
	text := err.Error()
	return err.Code == sqlite3.ErrError && (strings.HasPrefix(text, "no such table") || strings.HasPrefix(text, "no such column"))
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// Backup copies the store in a file, as it is at one moment, into a new file, while others may be at work on it. The
// copy is checked, and there only when it is whole. What a journal keeps in the same file is copied with it.
func Backup(ctx context.Context, from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("there is a file %s already: choose another name", to)
	}
	db, err := at(from)
	if err != nil {
		return err
	}
	if found, err := look(from); err != nil || found == absent {
		if err == nil {
			err = fs.ErrNotExist
		}
		return db.explain("back up store", err)
	}
	source, err := reading(ctx, db)
	if err != nil {
		return db.explain("back up store", err)
	}
	defer source.Close()
	part := to + ".part"
	if err := newFile(part); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	defer os.Remove(part) // is not there any more when all went well
	err = copyInto(ctx, source, part)
	if err == nil {
		err = alone(ctx, part)
	}
	if err != nil {
		return db.explain("back up store to "+to, err)
	}
	if err := checkCopy(ctx, part); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	if err := os.Rename(part, to); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return nil
}

// Restore puts a backup in the place of the store in a file, as one transaction: it is done wholly or not at all,
// and what has the file open sees it. The backup itself is left as it is.
func Restore(ctx context.Context, backup, to string) error {
	if err := checkCopy(ctx, backup); err != nil {
		return err
	}
	db, err := at(backup)
	if err != nil {
		return err
	}
	source, err := reading(ctx, db)
	if err != nil {
		return db.explain("read backup", err)
	}
	defer source.Close()
	if _, err := look(to); err != nil { // a damaged or foreign file is not written over in silence
		return fmt.Errorf("%w: move it away and try again", err)
	}
	if _, err := os.Stat(to); errors.Is(err, os.ErrNotExist) {
		if err := newFile(to); err != nil {
			return fmt.Errorf("restore to %s: %w", to, err)
		}
	}
	if err := copyInto(ctx, source, to); err != nil {
		return db.explain("restore "+to, err)
	}
	return nil
}

// newFile makes an empty file for nobody else to read; it is an error when there is one.
func newFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) && strings.HasSuffix(path, ".part") {
		return fmt.Errorf("%s is there: another backup is at work, or was interrupted; in the latter case remove it", path)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// checkCopy says what is wrong with a backup.
func checkCopy(ctx context.Context, path string) error {
	i, err := Inspect(ctx, path)
	if err != nil {
		return err
	}
	if len(i.Faults) > 0 {
		return fmt.Errorf("%s is damaged: %s", path, i.Faults[0])
	}
	return nil
}

// copyInto copies a database over the one in a file, by SQLite's online backup (https://sqlite.org/backup.html), in
// one step: in several, each write of another process would begin it anew.
func copyInto(ctx context.Context, source *sql.DB, path string) error {
	target, err := at(path)
	if err != nil {
		return err
	}
	to, err := sql.Open("sqlite3", target.dsn("rw", nil))
	if err != nil {
		return err
	}
	defer to.Close()
	read, err := source.Conn(ctx)
	if err != nil {
		return err
	}
	defer read.Close()
	write, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer write.Close()
	return write.Raw(func(w any) error {
		return read.Raw(func(r any) error { return copyAll(w, r) })
	})
}

// alone makes one file of a database, without a log beside it.
func alone(ctx context.Context, path string) error {
	file, err := at(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", file.dsn("rw", nil))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `PRAGMA journal_mode = DELETE`)
	return errors.Join(err, db.Close())
}

// copyAll copies all pages from one connection of the driver to another.
func copyAll(to, from any) error {
	w, ok := to.(*sqlite3.SQLiteConn)
	r, ok2 := from.(*sqlite3.SQLiteConn)
	if !ok || !ok2 {
		return errors.New("the driver is not SQLite's")
	}
	b, err := w.Backup("main", r, "main")
	if err != nil {
		return err
	}
	_, err = b.Step(-1)
	return errors.Join(err, b.Finish())
}

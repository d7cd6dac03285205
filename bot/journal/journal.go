// Package journal keeps what was asked and what became of it in SQLite, in the file of the store: a
// question is there before the platform is told that it arrived, and stays until it is pruned.
//
// Commits survive a kill of the program at any moment. A loss of power may take the last ones with it,
// as the write-ahead log is not synced at each commit (https://sqlite.org/pragma.html#pragma_synchronous).
package journal

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver

	"readout/bot"
)

//go:embed schema.sql
var schema string

// version is that of the tables that this program writes.
const version = 1

// A Journal is a bot.Journal in a SQLite file.
type Journal struct {
	db  *sql.DB // one connection: SQLite has one writer at a time, and a read takes microseconds
	now func() time.Time
}

var _ bot.Journal = (*Journal)(nil)

// Open opens the journal in the file of a store, which must exist, and makes its tables where they are missing.
// A journal that a newer program wrote is refused.
func Open(ctx context.Context, path string) (*Journal, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open journal in %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	j := &Journal{db: db, now: time.Now}
	if err := j.inTx(ctx, j.prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("open journal in %s: %w", path, err), db.Close())
	}
	return j, nil
}

// dsn names the file with the pragmas; see store/sqlite for why they stand there.
func dsn(path string) string {
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' {
		slashed = "/" + slashed
	}
	v := url.Values{
		"mode": {"rw"}, "_foreign_keys": {"true"}, "_busy_timeout": {"5000"}, "_journal_mode": {"WAL"},
		"_synchronous": {"NORMAL"}, "_txlock": {"immediate"}, "_stmt_cache_size": {"32"},
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: v.Encode()}).String()
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

func (j *Journal) prepare(ctx context.Context, tx *sql.Tx) error {
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
	return nil
}

func (j *Journal) inTx(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// errRepeat ends a transaction of which nothing is to stay.
var errRepeat = errors.New("was received before")

// Accept implements bot.Journal.
func (j *Journal) Accept(ctx context.Context, id string, m bot.Message) (bool, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("encode message: %w", err)
	}
	err = j.inTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, key := range m.Keys {
			if err := j.receive(ctx, tx, key); err != nil {
				return err
			}
		}
		return j.insert(ctx, tx, id, m, data)
	})
	if errors.Is(err, errRepeat) {
		return false, nil
	}
	return err == nil, err
}

func (j *Journal) insert(ctx context.Context, tx *sql.Tx, id string, m bot.Message, data []byte) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO question (id, at, message) VALUES (?, ?, ?)`, id, j.now().Unix(), string(data))
	if err != nil {
		return err
	}
	seq, err := r.LastInsertId()
	if err != nil {
		return err
	}
	for _, name := range []string{m.Conversation, m.Opens} {
		if name == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO conversation (name, question) VALUES (?, ?)`, name, seq); err != nil {
			return err
		}
	}
	return nil
}

// receive writes a key down; errRepeat when it is there.
func (j *Journal) receive(ctx context.Context, tx *sql.Tx, key string) error {
	r, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO received (key, at) VALUES (?, ?)`, key, j.now().Unix())
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return cmpErr(err, errRepeat)
	}
	return nil
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// First implements bot.Journal.
func (j *Journal) First(ctx context.Context, key string) (bool, error) {
	err := j.inTx(ctx, func(ctx context.Context, tx *sql.Tx) error { return j.receive(ctx, tx, key) })
	if errors.Is(err, errRepeat) {
		return false, nil
	}
	return err == nil, err
}

// Earlier implements bot.Journal.
func (j *Journal) Earlier(ctx context.Context, conversation, id string, n int) ([]string, error) {
	texts, err := query(ctx, j.db, scanText, `
		SELECT message ->> 'Text' FROM conversation JOIN question ON seq = question
		WHERE name = ? AND question < (SELECT seq FROM question WHERE id = ?)
		ORDER BY question DESC LIMIT ?`, conversation, id, n)
	slices.Reverse(texts)
	return texts, err
}

// Sending implements bot.Journal.
func (j *Journal) Sending(ctx context.Context, id string, a bot.Answer) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	return j.exec(ctx, `UPDATE question SET answer = ? WHERE id = ?`, string(data), id)
}

// End implements bot.Journal.
func (j *Journal) End(ctx context.Context, id string, o bot.Outcome) error {
	return j.exec(ctx, `UPDATE question SET outcome = ? WHERE id = ?`, string(o), id)
}

// Unended implements bot.Journal.
func (j *Journal) Unended(ctx context.Context, after string, n int) ([]bot.Entry, error) {
	return query(ctx, j.db, scanEntry, `
		SELECT id, message, answer FROM question
		WHERE outcome IS NULL AND seq > coalesce((SELECT seq FROM question WHERE id = ?), 0)
		ORDER BY seq LIMIT ?`, after, n)
}

// Recall implements bot.Journal.
func (j *Journal) Recall(ctx context.Context, id string) (bot.Exchange, error) {
	found, err := query(ctx, j.db, scanEntry, `SELECT id, message, answer FROM question WHERE id = ? AND answer IS NOT NULL`, id)
	if err != nil {
		return bot.Exchange{}, err
	}
	if len(found) == 0 {
		return bot.Exchange{}, fmt.Errorf("%w: %q", bot.ErrUnknown, id)
	}
	return bot.Exchange{ID: id, Message: found[0].Message, Answer: *found[0].Answer}, nil
}

// Knows implements bot.Journal.
func (j *Journal) Knows(ctx context.Context, conversation string) (bool, error) {
	found, err := query(ctx, j.db, scanText, `SELECT name FROM conversation WHERE name = ? LIMIT 1`, conversation)
	return len(found) > 0, err
}

// Feedback implements bot.Journal.
func (j *Journal) Feedback(ctx context.Context, f bot.Feedback) error {
	x, err := j.Recall(ctx, f.Answer)
	if err != nil {
		return err
	}
	return j.exec(ctx, `
		INSERT INTO feedback (answer, user, good, text, asked, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET good = excluded.good, text = excluded.text, at = excluded.at`,
		f.Answer, f.User, f.Good, f.Text, x.Message.Text, f.At.Unix())
}

// Prune implements bot.Journal.
func (j *Journal) Prune(ctx context.Context, before time.Time) error {
	return j.inTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM question WHERE outcome IS NOT NULL AND at < ?`, before.Unix()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM received WHERE at < ?`, before.Unix())
		return err
	})
}

func (j *Journal) exec(ctx context.Context, statement string, args ...any) error {
	_, err := j.db.ExecContext(ctx, statement, args...)
	return err
}

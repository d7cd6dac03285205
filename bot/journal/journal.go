// Package journal keeps what was asked and what became of it in SQLite, in the file of the store: a
// question is there before the platform is told that it arrived, and stays until it is pruned.
//
// Commits survive a kill of the program at any moment. A loss of power may take the last ones with it,
// as the write-ahead log is not synced at each commit (https://sqlite.org/pragma.html#pragma_synchronous).
//
// One goroutine writes, and gives what is to be written at the same moment one commit.
package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"readout/bot"
)

//go:embed schema.sql
var schema string

// A Journal is a bot.Journal in a SQLite file.
type Journal struct {
	db      *sql.DB // one connection: SQLite has one writer at a time
	readers *sql.DB
	now     func() time.Time

	writes  chan write
	closing chan struct{}
	working sync.WaitGroup
	unmoved atomic.Int64 // writes since the last checkpoint
}

var _ bot.Journal = (*Journal)(nil)

// Open opens the journal in the file of a store, which must exist, and makes its tables where they are missing.
// A journal that a newer program wrote is refused.
func Open(ctx context.Context, path string) (*Journal, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	j := &Journal{
		db: connect(path, 1), readers: connect(path, 4), now: time.Now,
		writes: make(chan write), closing: make(chan struct{}),
	}
	if err := inTx(j.db, prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("open journal in %s: %w", path, err), j.db.Close(), j.readers.Close())
	}
	// What runs that were killed left in the log would only grow; where this fails, writers see to it later.
	_, _ = j.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	j.working.Go(j.commitAll)
	j.working.Go(j.checkpointAll)
	return j, nil
}

// Close closes the file. What was not written by then is an error to who waits for it.
func (j *Journal) Close() error {
	close(j.closing)
	j.working.Wait()
	return errors.Join(j.readers.Close(), j.db.Close())
}

// digest is what is kept of the name of something received.
func digest(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:sha256.Size/2]
}

// Accept implements bot.Journal.
func (j *Journal) Accept(ctx context.Context, id string, m bot.Message) (bool, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("encode message: %w", err)
	}
	fresh := false
	err = j.write(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		if fresh, err = j.receive(ctx, tx, m.Keys); err == nil && fresh {
			err = j.insert(ctx, tx, id, m, data)
		}
		return err
	})
	return err == nil && fresh, err
}

func (j *Journal) insert(ctx context.Context, tx *sql.Tx, id string, m bot.Message, data []byte) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO question (id, at, person, message) VALUES (?, ?, ?, ?)`, id, j.now().Unix(), m.Person(), string(data))
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

// receive writes keys down. It is false, and nothing is written, when one of them is there.
func (j *Journal) receive(ctx context.Context, tx *sql.Tx, keys []string) (bool, error) {
	for _, key := range keys {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM received WHERE key = ?`, digest(key)).Scan(&n); err != nil || n > 0 {
			return false, err
		}
	}
	for _, key := range keys {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO received (key, at) VALUES (?, ?)`, digest(key), j.now().Unix()); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Receive implements bot.Journal.
func (j *Journal) Receive(ctx context.Context, keys ...string) (bool, error) {
	fresh := false
	err := j.write(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		fresh, err = j.receive(ctx, tx, keys)
		return err
	})
	return err == nil && fresh, err
}

// First implements bot.Journal.
func (j *Journal) First(ctx context.Context, key string) (bool, error) { return j.Receive(ctx, key) }

// Earlier implements bot.Journal.
func (j *Journal) Earlier(ctx context.Context, conversation, id string, n int) ([]string, error) {
	texts, err := query(ctx, j.readers, scanText, `
		SELECT message ->> 'Text' FROM conversation JOIN question ON seq = question
		WHERE name = ? AND question < (SELECT seq FROM question WHERE id = ?) AND erase = 0
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
	return j.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM question WHERE id = ? AND erase = 1`, id)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE question SET outcome = ? WHERE id = ?`, string(o), id)
		return err
	})
}

// Unended implements bot.Journal.
func (j *Journal) Unended(ctx context.Context, after string, n int) ([]bot.Entry, error) {
	return query(ctx, j.readers, scanEntry, `
		SELECT id, message, answer FROM question
		WHERE outcome IS NULL AND seq > coalesce((SELECT seq FROM question WHERE id = ?), 0)
		ORDER BY seq LIMIT ?`, after, n)
}

// Waiting implements bot.Journal.
func (j *Journal) Waiting(ctx context.Context) (int, error) {
	var n int
	err := j.readers.QueryRowContext(ctx, `SELECT count(*) FROM question WHERE outcome IS NULL`).Scan(&n)
	return n, err
}

// Recall implements bot.Journal.
func (j *Journal) Recall(ctx context.Context, id string) (bot.Exchange, error) {
	found, err := query(ctx, j.readers, scanEntry, `SELECT id, message, answer FROM question WHERE id = ? AND answer IS NOT NULL`, id)
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
	found, err := query(ctx, j.readers, scanText, `SELECT name FROM conversation WHERE name = ? LIMIT 1`, conversation)
	return len(found) > 0, err
}

// Feedback implements bot.Journal.
func (j *Journal) Feedback(ctx context.Context, f bot.Feedback) error {
	x, err := j.Recall(ctx, f.Answer)
	if err != nil {
		return err
	}
	by := bot.Message{Platform: x.Message.Platform, User: f.User}.Person()
	return j.exec(ctx, `
		INSERT INTO feedback (answer, user, good, text, asked, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET good = excluded.good, text = excluded.text, at = excluded.at`,
		f.Answer, by, f.Good, f.Text, x.Message.Text, f.At.Unix())
}

// Probe tries whether the journal can be written.
func (j *Journal) Probe(ctx context.Context) error {
	if err := j.exec(ctx, `UPDATE journal SET probed = ?`, j.now().Unix()); err != nil {
		return fmt.Errorf("write to the journal: %w", err)
	}
	return nil
}

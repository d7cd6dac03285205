package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A write is something to be written, and who waits for it.
type write struct {
	ctx  context.Context
	do   func(ctx context.Context, tx *sql.Tx) error
	done chan error // has room for the outcome, so that nobody has to wait for it
}

// atOnce is how many writes may share a commit. A commit costs as much as ten writes.
const atOnce = 256

var errClosed = errors.New("the journal is closed")

// write has do written, together with what others write at the same moment. When it returns nil, it is
// committed, and otherwise it is not: once begun, it does not end with ctx.
func (j *Journal) write(ctx context.Context, do func(ctx context.Context, tx *sql.Tx) error) error {
	w := write{ctx, do, make(chan error, 1)}
	select {
	case j.writes <- w:
	case <-ctx.Done():
		return ctx.Err()
	case <-j.closing:
		return errClosed
	}
	return <-w.done
}

// exec writes one statement.
func (j *Journal) exec(ctx context.Context, statement string, args ...any) error {
	return j.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	})
}

// commitAll writes what there is to write until the journal is closed and nothing waits any more.
func (j *Journal) commitAll() {
	for {
		select {
		case w := <-j.writes:
			j.commit(j.gather(w))
		case <-j.closing:
			return
		}
	}
}

// gather returns a write and those that wait behind it.
func (j *Journal) gather(w write) []write {
	batch := []write{w}
	for len(batch) < atOnce {
		select {
		case w := <-j.writes:
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// commit writes a batch in one transaction, or, where that fails, each write in one of its own: a write that
// cannot be done must not take the others with it.
func (j *Journal) commit(batch []write) {
	batch = wanted(batch)
	if len(batch) == 0 {
		return
	}
	err := inTx(j.db, func(ctx context.Context, tx *sql.Tx) error {
		for _, w := range batch {
			if err := w.do(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	j.unmoved.Add(int64(len(batch)))
	for _, w := range batch {
		if err != nil && len(batch) > 1 {
			w.done <- inTx(j.db, w.do)
			continue
		}
		w.done <- err
	}
}

// wanted leaves away those writes that nobody waits for any more.
func wanted(batch []write) []write {
	kept := batch[:0]
	for _, w := range batch {
		if err := w.ctx.Err(); err != nil {
			w.done <- err
			continue
		}
		kept = append(kept, w)
	}
	return kept
}

// inTx runs do in a transaction. No context ends it half-way: a transaction takes milliseconds, and others share it.
func inTx(db *sql.DB, do func(context.Context, *sql.Tx) error) error {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// When what was written is moved from the log into the file. That waits for the disk twice, and who writes meanwhile may
// have to wait with it: often and little at a time is over soonest, and a short log is written again in place.
const (
	checkpointLook = time.Second // how often it is looked whether there is enough
	checkpointMany = 200         // writes that are enough
	checkpointLate = time.Minute // after which a single one is
)

// checkpointAll moves what was written from the log into the file, so that no writer has to wait for the disk.
func (j *Journal) checkpointAll() {
	tick := time.NewTicker(checkpointLook)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-tick.C:
			n := j.unmoved.Load()
			if n < checkpointMany && (n == 0 || time.Since(last) < checkpointLate) {
				continue
			}
			last = time.Now()
			j.unmoved.Add(-n)
			// What fails here is tried again, and by writers once the log is long.
			_, _ = j.readers.ExecContext(context.Background(), `PRAGMA wal_checkpoint(PASSIVE)`)
		case <-j.closing:
			return
		}
	}
}

package journal

import (
	"context"
	"database/sql"
	"time"
)

// pruned is how many rows are removed in one go: others who write wait that long.
const pruned = 500

// Prune implements bot.Journal.
func (j *Journal) Prune(ctx context.Context, before, keys time.Time) error {
	for _, p := range []struct {
		statement string
		before    time.Time
	}{
		{`DELETE FROM question WHERE seq IN (SELECT seq FROM question WHERE at < ? LIMIT ?)`, before},
		{`DELETE FROM feedback WHERE (answer, user) IN (SELECT answer, user FROM feedback WHERE at < ? LIMIT ?)`, before},
		{`DELETE FROM received WHERE key IN (SELECT key FROM received WHERE at < ? LIMIT ?)`, keys},
	} {
		for more := true; more; {
			n, err := j.remove(ctx, p.statement, p.before)
			if err != nil {
				return err
			}
			more = n == pruned
		}
	}
	return nil
}

// remove removes some of what is older than a time, and returns how many it were.
func (j *Journal) remove(ctx context.Context, statement string, before time.Time) (int64, error) {
	var n int64
	err := j.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, statement, before.Unix(), pruned)
		if err == nil {
			n, err = r.RowsAffected()
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

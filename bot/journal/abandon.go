package journal

import (
	"context"
	"database/sql"

	"readout/bot"
)

// Abandon ends all questions that have not ended, as lost, and returns how many there were. It is for a journal that
// comes from a backup: most of them were answered after it was made, and none is to be answered twice.
func (j *Journal) Abandon(ctx context.Context) (int, error) {
	var n int64
	err := j.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE question SET outcome = ? WHERE outcome IS NULL`, string(bot.Lost))
		if err == nil {
			n, err = r.RowsAffected()
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	return int(n), nil
}

package journal

import (
	"context"
	"database/sql"

	"readout/bot"
)

// People returns who asked or marked something, as Forget takes them, in the order of their names.
func (j *Journal) People(ctx context.Context) ([]string, error) {
	return query(ctx, j.readers, scanText, `
		SELECT person FROM question WHERE person <> '' UNION SELECT user FROM feedback WHERE user <> '' ORDER BY 1`)
}

// Forget implements bot.Journal.
func (j *Journal) Forget(ctx context.Context, person string) (bot.Forgotten, error) {
	var gone bot.Forgotten
	if person == "" {
		return gone, nil
	}
	err := j.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var n [4]int64
		for i, statement := range [...]string{
			// What others think of this person's answers loses the question, while it can still be told whose it was.
			`UPDATE feedback SET asked = '' WHERE answer IN (SELECT id FROM question WHERE person = ?)`,
			`DELETE FROM question WHERE person = ? AND outcome IS NOT NULL`,
			`DELETE FROM feedback WHERE user = ?`,
			`UPDATE question SET erase = 1 WHERE person = ?`, // what is being answered goes when it has been
		} {
			r, err := tx.ExecContext(ctx, statement, person)
			if err == nil {
				n[i], err = r.RowsAffected()
			}
			if err != nil {
				return err
			}
		}
		gone = bot.Forgotten{Questions: int(n[1]), Marks: int(n[2])}
		return nil
	})
	if err != nil {
		return bot.Forgotten{}, err
	}
	// The log still has the pages as they were. Where somebody reads them just now, the next checkpoint does it.
	_, _ = j.readers.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return gone, nil
}

package journal

import (
	"context"
	"fmt"

	"readout/bot"
)

// Tally counts the questions that are kept by how they ended; those that have not ended stand under "".
func (j *Journal) Tally(ctx context.Context) (map[bot.Outcome]int, error) {
	rows, err := j.readers.QueryContext(ctx, `SELECT coalesce(outcome, ''), count(*) FROM question GROUP BY 1`)
	if err != nil {
		return nil, fmt.Errorf("count questions: %w", err)
	}
	defer rows.Close()
	tally := make(map[bot.Outcome]int)
	for rows.Next() {
		var o bot.Outcome
		var n int
		if err := rows.Scan(&o, &n); err != nil {
			return nil, fmt.Errorf("count questions: %w", err)
		}
		tally[o] = n
	}
	return tally, rows.Err()
}

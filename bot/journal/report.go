package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"readout/bot"
)

// A Gap is a question that the articles do not answer.
type Gap struct {
	ID       string
	Platform string
	Text     string
	At       time.Time
}

// Unanswered returns what was asked since a time and is not in the articles, newest first.
func (j *Journal) Unanswered(ctx context.Context, since time.Time) ([]Gap, error) {
	return query(ctx, j.readers, func(rows *sql.Rows) (g Gap, err error) {
		var at int64
		err = rows.Scan(&g.ID, &g.Platform, &g.Text, &at)
		g.At = time.Unix(at, 0).UTC()
		return g, err
	}, `
		SELECT id, message ->> 'Platform', message ->> 'Text', at FROM question
		WHERE at >= ? AND answer ->> 'Status' = ? AND erase = 0 ORDER BY seq DESC`, since.Unix(), string(bot.Abstained))
}

// A Dispute is an answer that somebody marked as wrong.
type Dispute struct {
	ID       string
	Asked    string
	Comment  string      // what was wrong, in their words; may be empty
	At       time.Time   // when it was marked
	Answer   *bot.Answer // nil when it is not kept any more
	Platform string      // "" when the question is not kept any more
}

// Disputed returns the answers that were marked as wrong since a time, newest first.
func (j *Journal) Disputed(ctx context.Context, since time.Time) ([]Dispute, error) {
	return query(ctx, j.readers, scanDispute, `
		SELECT f.answer, f.asked, f.text, f.at, q.answer, coalesce(q.message ->> 'Platform', '') FROM feedback f LEFT JOIN question q ON q.id = f.answer
		WHERE NOT f.good AND f.asked <> '' AND f.at >= ? ORDER BY f.at DESC, f.answer`, since.Unix())
}

func scanDispute(rows *sql.Rows) (Dispute, error) {
	var d Dispute
	var at int64
	var answer sql.NullString
	if err := rows.Scan(&d.ID, &d.Asked, &d.Comment, &at, &answer, &d.Platform); err != nil {
		return d, err
	}
	d.At = time.Unix(at, 0).UTC()
	if answer.Valid {
		d.Answer = new(bot.Answer)
		if err := json.Unmarshal([]byte(answer.String), d.Answer); err != nil {
			return d, fmt.Errorf("the answer to question %s: %w", d.ID, err)
		}
	}
	return d, nil
}

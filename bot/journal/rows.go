package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"readout/bot"
)

// A querier is a pool of connections, or a transaction.
type querier interface {
	QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error)
}

// query reads all rows of a statement.
func query[T any](ctx context.Context, db querier, scan func(*sql.Rows) (T, error), statement string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func scanText(rows *sql.Rows) (string, error) {
	var s string
	err := rows.Scan(&s)
	return s, err
}

func scanEntry(rows *sql.Rows) (bot.Entry, error) {
	var e bot.Entry
	var message string
	var answer sql.NullString
	if err := rows.Scan(&e.ID, &message, &answer); err != nil {
		return e, err
	}
	if err := json.Unmarshal([]byte(message), &e.Message); err != nil {
		return e, fmt.Errorf("the message of question %s: %w", e.ID, err)
	}
	if !answer.Valid {
		return e, nil
	}
	e.Sent, e.Answer = true, new(bot.Answer)
	if err := json.Unmarshal([]byte(answer.String), e.Answer); err != nil {
		return e, fmt.Errorf("the answer to question %s: %w", e.ID, err)
	}
	return e, nil
}

package journal

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"time"
)

// An Inspection is what a look at a journal without changing it found.
type Inspection struct {
	Version, Knows int       // of the tables, and the newest that this program knows; 0 when there are none yet
	Questions      int       // that are kept
	Waiting        int       // that have not ended
	Newest         time.Time // when the newest was asked; zero for none
}

// Inspect looks at the journal in a file without changing it, while others may be at work on it.
func Inspect(ctx context.Context, path string) (Inspection, error) {
	i := Inspection{Knows: version}
	whole, err := filepath.Abs(path)
	if err != nil {
		return i, fmt.Errorf("inspect journal in %s: %w", path, err)
	}
	db, err := sql.Open("sqlite3", address(whole, url.Values{"mode": {"ro"}, "_query_only": {"true"}, "_busy_timeout": {"5000"}}))
	if err != nil {
		return i, fmt.Errorf("inspect journal in %s: %w", path, err)
	}
	defer db.Close()
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'journal'`).Scan(&tables)
	if err == nil && tables > 0 {
		var newest int64
		err = db.QueryRowContext(ctx, `
			SELECT (SELECT version FROM journal), count(*), count(*) FILTER (WHERE outcome IS NULL), coalesce(max(at), 0) FROM question`).Scan(&i.Version, &i.Questions, &i.Waiting, &newest)
		if newest > 0 {
			i.Newest = time.Unix(newest, 0)
		}
	}
	if err != nil {
		return i, fmt.Errorf("inspect journal in %s: %w", path, err)
	}
	return i, nil
}

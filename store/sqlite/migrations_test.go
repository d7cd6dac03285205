package sqlite

import (
	"database/sql"
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

//go:embed testdata/v1.sql
var frozen string

// TestMigrations: the oldest schema, upgraded, is today's.
func TestMigrations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	raw(t, path, frozen, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = 1`, applicationID))
	old, now := reopen(t, path), fresh(t)
	got, want := objects(t, old.readers), objects(t, now.readers)
	for name, sql := range want {
		if got[name] != sql {
			t.Errorf("%s:\nupgraded %s\nfresh    %s", name, got[name], sql)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d objects upgraded, %d fresh", len(got), len(want))
	}
	if version, _, err := readStamp(t.Context(), old.readers); err != nil || version != schemaVersion {
		t.Errorf("version %d after the upgrade, %v", version, err)
	}
}

// objects lists what is in the schema, without comments and blanks.
func objects(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query(`SELECT name, coalesce(sql, '') FROM sqlite_schema`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			t.Fatal(err)
		}
		var words []string
		for line := range strings.Lines(sql) {
			line, _, _ = strings.Cut(line, "--")
			words = append(words, strings.Fields(line)...)
		}
		all[name] = strings.Join(words, " ")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

package sqlite

import (
	"path/filepath"
	"testing"

	"readout/store"
	"readout/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return fresh(t) })
}

// fresh opens a new store.
func fresh(t testing.TB) *DB {
	return reopen(t, filepath.Join(t.TempDir(), "readout.db"))
}

// reopen opens the store in a file until the end of the test.
func reopen(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

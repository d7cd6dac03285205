package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/store"
	"readout/store/storetest"
)

// filled makes a closed store of a few articles and returns its path.
func filled(t testing.TB, articles int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "readout.db")
	db := reopen(t, path)
	if err := db.PutAll(t.Context(), storetest.Generate(articles, 7)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// raw runs statements on a file as another program would.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	other, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, s := range statements {
		if _, err := other.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// refused opens a file that must not be opened, and returns the error. The file and its folder must stay as they are.
func refused(t *testing.T, path string, want error) error {
	t.Helper()
	before := read(t, path)
	db, err := Open(t.Context(), path)
	if err == nil {
		db.Close()
		t.Fatalf("Open took %s", path)
	}
	if !errors.Is(err, want) {
		t.Errorf("Open: %v; want %v", err, want)
	}
	if !strings.Contains(err.Error(), path) {
		t.Errorf("the error does not name the file: %v", err)
	}
	if !bytes.Equal(before, read(t, path)) {
		t.Error("the file was altered")
	}
	for _, more := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Stat(path + more); err == nil {
			t.Errorf("%s was left", path+more)
		}
	}
	return err
}

func TestOpenCreatesFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b", "c?d#e%20", "ünï.db")
	reopen(t, path)
	if sizeOf(path) == 0 {
		t.Error("there is no file")
	}
}

func TestOpenEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	reopen(t, path)
}

func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	done := make(chan error)
	for range 6 {
		go func() {
			db, err := Open(context.Background(), path)
			if err == nil {
				err = db.Close()
			}
			done <- err
		}()
	}
	for range 6 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestUnborn: a program that dies while it creates the store leaves no file that nobody can open.
func TestUnborn(t *testing.T) {
	whole := read(t, filled(t, 1))
	journal := make([]byte, 512)
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
	copy(journal[20:], "\x00\x00\x02\x00\x00\x00\x10\x00") // sectors of 512 bytes, pages of 4,096
	for name, begun := range map[string][]byte{"without its head": make([]byte, 8192), "with its head": whole[:8192]} {
		path := filepath.Join(t.TempDir(), "readout.db")
		if err := errors.Join(os.WriteFile(path, begun, 0o600), os.WriteFile(path+"-journal", journal, 0o600)); err != nil {
			t.Fatal(err)
		}
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c, err := db.Catalog(t.Context()); err != nil || c.Facts != 0 {
			t.Errorf("%s: %d facts, %v", name, c.Facts, err)
		}
		db.Close()
	}
}

func TestOpenAgain(t *testing.T) {
	path := filled(t, 3)
	db := reopen(t, path)
	c, err := db.Catalog(t.Context())
	if err != nil || c.Facts != 60 || c.Version == 0 {
		t.Errorf("after opening again: %d facts, version %d, %v", c.Facts, c.Version, err)
	}
}

func TestNewer(t *testing.T) {
	path := filled(t, 1)
	raw(t, path, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion+1))
	err := refused(t, path, store.ErrNewer)
	if !strings.Contains(err.Error(), "update the program") {
		t.Errorf("the error does not say what to do: %v", err)
	}
}

func TestForeign(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(dir, "short.db")
	if err := os.WriteFile(short, []byte("hi"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	raw(t, other, `CREATE TABLE meta (one INTEGER)`, `PRAGMA user_version = 1`)
	marked := filepath.Join(dir, "marked.db")
	raw(t, marked, `CREATE TABLE x (y)`, `PRAGMA application_id = 77`)
	for _, path := range []string{text, short, other, marked} {
		refused(t, path, store.ErrForeign)
	}
	if _, err := Open(t.Context(), dir); !errors.Is(err, store.ErrForeign) {
		t.Errorf("a folder: %v, want ErrForeign", err)
	}
	if _, err := Open(t.Context(), filepath.Join(text, "readout.db")); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// TestOtherTables: a store whose tables are not those of its version is reported as damaged, and what to do is said.
func TestOtherTables(t *testing.T) {
	for _, change := range []string{`ALTER TABLE article RENAME COLUMN data TO body`, `ALTER TABLE article RENAME TO piece`} {
		path := filled(t, 1)
		raw(t, path, change)
		db, err := Open(t.Context(), path)
		if err == nil {
			_, err = db.Catalog(t.Context())
			db.Close()
		}
		if !errors.Is(err, store.ErrForeign) || !strings.Contains(err.Error(), "move it away") {
			t.Errorf("%s: %v, want ErrForeign and what to do", change, err)
		}
	}
}

func TestTruncated(t *testing.T) {
	whole := read(t, filled(t, 5))
	for _, size := range []int{1, 50, 99, 100, 512, 4096, 4097, len(whole) / 2, len(whole) - 1} {
		path := filepath.Join(t.TempDir(), "cut.db")
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, path, store.ErrForeign)
	}
}

// TestFlippedBytes: damage is either not noticed or reported as such; nothing panics.
func TestFlippedBytes(t *testing.T) {
	whole := read(t, filled(t, 2))
	path := filepath.Join(t.TempDir(), "flipped.db")
	w := storetest.NewWorld(7)
	var questions []store.Search
	for i := range 6 {
		questions = append(questions, storetest.Question(w, i))
	}
	batches := slices.Collect(storetest.Generate(2, 7))
	step := len(whole)/150 | 1
	for at := 0; at < len(whole); at += step {
		spoilt := bytes.Clone(whole)
		for i := at; i < min(at+16, len(spoilt)); i++ {
			spoilt[i] ^= 0x5A
		}
		if err := os.WriteFile(path, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := useAll(t, path, questions, batches); err != nil && !errors.Is(err, store.ErrForeign) && !errors.Is(err, store.ErrNewer) {
			t.Errorf("bytes from %d on: %v", at, err)
		}
		os.Remove(path + "-wal")
		os.Remove(path + "-shm")
	}
}

// useAll reads a store in all ways, then writes to it.
func useAll(t *testing.T, path string, questions []store.Search, batches []store.Batch) error {
	ctx := t.Context()
	db, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Catalog(ctx)
	for _, q := range questions {
		_, err2 := db.Find(ctx, q)
		err = errors.Join(err, err2)
	}
	_, err2 := db.Facts(ctx, "")
	_, err3 := db.Setting(ctx, "x")
	if err = errors.Join(err, err2, err3); err != nil {
		return err
	}
	for _, b := range batches {
		if err := db.Put(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

func TestNoFullText(t *testing.T) {
	_, err := open(t.Context(), filepath.Join(t.TempDir(), "x.db"), options{})
	if err == nil || !strings.Contains(err.Error(), "-tags sqlite_fts5") {
		t.Errorf("without full-text search: %v; want a sentence that names the tag", err)
	}
}

func TestLocked(t *testing.T) {
	path := filled(t, 2)
	db, err := open(t.Context(), path, options{fullText: true, busy: 30 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	other := reopen(t, path)
	tx, err := other.writer.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.SetSetting(t.Context(), "x", "y")
	if err == nil || !strings.Contains(err.Error(), "another program is writing") || !strings.Contains(err.Error(), path) {
		t.Errorf("writing to a locked store: %v", err)
	}
	if _, err := db.Find(t.Context(), store.Search{}); err != nil {
		t.Errorf("reading while another writes: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.SetSetting(t.Context(), "x", "y"); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	db := reopen(t, filled(t, 2))
	before, err := db.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.writer.Exec(`PRAGMA max_page_count = 1`); err != nil { // SQLite takes the present size
		t.Fatal(err)
	}
	err = db.PutAll(t.Context(), storetest.Generate(50, 99))
	if err == nil || !strings.Contains(err.Error(), "disk is full") || !strings.Contains(err.Error(), db.path) {
		t.Errorf("writing to a full disk: %v", err)
	}
	if after, err := db.Catalog(t.Context()); err != nil || after.Version != before.Version || after.Facts != before.Facts {
		t.Errorf("a write that failed left something: %d facts, %v", after.Facts, err)
	}
	if _, err := db.writer.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if err := db.PutAll(t.Context(), storetest.Generate(5, 99)); err != nil {
		t.Errorf("after making room: %v", err)
	}
}

// TestPragmas: they hold on every connection of the pools, not just on the first.
func TestPragmas(t *testing.T) {
	db := fresh(t)
	want := map[string]string{"foreign_keys": "1", "busy_timeout": "5000", "journal_mode": "wal", "synchronous": "1"}
	check := func(pool *sql.DB, n int, queryOnly string) {
		want["query_only"] = queryOnly
		for range n {
			conn, err := pool.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close() // all are held at once, so each is another one
			for name, value := range want {
				var got string
				if err := conn.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != value {
					t.Errorf("%s = %q, %v; want %q", name, got, err, value)
				}
			}
		}
	}
	check(db.readers, 7, "1")
	check(db.writer, 1, "0")
}

// TestOtherProgram: what another one writes is seen soon.
func TestOtherProgram(t *testing.T) {
	path := filled(t, 2)
	here, there := reopen(t, path), reopen(t, path)
	ctx := t.Context()
	before, err := here.Catalog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b := store.Batch{Article: store.Article{ID: "new"}, Facts: []store.Fact{{ID: "new/1", Article: "new", Statement: "Something quite unheard-of."}}}
	if err := there.Put(ctx, b); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * peekEvery)
	found, err := here.Find(ctx, store.Search{Groups: []store.Group{{Any: []string{"unheard-of"}}}})
	if err != nil || len(found) != 1 {
		t.Errorf("Find: %v, %v", found, err)
	}
	if after, err := here.Catalog(ctx); err != nil || after.Version <= before.Version || after.Facts != 41 {
		t.Errorf("Catalog: version %d after %d, %d facts, %v", after.Version, before.Version, after.Facts, err)
	}
}

func TestClosed(t *testing.T) {
	db := reopen(t, filled(t, 1))
	if err := errors.Join(db.Close(), db.Close()); err != nil {
		t.Errorf("Close, twice: %v", err)
	}
	if _, err := db.Setting(t.Context(), "x"); err == nil {
		t.Error("a closed store answers")
	}
	if err := db.SetSetting(t.Context(), "x", "y"); err == nil {
		t.Error("a closed store takes a setting")
	}
	if _, err := db.Find(t.Context(), store.Search{}); err == nil {
		t.Error("a closed store finds")
	}
}

//go:build unix

package sqlite

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"readout/store"
)

// TestReadOnlyPlace: a store that nobody may write to still answers. Root may write anywhere, so under root the test
// runs itself again as nobody.
func TestReadOnlyPlace(t *testing.T) {
	if os.Geteuid() == 0 {
		asNobody(t, "TestReadOnlyPlace")
		return
	}
	path := filled(t, 3)
	place := filepath.Dir(path)
	for _, mode := range []struct{ file, place os.FileMode }{{0o444, 0o555}, {0o644, 0o555}, {0o444, 0o755}} {
		chmod(t, path, mode.file)
		chmod(t, place, mode.place)
		answersButTakesNothing(t, path)
	}
	chmod(t, place, 0o555)
	if _, err := Open(t.Context(), filepath.Join(place, "new.db")); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a new store in a read-only folder: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(place, "sub", "new.db")); err == nil {
		t.Error("a folder was made in a read-only folder")
	}
	chmod(t, place, 0o755)
	chmod(t, path, 0)
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a store that must not be read: %v", err)
	}
}

func answersButTakesNothing(t *testing.T, path string) {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Errorf("Open: %v", err)
		return
	}
	defer db.Close()
	if facts, err := db.Find(t.Context(), store.Search{}); err != nil || len(facts) != 50 {
		t.Errorf("Find: %d facts, %v", len(facts), err)
	}
	if c, err := db.Catalog(t.Context()); err != nil || c.Facts != 60 {
		t.Errorf("Catalog: %d facts, %v", c.Facts, err)
	}
	errs := []error{
		db.SetSetting(t.Context(), "x", "y"),
		db.Put(t.Context(), store.Batch{Article: store.Article{ID: "x"}}),
		db.Remove(t.Context(), "article-000000"),
	}
	for _, err := range errs {
		if err == nil || !strings.Contains(err.Error(), "right to write") || !strings.Contains(err.Error(), path) {
			t.Errorf("a write: %v", err)
		}
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(path, 0o755) })
}

// asNobody runs a test in a process that is not root's.
func asNobody(t *testing.T, test string) {
	const nobody = 65534
	dir := t.TempDir()
	for d := dir; d != filepath.Clean(os.TempDir()) && d != "/"; d = filepath.Dir(d) {
		chmod(t, d, 0o777)
	}
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "store.test")
	if err := os.WriteFile(file, program, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), file, "-test.run", "^"+test+"$")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A home is a place of its own for the program to run in.
type home struct {
	t   testing.TB
	dir string
}

func newHome(t testing.TB) home { return home{t, t.TempDir()} }

// run runs the program in the process of the test.
func (h home) run(stdin string, args ...string) (status int, stdout, stderr string) {
	h.t.Helper()
	var out, errs bytes.Buffer
	status = run(h.t.Context(), args, strings.NewReader(stdin), &out, &errs, []string{"HOME=" + h.dir})
	return status, out.String(), errs.String()
}

// TestStatus holds the exit statuses to the contract: 0 answered, 3 not in the articles, 2 usage, 1 failure.
func TestStatus(t *testing.T) {
	h := newHome(t)
	file := filepath.Join(h.dir, "file.txt")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		want  int
		stdin string
		args  []string
	}{
		{statusOK, "", nil},
		{statusOK, "", []string{"--help"}},
		{statusOK, "", []string{"ask", "how long did Obama and Putin talk in Hangzhou?"}},
		{statusOK, "", []string{"ask", "hello"}},
		{statusOK, "", []string{"ask", "--json", "hello"}},
		{statusOK, "hello", []string{"ask", "-"}},
		{statusOK, "", []string{"chat"}},
		{statusAbstained, "", []string{"ask", "what was on the dinner menu?"}},
		{statusAbstained, "", []string{"ask", "--json", "what was on the dinner menu?"}},
		{statusUsage, "", []string{"ask"}},
		{statusUsage, "", []string{"ask", ""}},
		{statusUsage, "", []string{"ask", "--bogus"}},
		{statusUsage, "", []string{"bogus"}},
		{statusUsage, "", []string{"--db"}},
		{statusUsage, "", []string{"facts", "--kind", "bogus"}},
		{statusUsage, "", []string{"eval"}},
		{statusUsage, "", []string{"eval", "--min", "many", file}},
		{statusUsage, "", []string{"--pack", "nowhere", "ask", "hello"}},
		{statusFailure, "", []string{"--db", file, "ask", "hello"}},
		{statusFailure, "", []string{"--db", filepath.Join(file, "db"), "ask", "hello"}},
		{statusFailure, "{", []string{"ask", "--jsonl"}},
	} {
		got, stdout, stderr := h.run(tt.stdin, tt.args...)
		if got != tt.want {
			t.Errorf("%q: status %d, want %d\n%s%s", tt.args, got, tt.want, stdout, stderr)
		}
		if complains := got == statusUsage || got == statusFailure; complains != strings.HasPrefix(stderr, "readout: ") {
			t.Errorf("%q: status %d, but on standard error: %q", tt.args, got, stderr)
		}
		if strings.Count(stderr, "\n") > 1 {
			t.Errorf("%q: one sentence would do: %s", tt.args, stderr)
		}
	}
}

// brokenWriter is a disk that is full.
type brokenWriter struct{}

var errFull = errors.New("no space left on device")

func (brokenWriter) Write([]byte) (int, error) { return 0, errFull }

func TestFullDisk(t *testing.T) {
	h := newHome(t)
	for _, args := range [][]string{
		{"ask", "hello"}, {"ask", "--json", "hello"}, {"ask", "--jsonl"}, {"chat"}, {"facts"}, {"facts", "--json"}, {"pack", "export"},
	} {
		var errs bytes.Buffer
		in := strings.NewReader(strings.Repeat(`{"id":1,"turns":["hello"]}`+"\n", 100))
		got := run(t.Context(), args, in, brokenWriter{}, &errs, []string{"HOME=" + h.dir})
		if got != statusFailure || !strings.Contains(errs.String(), errFull.Error()) || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("%q: status %d: %s", args, got, &errs)
		}
	}
}

// TestNewerDatabase opens a file that says of itself that a much later program wrote it.
func TestNewerDatabase(t *testing.T) {
	h := newHome(t)
	db := filepath.Join(h.dir, "readout.db")
	if got, _, stderr := h.run("", "--db", db, "articles"); got != statusOK {
		t.Fatal(stderr)
	}
	f, err := os.OpenFile(db, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const userVersion = 60 // where SQLite keeps it in the file's header
	if _, err := f.WriteAt([]byte{0x7f, 0xff, 0xff, 0xff}, userVersion); err != nil {
		t.Fatal(err)
	}
	got, _, stderr := h.run("", "--db", db, "articles")
	if got != statusFailure || !strings.Contains(stderr, "newer version of readout") || !strings.Contains(stderr, "update") {
		t.Errorf("status %d: %s", got, stderr)
	}
}

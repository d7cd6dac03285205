package terminal

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// keyboard is a terminal: what is typed in it, and what it shows.
type keyboard struct {
	io.Reader
	strings.Builder
}

func (k *keyboard) Write(p []byte) (int, error) { return k.Builder.Write(p) }

const (
	up, left = "\x1b[A", "\x1b[D"
	ctrlA    = "\x01"
	ctrlC    = "\x03"
	ctrlD    = "\x04"
	ctrlW    = "\x17"
)

func TestEditor(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"plain", "how long\r", "how long"},
		{"cursor", "how ong" + left + left + left + "l\r", "how long"},
		{"start of line", "ow long" + ctrlA + "h\r", "how long"},
		{"word deleted", "how short" + ctrlW + "long\r", "how long"},
		{"history", up + up + "\r", "older"},
		{"command completed", "/so\t\r", "/sources"},
		{"tab in a question", "how\t long\r", "how long"},
		{"pasted", "\x1b[200~how long\r\x1b[201~", "how long"},
		{"other scripts", "où ça 漢\r", "où ça 漢"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := &history{lines: []string{"older", "newer"}}
			got, err := newEditorOn(&keyboard{Reader: strings.NewReader(tt.typed)}, h).readLine()
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestEditorEnds(t *testing.T) {
	for name, typed := range map[string]string{"ctrl-d": ctrlD, "ctrl-c": "how" + ctrlC, "hang-up": ""} {
		_, err := newEditorOn(&keyboard{Reader: strings.NewReader(typed)}, &history{}).readLine()
		if err != io.EOF {
			t.Errorf("%s: got %v, want the end of the input", name, err)
		}
	}
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "readout", "history")
	h := openHistory(path)
	for _, line := range []string{"one", "one", " ", "two\x1b[2J"} {
		h.Add(line)
	}
	h.close()
	h = openHistory(path)
	defer h.close()
	if h.Len() != 2 || h.At(0) != "two[2J" || h.At(1) != "one" {
		t.Errorf("got %q", h.lines)
	}
	mode(t, path, 0o600)
	mode(t, filepath.Dir(path), 0o700)
}

func mode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s has mode %o, want %o: questions are private", path, got, want)
	}
}

func TestHistoryIsCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	if err := os.WriteFile(path, []byte(strings.Repeat("a\nb\n", keep+1)), 0o644); err != nil {
		t.Fatal(err)
	}
	openHistory(path).close()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n != keep {
		t.Errorf("%d lines are kept, want %d", n, keep)
	}
	mode(t, path, 0o600)
}

func TestHistoryWithoutFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", filepath.Join(file, "history"), filepath.Dir(file)} {
		h := openHistory(path)
		h.Add("one")
		if h.Len() != 1 {
			t.Errorf("%q: the line is not remembered", path)
		}
		h.close()
	}
}

package config

import (
	"log/slog"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestDefaults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test are not Windows's")
	}
	got, err := Load([]string{"HOME=/home/ann", "PATH=/bin", "READOUT_DB=", "odd"})
	want := Config{DB: "/home/ann/.local/share/readout/readout.db", Pack: "builtin", Addr: "127.0.0.1:8080", Log: slog.LevelWarn}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestLoad(t *testing.T) {
	got, err := Load([]string{"READOUT_DB=a.db", "READOUT_DB=b.db", "READOUT_PACK=none", "READOUT_ADDR=[::1]:80", "READOUT_LOG=DEBUG"})
	want := Config{DB: "b.db", Pack: "none", Addr: "[::1]:80", Log: slog.LevelDebug}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ env, want string }{
		{"READOUT_PAK=none", "READOUT_PAK: there is no such setting: did you mean READOUT_PACK?"},
		{"READOUT_DATABASE=x", "READOUT_DATABASE: there is no such setting"},
		{"READOUT_LOG=loud", `READOUT_LOG: "loud" is no level: write debug, info, warn or error`},
		{"READOUT_ADDR=8080", `READOUT_ADDR: "8080" is no address: write host:port`},
		{"READOUT_ADDR=localhost:99999", "READOUT_ADDR: "},
	} {
		_, err := Load([]string{tt.env})
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.env, err, tt.want)
		}
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	_, err := Load([]string{"READOUT_LOG=loud", "READOUT_B=1", "READOUT_A=1"})
	if err == nil || strings.Count(err.Error(), "\n") != 2 || strings.Index(err.Error(), "_A") > strings.Index(err.Error(), "_B") {
		t.Errorf("want three lines in a fixed order, got: %v", err)
	}
}

func TestDirectories(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test are not Windows's")
	}
	for _, tt := range []struct{ env, db, history string }{
		{"HOME=/h", "/h/.local/share/readout/readout.db", "/h/.local/state/readout/history"},
		{"HOME=/h XDG_DATA_HOME=/d XDG_STATE_HOME=/s", "/d/readout/readout.db", "/s/readout/history"},
		{"HOME=/h XDG_DATA_HOME=relative XDG_STATE_HOME=", "/h/.local/share/readout/readout.db", "/h/.local/state/readout/history"},
		{"HOME=relative", "", ""},
		{"", "", ""},
	} {
		environ := strings.Fields(tt.env)
		c, err := Load(environ)
		if err != nil {
			t.Fatal(err)
		}
		if c.DB != filepath.FromSlash(tt.db) || HistoryFile(environ) != filepath.FromSlash(tt.history) {
			t.Errorf("%s: got %q and %q", tt.env, c.DB, HistoryFile(environ))
		}
	}
}

func TestNearest(t *testing.T) {
	for in, want := range map[string]string{"asc": "ask", "meeting": "meetings", "": "ask", "xyz": "ask"} {
		if got := Nearest(in, []string{"ask", "chat", "meetings"}); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := Nearest("a", nil); got != "" {
		t.Errorf("got %q of nothing", got)
	}
}

package config

import (
	"log/slog"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

// standard is what is in force when nothing is set.
func standard() Config {
	return Config{
		DB: "/home/ann/.local/share/readout/readout.db", Pack: "builtin", Addr: "127.0.0.1:8080", Log: slog.LevelInfo,
		Retention: 30 * day, UserRate: Rate{20, time.Minute}, ChannelRate: Rate{60, time.Minute}, Queue: 100_000,
		Deadline: 2 * time.Second, Shutdown: 10 * time.Second, DiskFree: 100 << 20,
	}
}

func TestDefaults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test are not Windows's")
	}
	got, err := Load([]string{"HOME=/home/ann", "PATH=/bin", "READOUT_DB=", "odd"})
	if want := standard(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestLoad(t *testing.T) {
	got, err := Load([]string{"READOUT_DB=a.db", "READOUT_DB=b.db", "READOUT_PACK=none", "READOUT_ADDR=[::1]:80", "READOUT_LOG=DEBUG",
		"READOUT_RETENTION=7d", "READOUT_USER_RATE=none", "READOUT_CHANNEL_RATE=5/s", "READOUT_SHUTDOWN=0s", "READOUT_DISK_FREE=2G",
		"READOUT_ADMIN=Slack:C1, discord:22", "READOUT_LOG_FORMAT=json"})
	want := standard()
	want.DB, want.Pack, want.Addr, want.Log, want.LogJSON = "b.db", "none", "[::1]:80", slog.LevelDebug, true
	want.Retention, want.UserRate, want.ChannelRate, want.Shutdown, want.DiskFree = 7*day, Rate{}, Rate{5, time.Second}, 0, 2<<30
	want.Admin = []Channel{{"slack", "C1"}, {"discord", "22"}}
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
		{"READOUT_RETENTION=soon", `READOUT_RETENTION: "soon" is no length of time`},
		{"READOUT_RETENTION=1m", `READOUT_RETENTION: "1m" is not between`},
		{"READOUT_USER_RATE=20", `READOUT_USER_RATE: "20" is no rate: write a number per s, m, h or d, such as 20/m, or none`},
		{"READOUT_USER_RATE=0/m", `READOUT_USER_RATE: "0/m" is no rate`},
		{"READOUT_QUEUE=-1", `READOUT_QUEUE: "-1" is no number above zero`},
		{"READOUT_DISK_FREE=much", `READOUT_DISK_FREE: "much" is no size`},
		{"READOUT_ADMIN=C0123", `READOUT_ADMIN: "C0123" is no channel: write platform:channel`},
		{"READOUT_LOG_FILE=x", "READOUT_LOG_FILE: there is no such setting: did you mean READOUT_LOG"},
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

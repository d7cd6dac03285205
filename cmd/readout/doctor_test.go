package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/bot"
)

// examine runs doctor and returns what it found, by name.
func examine(t *testing.T, h home, environ []string, args ...string) (int, map[string]bot.Check) {
	t.Helper()
	status, out, stderr := h.runIn(environ, append(args, "doctor", "--json")...)
	var found []bot.Check
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatalf("%v: %s%s", err, out, stderr)
	}
	by := make(map[string]bot.Check)
	for _, c := range found {
		if old, ok := by[c.Name]; !ok || old.State == bot.CheckOK {
			by[c.Name] = c
		}
		if c.State != bot.CheckOK && c.Fix == "" {
			t.Errorf("no fix: %+v", c)
		}
	}
	return status, by
}

func (h home) runIn(environ []string, args ...string) (int, string, string) {
	h.t.Helper()
	var out, errs strings.Builder
	status := run(h.t.Context(), args, strings.NewReader(""), &out, &errs, append([]string{"HOME=" + h.dir, "READOUT_ADDR=127.0.0.1:1"}, environ...))
	return status, out.String(), errs.String()
}

func TestDoctor(t *testing.T) {
	h := newHome(t)
	db := filepath.Join(h.dir, "r.db")
	status, found := examine(t, h, nil, "--db", db)
	if status != statusOK || found["database"].State != bot.CheckWarning || found["platforms"].State != bot.CheckWarning {
		t.Errorf("before anything: %d %v", status, found)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("doctor made a database")
	}
	if status, _, stderr := h.runIn(nil, "--db", db, "articles"); status != statusOK {
		t.Fatal(stderr)
	}
	status, found = examine(t, h, nil, "--db", db)
	for _, name := range []string{"database: integrity", "database: schema", "database: access", "journal", "pack", "articles", "disk", "clock", "serve"} {
		if found[name].State != bot.CheckOK {
			t.Errorf("%s: %+v", name, found[name])
		}
	}
	if status != statusOK {
		t.Errorf("status %d", status)
	}
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	h := newHome(t)
	db := filepath.Join(h.dir, "r.db")
	if status, _, stderr := h.runIn(nil, "--db", db, "articles"); status != statusOK {
		t.Fatal(stderr)
	}
	conf := filepath.Join(h.dir, "readout.conf")
	if err := os.WriteFile(conf, []byte("SLACK_BOT_TOKN = x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(h.dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		environ []string
		args    []string
		name    string
		state   bot.CheckState
		says    string
	}{
		{[]string{"READOUT_LOG=loud"}, nil, "settings", bot.CheckFailure, `READOUT_LOG: "loud" is no level`},
		{[]string{"READOUT_CONFIG=" + conf}, nil, "settings", bot.CheckFailure, "did you mean SLACK_BOT_TOKEN?"},
		{[]string{"READOUT_CONFIG=" + conf}, nil, "settings: " + conf, bot.CheckWarning, "others on this machine may read it"},
		{[]string{"SLACK_BOT_TOKN=x"}, nil, "settings", bot.CheckWarning, "SLACK_BOT_TOKN looks like SLACK_BOT_TOKEN"},
		{[]string{"READOUT_ADDR=0.0.0.0:1"}, nil, "settings: READOUT_ADDR", bot.CheckWarning, "can be reached from other machines"},
		{[]string{"READOUT_ADMIN=slack:C1"}, nil, "settings: READOUT_ADMIN", bot.CheckFailure, "slack is not set up"},
		{[]string{"READOUT_DISK_FREE=1000000G"}, nil, "disk", bot.CheckFailure, "only"},
		{nil, []string{"--db", text}, "database", bot.CheckFailure, "not a readout store"},
		{[]string{"DISCORD_TOKEN=abc"}, nil, "Discord: token", bot.CheckWarning, "has not the form"},
	} {
		args := tt.args
		if args == nil {
			args = []string{"--db", db}
		}
		status, found := examine(t, h, tt.environ, args...)
		c := found[tt.name]
		if c.State != tt.state || !strings.Contains(c.Found, tt.says) {
			t.Errorf("%v: %q is %+v among %v", tt.environ, tt.name, c, found)
		}
		if tt.state == bot.CheckFailure && status != statusFailure {
			t.Errorf("%v: status %d", tt.environ, status)
		}
	}
}

// Links are asked through the guard, one that is dead is named, and clocks are compared.
func TestDoctorOnline(t *testing.T) {
	for _, off := range []time.Duration{0, time.Hour} {
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", time.Now().Add(-off).UTC().Format(http.TimeFormat))
			if r.URL.Path != "/here" {
				http.NotFound(w, r)
			}
		}))
		h := newHome(t)
		db := filepath.Join(h.dir, "r.db")
		for _, page := range []string{"here", "gone"} {
			article := fmt.Sprintf("url: %s/%s\noutlet: Courier\ntitle: Leaders meet %s\npublished: 2031-01-02\n\nVIENNA - President Oriel Tansarov and Prime Minister Maren Oldvik met in Vienna on January 1, 2031 for an hour %s.\n", site.URL, page, page, page)
			if err := os.WriteFile(filepath.Join(h.dir, page+".txt"), []byte(article), 0o600); err != nil {
				t.Fatal(err)
			}
			if status, _, stderr := h.runIn(nil, "--db", db, "--pack", "none", "ingest", filepath.Join(h.dir, page+".txt")); status != statusOK {
				t.Fatal(stderr)
			}
		}
		status, out, stderr := h.runIn([]string{"READOUT_FETCH_ALLOW=127.0.0.1"}, "--db", db, "--pack", "none", "doctor", "--online")
		site.Close()
		if !strings.Contains(out, "404") || !strings.Contains(out, "links: 1 of 2 lead somewhere") || stderr != "" {
			t.Errorf("%s%s", out, stderr)
		}
		if wrong := strings.Contains(out, "failure  clock: it is off by about"); wrong != (off != 0) || (status == statusFailure) != wrong {
			t.Errorf("the clock is off by %s, status %d: %s", off, status, out)
		}
	}
}

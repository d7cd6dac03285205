package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/adapters/slack/slacktest"
	"readout/bot"
	"readout/bot/journal"
)

// TestRestoreDrill is what is done the day the disk dies: the database is backed up while people ask, the machine is lost,
// the backup is put in place, and the bot goes on with all it knew: facts, conversations, answers under their buttons, keys.
func TestRestoreDrill(t *testing.T) {
	p := place(t)
	slack := slacktest.Start(t)
	environ := append(inSlack(slack), "READOUT_DB=r.db", "READOUT_USER_RATE=none")
	s := serveIn(t, p, environ...)
	slack.WaitSockets(1)
	first := slack.Direct("U1", "", question)
	slack.Send(first)
	before := slack.WaitMessages(1)[0]

	stop := make(chan struct{})
	var asking sync.WaitGroup
	asking.Go(func() { // people go on asking while the backup is made
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				slack.Send(slack.Direct("U"+strings.Repeat("x", n%50+2), "", "where did they meet in 2015?"))
			}
		}
	})
	time.Sleep(200 * time.Millisecond)
	p.run(t, "--db", "r.db", "backup", "backup.db")
	close(stop)
	asking.Wait()
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	for _, name := range []string{"r.db", "r.db-wal", "r.db-shm"} {
		if err := os.Remove(filepath.Join(p.dir, name)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(filepath.Join(p.dir, "backup.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v %v", info, err)
	}
	out := p.run(t, "--db", "r.db", "restore", "backup.db")
	t.Logf("%s", out)

	j, err := journal.Open(t.Context(), filepath.Join(p.dir, "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	tally, err := j.Tally(t.Context())
	j.Close()
	if err != nil || tally[bot.Delivered] == 0 || tally[""] != 0 {
		t.Errorf("the journal of the backup: %v, %v", tally, err)
	}

	s = serveIn(t, p, environ...)
	slack.WaitSockets(1)
	answers := len(slack.Messages())
	slack.Send(slack.Again(first)) // came before the backup: is not answered again
	slack.Send(slack.Direct("U1", before.Thread, "and in New York?"))
	after := slack.WaitMessages(answers + 1)[answers]
	if !strings.Contains(after.Text, "New York") {
		t.Errorf("the conversation was lost: %s", after.Text)
	}
	time.Sleep(200 * time.Millisecond)
	if n := len(slack.Messages()); n != answers+1 {
		t.Errorf("%d answers to one question", n-answers)
	}
	if took := s.term(); took > 2*time.Second {
		t.Errorf("it took %s to end", took)
	}
}

// A backup that is damaged, or no backup at all, is not put in the place of anything.
func TestRestoreRefuses(t *testing.T) {
	h := newHome(t)
	file := func(name string) string { return filepath.Join(h.dir, name) }
	for _, args := range [][]string{{"--db", file("a.db"), "articles"}, {"--db", file("a.db"), "backup", file("good.db")}} {
		if status, _, stderr := h.run("", args...); status != statusOK {
			t.Fatal(stderr)
		}
	}
	data, err := os.ReadFile(file("good.db"))
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data)/2+8192; i++ {
		data[i] ^= 0x55
	}
	if err := os.WriteFile(file("bad.db"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file("text.db"), []byte(strings.Repeat("no database ", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ backup, want string }{
		{"bad.db", "damaged"}, {"text.db", "not a readout store"}, {"none.db", "there is no database"}, {"a.db", "is the database itself"},
	} {
		status, _, stderr := h.run("", "--db", file("a.db"), "restore", file(tt.backup))
		if status == statusOK || !strings.Contains(stderr, tt.want) {
			t.Errorf("%s: %d %s", tt.backup, status, stderr)
		}
	}
	if status, _, stderr := h.run("", "--db", file("a.db"), "backup", file("good.db")); status != statusFailure || !strings.Contains(stderr, "already") {
		t.Errorf("a backup over another: %d %s", status, stderr)
	}
	for _, db := range []string{"a.db", "new.db"} {
		if status, _, stderr := h.run("", "--db", file(db), "restore", file("good.db")); status != statusOK {
			t.Errorf("%s: %s", db, stderr)
		}
		if status, out, stderr := h.run("", "--db", file(db), "--pack", "none", "ask", question); status != statusOK {
			t.Errorf("%s: %s%s", db, out, stderr)
		}
	}
}

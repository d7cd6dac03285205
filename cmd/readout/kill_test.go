package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A kill at any moment leaves the store whole: each article is there with all its facts, or not at all, and the next
// run goes on from there.
func TestKilledIngest(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	dir := t.TempDir()
	p := testProcess{dir: dir, binary: filepath.Join(dir, "readout")}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, p.binary) // under this name the test binary is the program, see TestMain
	}
	if err != nil {
		t.Fatal(err)
	}
	news := filepath.Join(dir, "news.jsonl")
	if err := os.WriteFile(news, manyArticles(t, 400), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, "--db", "whole.db", "--pack", "none", "ingest", news)
	want := p.factsByArticle(t, "whole.db")

	killed, stored, midway := 0, 0, 0
	for n := range 8 {
		cmd := p.command("--db", "killed.db", "--pack", "none", "ingest", news)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(30+n*25) * time.Millisecond) // the moment does not matter: any will do
		if cmd.Process.Kill() == nil {
			killed++
		}
		_ = cmd.Wait() // it was killed, or had just ended
		got := p.factsByArticle(t, "killed.db")
		for id, facts := range got {
			if facts != want[id] {
				t.Fatalf("after kill %d article %s has %d facts, want %d", n, id, facts, want[id])
			}
		}
		if len(got) < stored {
			t.Fatalf("after kill %d there are %d articles, before it there were %d", n, len(got), stored)
		}
		if stored = len(got); stored > 0 && stored < len(want) {
			midway++
		}
	}
	p.run(t, "--db", "killed.db", "--pack", "none", "ingest", news)
	if got := p.factsByArticle(t, "killed.db"); len(got) != len(want) {
		t.Errorf("in the end there are %d articles, want %d", len(got), len(want))
	}
	t.Logf("killed %d times, %d of them with a part of the articles stored", killed, midway)
}

// manyArticles writes short reports on meetings that never were, one a line.
func manyArticles(t *testing.T, n int) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	for i := range n {
		day := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 5*i)
		err := e.Encode(map[string]string{
			"outlet": "Courier", "title": fmt.Sprintf("Leaders meet, part %d", i), "published": day.Format(time.DateOnly),
			"url": fmt.Sprintf("https://courier.example/%d", i),
			"text": fmt.Sprintf("VIENNA - President Oriel Tansarov of Veshkaria and Prime Minister Maren Oldvik of Norrland met in Vienna on %s.\n\n"+
				"The two leaders talked for %d minutes about herring.\n\n\"We agreed on number %d,\" Oldvik told reporters.\n", day.Format("January 2, 2006"), 30+i%90, i),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// A testProcess runs the program as a process of its own.
type testProcess struct{ dir, binary string }

func (p testProcess) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.binary, args...)
	cmd.Dir = p.dir
	cmd.Env = []string{"HOME=" + p.dir, "PATH=" + os.Getenv("PATH")}
	return cmd
}

func (p testProcess) run(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := p.command(args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("readout %v: %v\n%s", args, err, errs.Bytes())
	}
	return out
}

// factsByArticle counts the facts of each article that a store lists.
func (p testProcess) factsByArticle(t *testing.T, db string) map[string]int {
	t.Helper()
	count := map[string]int{}
	var articles []struct{ ID string }
	var facts []struct{ Article string }
	for args, into := range map[string]any{"articles": &articles, "facts": &facts} {
		if err := json.Unmarshal(p.run(t, "--db", db, "--pack", "none", args, "--json"), into); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range articles {
		count[a.ID] = 0
	}
	for _, f := range facts {
		if _, ok := count[f.Article]; !ok {
			t.Errorf("a fact is of article %q, which is not there", f.Article)
		}
		count[f.Article]++
	}
	return count
}

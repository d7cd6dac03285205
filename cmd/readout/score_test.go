package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden of the score")

// answerText matches the line that shows a failed answer: its words are no part of the score.
var answerText = regexp.MustCompile(`(?m)^ +-> .*\n`)

// TestScore asks the project's own questions, file by file. What comes out is a golden: a change that makes
// answers better or worse shows as a difference that a reviewer reads.
func TestScore(t *testing.T) {
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no question files: %v", err)
	}
	for _, questions := range files {
		name := strings.TrimSuffix(filepath.Base(questions), ".jsonl")
		t.Run(name, func(t *testing.T) {
			status, stdout, stderr := newHome(t).run("", "eval", questions)
			if status != statusOK {
				t.Fatalf("status %d: %s", status, stderr)
			}
			sameScore(t, filepath.Join("testdata", "score", name+".golden"), answerText.ReplaceAllString(stdout, ""))
		})
	}
}

// sameScore holds a score against its golden, or with -update makes it the golden.
func sameScore(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the score has changed; look at it, then run with -update. It is now:\n%s", got)
	}
}

// TestReadScore reads the sample articles into an empty store and asks the questions that come with them: how far
// reading by rules carries.
func TestReadScore(t *testing.T) {
	const samples = "../../store/extract/testdata/samples"
	for _, half := range []string{"dev", "final", "later", "fresh"} {
		t.Run(half, func(t *testing.T) {
			h := newHome(t)
			args := append([]string{"--pack", "none", "ingest"}, sampleArticles(t, filepath.Join(samples, half))...)
			if status, _, stderr := h.run("", args...); status != statusOK {
				t.Fatalf("reading: status %d: %s", status, stderr)
			}
			status, stdout, stderr := h.run("", "--pack", "none", "eval", filepath.Join(samples, half, "questions.jsonl"))
			if status != statusOK {
				t.Fatalf("asking: status %d: %s", status, stderr)
			}
			sameScore(t, filepath.Join("testdata", "score", "read-"+half+".golden"), answerText.ReplaceAllString(stdout, ""))
		})
	}
}

// sampleArticles lists the articles of a folder, without what is expected of them.
func sampleArticles(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var articles []string
	for _, f := range all {
		if !strings.HasSuffix(f, ".expect.json") && filepath.Base(f) != "questions.jsonl" {
			articles = append(articles, f)
		}
	}
	if len(articles) == 0 {
		t.Fatalf("no articles in %s", dir)
	}
	return articles
}

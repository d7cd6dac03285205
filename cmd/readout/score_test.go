package main

import (
	"flag"
	"os"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden of the score")

// answerText matches the line that shows a failed answer: its words are no part of the score.
var answerText = regexp.MustCompile(`(?m)^ +-> .*\n`)

// TestScore asks the project's own questions. What comes out is a golden: a change that makes
// answers better or worse shows as a difference that a reviewer reads.
func TestScore(t *testing.T) {
	const questions, golden = "testdata/questions.jsonl", "testdata/score.golden"
	status, stdout, stderr := newHome(t).run("", "eval", questions)
	if status != statusOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	got := answerText.ReplaceAllString(stdout, "")
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
		t.Errorf("the score has changed; look at it, then run with -update. It is now:\n%s", stdout)
	}
}

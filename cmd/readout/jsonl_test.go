package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"readout/bot"
)

// slowly answers, the earlier questions the slower, so that later ones overtake them.
type slowly struct{}

func (slowly) Answer(_ context.Context, q bot.Question) (bot.Answer, error) {
	if q.Text == "fail" {
		return bot.Answer{}, errors.New("the store is gone")
	}
	time.Sleep(time.Duration(len(q.Earlier)) * time.Millisecond)
	return bot.Answer{Status: bot.Smalltalk, Note: q.Text}, nil
}

func answerLines(t *testing.T, in io.Reader) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	p := &program{stdin: in, stdout: &out, stderr: &errs}
	status = p.exit(p.answerLines(t.Context(), slowly{}))
	return status, out.String(), errs.String()
}

func TestLinesKeepTheirOrder(t *testing.T) {
	var in strings.Builder
	const n = 200
	for i := range n {
		earlier := strings.Repeat(`"before",`, (n-i)%5)
		fmt.Fprintf(&in, `{"id":"%d","turns":[%s"question %d"]}`+"\n", i, earlier, i)
	}
	status, stdout, stderr := answerLines(t, strings.NewReader(in.String()))
	if status != statusOK || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for i, line := range strings.Split(strings.TrimSpace(stdout), "\n") {
		var a answerJSON
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("question %d", i); a.Text != want {
			t.Fatalf("line %d: got %q, want %q", i+1, a.Text, want)
		}
	}
	if got := strings.Count(stdout, "\n"); got != n {
		t.Errorf("%d lines of answers, want %d", got, n)
	}
}

func TestBadLines(t *testing.T) {
	long := `{"id":"long","turns":["` + strings.Repeat("x", maxLine) + `"]}`
	fits := `{"id":"fits","turns":["` + strings.Repeat("x", maxLine-100) + `"]}`
	in := strings.Join([]string{`{"id":1,"turns":["a"]}`, long, fits, "null", "[]", `{"turns":["fail"]}`, "", "\xff", `{"id":9,"turns":["\u0000<&>"]}`}, "\r\n")
	status, stdout, stderr := answerLines(t, strings.NewReader(in))
	if status != statusFailure {
		t.Errorf("status %d, want %d", status, statusFailure)
	}
	for _, want := range []string{"line 2: longer than 1048576 bytes", "line 4: not an object", "line 5: not an object",
		"line 6: answering: the store is gone", "line 8: not an object"} {
		if !strings.Contains(stderr, "readout: "+want) {
			t.Errorf("standard error lacks %q:\n%s", want, stderr)
		}
	}
	if strings.Count(stderr, "\n") != 5 || strings.Count(stdout, "\n") != 3 {
		t.Errorf("want 5 complaints and 3 answers:\n%s", stderr)
	}
	if last := `{"id":9,"status":"smalltalk","text":"\u0000<&>","intent":"","meetings":[],"citations":[],"conflict":false,"micros":`; !strings.Contains(stdout, last) {
		t.Errorf("the last answer is not\n%s", last)
	}
}

// TestLinesAreAnsweredAtOnce holds a conversation by a pipe: each answer comes before the next question.
func TestLinesAreAnsweredAtOnce(t *testing.T) {
	in, questions := io.Pipe()
	answers, out := io.Pipe()
	p := &program{stdin: in, stdout: out, stderr: io.Discard}
	done := make(chan error)
	go func() { done <- p.answerLines(t.Context(), slowly{}) }()
	read := json.NewDecoder(answers)
	for i := range 3 {
		fmt.Fprintf(questions, `{"id":%d,"turns":["hello"]}`+"\n", i)
		var a answerJSON
		if err := read.Decode(&a); err != nil || string(a.ID) != fmt.Sprint(i) {
			t.Fatalf("got %s, %v", a.ID, err)
		}
	}
	questions.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func FuzzParseTurns(f *testing.F) {
	f.Add([]byte(`{"id":"a","turns":["b"]}`))
	f.Add([]byte(`{"id":{},"turns":null}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		turns, err := parseTurns(line)
		if err == nil && len(turns.Turns) == 0 {
			t.Error("no turns, and no error")
		}
		j := newAnswerJSON(bot.Answer{}, 0)
		if j.ID = turns.ID; err == nil {
			if _, err := json.Marshal(j); err != nil {
				t.Errorf("what was read cannot be written: %v", err)
			}
		}
	})
}

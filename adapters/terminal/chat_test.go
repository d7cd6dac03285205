package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"readout/bot"
)

// parrot repeats what it is asked, with what was asked before.
type parrot struct{}

func (parrot) Answer(_ context.Context, q bot.Question) (bot.Answer, error) {
	switch q.Text {
	case "fail":
		return bot.Answer{}, errors.New("the store is gone")
	case "nothing":
		return bot.Answer{Status: bot.Abstained, Note: "Not in the articles.", Suggest: []string{"Where did they meet?"}}, nil
	}
	return bot.Answer{
		Status: bot.Answered, Intent: "parrot",
		Statements: []bot.Statement{{Text: fmt.Sprintf("%q after %q.", q.Text, q.Earlier), Cites: []int{1}}},
		Citations:  []bot.Citation{{N: 1, Outlet: "The Echo", Title: "A title", Published: "2016-09-05", URL: "https://echo.example/a#:~:text=b", Quote: "own words"}},
		Why:        []string{"because"},
	}, nil
}

// talk holds a conversation by a pipe and returns what was said.
func talk(t *testing.T, in string) string {
	t.Helper()
	var out strings.Builder
	c := New(Config{In: strings.NewReader(in), Out: &out, Environ: []string{"TERM=xterm"}, Greeting: "Hello"}, parrot{})
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\r\a") {
		t.Errorf("a pipe got control codes: %q", out.String())
	}
	return out.String()
}

func TestPiped(t *testing.T) {
	got := talk(t, "one\n\n  two \nthree\nfour\nfive")
	want := ""
	for _, s := range []string{`"one" after [].`, `"two" after ["one"].`, `"three" after ["one" "two"].`,
		`"four" after ["one" "two" "three"].`, `"five" after ["two" "three" "four"].`} {
		want += s + " [1]\n\n  [1] The Echo, 5 Sep 2016 · A title\n\n"
	}
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestCommands(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"/why", "Nothing has been asked yet."},
		{"/sources", "Nothing has been asked yet."},
		{"nothing\n/sources", "The last answer has no sources"},
		{"nothing", "You could ask:\n  - Where did they meet?\n"},
		{"one\n/sources", "      https://echo.example/a#:~:text=b\n      “own words”\n"},
		{"one\n/why\n", "Why this answer:\n  status answered, intent parrot\n  because\n"},
		{"/sorces", "There is no /sorces: /help lists what there is."},
		{"/help", "  /why      how the last answer came about\n"},
		{"fail\none", "Sorry, that could not be answered: the store is gone.\n\n\"one\" after []"},
		{strings.Repeat("x", 2*maxLine) + "\none\n", "ask in fewer words.\n\n\"one\" after []"},
	} {
		if got := talk(t, tt.in); !strings.Contains(got, tt.want) {
			t.Errorf("%.40q: got:\n%s\nwant in it:\n%s", tt.in, got, tt.want)
		}
	}
}

func TestLeave(t *testing.T) {
	for _, word := range []string{"/quit", "/exit", "quit", "exit"} {
		if got := talk(t, word+"\none\n"); got != "" {
			t.Errorf("after %q: %s", word, got)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never, w := io.Pipe()
	defer w.Close()
	done := make(chan error)
	go func() {
		done <- New(Config{In: never, Out: io.Discard}, parrot{}).Run(ctx)
	}()
	cancel()
	if err := <-done; err != nil {
		t.Errorf("leaving is no error, but: %v", err)
	}
}

func TestOutputGone(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	err := New(Config{In: strings.NewReader("one\n"), Out: w}, parrot{}).Run(t.Context())
	if err == nil {
		t.Error("nobody noticed that nothing can be written")
	}
}

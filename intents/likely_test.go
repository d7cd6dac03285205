package intents

import (
	"slices"
	"testing"

	"readout/bot"
)

func TestNext(t *testing.T) {
	r := New(builtin(t))
	next := func(question string, n int) (bot.Answer, []string) {
		a, err := r.Answer(t.Context(), bot.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.Next(t.Context(), a, n)
		if err != nil {
			t.Fatal(err)
		}
		return a, out
	}
	for _, question := range []string{
		"How long did the presidents talk in Hangzhou?", "Who else was in the room in Turkey?", "Give me a timeline of their meetings",
		"What did they agree on in New York?", "What did Obama call ISIS?",
	} {
		asked, out := next(question, 3)
		if len(out) != 3 {
			t.Errorf("%s: %d questions follow: %q", question, len(out), out)
		}
		if again, _ := r.Next(t.Context(), asked, 3); !slices.Equal(again, out) {
			t.Errorf("%s: first %q, then %q", question, out, again)
		}
		for _, q := range out {
			a, _ := next(q, 0)
			if a.Status != bot.Answered || a.Intent == asked.Intent {
				t.Errorf("after %q comes %q, which is %s as %s", question, q, a.Status, a.Intent)
			}
			if len(asked.Meetings) > 0 && !slices.ContainsFunc(a.Meetings, func(m string) bool { return slices.Contains(asked.Meetings, m) }) {
				t.Errorf("after %q, of %v, comes %q, of %v", question, asked.Meetings, q, a.Meetings)
			}
		}
	}
	for _, question := range []string{"What did Xi say to Obama?", "hello"} {
		if _, out := next(question, 3); len(out) > 0 {
			t.Errorf("%s: followed by %q", question, out)
		}
	}
	if _, out := next("How long did the presidents talk in Hangzhou?", 0); len(out) > 0 {
		t.Errorf("none were asked for: %q", out)
	}
}

package intents

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"readout/bot"
)

// Whatever is offered can be answered, in the form in which it is offered.
func TestCompletionsAreAnswered(t *testing.T) {
	r := New(builtin(t))
	offered := make(map[string]bool)
	for _, typed := range []string{
		"", "w", "h", "d", "i", "a", "o", "p", "s", "t", "wh", "what", "How long", "who", "when did", "hangz", "hangzhou", "new y", "turkey", "paris",
		"obama", "put", "syr", "ukr", "isis", "merkel", "timeline", "meet", "sources", "articles", "did they", "why", "kerry", "cyber", "assad", "nbc", "ceasefire",
	} {
		got, err := r.Complete(t.Context(), typed, 25)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			t.Errorf("nothing is offered for %q", typed)
		}
		if len(got) > 25 {
			t.Errorf("%q: %d are offered", typed, len(got))
		}
		seen := make(map[string]bool)
		for _, q := range got {
			if n := len(utf16.Encode([]rune(q))); n == 0 || n > 100 || seen[q] {
				t.Errorf("%q: %q is offered, of %d characters", typed, q, n)
			}
			seen[q], offered[q] = true, true
		}
	}
	for q := range offered {
		if a := answer(t, r, q); a.Status != bot.Answered && a.Status != bot.Smalltalk {
			t.Errorf("%q is offered and %s: %s", q, a.Status, a.Text())
		}
	}
	t.Logf("%d questions are offered", len(offered))
}

func TestCompletionsFit(t *testing.T) {
	r := New(builtin(t))
	for typed, want := range map[string]string{
		"":                 "timeline",
		"hangz":            "Hangzhou",
		"which art":        "Which articles do you have?",
		"Vladim":           "Vladimir Putin",
		"what was said ab": "What was said about",
		"long hangz":       "How long was",
		"UKRAI":            "Ukraine",
	} {
		got, err := r.Complete(t.Context(), typed, 25)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 || !strings.Contains(got[0], want) {
			t.Errorf("%q: got %q, want %q first", typed, got[:min(3, len(got))], want)
		}
	}
	for _, typed := range []string{"zzzz", "\x00", strings.Repeat("x ", 5000), "(((", "日本"} {
		if _, err := r.Complete(t.Context(), typed, 25); err != nil {
			t.Errorf("%.20q: %v", typed, err)
		}
	}
}

func TestCompletionsAreQuick(t *testing.T) {
	r := New(builtin(t))
	if _, err := r.Complete(t.Context(), "", 25); err != nil { // names are read at the first question
		t.Fatal(err)
	}
	worst := time.Duration(0)
	for c := 'a'; c <= 'z'; c++ {
		began := time.Now()
		if _, err := r.Complete(t.Context(), string(c), 25); err != nil {
			t.Fatal(err)
		}
		worst = max(worst, time.Since(began))
	}
	t.Logf("the slowest first letter took %s", worst)
	if worst > 2*time.Second { // of the three that Discord gives
		t.Errorf("the slowest first letter took %s", worst)
	}
}

func BenchmarkComplete(b *testing.B) {
	r := New(builtin(b))
	for b.Loop() {
		if _, err := r.Complete(b.Context(), "how l", 25); err != nil {
			b.Fatal(err)
		}
	}
}

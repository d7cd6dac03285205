package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"readout/bot"
)

// empty returns the path of an empty database.
func empty(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fresh(t testing.TB) *Journal {
	t.Helper()
	j, err := Open(t.Context(), empty(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestRecall(t *testing.T) {
	j := fresh(t)
	m := bot.Message{Platform: "p", Keys: []string{"k"}, Conversation: "c", User: "u", Text: "who? ☃ \x00", Target: `{"a":1}`, At: time.Unix(7, 0).UTC()}
	a := bot.Answer{Status: bot.Answered, Statements: []bot.Statement{{Text: "x", Cites: []int{1}}}, Citations: []bot.Citation{{N: 1, Article: "b"}}}
	must[bool](t)(j.Accept(t.Context(), "Q", m))
	if _, err := j.Recall(t.Context(), "Q"); !errors.Is(err, bot.ErrUnknown) {
		t.Errorf("an answer before there was one: %v", err)
	}
	if err := j.Sending(t.Context(), "Q", a); err != nil {
		t.Fatal(err)
	}
	x := must[bot.Exchange](t)(j.Recall(t.Context(), "Q"))
	if got, want := fmt.Sprintf("%+v", x), fmt.Sprintf("%+v", bot.Exchange{ID: "Q", Message: m, Answer: a}); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFeedbackLastWordCounts(t *testing.T) {
	j := fresh(t)
	must[bool](t)(j.Accept(t.Context(), "Q", bot.Message{Platform: "p", Text: "who?"}))
	if err := j.Feedback(t.Context(), bot.Feedback{Answer: "Q", User: "u"}); !errors.Is(err, bot.ErrUnknown) {
		t.Errorf("feedback on no answer: %v", err)
	}
	_ = j.Sending(t.Context(), "Q", bot.Answer{})
	for _, f := range []bot.Feedback{{Answer: "Q", User: "u", Good: true}, {Answer: "Q", User: "u", Text: "wrong day"}, {Answer: "Q", User: "v", Good: true}} {
		if err := j.Feedback(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got := must[[]string](t)(query(t.Context(), j.readers, scanText, `SELECT user || good || text || asked FROM feedback ORDER BY user`))
	if fmt.Sprint(got) != "[p/u0wrong daywho? p/v1who?]" {
		t.Errorf("got %q", got)
	}
}

func TestPrune(t *testing.T) {
	j := fresh(t)
	clock := time.Unix(1000, 0)
	j.now = func() time.Time { return clock }
	for _, id := range []string{"old", "open", "new"} {
		if id == "new" {
			clock = time.Unix(2000, 0)
		}
		must[bool](t)(j.Accept(t.Context(), id, bot.Message{Keys: []string{"k" + id}, Conversation: "c" + id, Text: id}))
		_ = j.Sending(t.Context(), id, bot.Answer{})
		if id != "open" {
			_ = j.End(t.Context(), id, bot.Delivered)
		}
	}
	if err := j.Prune(t.Context(), time.Unix(1500, 0), time.Unix(1500, 0)); err != nil {
		t.Fatal(err)
	}
	for id, stays := range map[string]bool{"old": false, "open": false, "new": true} {
		_, err := j.Recall(t.Context(), id)
		if knows := must[bool](t)(j.Knows(t.Context(), "c"+id)); (err == nil) != stays || knows != stays {
			t.Errorf("%s: stays %t and its conversation %t, want %t", id, err == nil, knows, stays)
		}
	}
	if !must[bool](t)(j.First(t.Context(), "kold")) || must[bool](t)(j.First(t.Context(), "knew")) {
		t.Error("keys were not pruned by age")
	}
}

func TestUnendedByPages(t *testing.T) {
	j := fresh(t)
	for i := range 7 {
		id := fmt.Sprint("q", i)
		must[bool](t)(j.Accept(t.Context(), id, bot.Message{Text: id}))
		if i%3 == 0 {
			_ = j.End(t.Context(), id, bot.Silent)
		}
	}
	var got []string
	for after := ""; ; {
		page := must[[]bot.Entry](t)(j.Unended(t.Context(), after, 2))
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			got, after = append(got, e.ID), e.ID
		}
	}
	if fmt.Sprint(got) != "[q1 q2 q4 q5]" {
		t.Errorf("got %v", got)
	}
}

func TestNewerJournalIsRefused(t *testing.T) {
	path := empty(t)
	j := must[*Journal](t)(Open(t.Context(), path))
	if err := j.exec(t.Context(), `UPDATE journal SET version = 99`); err != nil {
		t.Fatal(err)
	}
	j.Close()
	if j, err := Open(t.Context(), path); err == nil {
		j.Close()
		t.Error("a journal of a newer program was opened")
	}
}

func BenchmarkQuestion(b *testing.B) {
	j := fresh(b)
	a := bot.Answer{Status: bot.Answered, Statements: []bot.Statement{{Text: "They talked for about ninety minutes.", Cites: []int{1}}}}
	for i := 0; b.Loop(); i++ {
		id := fmt.Sprint("q", i)
		must[bool](b)(j.Accept(b.Context(), id, bot.Message{Keys: []string{"e" + id, "t" + id}, Conversation: fmt.Sprint(i % 100), Text: "how long?"}))
		must[[]string](b)(j.Earlier(b.Context(), fmt.Sprint(i%100), id, 3))
		if err := errors.Join(j.Sending(b.Context(), id, a), j.End(b.Context(), id, bot.Delivered)); err != nil {
			b.Fatal(err)
		}
	}
}

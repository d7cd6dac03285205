package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot"
	"readout/bot/journal"
)

// answers is an answerer by a function.
type answers func(q bot.Question) (bot.Answer, error)

func (f answers) Answer(_ context.Context, q bot.Question) (bot.Answer, error) { return f(q) }

// echo answers with what it was asked, and after what.
func echo(q bot.Question) (bot.Answer, error) {
	return bot.Answer{Status: bot.Answered, Lead: strings.Join(append(q.Earlier, q.Text), " > ")}, nil
}

// shown collects what is delivered; fail says how an attempt ends, the n-th counted from 0.
type shown struct {
	mu   sync.Mutex
	all  []bot.Delivery
	fail func(n int) error
}

func (s *shown) Deliver(_ context.Context, d bot.Delivery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, d)
	if s.fail != nil {
		return s.fail(len(s.all) - 1)
	}
	return nil
}

func (s *shown) texts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, d := range s.all {
		out = append(out, d.Answer.Text())
	}
	return out
}

// empty returns the path of an empty database.
func empty(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// during runs a desk in a bubble of virtual time while do is at work.
func during(t *testing.T, a bot.Answerer, to bot.Deliverer, s bot.Settings, do func(ctx context.Context, d *bot.Desk)) {
	t.Helper()
	path := empty(t)
	synctest.Test(t, func(t *testing.T) { run(t, path, a, to, s, do) })
}

func run(t *testing.T, path string, a bot.Answerer, to bot.Deliverer, s bot.Settings, do func(ctx context.Context, d *bot.Desk)) {
	t.Helper()
	j := open(t, path)
	defer j.Close()
	d := bot.NewDesk(a, j, slog.New(slog.DiscardHandler), s)
	d.Attach("test", to)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- d.Run(ctx) }()
	do(ctx, d)
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func message(conversation, text string, keys ...string) bot.Message {
	return bot.Message{Platform: "test", Keys: keys, Conversation: conversation, Text: text}
}

func accept(t *testing.T, d *bot.Desk, ms ...bot.Message) {
	t.Helper()
	for _, m := range ms {
		if err := d.Accept(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnswersInOrderWithMemory(t *testing.T) {
	var s shown
	during(t, answers(echo), &s, bot.Settings{Memory: 2}, func(_ context.Context, d *bot.Desk) {
		opener := message("a", "1", "k1")
		opener.Opens = "thread"
		accept(t, d, opener, message("a", "2", "k2"), message("b", "other", "k3"), message("a", "3", "k4"), message("a", "4", "k5"), message("thread", "below", "k6"))
		time.Sleep(time.Second)
	})
	got := strings.Join(s.texts(), "; ")
	for _, want := range []string{"1", "1 > 2", "1 > 2 > 3", "2 > 3 > 4", "other", "1 > below"} {
		if !strings.Contains("; "+got+"; ", "; "+want+"; ") {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	if len(s.all) != 6 || strings.Index(got, "1 > 2 > 3") > strings.Index(got, "2 > 3 > 4") {
		t.Errorf("got %q", got)
	}
}

func TestRepeatsAreAnsweredOnce(t *testing.T) {
	var s shown
	during(t, answers(echo), &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
		accept(t, d, message("a", "1", "event1", "ts1"), message("a", "1", "event1", "ts1"),
			message("a", "1", "event2", "ts1"), message("a", "1", "event1", "ts2"))
		time.Sleep(time.Second)
		accept(t, d, message("a", "1", "event3", "ts2")) // ts2 came with a repeat, of which nothing is kept
		time.Sleep(time.Second)
	})
	if got := len(s.all); got != 2 {
		t.Errorf("delivered %d times, want 2: %q", got, s.texts())
	}
}

func TestTriesAgain(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fail  func(n int) error
		tries int
		again bool // of the last attempt
	}{
		{"down for a while", func(n int) error {
			if n < 4 {
				return errors.New("down")
			}
			return nil
		}, 5, false},
		{"unclear", func(n int) error {
			if n == 0 {
				return fmt.Errorf("post: %w", bot.ErrUnclear)
			}
			return nil
		}, 2, true},
		{"refused", func(int) error { return fmt.Errorf("post: %w", bot.ErrRefused) }, 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := shown{fail: tt.fail}
			during(t, answers(echo), &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
				accept(t, d, message("a", "1", "k"))
				time.Sleep(30 * time.Minute)
			})
			if len(s.all) != tt.tries || s.all[len(s.all)-1].Again != tt.again {
				t.Errorf("%d attempts, the last again: %t; want %d, %t", len(s.all), s.all[len(s.all)-1].Again, tt.tries, tt.again)
			}
		})
	}
}

func TestGivesUpAfterTheWindow(t *testing.T) {
	s := shown{fail: func(int) error { return errors.New("down") }}
	during(t, answers(echo), &s, bot.Settings{Window: 10 * time.Minute}, func(_ context.Context, d *bot.Desk) {
		accept(t, d, message("a", "1", "k"))
		time.Sleep(24 * time.Hour)
		if n := len(s.all); n < 5 || n > 30 {
			t.Errorf("%d attempts in ten minutes", n)
		}
	})
}

// What a run leaves unanswered the next one answers, saying that it is late; what was on its way is marked.
func TestTakesUpWhatWasLeft(t *testing.T) {
	path := empty(t)
	synctest.Test(t, func(t *testing.T) {
		hung := shown{fail: func(int) error { return errors.New("down") }}
		run(t, path, answers(echo), &hung, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
			accept(t, d, message("a", "sent", "k1"))
			time.Sleep(100 * time.Millisecond)
		})
		j := open(t, path)
		accept(t, bot.NewDesk(answers(echo), j, slog.New(slog.DiscardHandler), bot.Settings{}), message("a", "written down", "k2"))
		j.Close()
		time.Sleep(14 * time.Minute)
		var s shown
		run(t, path, answers(echo), &s, bot.Settings{}, func(context.Context, *bot.Desk) { time.Sleep(time.Minute) })
		if len(s.all) != 2 || !s.all[0].Again || s.all[1].Again {
			t.Fatalf("got %+v", s.all)
		}
		if got := s.texts()[1]; got != "sent > written down (Asked 14 minutes ago; I could not answer earlier.)" {
			t.Errorf("got %q", got)
		}
		var none shown
		run(t, path, answers(echo), &none, bot.Settings{}, func(context.Context, *bot.Desk) { time.Sleep(time.Minute) })
		if len(none.all) != 0 {
			t.Errorf("delivered again: %q", none.texts())
		}
	})
}

func TestMoreThanFitIntoMemory(t *testing.T) {
	var s shown
	const n = 300
	during(t, answers(echo), &s, bot.Settings{Waiting: 8}, func(_ context.Context, d *bot.Desk) {
		for i := range n {
			accept(t, d, message(fmt.Sprint("c", i%50), fmt.Sprint(i), fmt.Sprint("k", i)))
		}
		time.Sleep(time.Hour)
	})
	ids := make(map[string]bool)
	for _, d := range s.all {
		ids[d.ID] = true
	}
	if len(s.all) != n || len(ids) != n {
		t.Errorf("%d deliveries of %d questions, want %d", len(s.all), len(ids), n)
	}
}

func TestAFailureIsApologisedFor(t *testing.T) {
	for name, a := range map[string]answers{
		"error": func(bot.Question) (bot.Answer, error) { return bot.Answer{}, errors.New("disk I/O") },
		"panic": func(bot.Question) (bot.Answer, error) { panic("index out of range") },
	} {
		t.Run(name, func(t *testing.T) {
			var s shown
			during(t, a, &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
				accept(t, d, message("a", "1", "k"))
				time.Sleep(time.Second)
			})
			if len(s.all) != 1 || !strings.Contains(s.texts()[0], s.all[0].ID) || strings.Contains(s.texts()[0], "disk") {
				t.Errorf("got %q", s.texts())
			}
		})
	}
}

func TestOverheard(t *testing.T) {
	silent := answers(func(q bot.Question) (bot.Answer, error) {
		if q.Text == "known" {
			return bot.Answer{Status: bot.Answered, Lead: "yes"}, nil
		}
		return bot.Answer{Status: bot.Abstained, Lead: "no"}, nil
	})
	var s shown
	during(t, silent, &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
		for i, text := range []string{"known", "fine, thanks Bob", "who knows that?"} {
			m := message("a", text, fmt.Sprint(i))
			m.Overheard = true
			accept(t, d, m)
		}
		time.Sleep(time.Second)
	})
	if got := s.texts(); len(got) != 2 || got[0] != "yes" || got[1] != "no" {
		t.Errorf("got %q", got)
	}
}

func TestFileOfTheStore(t *testing.T) {
	if _, err := journal.Open(t.Context(), filepath.Join(t.TempDir(), "absent.db")); err == nil {
		t.Error("a journal was opened without its store")
	}
}

// guided is an answerer that knows what people ask next.
type guided struct{ answers }

func (guided) Overview(context.Context) (bot.Overview, error)          { return bot.Overview{}, nil }
func (guided) Complete(context.Context, string, int) ([]string, error) { return nil, nil }

func (guided) Next(_ context.Context, a bot.Answer, n int) ([]string, error) {
	return []string{a.Lead + "?", fmt.Sprint(n)}, nil
}

func TestOffersWhatFollows(t *testing.T) {
	var s shown
	during(t, guided{echo}, &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
		accept(t, d, message("a", "1", "k1"))
		time.Sleep(time.Second)
	})
	if len(s.all) != 1 || strings.Join(s.all[0].Answer.Offers(), " ") != "1? 3" {
		t.Errorf("delivered %+v", s.all)
	}
}

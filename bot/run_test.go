package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot"
)

// deliver is a deliverer by a function.
type deliver func(ctx context.Context, d bot.Delivery) error

func (f deliver) Deliver(ctx context.Context, d bot.Delivery) error { return f(ctx, d) }

func bubble(t *testing.T, f func(t *testing.T)) { synctest.Test(t, f) }

// faulty is a journal whose writes can be made to fail, as on a full disk.
type faulty struct {
	bot.Journal
	full func(what string) bool
}

var errFull = errors.New("database or disk is full")

func (f *faulty) Accept(ctx context.Context, id string, m bot.Message) (bool, error) {
	if f.full("accept") {
		return false, errFull
	}
	return f.Journal.Accept(ctx, id, m)
}

func (f *faulty) Sending(ctx context.Context, id string, a bot.Answer) error {
	if f.full("sending") {
		return errFull
	}
	return f.Journal.Sending(ctx, id, a)
}

func (f *faulty) End(ctx context.Context, id string, o bot.Outcome) error {
	if f.full("end") {
		return errFull
	}
	return f.Journal.End(ctx, id, o)
}

// While the disk is full nothing is accepted and nothing is shown that could not be written down; what was shown is
// not shown again, neither in this run nor in the next.
func TestFullDisk(t *testing.T) {
	for _, at := range []string{"accept", "sending", "end"} {
		t.Run(at, func(t *testing.T) {
			path := empty(t)
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var s shown
				j := open(t, path)
				f := &faulty{j, func(what string) bool { return what == at && time.Since(began) < 10*time.Minute }}
				d := bot.NewDesk(answers(echo), f, slog.New(slog.DiscardHandler), bot.Settings{Waiting: 2})
				d.Attach("test", &s)
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error)
				go func() { done <- d.Run(ctx) }()
				refused := 0
				for n := range 5 {
					if err := d.Accept(ctx, message(fmt.Sprint(n), "q", fmt.Sprint("k", n))); err != nil {
						refused++
					}
				}
				time.Sleep(9 * time.Minute)
				if at != "end" && len(s.texts()) != 0 {
					t.Errorf("shown %d answers while the disk was full", len(s.texts()))
				}
				time.Sleep(2 * time.Minute)
				stop()
				<-done
				if n, err := j.Waiting(t.Context()); err != nil || n != 0 || len(s.all)+refused != 5 || (at == "accept") != (refused == 5) {
					t.Errorf("%d shown, %d refused, %d left: %v", len(s.all), refused, n, err)
				}
				j.Close()
			})
		})
	}
}

// Told to stop, the desk lets what is in hand end, takes nothing more, and does not wait for what is down.
func TestShutdown(t *testing.T) {
	for _, tt := range []struct {
		name     string
		takes    time.Duration // to deliver an answer
		fails    bool
		shutdown time.Duration
		lasts    time.Duration
		left     int
	}{
		{"idle", 0, false, 10 * time.Second, 0, 0},
		{"in hand", 3 * time.Second, false, 10 * time.Second, 3 * time.Second, 0},
		{"too slow", time.Minute, false, 10 * time.Second, 10 * time.Second, 1},
		{"down", 0, true, 10 * time.Second, 0, 1},
		{"at once", 3 * time.Second, false, 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := empty(t)
			synctest.Test(t, func(t *testing.T) {
				to := deliver(func(ctx context.Context, _ bot.Delivery) error {
					select {
					case <-ctx.Done():
						return ctx.Err()
					case <-time.After(tt.takes):
					}
					if tt.fails {
						return errors.New("down")
					}
					return nil
				})
				j := open(t, path)
				defer j.Close()
				d := bot.NewDesk(answers(echo), j, slog.New(slog.DiscardHandler), bot.Settings{Shutdown: tt.shutdown})
				d.Attach("test", to)
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error)
				go func() { done <- d.Run(ctx) }()
				accept(t, d, message("a", "q", "k"))
				synctest.Wait()
				stop()
				began := time.Now()
				synctest.Wait()
				accept(t, d, message("b", "asked while it stops", "k2")) // is written down for the next run
				<-done
				if took := time.Since(began); took != tt.lasts {
					t.Errorf("it took %s, want %s", took, tt.lasts)
				}
				if n, err := j.Waiting(t.Context()); err != nil || n != tt.left+1 {
					t.Errorf("%d are left, want %d, %v", n, tt.left+1, err)
				}
			})
		})
	}
}

func TestForgetMe(t *testing.T) {
	var s shown
	path := empty(t)
	synctest.Test(t, func(t *testing.T) {
		run(t, path, answers(echo), &s, bot.Settings{}, func(_ context.Context, d *bot.Desk) {
			accept(t, d, by("ann", "", 1), by("bob", "", 1))
			time.Sleep(time.Second)
			m := by("ann", "", 2)
			m.Text = "Please, forget everything about me!"
			accept(t, d, m)
			time.Sleep(time.Second)
			m = by("ann", "", 3)
			m.Text = "and where?"
			accept(t, d, m)
			time.Sleep(time.Second)
		})
		j := open(t, path)
		defer j.Close()
		if people, err := j.People(t.Context()); err != nil || strings.Join(people, " ") != "test/ann test/bob" {
			t.Errorf("kept of %q, %v", people, err) // ann asked again
		}
		accept(t, bot.NewDesk(answers(echo), j, slog.New(slog.DiscardHandler), bot.Settings{}), by("ann", "", 2)) // came before, still known
		if n, err := j.Waiting(t.Context()); n != 0 || err != nil {
			t.Errorf("%d wait, %v", n, err)
		}
	})
	texts := s.texts()
	if len(texts) != 4 || !strings.HasPrefix(texts[2], "Done: I have forgotten what you asked (1 question) and what you marked (0 marks).") || texts[3] != "and where?" {
		t.Errorf("got %q", texts)
	}
}

// The line logged for a question has no text and no name unless the rules say so.
func TestLogLine(t *testing.T) {
	for _, text := range []bool{false, true} {
		var log bytes.Buffer
		path := empty(t)
		synctest.Test(t, func(t *testing.T) {
			j := open(t, path)
			defer j.Close()
			d := bot.NewDesk(answers(echo), j, slog.New(slog.NewTextHandler(&log, nil)), bot.Settings{Rules: bot.Rules{LogText: text}})
			d.Attach("test", &shown{})
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- d.Run(ctx) }()
			accept(t, d, by("ann", "", 1))
			time.Sleep(time.Second)
			stop()
			<-done
		})
		got := log.String()
		if strings.Count(got, "msg=question") != 1 || !strings.Contains(got, "status=answered") || !strings.Contains(got, "outcome=delivered") {
			t.Errorf("logged %q", got)
		}
		if strings.Contains(got, "question 1") != text || strings.Contains(got, "ann") != text {
			t.Errorf("text %t: logged %q", text, got)
		}
	}
}

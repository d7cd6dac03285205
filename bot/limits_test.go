package bot_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/bot"
)

// seen counts what a desk tells those who watch.
type seen struct {
	mu     sync.Mutex
	counts map[string]int
}

func (s *seen) watch(e bot.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counts == nil {
		s.counts = make(map[string]int)
	}
	s.counts[strings.TrimSpace(string(e.Kind)+" "+e.Limit)]++
}

// by is a message of somebody in a channel.
func by(user, place string, n int) bot.Message {
	m := message(fmt.Sprint(user, place), fmt.Sprint("question ", n), fmt.Sprint(user, place, n))
	m.User, m.Place = user, place
	return m
}

// Who asks too much is told so once in a minute; the others are answered.
func TestLimitOfAPerson(t *testing.T) {
	var s shown
	var w seen
	rules := bot.Rules{User: bot.Rate{N: 3, Per: time.Minute}}
	during(t, answers(echo), &s, bot.Settings{Rules: rules, Watch: w.watch}, func(_ context.Context, d *bot.Desk) {
		for n := range 10 {
			accept(t, d, by("ann", "c", n), by("ann", "c", n)) // each comes twice
		}
		accept(t, d, by("bob", "c", 0))
		time.Sleep(time.Minute)
		accept(t, d, by("ann", "c", 10))
		time.Sleep(time.Second)
	})
	busy := 0
	for _, d := range s.all {
		if d.Answer.Intent == "busy" {
			busy++
			if got := d.Answer.Text(); got != "That is more than I may answer: at most 3 a minute from one person. Please wait a little and ask again." {
				t.Errorf("got %q", got)
			}
		}
	}
	if len(s.all) != 6 || busy != 1 {
		t.Errorf("%d answers, %d of them that it is too much; want 6, 1: %q", len(s.all), busy, s.texts())
	}
	if w.counts["limited user"] != 7 || w.counts["repeated"] != 10 || w.counts["accepted"] != 5 {
		t.Errorf("counted %v", w.counts)
	}
}

func TestLimitOfAChannel(t *testing.T) {
	var s shown
	var w seen
	rules := bot.Rules{User: bot.Rate{N: 9, Per: time.Minute}, Channel: bot.Rate{N: 2, Per: time.Hour}}
	during(t, answers(echo), &s, bot.Settings{Rules: rules, Watch: w.watch}, func(_ context.Context, d *bot.Desk) {
		for n := range 5 {
			accept(t, d, by("ann", "c", n), by("bob", "", n)) // a direct message is no channel
		}
		time.Sleep(time.Second)
	})
	if len(s.all) != 2+1+5 || w.counts["limited channel"] != 3 {
		t.Errorf("got %q, counted %v", s.texts(), w.counts)
	}
}

// When too many wait, people are told; what was accepted is answered.
func TestQueueIsBounded(t *testing.T) {
	var w seen
	open := make(chan struct{})
	s := shown{}
	gate := deliver(func(ctx context.Context, d bot.Delivery) error {
		if d.Answer.Intent != "busy" {
			select {
			case <-open:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return s.Deliver(ctx, d)
	})
	path := empty(t)
	bubble(t, func(t *testing.T) {
		open = make(chan struct{})
		run(t, path, answers(echo), gate, bot.Settings{Queue: 20, Watch: w.watch}, func(_ context.Context, d *bot.Desk) {
			time.Sleep(100 * time.Millisecond) // what waits is counted at the start
			for n := range 100 {
				accept(t, d, by(fmt.Sprint("u", n%10), "", n))
			}
			time.Sleep(time.Second)
			close(open)
			time.Sleep(15 * time.Second) // what waits is counted anew every ten
			accept(t, d, by("later", "", 1))
			time.Sleep(time.Second)
		})
	})
	answered := 0
	for _, d := range s.all {
		if d.Answer.Intent != "busy" {
			answered++
		}
	}
	if answered != 21 || len(s.all) != 31 || w.counts["limited queue"] != 80 {
		t.Errorf("%d answers and %d in all, counted %v", answered, len(s.all), w.counts)
	}
}

func TestRulesChangeAtWork(t *testing.T) {
	var s shown
	during(t, answers(echo), &s, bot.Settings{Rules: bot.Rules{User: bot.Rate{N: 1, Per: time.Hour}}}, func(_ context.Context, d *bot.Desk) {
		accept(t, d, by("ann", "", 1), by("ann", "", 2))
		d.Adjust(bot.Rules{})
		accept(t, d, by("ann", "", 3), by("ann", "", 4))
		time.Sleep(time.Second)
	})
	if len(s.all) != 4 {
		t.Errorf("got %q", s.texts())
	}
}

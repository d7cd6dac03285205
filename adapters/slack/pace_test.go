package slack

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// sent notes when each of n messages to a channel may go.
func sent(ctx context.Context, t *testing.T, p *pace, channel string, n int) []time.Duration {
	t.Helper()
	began := time.Now()
	var out []time.Duration
	for range n {
		if err := p.wait(ctx, channel); err != nil {
			t.Fatal(err)
		}
		out = append(out, time.Since(began))
	}
	return out
}

func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pace{every: time.Second}
		want := []time.Duration{0, 0, 0, time.Second, 2 * time.Second}
		for i, at := range sent(t.Context(), t, p, "C1", 5) {
			if at != want[i] {
				t.Errorf("message %d goes at %s, want %s", i, at, want[i])
			}
		}
		if at := sent(t.Context(), t, p, "C2", 1); at[0] != 0 {
			t.Errorf("another channel waits %s", at[0])
		}
		time.Sleep(time.Minute)
		if at := sent(t.Context(), t, p, "C1", 3); at[2] != 0 {
			t.Errorf("no burst after a rest: %v", at)
		}
	})
}

func TestPaceHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pace{every: time.Second}
		p.hold("C1", 30*time.Second)
		if at := sent(t.Context(), t, p, "C1", 2); at[0] != 30*time.Second || at[1] != 31*time.Second {
			t.Errorf("after a hold of 30 s: %v", at)
		}
		p.hold("C1", time.Second)
		p.hold("C1", 0) // shortens nothing
		if at := sent(t.Context(), t, p, "C1", 1); at[0] < time.Second {
			t.Errorf("held for %s only", at[0])
		}
	})
}

// TestPaceRefuses has more messages wait than there is time for: those that can't go are told at once, and leave no gap.
func TestPaceRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pace{every: time.Second}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		var mu sync.Mutex
		var wg sync.WaitGroup
		busy, gone := 0, 0
		for range 30 {
			wg.Go(func() {
				err := p.wait(ctx, "C1")
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, errBusy) {
					busy++
				} else if err == nil {
					gone++
				}
			})
		}
		wg.Wait()
		if busy != 17 || gone != 13 { // a burst of three, and ten at their turns
			t.Errorf("%d went and %d were refused", gone, busy)
		}
		if at := sent(t.Context(), t, p, "C1", 1); at[0] > time.Second {
			t.Errorf("those who gave up left a gap of %s", at[0])
		}
	})
}

func TestPaceForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pace{every: time.Second}
		for i := range 3 * sweepAt {
			_ = p.wait(t.Context(), string(rune('a'+i%26))+time.Duration(i).String())
			if i%100 == 0 {
				time.Sleep(time.Second)
			}
		}
		if len(p.next) > sweepAt {
			t.Errorf("%d channels are remembered", len(p.next))
		}
	})
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestLimitsHeedTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		h := http.Header{}
		if err := l.wait(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		l.done("a", http.StatusTooManyRequests, h, time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		if err := l.wait(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
		if err := l.wait(t.Context(), "b"); err != nil || time.Since(began) != time.Second {
			t.Errorf("another route waited: %v after %s", err, time.Since(began))
		}
		l.done("b", http.StatusOK, h, 0)
		if err := l.wait(t.Context(), "a"); err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v after %s, want a minute", err, time.Since(began))
		}
		h.Set("X-RateLimit-Global", "true")
		l.done("a", http.StatusTooManyRequests, h, time.Minute)
		if err := l.wait(t.Context(), "c"); err != nil || time.Since(began) != 2*time.Minute {
			t.Errorf("a global limit: %v after %s, want two minutes", err, time.Since(began))
		}
		l.done("c", http.StatusOK, http.Header{}, 0)
	})
}

// Buckets go when nobody waits for them: one for each channel there ever was would be many.
func TestLimitsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		h := http.Header{}
		h.Set("X-RateLimit-Remaining", "0")
		h.Set("X-RateLimit-Reset-After", "5")
		for n := range 10_000 {
			name := fmt.Sprint(n)
			if err := l.wait(t.Context(), name); err != nil {
				t.Fatal(err)
			}
			l.done(name, http.StatusOK, h, 0)
		}
		time.Sleep(2 * time.Minute)
		_ = l.wait(t.Context(), "last")
		l.done("last", http.StatusOK, http.Header{}, 0)
		if n := len(l.buckets); n > 1 {
			t.Errorf("%d buckets are kept", n)
		}
	})
}

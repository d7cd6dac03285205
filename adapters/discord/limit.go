package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// limits keeps requests within Discord's rate limits (topics/rate-limits). It stands in for discordgo's, which sleeps through
// the end of a context and keeps a bucket for every route it ever met: here a bucket goes when nobody waits for it and its
// limit is over. Requests of one bucket follow one another, so that messages of a channel stay in order.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
	global  time.Time // until then, nothing may be asked for
	swept   time.Time
}

type bucket struct {
	turn  chan struct{} // holds one token: whose turn it is
	users int           // those who have it or wait for it
	until time.Time     // until then, the route may not be used
}

func newLimits() *limits { return &limits{buckets: make(map[string]*bucket)} }

// wait waits for the turn of a request, as long as ctx lets it. The bucket "" is unlimited but for the global limit.
func (l *limits) wait(ctx context.Context, name string) error {
	if name == "" {
		return nil
	}
	b := l.join(name)
	select {
	case <-b.turn:
	case <-ctx.Done():
		l.leave(name, b)
		return context.Cause(ctx)
	}
	for {
		l.mu.Lock()
		pause := max(time.Until(b.until), time.Until(l.global))
		l.mu.Unlock()
		if pause <= 0 {
			return nil
		}
		if err := sleep(ctx, pause); err != nil {
			b.turn <- struct{}{}
			l.leave(name, b)
			return err
		}
	}
}

func (l *limits) join(name string) *bucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[name]
	if b == nil {
		b = &bucket{turn: make(chan struct{}, 1)}
		b.turn <- struct{}{}
		l.buckets[name] = b
	}
	b.users++
	return b
}

func (l *limits) leave(name string, b *bucket) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.users--
	now := time.Now()
	if b.users == 0 && !b.until.After(now) {
		delete(l.buckets, name)
	}
	if now.Sub(l.swept) > time.Minute { // those whose limit was not over when the last one left
		l.swept = now
		for name, b := range l.buckets {
			if b.users == 0 && !b.until.After(now) {
				delete(l.buckets, name)
			}
		}
	}
}

// done ends a turn with what the answer says of the limit; h is nil when there was no answer.
func (l *limits) done(name string, status int, h http.Header, after time.Duration) {
	l.mu.Lock()
	if status == http.StatusTooManyRequests && h.Get("X-RateLimit-Global") != "" {
		l.global = time.Now().Add(after)
	}
	b := l.buckets[name]
	if b == nil {
		l.mu.Unlock()
		return
	}
	switch {
	case status == http.StatusTooManyRequests:
		b.until = time.Now().Add(after)
	case h != nil && h.Get("X-RateLimit-Remaining") == "0":
		b.until = time.Now().Add(seconds(h.Get("X-RateLimit-Reset-After")))
	}
	l.mu.Unlock()
	b.turn <- struct{}{}
	l.leave(name, b)
}

// seconds reads a number of seconds with a fraction; what is none is no time.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 24*60*60 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

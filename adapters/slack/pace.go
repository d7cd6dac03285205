package slack

import (
	"context"
	"errors"
	"sync"
	"time"
)

// burst is how many messages a channel gets at once before they are spread out. Slack allows about one a second and
// channel, and short bursts (docs.slack.dev/apis/web-api/rate-limits).
const burst = 3

// errBusy says that a channel has no room for a message in the time there is. Nothing was sent.
var errBusy = errors.New("too many messages wait for this channel")

// A pace spreads the messages of each channel over time.
type pace struct {
	every time.Duration // between two messages of a channel, on average

	mu   sync.Mutex
	next map[string]time.Time // when a channel's next message is due, were there no bursts
}

// wait returns when a channel may get another message. In turn: who comes first goes first.
func (p *pace) wait(ctx context.Context, channel string) error {
	at, err := p.turn(ctx, channel)
	if err != nil {
		return err
	}
	ahead := time.Until(at)
	if ahead <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(ahead)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// turn books a channel's next turn. A turn that would come too late is not booked, so that those who give up leave no gap.
func (p *pace) turn(ctx context.Context, channel string) (time.Time, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	due := now
	if booked := p.next[channel]; booked.After(now) {
		due = booked
	}
	at := due.Add(-(burst - 1) * p.every)
	if deadline, ok := ctx.Deadline(); ok && at.After(deadline) {
		return at, errBusy
	}
	p.book(channel, due.Add(p.every))
	return at, nil
}

// hold keeps a channel's messages back for as long as Slack says.
func (p *pace) hold(channel string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d + (burst-1)*p.every); until.After(p.next[channel]) {
		p.book(channel, until)
	}
}

// sweepAt is from how many channels on those that are idle are forgotten.
const sweepAt = 4096

func (p *pace) book(channel string, t time.Time) {
	if p.next == nil {
		p.next = make(map[string]time.Time)
	}
	if len(p.next) >= sweepAt {
		now := time.Now()
		for c, due := range p.next {
			if due.Before(now) {
				delete(p.next, c)
			}
		}
	}
	p.next[channel] = t
}

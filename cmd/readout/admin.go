package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"readout/config"
)

// How people who run the bot are told.
const (
	adminGrace   = 10 * time.Second // what is well again by then was not worth a word
	adminRetry   = 15 * time.Second // between attempts to tell
	adminTimeout = 10 * time.Second // of one attempt
	adminBacklog = 20               // notes kept for a channel that cannot be reached; the oldest go first
)

// A note is something to be told in a channel.
type note struct {
	subject string
	text    string
	loss    bool
}

// An ordeal is a problem from its beginning on.
type ordeal struct {
	problem
	since time.Time
	told  bool
}

// admin tells those who run the bot when something is lost, and when it is back.
type admin struct {
	sv *server

	mu       sync.Mutex
	channels []config.Channel
	backlog  map[config.Channel][]note
	open     map[string]*ordeal // by subject
}

func newAdmin(sv *server) *admin {
	return &admin{sv: sv, channels: sv.set.Admin, backlog: make(map[config.Channel][]note), open: make(map[string]*ordeal)}
}

// direct changes who is told.
func (a *admin) direct(to []config.Channel) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.channels = to
}

// run watches and tells until ctx is done.
func (a *admin) run(ctx context.Context) {
	tick, retry := time.NewTicker(time.Second), time.NewTicker(adminRetry)
	defer tick.Stop()
	defer retry.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if a.look(a.sv.health.problems(), time.Now()) {
				a.tell(ctx)
			}
		case <-retry.C:
			a.tell(ctx)
		}
	}
}

// look compares what is wrong with what was, logs changes, and says whether there is something to tell.
func (a *admin) look(now []problem, at time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	some := false
	wrong := make(map[string]bool)
	for _, p := range now {
		wrong[p.Subject] = true
		o := a.open[p.Subject]
		if o == nil {
			o = &ordeal{problem: p, since: at}
			a.open[p.Subject] = o
			a.sv.log.Warn("not ready", "about", p.Subject, "reason", p.Reason)
		}
		o.Reason = p.Reason
		if !o.told && at.Sub(o.since) >= adminGrace {
			o.told, some = true, true
			a.note(note{p.Subject, fmt.Sprintf("Readout: trouble with %s: %s", p.Subject, p.Reason), true})
		}
	}
	for subject, o := range a.open {
		if wrong[subject] {
			continue
		}
		delete(a.open, subject)
		away := at.Sub(o.since).Round(time.Second)
		a.sv.log.Warn("well again", "about", subject, "after", away)
		if o.told {
			some = true
			a.note(note{subject, fmt.Sprintf("Readout: %s is well again, after %s (%s)", subject, away, o.Reason), false})
		}
	}
	return some
}

// note puts something to be told behind what each channel has not been told yet. Of a loss that is over before
// it could be told, only the end is told.
func (a *admin) note(n note) {
	for _, c := range a.channels {
		var kept []note
		for _, old := range a.backlog[c] {
			if n.loss || !old.loss || old.subject != n.subject {
				kept = append(kept, old)
			}
		}
		kept = append(kept, n)
		a.backlog[c] = kept[max(0, len(kept)-adminBacklog):]
	}
}

// tell tells each channel what it has not been told, until an attempt fails.
func (a *admin) tell(ctx context.Context) {
	a.mu.Lock()
	channels := a.channels
	a.mu.Unlock()
	for _, c := range channels {
		for {
			n, ok := a.next(c)
			if !ok {
				break
			}
			if err := a.say(ctx, c, n.text); err != nil {
				a.sv.log.Warn("an admin channel cannot be told", "platform", c.Platform, "channel", c.ID, "err", err)
				break
			}
			a.done(c, n)
		}
	}
}

func (a *admin) next(c config.Channel) (note, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.backlog[c]) == 0 {
		return note{}, false
	}
	return a.backlog[c][0], true
}

// done removes what was told, if it still stands first.
func (a *admin) done(c config.Channel, n note) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if list := a.backlog[c]; len(list) > 0 && list[0] == n {
		a.backlog[c] = list[1:]
	}
}

func (a *admin) say(ctx context.Context, c config.Channel, text string) error {
	for _, p := range a.sv.parts {
		if p.name == c.Platform && p.adapter != nil {
			ctx, cancel := context.WithTimeout(ctx, adminTimeout)
			defer cancel()
			return p.adapter.Tell(ctx, c.ID, text)
		}
	}
	return fmt.Errorf("platform %q is not set up", c.Platform)
}

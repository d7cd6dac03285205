package slack

import (
	"sync"
	"time"

	"readout/bot"
)

// The parts of the link to Slack.
const (
	linkOfAPI     = "Web API"
	linkOfSockets = "Socket Mode"
)

// link puts together how the parts of the connection stand.
type link struct {
	mu     sync.Mutex
	parts  map[string]bot.Link
	ended  bool // for good: what is reported later changes nothing
	opened int
}

// set notes how a part stands.
func (l *link) set(part string, up bool, reason string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return
	}
	if l.parts == nil {
		l.parts = make(map[string]bot.Link)
	}
	if old, ok := l.parts[part]; ok && old.Up == up && old.Reason == reason {
		return
	}
	l.parts[part] = bot.Link{Platform: Platform, Up: up, Reason: reason, Since: time.Now()}
}

// end notes that the link is down for good.
func (l *link) end(reason string) {
	l.set(linkOfAPI, false, reason)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
}

// connected counts a connection that was opened.
func (l *link) connected() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.opened++
}

// now returns the state of the first part that is down, or else of the one that came up last.
func (l *link) now() bot.Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all bot.Link
	for _, part := range []string{linkOfAPI, linkOfSockets} {
		state, ok := l.parts[part]
		if !ok {
			continue
		}
		if all = later(all, state); !state.Up {
			all = state
			break
		}
	}
	all.Opened = l.opened
	return all
}

func later(a, b bot.Link) bot.Link {
	if a.Since.After(b.Since) {
		return a
	}
	return b
}

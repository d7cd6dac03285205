package discord

import (
	"sync"
	"time"

	"readout/bot"
)

// The parts of the link to Discord.
const (
	linkOfSettings = "settings"
	linkOfAPI      = "REST API"
	linkOfGateway  = "gateway"
)

// link puts together how the parts of the connection stand.
type link struct {
	mu    sync.Mutex
	parts map[string]bot.Link
}

func (l *link) set(part string, up bool, reason string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.parts == nil {
		l.parts = make(map[string]bot.Link)
	}
	old, ok := l.parts[part]
	if ok && old.Up == up && old.Reason == reason {
		return
	}
	since := time.Now()
	if ok && old.Up == up { // another reason, and no other state
		since = old.Since
	}
	l.parts[part] = bot.Link{Platform: Platform, Up: up, Reason: reason, Since: since}
}

// now returns the state of the first part that is down, or else of the one that came up last.
func (l *link) now() bot.Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	up := bot.Link{Platform: Platform}
	for _, part := range []string{linkOfSettings, linkOfAPI, linkOfGateway} {
		state, ok := l.parts[part]
		if ok && !state.Up {
			return state
		}
		if ok && !state.Since.Before(up.Since) {
			up = state
		}
	}
	return up
}

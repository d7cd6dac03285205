package bot

import (
	"fmt"
	"sync"
	"time"
)

// A Rate is how much may happen in how long. The zero value is no limit.
type Rate struct {
	N   int
	Per time.Duration
}

// each is how long one of the N takes.
func (r Rate) each() time.Duration { return r.Per / time.Duration(r.N) }

var unitNames = map[time.Duration]string{time.Second: "second", time.Minute: "minute", time.Hour: "hour", 24 * time.Hour: "day"}

// String is for people: "20 a minute".
func (r Rate) String() string {
	unit, ok := unitNames[r.Per]
	if !ok {
		unit = r.Per.String()
	}
	article := "a"
	if unit == "hour" {
		article = "an"
	}
	return fmt.Sprintf("%d %s %s", r.N, article, unit)
}

// limits counts who asks how much. For each name it keeps one time, at which all that was asked is paid off: the
// generic cell rate algorithm (ITU-T I.371), a bucket of N that fills evenly.
type limits struct {
	mu    sync.Mutex
	paid  map[string]time.Time
	told  map[string]time.Time // until when somebody is not told again that it is too much
	sweep time.Time            // when those are removed that say nothing any more
}

// take counts one more of a name, unless it is too much.
func (l *limits) take(name string, r Rate, now time.Time) bool {
	if r.N == 0 {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clean(now)
	paid := l.paid[name]
	if paid.Before(now) {
		paid = now
	}
	paid = paid.Add(r.each())
	if paid.Sub(now) > r.Per {
		return false
	}
	l.paid[name] = paid
	return true
}

// giveBack counts one less of a name.
func (l *limits) giveBack(name string, r Rate) {
	if r.N == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if paid, ok := l.paid[name]; ok {
		l.paid[name] = paid.Add(-r.each())
	}
}

// tell says whether somebody is to be told now that it is too much: once in a window.
func (l *limits) tell(person string, window time.Duration, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.clean(now)
	if now.Before(l.told[person]) {
		return false
	}
	l.told[person] = now.Add(window)
	return true
}

// untell takes back that somebody was told.
func (l *limits) untell(person string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.told, person)
}

// clean removes, now and then, what says nothing any more.
func (l *limits) clean(now time.Time) {
	if l.paid == nil {
		l.paid, l.told = make(map[string]time.Time), make(map[string]time.Time)
	}
	if now.Before(l.sweep) {
		return
	}
	l.sweep = now.Add(time.Minute)
	for _, m := range []map[string]time.Time{l.paid, l.told} {
		for name, until := range m {
			if until.Before(now) {
				delete(m, name)
			}
		}
	}
}

// A refusal says which limit a question exceeds.
type refusal struct {
	limit  string        // as in Event.Limit
	window time.Duration // for how long it is said once
	text   string        // what people are told
}

// admit counts a question, and says what limit it exceeds; nil when it is welcome.
func (d *Desk) admit(m Message) *refusal {
	rules := d.rules.Load()
	if int(d.waiting.Load()) >= d.set.Queue {
		return &refusal{"queue", time.Minute, "I have more questions than I can answer just now. Please ask again in a few minutes."}
	}
	if m.User != "" && !d.limits.take(m.person(), rules.User, m.At) {
		return &refusal{"user", max(rules.User.Per, time.Minute),
			fmt.Sprintf("That is more than I may answer: at most %s from one person. Please wait a little and ask again.", rules.User)}
	}
	if m.Place != "" && !d.limits.take(m.place(), rules.Channel, m.At) {
		d.limits.giveBack(m.person(), rules.User)
		return &refusal{"channel", max(rules.Channel.Per, time.Minute),
			fmt.Sprintf("This channel asks more than I may answer: at most %s in one channel. Please wait a little and ask again.", rules.Channel)}
	}
	return nil
}

// dismiss undoes what admit counted: the question had been asked before.
func (d *Desk) dismiss(m Message) {
	rules := d.rules.Load()
	d.limits.giveBack(m.person(), rules.User)
	d.limits.giveBack(m.place(), rules.Channel)
}

func (m Message) person() string { return "user " + m.Person() }
func (m Message) place() string  { return "channel " + m.Platform + "/" + m.Place }

// busy is the answer to a question that exceeds a limit.
func (r *refusal) busy() Answer { return Answer{Status: Smalltalk, Intent: "busy", Lead: r.text} }

package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"readout/bot"
)

// Times of interactions (interactions/receiving-and-responding).
const (
	callDeadline = 3 * time.Second         // for the first response
	callDefer    = 1500 * time.Millisecond // when an answer is not there, Discord is told that it will come
	callTime     = 1500 * time.Millisecond // for one attempt
	callLife     = 15 * time.Minute        // of the token
)

// Types of responses.
const (
	respondPong    = 1
	respondMessage = 4
	respondLater   = 5
	respondChoices = 8
	respondForm    = 9
)

// A response is the first thing that is said to an interaction.
type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// A sender takes the first response to an interaction: the answer to the HTTP request in hand, or a request of ours.
type sender func(ctx context.Context, r response) error

// What is known of the first response.
type callState int

const (
	callOpen     callState = iota // there was none
	callUnclear                   // one was sent, and it is not known whether it arrived; or it was before a restart
	callDeferred                  // "is thinking …" stands there
	callDone
)

// A call is an interaction in hand.
type call struct {
	target
	send   sender
	timer  *time.Timer
	errand bool // no question: the bot's journal does not know it

	turn  chan struct{} // holds one token: who has it may respond
	state callState
}

func newCall(t target, send sender, state callState) *call {
	c := &call{target: t, send: send, state: state, turn: make(chan struct{}, 1)}
	c.turn <- struct{}{}
	return c
}

// take waits for the turn to respond.
func (c *call) take(ctx context.Context) error {
	select {
	case <-c.turn:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (c *call) give() { c.turn <- struct{}{} }

// calls are the interactions in hand, and the ids of recent ones.
type calls struct {
	mu     sync.Mutex
	open   map[string]*call
	recent map[string]bool
	ring   [recentCalls]string // ids of recent, overwritten in turn
	next   int
	swept  time.Time
}

// recentCalls is how many interactions are remembered, so that one that comes again is known without looking into the journal.
const recentCalls = 1 << 15

func newCalls() *calls { return &calls{open: make(map[string]*call), recent: make(map[string]bool)} }

// first says whether an interaction is new, and remembers it.
func (cs *calls) first(id string) bool {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.recent[id] {
		return false
	}
	delete(cs.recent, cs.ring[cs.next])
	cs.ring[cs.next], cs.recent[id] = id, true
	cs.next = (cs.next + 1) % recentCalls
	return true
}

// add takes a call in hand, and lets go, now and then, of those that can't be answered any more.
func (cs *calls) add(c *call) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.open[c.Interaction] = c
	now := time.UnixMilli(c.At)
	if now.Sub(cs.swept) < time.Minute {
		return
	}
	cs.swept = now
	for id, old := range cs.open {
		if old.age(now) > callLife {
			delete(cs.open, id)
		}
	}
}

// after has something done when a call is still in hand after some time.
func (cs *calls) after(d time.Duration, c *call, do func()) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	c.timer = time.AfterFunc(d, do)
}

// get returns the call of an interaction; nil when it is not in hand, as after a restart.
func (cs *calls) get(id string) *call {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	return cs.open[id]
}

// drop forgets a call.
func (cs *calls) drop(c *call) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if c.timer != nil {
		c.timer.Stop()
	}
	delete(cs.open, c.Interaction)
}

// stop ends the timers of all calls.
func (cs *calls) stop() {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	for _, c := range cs.open {
		if c.timer != nil {
			c.timer.Stop()
		}
	}
}

// callback is the sender that asks Discord's REST API.
func (a *Adapter) callback(t target) sender {
	return func(ctx context.Context, r response) error {
		q := query{method: http.MethodPost, route: "/interactions/" + t.Interaction + "/" + t.Token + "/callback", name: "respond to an interaction", anonymous: true, body: r}
		ctx, cancel := context.WithTimeout(ctx, callTime) // so that there is time for another attempt
		defer cancel()
		return a.rest.do(ctx, q, nil)
	}
}

// Discord's numbers of errors (topics/opcodes-and-status-codes: JSON error codes).
const (
	codeUnknownMessage     = 10008
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotDM           = 50007
	codeMissingPermission  = 50013
	codeNoReply            = 160002 // replying takes the permission to read the history
)

// await has Discord told that an answer will come, unless it is there before.
func (a *Adapter) await(c *call) {
	a.calls.after(callDefer, c, func() {
		a.work.do("asking for patience", func(ctx context.Context) error { return a.deferCall(ctx, c) })
	})
}

func (a *Adapter) deferCall(ctx context.Context, c *call) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.give()
	if c.state != callOpen {
		return nil
	}
	if known, err := a.host.Knows(ctx, under(c.Channel, c.Interaction)); err == nil && !known && !c.errand {
		c.state = callDone
		a.calls.drop(c)
		m := say(tooMany)
		m.Flags |= flagEphemeral
		return c.send(ctx, response{Type: respondMessage, Data: m})
	}
	var d deferral
	if c.Private {
		d.Flags = flagEphemeral
	}
	err := c.send(ctx, response{Type: respondLater, Data: d})
	switch {
	case err == nil, code(err) == codeAcknowledged:
		c.state = callDeferred
		return nil
	case status(err) == http.StatusNotFound:
		return err
	}
	c.state = callUnclear
	return err
}

// tooMany is said to who asks more than the bot takes: it tells them once, and then leaves what they ask, which Discord does not
// know of.
const tooMany = "That is more than I may answer just now. Please wait a little and ask again."

// A deferral says who will see what comes: of a message that is to come, nothing else can be said.
type deferral struct {
	Flags int `json:"flags,omitempty"`
}

// respond gives the first response to an interaction, once, and forgets the interaction.
func (a *Adapter) respond(ctx context.Context, c *call, r response) error {
	defer a.calls.drop(c)
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.give()
	if c.state != callOpen {
		return nil
	}
	c.state = callDone
	return c.send(ctx, r)
}

// attempts is how often a first response is sent, and sendAgain how long after the one before: there are three seconds.
const (
	attempts  = 3
	sendAgain = 200 * time.Millisecond
)

// answerCall shows an answer to an interaction. It is safe to do so again: Discord takes one first response, and after that the
// same message is edited.
func (a *Adapter) answerCall(ctx context.Context, c *call, m outgoing) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.give()
	age := c.age(a.set.Now())
	if age > callLife {
		return fmt.Errorf("%w: the interaction's token is %s old", bot.ErrRefused, age.Round(time.Second))
	}
	if c.state == callDone {
		return nil
	}
	if c.state == callOpen || c.state == callUnclear && age < callDeadline {
		if done, err := a.firstResponse(ctx, c, m); done {
			return err
		}
	}
	return a.edit(ctx, c, m)
}

// firstResponse sends an answer as the first response; it is false when there was, or may have been, another one before.
func (a *Adapter) firstResponse(ctx context.Context, c *call, m outgoing) (bool, error) {
	if c.Private {
		m.Flags |= flagEphemeral
	}
	for n := 1; ; n++ {
		err := c.send(ctx, response{Type: respondMessage, Data: m})
		switch {
		case err == nil:
			c.state = callDone
			return true, nil
		case code(err) == codeAcknowledged:
			return false, nil
		case status(err) == http.StatusNotFound:
			if c.state == callUnclear { // an earlier one may have arrived
				return false, nil
			}
			return true, fmt.Errorf("%w: %w", bot.ErrRefused, err)
		case status(err) == http.StatusTooManyRequests:
		case status(err) >= 400 && status(err) < 500:
			return true, fmt.Errorf("%w: %w", bot.ErrRefused, err)
		case !errors.Is(err, errUnsent):
			c.state = callUnclear
		}
		if n == attempts || sleep(ctx, max(sendAgain, after(err))) != nil {
			return true, err // to be tried again
		}
	}
}

// after is how long Discord asks to wait.
func after(err error) time.Duration {
	var e *apiError
	if errors.As(err, &e) {
		return e.After
	}
	return 0
}

// edit puts an answer where "is thinking …" stands, or where it stands already.
func (a *Adapter) edit(ctx context.Context, c *call, m outgoing) error {
	q := query{method: http.MethodPatch, route: "/webhooks/" + c.Application + "/" + c.Token + "/messages/@original", name: "edit a response", bucket: "webhook " + c.Interaction, anonymous: true, body: m}
	err := a.rest.do(ctx, q, nil)
	switch s := status(err); {
	case err == nil:
		c.state = callDone
		return nil
	case code(err) == codeUnknownMessage:
		return a.followUp(ctx, c, m)
	case s == http.StatusTooManyRequests, s >= 500, s == 0:
		if c.state == callOpen {
			c.state = callUnclear
		}
		return err
	}
	return fmt.Errorf("%w: %w", bot.ErrRefused, err)
}

// followUp says something more to an interaction that was responded to.
func (a *Adapter) followUp(ctx context.Context, c *call, m outgoing) error {
	if c.Private {
		m.Flags |= flagEphemeral
	}
	q := query{method: http.MethodPost, route: "/webhooks/" + c.Application + "/" + c.Token, name: "follow up on an interaction", bucket: "webhook " + c.Interaction, anonymous: true, body: m}
	err := a.rest.do(ctx, q, nil)
	switch s := status(err); {
	case err == nil:
		return nil
	case s == http.StatusTooManyRequests:
		return err
	case s >= 400 && s < 500:
		return fmt.Errorf("%w: %w", bot.ErrRefused, err)
	}
	return fmt.Errorf("%w: %w", bot.ErrUnclear, err)
}

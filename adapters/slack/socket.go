package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// pingInterval is after which silence a connection counts as dead. Slack pings several times a minute.
const pingInterval = 90 * time.Second

// maxFrame is how long a frame may be. Slack's own are some kilobytes; a longer one ends the connection.
const maxFrame = 8 << 20

// The pauses before a connection that broke is opened again.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// connectAll opens the Socket Mode connections, each of which looks after itself. Slack sends each event to
// one of them, so that one can be renewed without a gap. A refusal of our token ends them all.
func (a *Adapter) connectAll(ctx context.Context, wg *sync.WaitGroup) {
	a.link.set(linkOfSockets, false, "no Socket Mode connection yet")
	var open atomic.Int32
	for n := range a.set.Sockets {
		wg.Go(func() {
			s := &socket{adapter: a, number: n + 1, open: &open}
			s.keep(ctx)
		})
	}
}

// A socket is one Socket Mode connection.
type socket struct {
	adapter *Adapter
	number  int
	open    *atomic.Int32 // how many connections are open
	up      bool          // this one is
}

// keep holds the connection until ctx is done, or Slack refuses our token.
func (s *socket) keep(ctx context.Context) {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		began := time.Now()
		err := s.connect(ctx)
		s.state(false)
		if ctx.Err() != nil || s.refused(err) {
			return
		}
		if time.Since(began) > lastPause {
			pause = firstPause
		}
		s.adapter.log.Warn("a Socket Mode connection ended", "connection", s.number, "err", hide(err), "again", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// refused says whether Slack will not have our token; then all is over.
func (s *socket) refused(err error) bool {
	reason, dead := revoked(err)
	if dead {
		s.adapter.lose(reason)
	}
	return dead
}

// connect runs the connection, which renews itself when Slack asks for it, until it fails.
func (s *socket) connect(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := socketmode.New(s.adapter.post.api, socketmode.OptionPingInterval(pingInterval), socketmode.OptionReadLimit(maxFrame))
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				ended <- fmt.Errorf("the connection panicked: %v\n%s", p, debug.Stack())
			}
		}()
		ended <- client.RunContext(ctx)
	}()
	for {
		select {
		case err := <-ended:
			return err
		case e := <-client.Events:
			if err := s.handle(ctx, client, e); err != nil {
				cancel()
				<-ended
				return err
			}
		}
	}
}

// handle takes one event of the connection. An error means that it is better begun anew.
func (s *socket) handle(ctx context.Context, client *socketmode.Client, e socketmode.Event) error {
	a := s.adapter
	switch e.Type {
	case socketmode.EventTypeConnecting:
		s.state(false)
	case socketmode.EventTypeConnected:
		s.state(true)
	case socketmode.EventTypeHello:
		if e.Request != nil && e.Request.NumConnections > a.set.Sockets {
			a.log.Warn("this app has more Socket Mode connections than ours: each event reaches only one of them", "connections", e.Request.NumConnections, "ours", a.set.Sockets)
		}
	case socketmode.EventTypeConnectionError:
		if failure, ok := e.Data.(*slackgo.ConnectionErrorEvent); ok && ctx.Err() == nil {
			return s.unopened(failure)
		}
	case socketmode.EventTypeIncomingError:
		a.log.Debug("a Socket Mode connection broke off", "connection", s.number)
	case socketmode.EventTypeErrorBadMessage:
		// Also what slack-go does not know, which Slack would send again if it were not acknowledged.
		if bad, ok := e.Data.(*socketmode.ErrorBadMessage); ok {
			s.envelope(ctx, client, bad.Message)
		}
	default:
		if e.Request != nil && e.Request.EnvelopeID != "" {
			s.take(ctx, client, e.Request.EnvelopeID, e.Request.Payload)
		}
	}
	return nil
}

// unopened takes the news that the connection could not be opened. slack-go tries again by itself, after pauses of up to
// five minutes; from a minute on that is too long for people who wait.
func (s *socket) unopened(failure *slackgo.ConnectionErrorEvent) error {
	if s.refused(failure.ErrorObj) {
		return failure.ErrorObj
	}
	err := hide(failure.ErrorObj)
	s.adapter.log.Warn("a Socket Mode connection could not be opened", "connection", s.number, "err", err, "again", failure.Backoff)
	if s.open.Load() == 0 {
		s.adapter.link.set(linkOfSockets, false, fmt.Sprintf("no Socket Mode connection can be opened (%s): check the network, and that Socket Mode is on in the app's settings", err))
	}
	var limited *slackgo.RateLimitedError
	if failure.Backoff > lastPause && !errors.As(failure.ErrorObj, &limited) {
		return failure.ErrorObj
	}
	return nil
}

// envelope takes a frame that slack-go could not read.
func (s *socket) envelope(ctx context.Context, client *socketmode.Client, frame json.RawMessage) {
	var e struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(frame, &e); err != nil || e.ID == "" {
		s.adapter.log.Warn("a frame could not be read", "connection", s.number)
		return
	}
	s.take(ctx, client, e.ID, e.Payload)
}

// take writes down what came, and acknowledges it: without an acknowledgement it comes again.
func (s *socket) take(ctx context.Context, client *socketmode.Client, id string, payload []byte) {
	a := s.adapter
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("taking an event panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	taking, cancel := context.WithTimeout(ctx, acceptTime)
	defer cancel()
	p, err := unpackJSON(payload)
	if err != nil { // it would be no better the next time
		a.log.Warn("an event could not be read", "err", err)
	} else if err := a.take(taking, p); err != nil {
		a.log.Error("an event could not be taken", "err", err)
		return
	}
	// Bounded: while the connection is being opened again nobody takes acknowledgements, and they must not hold up its events.
	acking, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	if err := client.AckCtx(acking, id, nil); err != nil && ctx.Err() == nil {
		a.log.Warn("an event could not be acknowledged: it will come again", "err", err)
	}
}

// ackTime is how long an acknowledgement may wait for its connection.
const ackTime = 3 * time.Second

// state notes whether the connection is open, and tells when the first opens or the last closes.
func (s *socket) state(up bool) {
	if up == s.up {
		return
	}
	s.up = up
	if up {
		s.open.Add(1)
		s.adapter.link.connected()
		s.adapter.link.set(linkOfSockets, true, "")
	} else if s.open.Add(-1) == 0 {
		s.adapter.link.set(linkOfSockets, false, "no Socket Mode connection is open: Slack can't be reached")
	}
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// lastPause is the longest before a connection is opened again.
const lastPause = 2 * time.Minute

// steady is after which time a connection counts as one that held.
const steady = time.Minute

// A shard is one part of the servers that have the bot, and the connection that brings their events.
type shard struct {
	gateway *gateway
	number  int
	log     *slog.Logger
	session session
	resumes int // attempts to resume that came to nothing, in a row
}

// keep holds a connection until ctx is done, or Discord will not have us as we are set up.
func (s *shard) keep(ctx context.Context) error {
	pause := s.gateway.set.FirstPause
	for {
		began := time.Now()
		err := s.connect(ctx)
		s.gateway.state(s.number, false, reasonOf(err))
		if ctx.Err() != nil {
			return nil
		}
		if reason, fatal := fatal(err); fatal {
			return errors.New(reason)
		}
		if time.Since(began) > steady {
			pause = s.gateway.set.FirstPause
		}
		wait := s.wait(err, pause)
		s.log.Warn("a gateway connection ended", "shard", s.number, "err", err, "resumable", s.session.id != "", "again", wait)
		if sleep(ctx, wait) != nil {
			return nil
		}
		pause = min(2*pause, lastPause)
	}
}

// wait is how long to wait before the next attempt. Discord asks for one to five seconds after op 9, and for none after op 7.
func (s *shard) wait(err error, pause time.Duration) time.Duration {
	first := s.gateway.set.FirstPause
	switch {
	case errors.Is(err, errReconnect):
		return first / 10
	case errors.Is(err, errInvalid):
		return first + rand.N(4*first)
	}
	return pause/2 + rand.N(pause) // so that many shards do not come back at the same moment
}

// connect opens a connection, resuming the session if there is one, and holds it.
func (s *shard) connect(ctx context.Context) error {
	base := s.session.resume
	if s.session.id == "" || base == "" {
		info, err := s.gateway.info(ctx)
		if err != nil {
			return err
		}
		base = info.URL
	}
	identified := func(bool) {}
	var sent atomic.Bool
	if s.session.id == "" {
		done, err := s.gateway.turn(ctx, s.number)
		if err != nil {
			return err
		}
		identified = done
		defer func() { identified(sent.Load()) }() // if it does not come to a session
	}
	ws, err := dial(ctx, base)
	if err != nil {
		s.session.resume = "" // the address may be what is wrong
		return err
	}
	c := &connection{
		ws: ws, token: s.gateway.set.Token, shard: [2]int{s.number, s.gateway.count}, session: &s.session, log: s.log.Warn,
		onEvent:      s.gateway.onEvent,
		onIdentified: func() { sent.Store(true) },
		onReady: func(me string) {
			identified(true) // only now it is sure that Discord has counted it
			s.gateway.up(s.number, me)
		},
	}
	err = c.run(ctx)
	s.ended(c, err)
	return err
}

// ended decides whether the session can be resumed: its close code tells (topics/opcodes-and-status-codes), and when
// resuming comes to nothing again and again, a new session does no worse.
func (s *shard) ended(c *connection, err error) {
	if c.ready {
		s.resumes = 0
	} else {
		s.resumes++
	}
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		switch closed.Code {
		case 4003, 4005, 4007, 4009, websocket.CloseNormalClosure, websocket.CloseGoingAway:
			s.session = session{}
		}
	}
	if s.resumes >= 3 {
		s.session, s.resumes = session{}, 0
	}
}

// fatals are the close codes after which there is no use in trying again, with the reason and what to do about it
// (topics/opcodes-and-status-codes: gateway close event codes).
var fatals = map[int]string{
	4004: "the token is not valid: copy it anew from the Developer Portal, Bot, Reset Token; set DISCORD_TOKEN to it, and restart",
	4010: "there is no such shard: correct DISCORD_SHARDS, and restart",
	4011: "the bot is in too many servers for one connection: set DISCORD_SHARDS=auto, and restart",
	4012: "this version of the gateway is no longer served: use a newer Readout",
	4013: "it does not know the intents that were asked for: use a newer Readout",
	4014: "it does not allow the intents that were asked for: Readout needs no privileged one; check in the Developer Portal whether the application is restricted, and restart",
}

// fatal says whether an error will not go away by itself, and what to do about it.
func fatal(err error) (string, bool) {
	if errors.Is(err, errToken) {
		return "Discord refuses the token (401): copy it anew from the Developer Portal, Bot, Reset Token; set DISCORD_TOKEN to it, and restart", true
	}
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		if reason, ok := fatals[closed.Code]; ok {
			return fmt.Sprintf("Discord's gateway closed with code %d: %s", closed.Code, reason), true
		}
	}
	return "", false
}

// reasonOf is why a shard is not connected, for people.
func reasonOf(err error) string {
	if reason, ok := fatal(err); ok {
		return reason
	}
	var closed *websocket.CloseError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &closed):
		return fmt.Sprintf("the gateway closed the connection with code %d; it is opened again", closed.Code)
	case errors.Is(err, errDeaf), errors.Is(err, errReconnect), errors.Is(err, errInvalid):
		return err.Error() + "; it is opened again"
	}
	return "the gateway can't be reached: check the network"
}

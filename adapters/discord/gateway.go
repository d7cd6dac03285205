package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Opcodes of the gateway (topics/opcodes-and-status-codes).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// intents are what the bot listens to: servers, and messages in them and to itself. None is privileged: Discord leaves out the
// text of what is not addressed to us (gateway/you-might-not-need-a-privileged-intent).
const intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

const (
	maxFrame      = 16 << 20               // bytes of a frame; those of large servers have megabytes
	dialTime      = 10 * time.Second       // to connect, and to be greeted
	sessionTime   = 20 * time.Second       // for READY or RESUMED; Discord sets no time, and a busy gateway may take some seconds
	idleTime      = 100 * time.Millisecond // without a frame, after which none is waiting to be read
	closeResuming = 4000                   // with which we close to resume: 1000 and 1001 would end the session (events/gateway: disconnecting)
)

// A frame is what goes over the gateway (events/gateway: payloads).
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  *int64          `json:"s,omitempty"`
	T  string          `json:"t,omitempty"`
}

// session is what survives a connection, so that the next one goes on where it broke off.
type session struct {
	id     string
	seq    int64
	resume string // address for it
}

// Why a connection ended, besides what the network says.
var (
	errReconnect = errors.New("the gateway asked to reconnect (op 7)")
	errInvalid   = errors.New("the gateway ended the session (op 9)")
	errDeaf      = errors.New("a heartbeat was not acknowledged")
)

// A socket is what a connection needs of a *websocket.Conn.
type socket interface {
	ReadMessage() (kind int, b []byte, err error)
	WriteMessage(kind int, b []byte) error
	WriteControl(kind int, b []byte, deadline time.Time) error
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
	Close() error
}

// A connection is one to the gateway, from HELLO to its end.
type connection struct {
	ws           socket
	write        sync.Mutex // also guards against two writers
	token        string
	shard        [2]int
	session      *session
	ready        bool
	onReady      func(me string)                                   // READY or RESUMED came; me is our own user, "" where it is not told
	onIdentified func()                                            // a new session was asked for
	onEvent      func(ctx context.Context, event string, d []byte) // another event
	acked        atomic.Bool                                       // the last heartbeat was acknowledged
	frames       atomic.Int64                                      // how many were read
	busy         atomic.Bool                                       // one is being handed on
	seq          atomic.Int64                                      // of the last dispatch, for heartbeats
	fail         context.CancelCauseFunc                           // ends it
	log          func(message string, args ...any)                 //
}

// address is a gateway's, with what it is to speak (events/gateway: connecting).
func address(base string) (string, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "ws" && u.Scheme != "wss" || u.Host == "" {
		return "", fmt.Errorf("%q is no address of a gateway", base)
	}
	q := u.Query()
	q.Set("v", "10")
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

var dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: dialTime, ReadBufferSize: 64 << 10}

// dial connects to a gateway.
func dial(ctx context.Context, base string) (*websocket.Conn, error) {
	to, err := address(base)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	ws, answer, err := dialer.DialContext(ctx, to, nil)
	if answer != nil && answer.Body != nil {
		_ = answer.Body.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxFrame)
	return ws, nil
}

// run holds the connection until ctx is done or it ends, and says why it ended. It closes it so that the session can go on, or
// ends the session for good when ctx is done.
func (c *connection) run(ctx context.Context) error {
	ctx, fail := context.WithCancelCause(ctx)
	c.fail = fail
	var reading sync.WaitGroup
	reading.Go(func() { fail(c.read(ctx, &reading)) })
	<-ctx.Done()
	cause := context.Cause(ctx)
	code := closeResuming
	if errors.Is(cause, context.Canceled) || errors.Is(cause, errInvalid) && c.session.id == "" {
		code = websocket.CloseNormalClosure
	}
	deadline := time.Now().Add(time.Second)
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), deadline)
	_ = c.ws.Close() // ends the reader
	reading.Wait()
	return cause
}

// read takes frames until one cannot be read, or ends the connection. A panic ends only the connection.
func (c *connection) read(ctx context.Context, beside *sync.WaitGroup) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading from the gateway panicked: %v\n%s", p, debug.Stack())
		}
	}()
	_ = c.ws.SetReadDeadline(time.Now().Add(dialTime))
	if err := c.hello(ctx, beside); err != nil {
		return err
	}
	_ = c.ws.SetReadDeadline(time.Now().Add(sessionTime))
	for {
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		if err := c.take(ctx, b); err != nil {
			return err
		}
		c.frames.Add(1)
	}
}

// hello takes the greeting, begins to send heartbeats, and asks for the session.
func (c *connection) hello(ctx context.Context, beside *sync.WaitGroup) error {
	_, b, err := c.ws.ReadMessage()
	if err != nil {
		return err
	}
	var f frame
	var d struct {
		Interval float64 `json:"heartbeat_interval"` // milliseconds
	}
	if err := json.Unmarshal(b, &f); err != nil || f.Op != opHello || json.Unmarshal(f.D, &d) != nil || d.Interval < 1 {
		return errors.New("the gateway did not begin with HELLO")
	}
	c.acked.Store(true)
	c.seq.Store(c.session.seq)
	beside.Go(func() { c.beat(ctx, time.Duration(d.Interval*float64(time.Millisecond))) })
	if c.session.id == "" {
		err := c.send(opIdentify, c.identity())
		c.onIdentified()
		return err
	}
	return c.send(opResume, resumption{Token: c.token, Session: c.session.id, Seq: c.session.seq})
}

// An identity asks for a new session (events/gateway-events: identify).
type identity struct {
	Token      string           `json:"token"`
	Intents    discordgo.Intent `json:"intents"`
	Properties properties       `json:"properties"`
	Shard      [2]int           `json:"shard"`
}

// properties name us. discordgo's have names that begin with $, which Discord no longer describes.
type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

// A resumption asks for an old one.
type resumption struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

func (c *connection) identity() identity {
	return identity{
		Token: c.token, Intents: intents, Shard: c.shard,
		Properties: properties{OS: runtime.GOOS, Browser: "readout", Device: "readout"},
	}
}

func (c *connection) send(op int, d any) error {
	b, err := encode(struct {
		Op int `json:"op"`
		D  any `json:"d"`
	}{op, d})
	if err != nil {
		return err
	}
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(dialTime))
	return c.ws.WriteMessage(websocket.TextMessage, b)
}

// beat sends heartbeats, the first after a random part of the interval (events/gateway: heartbeats). One that is not
// acknowledged before the next is due ends the connection.
func (c *connection) beat(ctx context.Context, interval time.Duration) {
	pause := time.Duration(rand.Float64() * float64(interval))
	for {
		if sleep(ctx, pause) != nil {
			return
		}
		pause = interval
		if !c.acked.Load() && c.idle(ctx) && !c.acked.Load() {
			c.fail(errDeaf)
			return
		}
		c.acked.Store(false)
		if err := c.heartbeat(); err != nil {
			c.fail(err)
			return
		}
	}
}

// idle says whether nothing comes any more: while we are behind with what came, an acknowledgement may be among it.
func (c *connection) idle(ctx context.Context) bool {
	n := c.frames.Load()
	return sleep(ctx, idleTime) == nil && c.frames.Load() == n && !c.busy.Load()
}

func (c *connection) heartbeat() error {
	var d any
	if seq := c.seq.Load(); seq > 0 {
		d = seq
	}
	return c.send(opHeartbeat, d)
}

// take does what a frame says. What it cannot read is left: the next one may be better.
func (c *connection) take(ctx context.Context, b []byte) error {
	var f frame
	if err := json.Unmarshal(b, &f); err != nil {
		c.log("a frame of the gateway could not be read", "err", withoutValues(err))
		return nil
	}
	switch f.Op {
	case opDispatch:
		c.dispatch(ctx, f)
	case opHeartbeat:
		return c.heartbeat()
	case opHeartbeatAck:
		c.acked.Store(true)
	case opReconnect:
		return errReconnect
	case opInvalidSession:
		var resumable bool
		if json.Unmarshal(f.D, &resumable) != nil || !resumable {
			*c.session = session{}
		}
		return errInvalid
	}
	return nil
}

// dispatch hands an event on. Its number counts as received only then: what is interrupted comes again with the resume.
func (c *connection) dispatch(ctx context.Context, f frame) {
	switch f.T {
	case "READY":
		var ready struct {
			Session string `json:"session_id"`
			Resume  string `json:"resume_gateway_url"`
			User    user   `json:"user"`
		}
		if err := json.Unmarshal(f.D, &ready); err != nil {
			c.log("READY could not be read in full", "err", withoutValues(err))
		}
		*c.session = session{id: ready.Session, resume: ready.Resume}
		c.established(ready.User.ID)
	case "RESUMED":
		c.established("")
	default:
		c.busy.Store(true)
		c.onEvent(ctx, f.T, f.D)
		c.busy.Store(false)
	}
	if f.S != nil {
		c.session.seq = *f.S
		c.seq.Store(*f.S)
	}
}

func (c *connection) established(me string) {
	_ = c.ws.SetReadDeadline(time.Time{}) // from now on, heartbeats tell whether it lives
	c.ready = true
	c.onReady(me)
}

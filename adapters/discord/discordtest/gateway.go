package discordtest

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

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

// maxPayload is how many bytes a client may send at once (events/gateway: sending events).
const maxPayload = 4096

// replay is how many dispatches a session keeps for a resume.
const replay = 20_000

// A frame is what goes over the gateway.
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d,omitempty"`
	S  *int64          `json:"s"`
	T  *string         `json:"t"`
}

// An Identify is a session that the bot has asked for.
type Identify struct {
	Shard   [2]int
	Intents int
	Version string // of the gateway
	At      time.Time
}

// A Resume is a session that the bot wanted to go on with.
type Resume struct {
	Session string
	Seq     int64
	Path    string // where it connected: resume_gateway_url has a path of its own
	At      time.Time
}

// A session is what survives a connection.
type session struct {
	id      string
	shard   [2]int
	intents int
	seq     int64
	sent    []frame
	conn    *conn
}

// A conn is one connection to the gateway.
type conn struct {
	ws      *websocket.Conn
	path    string
	write   sync.Mutex
	session *session // guarded by Server.mu
	deaf    bool     // no heartbeats are acknowledged; guarded by Server.mu
	silent  bool     // nothing is sent any more; guarded by Server.mu
	beat    time.Time
}

// reception is how the next connections are received.
type reception struct {
	code   int  // IDENTIFY and RESUME are answered by this close code
	mute   bool // IDENTIFY and RESUME are not answered
	times  int  // how many connections
	resume bool // only RESUME
}

func (c *conn) send(f frame) {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	c.sendRaw(b)
}

func (c *conn) sendRaw(b []byte) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.WriteMessage(websocket.TextMessage, b) // the reader notices a broken connection
}

func (c *conn) close(code int) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

func (c *conn) drop() { _ = c.ws.NetConn().Close() }

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// connect serves a connection to the gateway until it ends.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{ws: ws, path: r.URL.Path, beat: time.Now()}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		c.drop()
		return
	}
	s.conns[c] = true
	s.work.Add(1)
	s.mu.Unlock()
	defer s.work.Done()
	defer s.forget(c)
	s.sendFrame(c, "GatewayHello", frame{Op: opHello, D: raw(object{"heartbeat_interval": s.opt.Heartbeat.Milliseconds()})})
	done := make(chan struct{})
	defer close(done)
	s.work.Add(1)
	go s.watch(c, done)
	for {
		_, b, err := ws.ReadMessage()
		if err != nil {
			s.left(c, err)
			return
		}
		if code := s.receive(c, r.URL.Query().Get("v"), b); code != 0 {
			c.close(code)
			return
		}
	}
}

// watch closes a connection whose heartbeats fail to come.
func (s *Server) watch(c *conn, done chan struct{}) {
	defer s.work.Done()
	tick := time.NewTicker(s.opt.Heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		s.mu.Lock()
		late := time.Since(c.beat) > 2*s.opt.Heartbeat
		s.mu.Unlock()
		if late {
			s.violate("no heartbeat came for two intervals")
			c.close(4009)
			return
		}
	}
}

func (s *Server) forget(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	_ = c.ws.Close()
}

// left notes with which code the bot closed: 1000 and 1001 end the session (events/gateway: disconnecting).
func (s *Server) left(c *conn, err error) {
	var e *websocket.CloseError
	if !errors.As(err, &e) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closes = append(s.closes, e.Code)
	if c.session != nil && (e.Code == websocket.CloseNormalClosure || e.Code == websocket.CloseGoingAway) {
		delete(s.sessions, c.session.id)
	}
}

// receive takes a frame of the bot's; it returns the code with which to close, or 0.
func (s *Server) receive(c *conn, version string, b []byte) int {
	if len(b) > maxPayload {
		return 4002
	}
	var f struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if err := json.Unmarshal(b, &f); err != nil || f.Op == nil {
		return 4002
	}
	s.check("ToGateway", "a frame to the gateway", b)
	switch *f.Op {
	case opHeartbeat:
		s.heartbeat(c)
		return 0
	case opIdentify:
		return s.identify(c, version, f.D)
	case opResume:
		return s.resume(c, f.D)
	case 3, 4, 8:
		s.mu.Lock()
		defer s.mu.Unlock()
		if c.session == nil {
			return 4003
		}
		return 0
	}
	return 4001
}

func (s *Server) heartbeat(c *conn) {
	s.mu.Lock()
	c.beat = time.Now()
	quiet := c.deaf || c.silent
	s.mu.Unlock()
	if !quiet {
		s.sendFrame(c, "GatewayHeartbeatAck", frame{Op: opHeartbeatAck})
	}
}

// received takes one of the connections that are to be received in another way.
func (s *Server) received(resume bool) (reception, bool) {
	if s.next.times == 0 || s.next.resume && !resume {
		return reception{}, false
	}
	s.next.times--
	return s.next, true
}

func (s *Server) identify(c *conn, version string, d json.RawMessage) int {
	var i struct {
		Token   string  `json:"token"`
		Intents int     `json:"intents"`
		Shard   *[2]int `json:"shard"`
	}
	if json.Unmarshal(d, &i) != nil {
		return 4002
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.session != nil {
		return 4005
	}
	shard := [2]int{0, 1}
	if i.Shard != nil {
		shard = *i.Shard
	}
	s.identifies = append(s.identifies, Identify{Shard: shard, Intents: i.Intents, Version: version, At: time.Now()})
	if s.paceLocked() {
		s.violateLocked("more shards identified within five seconds than max_concurrency allows")
	}
	if other, ok := s.received(false); ok {
		return other.code // 0 with mute: no answer
	}
	switch {
	case i.Token != s.opt.Token:
		return 4004
	case shard[0] < 0 || shard[0] >= shard[1]:
		return 4010
	case i.Intents < 0 || i.Intents >= 1<<26:
		return 4013
	case i.Intents&^s.opt.Intents != 0:
		return 4014
	}
	s.opt.SessionStarts--
	c.session = &session{id: "session-" + s.id(), shard: shard, intents: i.Intents, conn: c}
	s.sessions[c.session.id] = c.session
	s.dispatchLocked(c.session, "READY", s.ready(c.session))
	s.dispatchLocked(c.session, "GUILD_CREATE", guildCreate())
	return 0
}

// paceLocked says whether the last IDENTIFY came too early: of shards with the same key (id modulo max_concurrency) one may
// identify in five seconds (events/gateway: rate limiting).
func (s *Server) paceLocked() bool {
	last := s.identifies[len(s.identifies)-1]
	for _, i := range s.identifies[:len(s.identifies)-1] {
		if i.Shard[0]%s.opt.MaxConcurrency == last.Shard[0]%s.opt.MaxConcurrency && i.Shard != last.Shard && last.At.Sub(i.At) < s.opt.Pace*98/100 {
			return true
		}
	}
	return false
}

func (s *Server) resume(c *conn, d json.RawMessage) int {
	var r struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if json.Unmarshal(d, &r) != nil {
		return 4002
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resumes = append(s.resumes, Resume{Session: r.Session, Seq: r.Seq, Path: c.path, At: time.Now()})
	if other, ok := s.received(true); ok {
		return other.code
	}
	if r.Token != s.opt.Token {
		return 4004
	}
	found := s.sessions[r.Session]
	if found == nil {
		s.sendFrameLocked(c, "GatewayInvalidSession", frame{Op: opInvalidSession, D: raw(false)})
		return 0
	}
	if r.Seq > found.seq {
		return 4007
	}
	if found.conn != nil {
		found.conn.drop()
	}
	found.conn, c.session = c, found
	for _, f := range found.sent {
		if *f.S > r.Seq {
			c.send(f)
		}
	}
	s.dispatchLocked(found, "RESUMED", object{})
	return 0
}

// dispatchLocked sends an event to a session, now or at its resume.
func (s *Server) dispatchLocked(to *session, event string, d any) {
	to.seq++
	seq := to.seq
	f := frame{Op: opDispatch, D: raw(d), S: &seq, T: &event}
	s.checkLocked(dataSchemas[event], event, f.D)
	to.sent = append(to.sent, f)
	if len(to.sent) > replay {
		to.sent = slices.Clone(to.sent[replay/2:])
	}
	if to.conn != nil && !to.conn.silent {
		to.conn.send(f)
	}
}

var dataSchemas = map[string]string{
	"READY": "ReadyData", "GUILD_CREATE": "GuildCreateData", "MESSAGE_CREATE": "MessageCreateData", "INTERACTION_CREATE": "InteractionCreateData",
}

// dispatch sends an event to the shards that have the guild ("": the first, which has the direct messages), if they
// want it by one of the intents; 0: whatever their intents.
func (s *Server) dispatch(guild, event string, intents int, d any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	number, _ := strconv.ParseUint(guild, 10, 64)
	for _, to := range s.sessions {
		if int((number>>22)%uint64(to.shard[1])) == to.shard[0] && (intents == 0 || to.intents&intents != 0) {
			s.dispatchLocked(to, event, d)
		}
	}
}

func (s *Server) sendFrame(c *conn, schema string, f frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sendFrameLocked(c, schema, f)
}

func (s *Server) sendFrameLocked(c *conn, schema string, f frame) {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	s.checkLocked("FromGateway#/definitions/"+schema, schema, b)
	c.sendRaw(b)
}

func (s *Server) ready(to *session) object {
	return object{
		"v": 10, "user": botUser(), "guilds": []object{{"id": Guild, "unavailable": true}}, "session_id": to.id,
		"resume_gateway_url": s.gatewayURL() + "/resume", "shard": to.shard,
		"application": object{"id": ApplicationID, "flags": 0, "flags_new": "0"},
	}
}

func (s *Server) gatewayURL() string { return "ws" + s.http.URL[len("http"):] }

func raw(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

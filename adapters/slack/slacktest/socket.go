package slacktest

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// A socket is a Socket Mode connection of the app's.
type socket struct {
	conn  *websocket.Conn
	write sync.Mutex
	mu    sync.Mutex
	acks  map[string]chan struct{} // by envelope
}

// ticket returns an address at which a connection is opened, once.
func (s *Slack) ticket() string {
	return "ws" + strings.TrimPrefix(s.server.URL, "http") + "/link/?ticket=" + s.name("secret-ticket-")
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // Slack's own clients name Slack

// link serves a connection until either side closes it.
func (s *Slack) link(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // it has told the client
	}
	k := &socket{conn: conn, acks: make(map[string]chan struct{})}
	s.mu.Lock()
	s.sockets = append(s.sockets, k)
	s.opened++
	n := len(s.sockets)
	s.mu.Unlock()
	k.send(answer{"type": "hello", "num_connections": n, "connection_info": answer{"app_id": App}, "debug_info": answer{"host": "applink-test", "approximate_connection_time": 18060}})
	stop := make(chan struct{})
	defer close(stop)
	go k.ping(stop)
	k.listen()
	s.remove(k)
}

// ping pings, as Slack does, so that the other side knows that the connection lives.
func (k *socket) ping(stop chan struct{}) {
	for {
		_ = k.conn.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second)) // listen notices a dead connection
		select {
		case <-stop:
			return
		case <-time.After(5 * time.Second):
		}
	}
}

// listen reads acknowledgements until the connection ends.
func (k *socket) listen() {
	for {
		var ack struct {
			Envelope string `json:"envelope_id"`
		}
		if err := k.conn.ReadJSON(&ack); err != nil {
			_ = k.conn.Close()
			return
		}
		k.mu.Lock()
		if c := k.acks[ack.Envelope]; c != nil {
			close(c)
			delete(k.acks, ack.Envelope)
		}
		k.mu.Unlock()
	}
}

func (k *socket) send(v any) error {
	k.write.Lock()
	defer k.write.Unlock()
	return k.conn.WriteJSON(v)
}

// deliver sends an envelope and waits for its acknowledgement; false when there is none in time.
func (k *socket) deliver(envelope string, frame []byte, wait time.Duration) bool {
	acked := make(chan struct{})
	k.mu.Lock()
	k.acks[envelope] = acked
	k.mu.Unlock()
	if k.send(json.RawMessage(frame)) != nil {
		return false
	}
	select {
	case <-acked:
		return true
	case <-time.After(wait):
		return false
	}
}

func (s *Slack) remove(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.sockets {
		if other == k {
			s.sockets = append(s.sockets[:i:i], s.sockets[i+1:]...)
			return
		}
	}
}

// Sockets returns how many connections are open, and how many were opened so far.
func (s *Slack) Sockets() (open, opened int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets), s.opened
}

// WaitSockets returns once that many connections are open.
func (s *Slack) WaitSockets(n int) {
	s.t.Helper()
	s.Wait("Socket Mode connections", func() bool { open, _ := s.Sockets(); return open >= n })
}

// pick returns the connection whose turn it is, or nil.
func (s *Slack) pick() *socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sockets) == 0 {
		return nil
	}
	s.next++
	return s.sockets[s.next%len(s.sockets)]
}

// Disconnect ends all connections, with Slack's own notice when a reason is given (refresh_requested, warning).
func (s *Slack) Disconnect(reason string) {
	s.mu.Lock()
	all := append([]*socket(nil), s.sockets...)
	s.mu.Unlock()
	for _, k := range all {
		k.end(reason)
	}
}

// DisconnectOne ends one connection.
func (s *Slack) DisconnectOne(reason string) {
	if k := s.pick(); k != nil {
		k.end(reason)
	}
}

func (k *socket) end(reason string) {
	if reason == "" {
		_ = k.conn.Close() // as when the network breaks
		return
	}
	_ = k.send(answer{"type": "disconnect", "reason": reason, "debug_info": answer{"host": "applink-test"}})
}

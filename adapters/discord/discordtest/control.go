package discordtest

import (
	"slices"
	"time"
)

// each calls do for each connection that has a session.
func (s *Server) each(do func(c *conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		if c.session != nil {
			do(c)
		}
	}
}

// Connected counts the connections that have a session.
func (s *Server) Connected() int {
	n := 0
	s.each(func(*conn) { n++ })
	return n
}

// WaitConnected waits until n connections have a session.
func (s *Server) WaitConnected(n int) bool {
	return Until(20*time.Second, func() bool { return s.Connected() == n })
}

// CloseGateway closes all connections with a code.
func (s *Server) CloseGateway(code int) { s.each(func(c *conn) { c.close(code) }) }

// DropGateway cuts all connections.
func (s *Server) DropGateway() { s.each(func(c *conn) { c.drop() }) }

// AskReconnect sends op 7 over all connections.
func (s *Server) AskReconnect() {
	s.each(func(c *conn) { s.sendFrameLocked(c, "GatewayReconnect", frame{Op: opReconnect}) })
}

// Invalidate sends op 9 over all connections. Sessions that are not resumable end.
func (s *Server) Invalidate(resumable bool) {
	s.each(func(c *conn) {
		if !resumable {
			delete(s.sessions, c.session.id)
		}
		s.sendFrameLocked(c, "GatewayInvalidSession", frame{Op: opInvalidSession, D: raw(resumable)})
		c.session = nil
	})
}

// AskHeartbeat sends op 1 over all connections.
func (s *Server) AskHeartbeat() {
	s.each(func(c *conn) { s.sendFrameLocked(c, "GatewayHeartbeatRequest", frame{Op: opHeartbeat}) })
}

// WithholdAcks has no heartbeat of the present connections acknowledged.
func (s *Server) WithholdAcks() { s.each(func(c *conn) { c.deaf = true }) }

// Silence sends nothing over the present connections any more.
func (s *Server) Silence() { s.each(func(c *conn) { c.silent = true }) }

// Refuse answers the IDENTIFY or RESUME of the next connections by a close code.
func (s *Server) Refuse(code, times int) { s.receiveNext(reception{code: code, times: times}) }

// Ignore leaves the IDENTIFY or RESUME of the next connections unanswered.
func (s *Server) Ignore(times int) { s.receiveNext(reception{mute: true, times: times}) }

func (s *Server) receiveNext(r reception) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = r
}

// ForgetSessions ends all sessions that no connection has: a RESUME is answered by op 9.
func (s *Server) ForgetSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.sessions {
		delete(s.sessions, id)
	}
}

// Repeat sends the last n dispatches of each session again, as a resume with an old number does.
func (s *Server) Repeat(n int) {
	s.each(func(c *conn) {
		for _, f := range c.session.sent[max(0, len(c.session.sent)-n):] {
			c.send(f)
		}
	})
}

// SendRaw sends any bytes over all connections.
func (s *Server) SendRaw(b []byte) { s.each(func(c *conn) { c.sendRaw(b) }) }

// Identifies lists the sessions that the bot asked for.
func (s *Server) Identifies() []Identify {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.identifies)
}

// Resumes lists the sessions that the bot wanted to go on with.
func (s *Server) Resumes() []Resume {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.resumes)
}

// Closes lists the codes with which the bot closed connections.
func (s *Server) Closes() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.closes)
}

// ForgetNonces lets messages with the nonces of earlier ones be posted, as Discord does after some minutes.
func (s *Server) ForgetNonces() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.nonces)
}

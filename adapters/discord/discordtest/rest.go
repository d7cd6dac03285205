package discordtest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// prefix is what stands before the paths of the OpenAPI description.
var prefix = regexp.MustCompile(`^/api(/v\d+)?`)

// serve takes requests to the REST API, and connections to the gateway.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		s.connect(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	path := prefix.ReplaceAllString(r.URL.Path, "")
	at := time.Now()
	answer, cut := s.answer(r, path, body)
	if !s.opt.Unrecorded {
		s.mu.Lock()
		s.requests = append(s.requests, Request{Method: r.Method, Path: path, Body: body, Status: answer.status, At: at})
		s.mu.Unlock()
	}
	if cut {
		panic(http.ErrAbortHandler)
	}
	b := answer.json()
	if answer.status < 300 && b != nil {
		s.check(bodySchema(r.Method, path, answer.status), "the answer to "+r.Method+" "+path, b)
	}
	maps.Copy(w.Header(), answer.header)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.status)
	_, _ = w.Write(b)
}

// answer finds the answer to a request, unless a fault intervenes; true cuts the connection.
func (s *Server) answer(r *http.Request, path string, body []byte) (reply, bool) {
	f := s.fault(r.Method + " " + path)
	if f == nil {
		return s.route(r, path, body), false
	}
	select {
	case <-time.After(f.Delay):
	case <-r.Context().Done():
		return reply{}, true
	}
	answer := reply{}
	if f.Done || f.Status == 0 && !f.Drop && !f.Hang {
		answer = s.route(r, path, body)
	}
	switch {
	case f.Hang:
		<-r.Context().Done()
		return reply{}, true
	case f.Drop:
		return reply{}, true
	case f.Status != 0:
		return f.instead(), false
	}
	return answer, false
}

// route answers a request as Discord would.
func (s *Server) route(r *http.Request, path string, body []byte) reply {
	if len(body) > 0 && json.Valid(body) {
		s.check(bodySchema(r.Method, path, 0), r.Method+" "+path, body)
	}
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if parts[0] != "interactions" && parts[0] != "webhooks" {
		if r.Header.Get("Authorization") != "Bot "+s.opt.Token {
			return failure(http.StatusUnauthorized, 0, "401: Unauthorized")
		}
		if !strings.HasPrefix(r.Header.Get("User-Agent"), "DiscordBot (") {
			s.violate("the User-Agent is %q: bots begin with DiscordBot (reference: user agent)", r.Header.Get("User-Agent"))
		}
	}
	switch r.Method + " " + route(path) {
	case "GET /gateway":
		return reply{status: 200, body: object{"url": s.gatewayURL()}}
	case "GET /gateway/bot":
		return s.gatewayBot()
	case "GET /users/@me":
		return reply{status: 200, body: botUser()}
	case "GET /applications/@me":
		return reply{status: 200, body: s.application()}
	case "GET /applications/{application_id}/commands":
		s.mu.Lock()
		defer s.mu.Unlock()
		return reply{status: 200, body: slices.Clone(s.commands)}
	case "PUT /applications/{application_id}/commands":
		return s.register(body)
	case "POST /users/@me/channels":
		return s.openDM(body)
	case "POST /channels/{channel_id}/messages":
		return s.post(parts[1], body)
	case "GET /channels/{channel_id}/messages":
		return s.history(parts[1], r.URL.Query().Get("after"))
	case "POST /interactions/{interaction_id}/{interaction_token}/callback":
		return s.callback(parts[1], parts[2], body)
	case "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original":
		return s.original(parts[2])
	case "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original":
		return s.editOriginal(parts[2], body)
	case "POST /webhooks/{webhook_id}/{webhook_token}":
		return s.followUp(parts[2], body)
	}
	s.violate("the bot asked for %s %s, which this Discord does not have", r.Method, path)
	return failure(http.StatusNotFound, 0, "404: Not Found")
}

func (s *Server) gatewayBot() reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	return reply{status: 200, body: object{
		"url": s.gatewayURL(), "shards": s.opt.Shards,
		"session_start_limit": object{"total": 1000, "remaining": s.opt.SessionStarts, "reset_after": 60000, "max_concurrency": s.opt.MaxConcurrency},
	}}
}

func (s *Server) application() object {
	o := object{
		"id": ApplicationID, "name": "Readout", "icon": nil, "description": "", "type": nil, "verify_key": s.PublicKey(),
		"flags": 0, "flags_new": "0", "redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": person(User), "approximate_guild_count": 1, "approximate_user_install_count": 1, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []string{}, "bot": botUser(),
		"integration_types_config": object{"0": object{}, "1": object{}},
	}
	maps.Copy(o, s.opt.Application)
	return o
}

// register overwrites the commands in bulk: idempotent by name (interactions/application-commands).
func (s *Server) register(body []byte) reply {
	var given []object
	if json.Unmarshal(body, &given) != nil {
		return failure(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	for _, c := range given {
		s.checkCommand(c)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.puts++
	old := make(map[string]string)
	for _, c := range s.commands {
		old[commandKey(c)] = c["id"].(string)
	}
	s.commands = nil
	for _, c := range given {
		o := object{"id": old[commandKey(c)], "application_id": ApplicationID, "version": s.id(), "default_member_permissions": nil, "nsfw": false, "type": 1.0}
		if o["id"] == "" {
			o["id"] = s.id()
		}
		for k, v := range c {
			if v != nil {
				o[k] = v
			}
		}
		if _, ok := o["description"]; !ok {
			o["description"] = ""
		}
		s.commands = append(s.commands, o)
	}
	return reply{status: 200, body: slices.Clone(s.commands)}
}

func commandKey(c object) string {
	kind, ok := c["type"].(float64)
	if !ok {
		kind = 1
	}
	name, _ := c["name"].(string)
	return strconv.Itoa(int(kind)) + name
}

// Commands are those that are registered, as JSON; and how often they were overwritten.
func (s *Server) Commands() (json.RawMessage, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return raw(s.commands), s.puts
}

func (s *Server) openDM(body []byte) reply {
	user, _ := decode(body)["recipient_id"].(string)
	if user == "" {
		return failure(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	return reply{status: 200, body: object{"id": DMOf(user), "type": 1, "flags": 0, "recipients": []object{fullPerson(user)}}}
}

// DMOf is the channel of direct messages between the bot and somebody.
func DMOf(user string) string { return "5" + user[1:] }

// spend takes a place in a channel's rate limit; false when there is none before wait is over.
func (s *Server) spend(channel string) (left int, wait time.Duration, ok bool) {
	const per = 5 * time.Second
	if s.opt.PerChannel == 0 {
		return 5, time.Second, true
	}
	now := time.Now()
	recent := slices.DeleteFunc(s.spent[channel], func(at time.Time) bool { return now.Sub(at) >= per })
	if ok = len(recent) < s.opt.PerChannel; ok {
		recent = append(recent, now)
	} else {
		s.exceeded++
	}
	s.spent[channel] = recent
	return s.opt.PerChannel - len(recent), per - now.Sub(recent[0]), ok
}

// post takes a message of the bot's.
func (s *Server) post(channel string, body []byte) reply {
	m := decode(body)
	s.checkMessage("POST /channels/…/messages", m, true)
	s.mu.Lock()
	defer s.mu.Unlock()
	if code := s.denied[channel]; code != 0 {
		return failure(http.StatusForbidden, code, "Missing Permissions")
	}
	left, wait, ok := s.spend(channel)
	if !ok {
		f := Fault{Status: http.StatusTooManyRequests, RetryAfter: wait}
		return f.instead()
	}
	header := http.Header{}
	header.Set("X-RateLimit-Limit", strconv.Itoa(max(s.opt.PerChannel, 5)))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	header.Set("X-RateLimit-Reset-After", strconv.FormatFloat(wait.Seconds(), 'f', 3, 64))
	header.Set("X-RateLimit-Bucket", "messages")
	nonce, _ := m["nonce"].(string)
	if id := s.nonces[channel+nonce]; nonce != "" && m["enforce_nonce"] == true && id != "" {
		return reply{status: 200, header: header, body: s.wire(s.messages[id])}
	}
	shown := s.keepLocked(channel, m)
	if nonce != "" {
		s.nonces[channel+nonce] = shown.ID
	}
	return reply{status: 200, header: header, body: s.wire(shown)}
}

func (s *Server) history(channel, after string) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []object{}
	for _, id := range slices.Backward(s.order) {
		if m := s.messages[id]; m.Channel == channel && !m.Ephemeral && len(out) < 50 && (after == "" || later(id, after)) {
			out = append(out, s.wire(m))
		}
	}
	return reply{status: 200, body: out}
}

// later compares snowflakes, which are numbers of the same length in our time.
func later(a, b string) bool { return len(a) > len(b) || len(a) == len(b) && a > b }

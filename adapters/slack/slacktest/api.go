package slacktest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A response is an address for responses. Slack takes five messages at each.
type response struct {
	channel, user string
	left          int
}

// an answer is what the Web API says.
type answer map[string]any

func refusal(code string) answer { return answer{"ok": false, "error": code} }

// api serves the Web API.
func (s *Slack) api(w http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	args, token, err := arguments(r)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return // the bot was killed while it asked
	}
	if err != nil {
		s.t.Errorf("%s: %v", method, err)
	}
	s.mu.Lock()
	s.calls = append(s.calls, Call{method, time.Now()})
	revoked := s.revoked
	s.mu.Unlock()
	if f, ok := s.fault(method); ok && s.fail(w, r, f, func() answer { return s.handle(method, args) }) {
		return
	}
	if revoked || token != tokenFor(method) {
		reply(w, refusal("invalid_auth"))
		return
	}
	if method == "auth.test" {
		w.Header().Set("X-OAuth-Scopes", s.scopes)
	}
	s.check(method, args)
	reply(w, s.handle(method, args))
}

// tokenFor is the token that a method takes.
func tokenFor(method string) string {
	switch method {
	case "apps.connections.open":
		return AppToken
	case "apps.manifest.export":
		return ConfigToken
	}
	return BotToken
}

// fail makes a call go wrong; false when it is to go on after all.
func (s *Slack) fail(w http.ResponseWriter, r *http.Request, f Fault, work func() answer) bool {
	var done answer
	if f.Posts {
		done = work()
	}
	select {
	case <-time.After(f.Delay):
	case <-r.Context().Done():
		return true
	}
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	switch {
	case f.Status == 0 && f.Code == "" && f.Body == "":
		if f.Posts {
			reply(w, done)
		}
		return f.Posts
	case f.Status != 0:
		w.WriteHeader(f.Status)
	}
	if f.Code != "" {
		reply(w, refusal(f.Code))
		return true
	}
	_, _ = io.WriteString(w, f.Body) // whoever asked may have gone
	return true
}

func reply(w http.ResponseWriter, a answer) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	_ = json.NewEncoder(w).Encode(a) // whoever asked may have gone
}

// arguments reads a call's arguments, from a form or from JSON, and its token.
func arguments(r *http.Request) (args map[string]any, token string, err error) {
	args = make(map[string]any)
	token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return args, token, err
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if len(body) > 0 {
			err = json.Unmarshal(body, &args)
		}
		return args, token, err
	}
	form, err := url.ParseQuery(string(body))
	for key := range form {
		args[key] = typed(key, form.Get(key))
	}
	if t, ok := args["token"].(string); ok && token == "" {
		token = t
		if err == nil && !strings.Contains(r.URL.Path, "/apps.") {
			err = fmt.Errorf("the token %.5s… stands in the form only, where a strict server does not look", t)
		}
	}
	delete(args, "token")
	return args, token, err
}

// typed reads a form's field as the type that Slack's own clients give it.
func typed(key, value string) any {
	switch key {
	case "blocks", "attachments", "metadata", "view", "prompts":
		var v any
		if json.Unmarshal([]byte(value), &v) == nil {
			return v
		}
	case "unfurl_links", "unfurl_media", "include_all_metadata", "inclusive", "link_names", "mrkdwn":
		if b, err := strconv.ParseBool(value); err == nil {
			return b
		}
	case "limit":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	return value
}

func text(args map[string]any, key string) string {
	s, _ := args[key].(string)
	return s
}

func raw(args map[string]any, key string) json.RawMessage {
	if args[key] == nil {
		return nil
	}
	b, _ := json.Marshal(args[key]) // it was JSON before
	return b
}

// handle does what a method is for.
func (s *Slack) handle(method string, args map[string]any) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch method {
	case "auth.test":
		return answer{"ok": true, "url": s.server.URL, "team": "Readers", "team_id": Team, "user": "readout", "user_id": Bot, "bot_id": "B0BOT"}
	case "apps.connections.open":
		return answer{"ok": true, "url": s.ticket()}
	case "chat.postMessage", "chat.postEphemeral":
		return s.post(method, args)
	case "conversations.replies", "conversations.history":
		return s.read(method, args)
	case "apps.manifest.export":
		return answer{"ok": true, "manifest": s.manifest}
	case "views.publish":
		s.views = append(s.views, View{User: text(args, "user_id"), View: raw(args, "view")})
		return answer{"ok": true, "view": args["view"]}
	case "views.open":
		return s.open(args)
	case "assistant.threads.setSuggestedPrompts":
		var p Prompts
		_ = json.Unmarshal(raw(map[string]any{"": args}, ""), &p)
		s.prompts = append(s.prompts, p)
		return answer{"ok": true}
	}
	return refusal("unknown_method")
}

func (s *Slack) post(method string, args map[string]any) answer {
	m := Message{
		Channel: text(args, "channel"), Thread: text(args, "thread_ts"), Only: text(args, "user"), User: Bot,
		Text: text(args, "text"), Blocks: raw(args, "blocks"), Metadata: raw(args, "metadata"), Method: method,
	}
	if code := s.refused[m.Channel]; code != "" {
		return refusal(code)
	}
	switch {
	case m.Channel == "":
		return refusal("channel_not_found")
	case m.Text == "" && m.Blocks == nil:
		return refusal("no_text")
	case strings.HasPrefix(m.Channel, "U"): // a person stands for the direct message with them
		m.Channel = DirectOf(m.Channel)
	}
	m.TS = s.now()
	s.messages = append(s.messages, m)
	key := "ts"
	if method == "chat.postEphemeral" {
		key = "message_ts"
	}
	return answer{"ok": true, "channel": m.Channel, key: m.TS, "message": wire(m)}
}

// wire is a message as Slack shows it.
func wire(m Message) answer {
	out := answer{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS}
	if m.User == Bot {
		out["bot_id"], out["app_id"] = "B0BOT", App
	}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
	}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	return out
}

// read lists a thread or a channel, as far as the app may read it.
func (s *Slack) read(method string, args map[string]any) answer {
	channel, thread := text(args, "channel"), text(args, "ts")
	if !s.history && !strings.HasPrefix(channel, "D") {
		return answer{"ok": false, "error": "missing_scope", "needed": "channels:history", "provided": Scopes}
	}
	found := []answer{}
	for _, m := range s.messages {
		in := m.Channel == channel && m.Only == "" && m.TS > text(args, "oldest")
		if method == "conversations.replies" && m.Thread != thread || method == "conversations.history" && m.Thread != "" || !in {
			continue
		}
		shown := wire(m)
		if with, _ := args["include_all_metadata"].(bool); !with {
			delete(shown, "metadata")
		}
		found = append(found, shown)
	}
	return answer{"ok": true, "messages": found, "has_more": false}
}

func (s *Slack) open(args map[string]any) answer {
	trigger := text(args, "trigger_id")
	if !s.triggers[trigger] {
		return refusal("invalid_trigger_id")
	}
	delete(s.triggers, trigger) // good once
	s.views = append(s.views, View{Trigger: trigger, View: raw(args, "view")})
	return answer{"ok": true, "view": args["view"]}
}

// newResponse returns an address for responses.
func (s *Slack) newResponse(channel, user string) string {
	id := s.name("R")
	s.responses[id] = &response{channel: channel, user: user, left: 5}
	return s.server.URL + "/response/" + id
}

// ExpireResponses makes the addresses for responses that were given so far useless, as they become in half an hour.
func (s *Slack) ExpireResponses() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.responses)
}

// respond takes a message at an address for responses.
func (s *Slack) respond(w http.ResponseWriter, r *http.Request) {
	args, _, err := arguments(r)
	if err != nil {
		s.t.Errorf("response_url: %v", err)
	}
	take := func() answer { return s.responded(r.PathValue("id"), args) }
	if f, ok := s.fault("response_url"); ok && s.fail(w, r, f, take) {
		return
	}
	s.check("response_url", args)
	if a := take(); a["ok"] != true {
		w.WriteHeader(http.StatusNotFound)
		reply(w, a)
		return
	}
	_, _ = io.WriteString(w, "ok") // whoever asked may have gone
}

func (s *Slack) responded(id string, args map[string]any) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.responses[id]
	if to == nil || to.left == 0 {
		return refusal("expired_url")
	}
	to.left--
	m := Message{
		Channel: to.channel, Thread: text(args, "thread_ts"), User: Bot, Text: text(args, "text"), Blocks: raw(args, "blocks"),
		TS: s.now(), Method: "response_url",
	}
	if text(args, "response_type") != "in_channel" {
		m.Only = to.user
	}
	s.messages = append(s.messages, m)
	return answer{"ok": true}
}

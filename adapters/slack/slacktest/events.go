package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// Kinds of what Slack sends, as Socket Mode names them.
const (
	EventsAPI     = "events_api"
	SlashCommands = "slash_commands"
	Interactive   = "interactive"
)

// An Event is something that Slack sends to the app.
type Event struct {
	Kind     string
	Envelope string // its id in Socket Mode
	TS       string // of the message it is about; "" for none
	Payload  map[string]any
}

// Again is the same thing under a new event id, as Slack sends some.
func (s *Slack) Again(e Event) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	e.Payload = maps.Clone(e.Payload)
	e.Payload["event_id"] = s.name("Ev")
	e.Envelope = s.name("envelope-")
	return e
}

// Event is an event of the Events API with the fields given.
func (s *Slack) Event(inner map[string]any) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.event(inner)
}

func (s *Slack) event(inner map[string]any) Event {
	ts, _ := inner["ts"].(string)
	return Event{Kind: EventsAPI, Envelope: s.name("envelope-"), TS: ts, Payload: map[string]any{
		"token": "verification-token", "team_id": Team, "api_app_id": App, "type": "event_callback", "event_id": s.name("Ev"),
		"event_time": s.clock / 1_000_000, "is_ext_shared_channel": false, "event_context": "4-context", "event": inner,
		"authorizations": []any{map[string]any{"enterprise_id": nil, "team_id": Team, "user_id": Bot, "is_bot": true, "is_enterprise_install": false}},
	}}
}

// Mention is somebody's message in a channel that mentions the bot; in a thread, unless thread is "".
func (s *Slack) Mention(user, channel, thread, text string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	ts := s.now()
	return s.event(inThread(thread, map[string]any{
		"type": "app_mention", "user": user, "text": "<@" + Bot + "> " + text, "ts": ts, "channel": channel, "event_ts": ts, "team": Team,
	}))
}

// Overheard is somebody's message in a channel, of which Slack tells where the owner has given a history scope.
func (s *Slack) Overheard(user, channel, thread, text string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	ts := s.now()
	return s.event(inThread(thread, map[string]any{
		"type": "message", "channel_type": "channel", "user": user, "text": text, "ts": ts, "channel": channel, "event_ts": ts, "team": Team,
	}))
}

// Direct is somebody's message to the bot alone.
func (s *Slack) Direct(user, thread, text string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	ts := s.now()
	return s.event(inThread(thread, map[string]any{
		"type": "message", "channel_type": "im", "user": user, "text": text, "ts": ts, "channel": DirectOf(user), "event_ts": ts, "team": Team,
	}))
}

func inThread(thread string, e map[string]any) map[string]any {
	if thread != "" {
		e["thread_ts"] = thread
	}
	return e
}

// Opened is somebody opening the app: its tab "home" or "messages".
func (s *Slack) Opened(user, tab string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.event(map[string]any{"type": "app_home_opened", "user": user, "channel": DirectOf(user), "tab": tab, "event_ts": s.now()})
}

// Command is somebody's /readout.
func (s *Slack) Command(user, channel, text string) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Event{Kind: SlashCommands, Envelope: s.name("envelope-"), Payload: map[string]any{
		"token": "verification-token", "team_id": Team, "team_domain": "readers", "channel_id": channel, "channel_name": "general",
		"user_id": user, "user_name": "alice", "command": "/readout", "text": text, "api_app_id": App, "is_enterprise_install": "false",
		"response_url": s.newResponse(channel, user), "trigger_id": s.newTrigger(),
	}}
}

func (s *Slack) newTrigger() string {
	id := s.name("trigger.")
	s.triggers[id] = true
	return id
}

// element is what is needed of a button.
type element struct {
	Type     string          `json:"type"`
	ActionID string          `json:"action_id"`
	Text     json.RawMessage `json:"text"`
	Value    string          `json:"value"`
	Positive *element        `json:"positive_button"`
	Negative *element        `json:"negative_button"`
}

// buttons are those of blocks, with the ids of their blocks.
func buttons(blocks json.RawMessage) (all []element, ids []string, err error) {
	var bs []struct {
		ID       string    `json:"block_id"`
		Elements []element `json:"elements"`
	}
	if err := json.Unmarshal(blocks, &bs); err != nil {
		return nil, nil, err
	}
	for _, b := range bs {
		for _, e := range b.Elements {
			if e.ActionID != "" {
				all, ids = append(all, e), append(ids, b.ID)
			}
		}
	}
	return all, ids, nil
}

// Press is somebody pressing a button of a message: the one of that action id, or of that label.
func (s *Slack) Press(user string, m Message, button string) Event {
	s.t.Helper()
	action := s.find(m.Blocks, button)
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pressed(user, action)
	e.Payload["channel"] = map[string]any{"id": m.Channel, "name": "general"}
	e.Payload["response_url"] = s.newResponse(m.Channel, user)
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.Only != ""}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	e.Payload["container"] = container
	if m.Only == "" { // Slack does not send a message back that only one person saw
		e.Payload["message"] = map[string]any(wire(m))
	}
	return e
}

// PressHome is somebody pressing a button of their App Home.
func (s *Slack) PressHome(user string, v View, button string) Event {
	s.t.Helper()
	var view struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(v.View, &view); err != nil {
		s.t.Fatal(err)
	}
	action := s.find(view.Blocks, button)
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pressed(user, action)
	e.Payload["container"], e.Payload["response_url"] = map[string]any{"type": "view", "view_id": s.name("V")}, ""
	return e
}

func (s *Slack) pressed(user string, action map[string]any) Event {
	action["action_ts"] = s.now()
	return Event{Kind: Interactive, Envelope: s.name("envelope-"), Payload: map[string]any{
		"type": "block_actions", "token": "verification-token", "api_app_id": App, "trigger_id": s.newTrigger(),
		"team": map[string]any{"id": Team, "domain": "readers"}, "user": map[string]any{"id": user, "username": "alice", "name": "alice", "team_id": Team},
		"is_enterprise_install": false, "state": map[string]any{"values": map[string]any{}}, "actions": []any{action},
	}}
}

// find returns a button as Slack sends it when it is pressed. Feedback is found as "good" and "bad".
func (s *Slack) find(blocks json.RawMessage, button string) map[string]any {
	s.t.Helper()
	all, ids, err := buttons(blocks)
	if err != nil {
		s.t.Fatalf("the blocks %s: %v", blocks, err)
	}
	for i, e := range all {
		pressed := e
		switch {
		case e.Positive != nil && button == "good":
			pressed = *e.Positive
		case e.Positive != nil && button == "bad":
			pressed = *e.Negative
		case e.ActionID != button && !strings.Contains(string(e.Text), button):
			continue
		}
		out := map[string]any{"type": e.Type, "action_id": e.ActionID, "block_id": ids[i], "value": pressed.Value}
		if ids[i] == "" {
			out["block_id"] = fmt.Sprintf("b%d", i)
		}
		if pressed.Text != nil {
			out["text"] = pressed.Text
		}
		return out
	}
	s.t.Fatalf("there is no button %q in %s", button, blocks)
	return nil
}

// Submit is somebody sending a form with a text in its only field.
func (s *Slack) Submit(user string, v View, typed string) Event {
	s.t.Helper()
	var view map[string]any
	if err := json.Unmarshal(v.View, &view); err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	view["id"], view["team_id"], view["hash"] = s.name("V"), Team, "156772938.1827394"
	view["state"] = map[string]any{"values": map[string]any{"wrong": map[string]any{"text": map[string]any{"type": "plain_text_input", "value": typed}}}}
	return Event{Kind: Interactive, Envelope: s.name("envelope-"), Payload: map[string]any{
		"type": "view_submission", "token": "verification-token", "api_app_id": App, "trigger_id": s.newTrigger(),
		"team": map[string]any{"id": Team, "domain": "readers"}, "user": map[string]any{"id": user, "username": "alice", "name": "alice", "team_id": Team},
		"is_enterprise_install": false, "view": view, "response_urls": []any{},
	}}
}

package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Flags of messages (resources/message).
const (
	FlagSuppressEmbeds = 1 << 2
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
)

// A Message is what stands in a channel.
type Message struct {
	ID, Channel, Guild string
	Author             string // id of a user
	Content            string
	Embeds             []Embed
	Buttons            []Button
	Flags              int
	Ephemeral          bool   // only who asked sees it
	Loading            bool   // "is thinking …"
	Interaction        string // id of the one that it answers
	Reply              string // id of the message that it answers
	Nonce              string
	Edits              int
	At                 time.Time
	embeds, components json.RawMessage
}

// An Embed is a box of text under a message.
type Embed struct {
	Title, Description, URL string
	Fields                  []struct{ Name, Value string }
	Footer                  struct{ Text string }
	Author                  struct{ Name string }
}

// A Button is one under a message.
type Button struct {
	Label    string
	CustomID string `json:"custom_id"`
	URL      string
	Emoji    struct{ Name string }
}

// Text is all that a message says, its content first.
func (m Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		parts = append(parts, e.Author.Name, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
		parts = append(parts, e.Footer.Text)
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n")
}

// Button finds a button whose label contains a text.
func (m Message) Button(label string) (Button, bool) {
	for _, b := range m.Buttons {
		if strings.Contains(b.Label, label) {
			return b, true
		}
	}
	return Button{}, false
}

// fill sets what a message says from what the bot sent.
func (m *Message) fill(o object) {
	var sent struct {
		Content    *string
		Embeds     []Embed
		Components []struct{ Components []Button }
		Flags      int
		Nonce      string
		Reference  struct {
			ID string `json:"message_id"`
		} `json:"message_reference"`
	}
	_ = json.Unmarshal(raw(o), &sent) // checkMessage has complained
	if sent.Content != nil {
		m.Content = *sent.Content
	}
	if e, ok := o["embeds"]; ok {
		m.Embeds, m.embeds = sent.Embeds, raw(e)
	}
	if c, ok := o["components"]; ok {
		m.Buttons, m.components = nil, raw(c)
		for _, row := range sent.Components {
			m.Buttons = append(m.Buttons, row.Components...)
		}
	}
	if sent.Flags != 0 {
		m.Flags = m.Flags&(FlagEphemeral|FlagLoading) | sent.Flags
	}
	if sent.Nonce != "" {
		m.Nonce = sent.Nonce
	}
	if sent.Reference.ID != "" {
		m.Reply = sent.Reference.ID
	}
}

// keepLocked adds a message of the bot's to a channel.
func (s *Server) keepLocked(channel string, o object) *Message {
	m := &Message{ID: s.id(), Channel: channel, Author: BotID, At: time.Now()}
	m.fill(o)
	m.Ephemeral, m.Loading = m.Flags&FlagEphemeral != 0, m.Flags&FlagLoading != 0
	s.addLocked(m)
	return m
}

func (s *Server) addLocked(m *Message) {
	s.messages[m.ID] = m
	s.order = append(s.order, m.ID)
	if s.opt.Unrecorded && len(s.order) > 2000 {
		for _, id := range s.order[:1000] {
			delete(s.messages, id)
		}
		s.order = slices.Clone(s.order[1000:])
	}
}

// Shown lists what the bot has said so far, as people see it now, in the order in which it appeared.
func (s *Server) Shown() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, id := range s.order {
		if m := s.messages[id]; m.Author == BotID {
			out = append(out, *m)
		}
	}
	return out
}

// WaitShown waits until the bot has said n things that are no "is thinking …", and returns them.
func (s *Server) WaitShown(n int, limit time.Duration) []Message {
	said := func() []Message {
		return slices.DeleteFunc(s.Shown(), func(m Message) bool { return m.Loading })
	}
	Until(limit, func() bool { return len(said()) >= n })
	return said()
}

// wire is a message as REST and gateway send it.
func (s *Server) wire(m *Message) object {
	o := object{
		"id": m.ID, "channel_id": m.Channel, "type": 0, "content": m.Content, "author": fullPerson(m.Author),
		"timestamp": m.At.UTC().Format(time.RFC3339Nano), "edited_timestamp": nil, "tts": false, "mention_everyone": false, "mentions": []object{},
		"mention_roles": []string{}, "attachments": []object{}, "embeds": []object{}, "pinned": false, "flags": m.Flags, "components": []object{},
	}
	if len(m.embeds) > 0 && string(m.embeds) != "null" {
		o["embeds"] = withType(m.embeds)
	}
	if len(m.components) > 0 && string(m.components) != "null" {
		o["components"] = numbered(m.components)
	}
	if m.Reply != "" {
		o["type"], o["message_reference"] = 19, object{"type": 0, "channel_id": m.Channel, "message_id": m.Reply}
	}
	if m.Interaction != "" {
		o["type"], o["webhook_id"], o["application_id"] = 20, ApplicationID, ApplicationID
	}
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	return o
}

// withType gives embeds the type that Discord adds.
func withType(b json.RawMessage) []object {
	var out []object
	_ = json.Unmarshal(b, &out)
	for _, e := range out {
		e["type"] = "rich"
	}
	return out
}

// numbered gives components the ids that Discord adds.
func numbered(b json.RawMessage) []object {
	var out []object
	_ = json.Unmarshal(b, &out)
	n := 0
	for _, row := range out {
		n++
		row["id"] = n
		inner, _ := row["components"].([]any)
		for _, c := range inner {
			n++
			c.(object)["id"] = n
		}
	}
	return out
}

func botUser() object {
	return object{"id": BotID, "username": "readout", "discriminator": "0000", "global_name": nil, "avatar": nil, "bot": true,
		"flags": 0, "public_flags": 0, "mfa_enabled": false, "locale": "en-US", "verified": true, "primary_guild": nil}
}

func person(id string) object {
	return object{"id": id, "username": "user" + id[len(id)-3:], "discriminator": "0", "global_name": nil, "avatar": nil, "public_flags": 0, "flags": 0, "primary_guild": nil}
}

func fullPerson(id string) object {
	if id == BotID {
		return object{"id": BotID, "username": "readout", "discriminator": "0000", "global_name": nil, "avatar": nil, "bot": true, "public_flags": 0, "flags": 0, "primary_guild": nil}
	}
	return person(id)
}

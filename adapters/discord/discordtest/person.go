package discordtest

import (
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Place is where somebody does something.
type Place struct {
	Guild   string // "" is no server: direct messages with the bot, or with others when Private is set
	Channel string // "" is the first of the guild, or of direct messages
	User    string // "" is the first
	Private bool   // a private channel that the bot is not in: a group, or somebody else's direct messages
	Foreign bool   // a server that has not the bot: the user has it for themselves
}

// Server is the first channel of the server that has the bot.
func InServer() Place { return Place{Guild: Guild, Channel: Channel, User: User} }

// InDM is the user's direct messages with the bot.
func InDM() Place { return Place{User: User} }

// InForeign is a server that has not the bot, where the user has it for themselves.
func InForeign() Place {
	return Place{Guild: Foreign, Channel: "700000000000000009", User: User, Foreign: true}
}

// As is the same place for another user.
func (p Place) As(user string) Place {
	p.User = user
	return p
}

func (p Place) complete() Place {
	if p.User == "" {
		p.User = User
	}
	if p.Channel == "" {
		p.Channel = Channel
		if p.Guild == "" {
			p.Channel = DMOf(p.User)
		}
	}
	return p
}

// Option is an argument of a command.
type Option struct {
	Name  string
	Value any  // a string or a bool
	Typed bool // its autocompletion is asked for
}

func options(opts []Option) []object {
	out := []object{}
	for _, o := range opts {
		kind := 3
		if _, ok := o.Value.(bool); ok {
			kind = 5
		}
		given := object{"name": o.Name, "type": kind, "value": o.Value}
		if o.Typed {
			given["focused"] = true
		}
		out = append(out, given)
	}
	return out
}

// Run runs a slash command.
func (s *Server) Run(p Place, name string, opts ...Option) *Interaction {
	data := object{"id": s.commandID(1, name), "name": name, "type": 1}
	if len(opts) > 0 {
		data["options"] = options(opts)
	}
	return s.interact(p, Command, data, nil)
}

// Ask runs /ask with a question.
func (s *Server) Ask(p Place, question string) *Interaction {
	return s.Run(p, "ask", Option{Name: "question", Value: question})
}

// Type asks for what completes an option that is being typed.
func (s *Server) Type(p Place, command, option, typed string) *Interaction {
	data := object{"id": s.commandID(1, command), "name": command, "type": 1, "options": options([]Option{{Name: option, Value: typed, Typed: true}})}
	return s.interact(p, Autocomplete, data, nil)
}

// Choose runs a command of the context menu on a message.
func (s *Server) Choose(p Place, command string, on Message) *Interaction {
	s.mu.Lock()
	wire := s.wire(&on)
	s.mu.Unlock()
	return s.interact(p, Command, object{
		"id": s.commandID(3, command), "name": command, "type": 3, "target_id": on.ID, "resolved": object{"messages": object{on.ID: wire}},
	}, nil)
}

// Press presses a button under a message.
func (s *Server) Press(p Place, on Message, customID string) *Interaction {
	s.mu.Lock()
	wire := s.wire(&on)
	s.mu.Unlock()
	p.Channel = on.Channel
	return s.interact(p, Component, object{"custom_id": customID, "component_type": 2}, wire)
}

// Submit sends a form with one text in it.
func (s *Server) Submit(p Place, customID, input, text string) *Interaction {
	return s.interact(p, Modal, object{"custom_id": customID, "components": []object{
		{"type": 1, "id": 1, "components": []object{{"type": 4, "id": 2, "custom_id": input, "value": text}}},
	}}, nil)
}

func (s *Server) commandID(kind int, name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.commands {
		if c["name"] == name && commandKey(c) == fmt.Sprint(kind, name) || kind == 1 && c["name"] == name && c["type"] == nil {
			return c["id"].(string)
		}
	}
	return s.id()
}

// Interact has the bot get an interaction of any kind and content.
func (s *Server) Interact(p Place, kind int, data map[string]any) *Interaction {
	return s.interact(p, kind, data, nil)
}

func (s *Server) interact(p Place, kind int, data, message object) *Interaction {
	p = p.complete()
	s.mu.Lock()
	i := &Interaction{
		ID: s.id(), Token: "aW50ZXJhY3Rpb24t" + rand.Text() + rand.Text(), Kind: kind, At: time.Now(), s: s,
		channel: p.Channel, guild: p.Guild, foreign: p.Foreign || p.Private, responded: make(chan struct{}),
	}
	i.payload = s.payload(p, i, data)
	if message != nil {
		i.payload["message"] = message
	}
	s.interactions[i.ID] = i
	s.mu.Unlock()
	s.deliver(i)
	return i
}

// payload is an interaction as it goes over the wire.
func (s *Server) payload(p Place, i *Interaction, data object) object {
	o := object{
		"id": i.ID, "application_id": ApplicationID, "type": i.Kind, "data": data, "token": i.Token, "version": 1, "locale": "en-US",
		"channel_id": p.Channel, "app_permissions": "274877991936", "entitlements": []object{}, "attachment_size_limit": 10485760,
	}
	owners := object{}
	if !p.Foreign && !p.Private {
		owners["0"] = "0"
		if p.Guild != "" {
			owners["0"] = p.Guild
		}
	}
	if p.Foreign || p.Private {
		owners["1"] = p.User
	}
	o["authorizing_integration_owners"] = owners
	switch {
	case p.Guild != "":
		o["context"], o["guild_id"], o["guild_locale"] = 0, p.Guild, "en-US"
		o["guild"] = object{"id": p.Guild, "locale": "en-US", "features": []string{}}
		o["channel"] = object{"id": p.Channel, "type": 0, "guild_id": p.Guild, "name": "general", "position": 0, "parent_id": nil,
			"nsfw": false, "last_message_id": nil, "topic": nil, "rate_limit_per_user": 0, "flags": 0, "permission_overwrites": []object{}}
		o["member"] = object{"user": person(p.User), "roles": []string{}, "joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false,
			"permissions": "274877991936", "flags": 0, "nick": nil, "avatar": nil, "premium_since": nil, "pending": false, "communication_disabled_until": nil}
	default:
		o["context"], o["user"] = 1, person(p.User)
		kind := 1
		if p.Private {
			o["context"], kind = 2, 3
		}
		o["channel"] = object{"id": p.Channel, "type": kind, "flags": 0, "last_message_id": nil, "name": nil}
	}
	return o
}

// Said is how somebody says something.
type Said struct {
	Text      string
	Mention   bool     // of the bot, in front of the text
	Reply     *Message // it answers this message
	NoPing    bool     // the reply does not mention who it answers
	Hidden    bool     // the bot is mentioned, and does not get the text: so it is in a reply to the answer of a command
	AsWebhook bool
	AsBot     bool
}

// Intents that messages come under (events/gateway).
const (
	guildMessages  = 1 << 9
	directMessages = 1 << 12
	messageContent = 1 << 15
)

// Say says something in a channel. The bot gets it under the intents it has; without the privileged one, with the text only of
// what mentions it, and of direct messages (events/gateway: message content intent).
func (s *Server) Say(p Place, said Said) Message {
	p = p.complete()
	s.mu.Lock()
	m := &Message{ID: s.id(), Channel: p.Channel, Guild: p.Guild, Author: p.User, Content: said.Text, At: time.Now()}
	if said.Mention {
		m.Content = "<@" + BotID + "> " + said.Text
	}
	if said.Reply != nil {
		m.Reply = said.Reply.ID
	}
	s.addLocked(m)
	o := s.heard(p, m, said)
	s.mu.Unlock()
	intent := directMessages
	if p.Guild != "" {
		intent = guildMessages
	}
	if !p.Foreign && !p.Private {
		s.dispatch(p.Guild, "MESSAGE_CREATE", intent, o)
	}
	return *m
}

// heard is a message as the gateway brings it.
func (s *Server) heard(p Place, m *Message, said Said) object {
	o := s.wire(m)
	mentioned := said.Mention || strings.Contains(m.Content, "<@"+BotID+">")
	if said.Reply != nil {
		answered := s.wire(s.messages[said.Reply.ID])
		if s.messages[said.Reply.ID].Author != BotID {
			answered["content"] = ""
		}
		maps.DeleteFunc(answered, func(k string, _ any) bool { return k == "referenced_message" })
		o["referenced_message"] = answered
		mentioned = mentioned || said.Reply.Author == BotID && !said.NoPing && said.Reply.Interaction == ""
	}
	if mentioned {
		bot := fullPerson(BotID)
		o["mentions"] = []object{bot}
	}
	if !mentioned && p.Guild != "" || said.Hidden {
		o["content"] = ""
	}
	if said.Hidden {
		o["mentions"] = []object{fullPerson(BotID)}
	}
	if p.Guild != "" {
		o["guild_id"] = p.Guild
		o["member"] = object{"roles": []string{}, "joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0, "nick": nil, "avatar": nil}
	}
	if said.AsWebhook {
		o["webhook_id"] = "400000000000000001"
	}
	if said.AsBot {
		author := maps.Clone(person(p.User))
		author["bot"] = true
		o["author"] = author
	}
	return o
}

func guildCreate() object {
	return object{
		"id": Guild, "name": "Server", "icon": nil, "splash": nil, "discovery_splash": nil, "owner_id": User, "afk_channel_id": nil, "afk_timeout": 300,
		"verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "roles": []object{}, "emojis": []object{},
		"features": []string{}, "mfa_level": 0, "application_id": nil, "system_channel_id": nil, "system_channel_flags": 0, "rules_channel_id": nil,
		"vanity_url_code": nil, "description": nil, "banner": nil, "premium_tier": 0, "preferred_locale": "en-US", "public_updates_channel_id": nil,
		"nsfw_level": 0, "premium_progress_bar_enabled": false, "safety_alerts_channel_id": nil, "stickers": []object{}, "hub_type": nil, "region": "deprecated",
		"incidents_data": nil, "joined_at": "2024-01-01T00:00:00Z", "large": false, "member_count": 2, "voice_states": []object{}, "members": []object{},
		"channels": []object{}, "threads": []object{}, "presences": []object{}, "stage_instances": []object{}, "guild_scheduled_events": []object{},
		"soundboard_sounds": []object{}, "unavailable": false,
	}
}

// Messages lists all messages of a channel, oldest first.
func (s *Server) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, id := range s.order {
		if m := s.messages[id]; m.Channel == channel {
			out = append(out, *m)
		}
	}
	return slices.Clip(out)
}

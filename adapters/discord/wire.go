package discord

import (
	"encoding/json"
	"errors"
	"fmt"
)

// What Discord tells us, cut down to what we need, so that a change elsewhere in a payload costs no answer.

// Types of interactions, of commands and of components (interactions/receiving-and-responding, components/reference).
const (
	interactionPing         = 1
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4
	interactionModal        = 5

	commandSlash   = 1
	commandMessage = 3
)

// Flags of messages (resources/message: message flags).
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
)

// Types of messages that people write (resources/message: message types).
const (
	messageDefault = 0
	messageReply   = 19
)

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

type member struct {
	User *user `json:"user"`
}

// An interaction is a command, a press of a button, a form that was sent, or a command being typed.
type interaction struct {
	ID          string  `json:"id"`
	Application string  `json:"application_id"`
	Type        int     `json:"type"`
	Token       string  `json:"token"`
	Guild       string  `json:"guild_id"`
	ChannelID   string  `json:"channel_id"`
	Channel     channel `json:"channel"`
	Member      *member `json:"member"`
	User        *user   `json:"user"`
	Message     message `json:"message"`
	Data        data    `json:"data"`
}

type channel struct {
	ID string `json:"id"`
}

// data is what the interaction is about.
type data struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Options  []option `json:"options"`
	Target   string   `json:"target_id"`
	Resolved struct {
		Messages map[string]message `json:"messages"`
	} `json:"resolved"`
	CustomID   string  `json:"custom_id"`
	Components []field `json:"components"`
}

// An option is an argument of a command.
type option struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
}

// A field is part of a form that was sent, or has such parts.
type field struct {
	CustomID   string  `json:"custom_id"`
	Value      string  `json:"value"`
	Components []field `json:"components"`
	Component  *field  `json:"component"` // of a label
}

// A message is one in a channel.
type message struct {
	ID        string    `json:"id"`
	ChannelID string    `json:"channel_id"`
	Guild     string    `json:"guild_id"`
	Type      int       `json:"type"`
	Content   string    `json:"content"`
	Flags     int       `json:"flags"`
	Author    *user     `json:"author"`
	Webhook   string    `json:"webhook_id"`
	Mentions  []user    `json:"mentions"`
	Embeds    []embed   `json:"embeds"`
	Rows      []field   `json:"components"`
	Answers   *message  `json:"referenced_message"`
	Reference reference `json:"message_reference"`
}

type embed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

type reference struct {
	Message string `json:"message_id"`
}

var errMalformed = errors.New("malformed payload")

func readInteraction(b []byte) (*interaction, error) {
	var i *interaction
	if err := json.Unmarshal(b, &i); err != nil {
		return nil, fmt.Errorf("%w: %w", errMalformed, withoutValues(err))
	}
	if i == nil || i.Type == 0 {
		return nil, fmt.Errorf("%w: no interaction", errMalformed)
	}
	if i.ChannelID == "" {
		i.ChannelID = i.Channel.ID
	}
	return i, nil
}

func readMessage(b []byte) (*message, error) {
	var m *message
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errMalformed, withoutValues(err))
	}
	if m == nil || m.ID == "" || m.ChannelID == "" {
		return nil, fmt.Errorf("%w: no message", errMalformed)
	}
	return m, nil
}

// withoutValues is what is wrong with a JSON text, without what stands in it: tokens do.
func withoutValues(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("%s is a %s", kind.Field, firstWord(kind.Value))
	}
	return errors.New("no JSON of that form")
}

func firstWord(s string) string {
	for i, c := range s {
		if c == ' ' {
			return s[:i]
		}
	}
	return s
}

// who is who did it: in a server a member, elsewhere a user.
func (i *interaction) who() string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// text returns the value of a text option.
func (i *interaction) text(name string) string {
	for _, o := range i.Data.Options {
		var s string
		if o.Name == name && json.Unmarshal(o.Value, &s) == nil {
			return s
		}
	}
	return ""
}

// flag returns the value of a yes-or-no option, otherwise where it is not given.
func (i *interaction) flag(name string, otherwise bool) bool {
	for _, o := range i.Data.Options {
		var b bool
		if o.Name == name && json.Unmarshal(o.Value, &b) == nil {
			return b
		}
	}
	return otherwise
}

// focused is the option that is being typed.
func (i *interaction) focused() (name, typed string) {
	for _, o := range i.Data.Options {
		if o.Focused {
			return o.Name, i.text(o.Name)
		}
	}
	return "", ""
}

// find returns the part of a form, or the button, with the id that fits.
func find(fields []field, fits func(id string) bool) (field, bool) {
	for _, f := range fields {
		if f.CustomID != "" && fits(f.CustomID) {
			return f, true
		}
		if f.Component != nil {
			if found, ok := find([]field{*f.Component}, fits); ok {
				return found, true
			}
		}
		if found, ok := find(f.Components, fits); ok {
			return found, true
		}
	}
	return field{}, false
}

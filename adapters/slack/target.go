package slack

import (
	"encoding/json"
	"fmt"
)

// A target says where an answer goes. As JSON it is a message's Target, and thus outlives restarts.
type target struct {
	Team     string `json:"team,omitempty"`
	Channel  string `json:"channel,omitempty"`  // "" together with Response: wherever that address leads
	Thread   string `json:"thread,omitempty"`   // timestamp of the message under which to answer
	Asked    string `json:"asked,omitempty"`    // timestamp of the question, where it is a message
	Hidden   bool   `json:"hidden,omitempty"`   // nobody sees the question there: the answer is to repeat it
	User     string `json:"user,omitempty"`     // who asked
	Response string `json:"response,omitempty"` // response_url: the answer is for the asker alone
	Shared   bool   `json:"shared,omitempty"`   // the channel is shared with another organisation
}

func (t target) String() string {
	b, err := json.Marshal(t)
	if err != nil { // strings and a bool always can be
		return "{}"
	}
	return string(b)
}

func readTarget(s string) (target, error) {
	var t target
	if err := json.Unmarshal([]byte(s), &t); err != nil {
		return t, fmt.Errorf("read where an answer goes: %w", err)
	}
	return t, nil
}

// where is the channel, or the person who asked where there is none.
func (t target) where() string {
	if t.Channel == "" {
		return t.User
	}
	return t.Channel
}

// direct names the conversation that a person has with the bot alone.
func (t target) direct() string { return t.conversation(t.User, "direct") }

// conversation names a conversation for the bot's memory.
func (t target) conversation(parts ...string) string {
	name := Platform + ":" + t.Team
	for _, p := range parts {
		name += ":" + p
	}
	return name
}

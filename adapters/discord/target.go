package discord

import (
	"encoding/json"
	"fmt"
	"time"
)

// A target says where an answer goes. As JSON it is a message's Target, and thus outlives restarts. The token of an
// interaction stands in it: it opens the messages of that interaction, for 15 minutes.
type target struct {
	Interaction string `json:"interaction,omitempty"`
	Token       string `json:"token,omitempty"`
	Application string `json:"application,omitempty"`
	Private     bool   `json:"private,omitempty"` // for the asker alone
	At          int64  `json:"at,omitempty"`      // when the interaction came, in milliseconds since 1970
	Guild       string `json:"guild,omitempty"`
	Channel     string `json:"channel,omitempty"`
	Message     string `json:"message,omitempty"` // the one that is answered
	User        string `json:"user,omitempty"`    // who asked
}

func (t target) String() string {
	b, err := json.Marshal(t)
	if err != nil { // strings, a number and a bool always can be
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

// age is how long ago the interaction came.
func (t target) age(now time.Time) time.Duration { return now.Sub(time.UnixMilli(t.At)) }

// place is the channel, for limits; "" where only the asker reads it.
func (t target) place() string {
	if t.Private || t.Guild == "" {
		return ""
	}
	return t.Channel
}

// conversation names the conversation that a person has with the bot in a channel. Questions asked in private are another one:
// what is said in public must not build on them.
func (t target) conversation() string {
	name := Platform + ":" + t.Channel + ":" + t.User
	if t.Private {
		name += ":private"
	}
	return name
}

// under names the conversation below one message.
func under(channel, message string) string { return Platform + ":" + channel + ":under:" + message }

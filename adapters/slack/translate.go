package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// What Slack tells us, cut down to what we need. Each shape is told apart by its own fields, not by the way it came.

// A callback is the outer part of an event (docs.slack.dev/apis/events-api).
type callback struct {
	Type           string `json:"type"`
	Team           string `json:"team_id"`
	EventID        string `json:"event_id"`
	Challenge      string `json:"challenge"`
	Shared         bool   `json:"is_ext_shared_channel"`
	Authorizations []struct {
		User  string `json:"user_id"`
		IsBot bool   `json:"is_bot"`
	} `json:"authorizations"`
	Event event `json:"event"`
}

// An event is the inner part: a message, a mention, an opened App Home.
type event struct {
	Type        string `json:"type"`
	Subtype     string `json:"subtype"`
	User        string `json:"user"`
	Bot         string `json:"bot_id"`
	Text        string `json:"text"`
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	TS          string `json:"ts"`
	Thread      string `json:"thread_ts"`
	Tab         string `json:"tab"`
}

// A command is a slash command.
type command struct {
	Command  string `json:"command"`
	Text     string `json:"text"`
	Team     string `json:"team_id"`
	Channel  string `json:"channel_id"`
	User     string `json:"user_id"`
	Response string `json:"response_url"`
	Trigger  string `json:"trigger_id"`
}

// An interaction is a press of a button or a form that was sent.
type interaction struct {
	Type     string `json:"type"`
	Trigger  string `json:"trigger_id"`
	Response string `json:"response_url"`
	Team     struct {
		ID string `json:"id"`
	} `json:"team"`
	User struct {
		ID   string `json:"id"`
		Team string `json:"team_id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		Channel   string `json:"channel_id"`
		MessageTS string `json:"message_ts"`
		ThreadTS  string `json:"thread_ts"`
		Ephemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Message struct {
		TS     string `json:"ts"`
		Thread string `json:"thread_ts"`
	} `json:"message"`
	Actions []action `json:"actions"`
	View    struct {
		ID       string `json:"id"`
		Callback string `json:"callback_id"`
		Private  string `json:"private_metadata"`
		State    struct {
			Values map[string]map[string]struct {
				Value string `json:"value"`
			} `json:"values"`
		} `json:"state"`
	} `json:"view"`
}

// An action is a button that was pressed.
type action struct {
	ID    string `json:"action_id"`
	Value string `json:"value"`
	TS    string `json:"action_ts"`
}

// A parcel is one thing that Slack tells us; one of its fields is set, or none for what we do not know.
type parcel struct {
	callback    *callback
	command     *command
	interaction *interaction
}

// errMalformed says that what came is nothing that Slack sends.
var errMalformed = errors.New("malformed payload")

// unpackJSON reads an event, a command or an interaction from JSON, as Socket Mode sends them all and the Events API its events.
func unpackJSON(body []byte) (parcel, error) {
	var shape struct {
		Type    string          `json:"type"`
		Command string          `json:"command"`
		Event   json.RawMessage `json:"event"`
	}
	if err := json.Unmarshal(body, &shape); err != nil {
		return parcel{}, fmt.Errorf("%w: %w", errMalformed, err)
	}
	var p parcel
	var into any
	switch {
	case shape.Command != "":
		p.command = new(command)
		into = p.command
	case shape.Type == "event_callback" || shape.Type == "url_verification" || shape.Event != nil:
		p.callback = new(callback)
		into = p.callback
	case shape.Type == "block_actions" || shape.Type == "view_submission":
		p.interaction = new(interaction)
		into = p.interaction
	default:
		return p, nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return parcel{}, fmt.Errorf("%w: %w", errMalformed, err)
	}
	return p, nil
}

// unpackForm reads a command or an interaction from a form, as the Events API's web server sends them.
func unpackForm(body []byte) (parcel, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return parcel{}, fmt.Errorf("%w: %w", errMalformed, err)
	}
	get := func(key string) string { return strings.ToValidUTF8(form.Get(key), "\uFFFD") } // as JSON does
	switch {
	case form.Has("payload"):
		return unpackJSON([]byte(form.Get("payload")))
	case form.Has("command"):
		return parcel{command: &command{
			Command: get("command"), Text: get("text"), Team: get("team_id"), Channel: get("channel_id"),
			User: get("user_id"), Response: get("response_url"), Trigger: get("trigger_id"),
		}}, nil
	case form.Has("ssl_check"):
		return parcel{}, nil
	}
	return parcel{}, fmt.Errorf("%w: neither a command nor an interaction", errMalformed)
}

// bot returns the id of the bot's own user, as far as an event tells it.
func (c *callback) bot() string {
	for _, a := range c.Authorizations {
		if a.IsBot {
			return a.User
		}
	}
	return ""
}

// control matches what Slack writes between angle brackets: <@U1>, <#C1|general>, <!here>, <https://a.b|label>.
var control = regexp.MustCompile(`<([^<>]*)>`)

// plain returns what somebody typed, without Slack's mark-up (docs.slack.dev/messaging/formatting-message-text).
func plain(text string) string {
	text = control.ReplaceAllStringFunc(text, func(s string) string {
		inner, label, labelled := strings.Cut(s[1:len(s)-1], "|")
		switch {
		case strings.HasPrefix(inner, "@"), strings.HasPrefix(inner, "!"):
			return " "
		case labelled:
			return label
		}
		return strings.TrimPrefix(inner, "#")
	})
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

// mentions says whether a text, as Slack writes it, mentions a user.
func mentions(text, user string) bool {
	return user != "" && (strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@"+user+"|"))
}

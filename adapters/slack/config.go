package slack

import (
	"context"
	"slices"
	"strings"
	"time"

	"readout/bot"
)

// Platform is the name of this adapter in messages and logs.
const Platform = "slack"

// DefaultAPIURL is where Slack serves its Web API.
const DefaultAPIURL = "https://slack.com/api/"

// Config is how a workspace's owner has set the bot up.
type Config struct {
	BotToken, AppToken, SigningSecret string

	ConfigToken string // an app configuration token, for Check alone; "" for none

	HTTP       bool          // Slack calls us (Events API); otherwise we call Slack (Socket Mode)
	APIURL     string        // base address of the Web API; "" is Slack's own
	Workspaces []string      // ids of the workspaces that are answered; empty: all
	Channels   []string      // ids of the channels that are answered besides direct messages; empty: all
	Curators   []string      // ids of the people who may add articles; empty: nobody
	Private    bool          // do not answer in channels shared with other organisations (Slack Connect)
	PostRate   float64       // messages a second and channel, on average; 0 is 1, what Slack allows (docs.slack.dev/apis/web-api/rate-limits)
	CallTime   time.Duration // how long a call of the Web API may take; 0 is 30 s
	Sockets    int           // Socket Mode connections; 0 is 2, so that one is open while the other is renewed

	Now func() time.Time // nil is time.Now
}

func (c Config) withDefaults() Config {
	if c.APIURL == "" {
		c.APIURL = DefaultAPIURL
	}
	if !strings.HasSuffix(c.APIURL, "/") {
		c.APIURL += "/"
	}
	if c.PostRate <= 0 {
		c.PostRate = 1
	}
	if c.CallTime <= 0 {
		c.CallTime = callTime
	}
	if c.Sockets <= 0 {
		c.Sockets = 2
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// fault says what is missing for the bot to work as it is set up, and how to mend it; "" when nothing is.
func (c Config) fault() string {
	switch {
	case c.BotToken == "":
		return "SLACK_BOT_TOKEN is not set: it stands under OAuth & Permissions in the app's settings"
	case strings.HasPrefix(c.BotToken, "xapp-"):
		return "SLACK_BOT_TOKEN is an app-level token: the bot token begins with xoxb- and stands under OAuth & Permissions in the app's settings"
	case c.HTTP && c.SigningSecret == "":
		return "SLACK_SIGNING_SECRET is not set, and SLACK_MODE=http needs it: it stands under Basic Information in the app's settings"
	case !c.HTTP && c.AppToken == "":
		return "SLACK_APP_TOKEN is not set, and Socket Mode needs it: make one with connections:write under Basic Information in the app's settings, or set SLACK_MODE=http"
	case !c.HTTP && strings.HasPrefix(c.AppToken, "xoxb-"):
		return "SLACK_APP_TOKEN is a bot token: the app-level token begins with xapp- and stands under Basic Information in the app's settings"
	}
	return ""
}

// answersIn says whether questions are answered in a workspace, and if so in a channel.
func (c Config) answersIn(t target) (workspace, channel bool) {
	workspace = len(c.Workspaces) == 0 || slices.Contains(c.Workspaces, t.Team)
	if isDirect(t.Channel) {
		return workspace, true
	}
	return workspace, (len(c.Channels) == 0 || slices.Contains(c.Channels, t.Channel)) && !(c.Private && t.Shared)
}

// isDirect says whether a channel is a conversation with one person: by id, as Slack's "D…", or by the person's own.
func isDirect(channel string) bool {
	return channel == "" || strings.HasPrefix(channel, "D") || isPerson(channel)
}

func isPerson(channel string) bool {
	return strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W")
}

// A Host is what the adapter needs of the bot.
type Host interface {
	// Accept writes a question down. A repeat is dropped without an error.
	Accept(ctx context.Context, m bot.Message) error
	// Recall returns a question and its answer; bot.ErrUnknown when there is none any more.
	Recall(ctx context.Context, id string) (bot.Exchange, error)
	// First says whether a key is seen for the first time.
	First(ctx context.Context, key string) (bool, error)
	// Knows says whether anything was asked in a conversation.
	Knows(ctx context.Context, conversation string) (bool, error)
	// Feedback writes down what somebody thinks of an answer.
	Feedback(ctx context.Context, f bot.Feedback) error
	// Overview tells what there is to ask.
	Overview(ctx context.Context) (bot.Overview, error)
	// Add reads the article at an address, and says what was learnt in a sentence.
	Add(ctx context.Context, address string) (string, error)
}

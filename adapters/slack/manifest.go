package slack

import (
	"encoding/json"
	"fmt"
)

// A manifest is how an app is set up, as Slack reads it (docs.slack.dev/reference/app-manifest). It asks for as little
// as answering takes: no history of channels, no names of people.
type manifest struct {
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"` // at most 140 characters
		Background  string `json:"background_color"`
	} `json:"display_information"`
	Features struct {
		Home struct {
			Home     bool `json:"home_tab_enabled"`
			Messages bool `json:"messages_tab_enabled"`
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Bot struct {
			Name   string `json:"display_name"`
			Online bool   `json:"always_online"`
		} `json:"bot_user"`
		Commands []slashCommand `json:"slash_commands"`
		Agent    agentView      `json:"agent_view"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings settings `json:"settings"`
}

type slashCommand struct {
	Command     string `json:"command"`
	URL         string `json:"url,omitempty"`
	Description string `json:"description"`
	Hint        string `json:"usage_hint"`
	Escape      bool   `json:"should_escape"`
}

type agentView struct {
	Description string   `json:"agent_description"`
	Prompts     []prompt `json:"suggested_prompts"`
}

type prompt struct {
	Title   string `json:"title"`
	Message string `json:"message"`
}

type settings struct {
	Events struct {
		URL    string   `json:"request_url,omitempty"`
		Events []string `json:"bot_events"`
	} `json:"event_subscriptions"`
	Interactivity struct {
		Enabled bool   `json:"is_enabled"`
		URL     string `json:"request_url,omitempty"`
	} `json:"interactivity"`
	OrgDeploy  bool `json:"org_deploy_enabled"`
	SocketMode bool `json:"socket_mode_enabled"`
	Rotation   bool `json:"token_rotation_enabled"`
}

// What the bot needs, and hears of.
var (
	scopes = []string{"app_mentions:read", "chat:write", "commands", "im:history"}
	events = []string{"app_home_opened", "app_mention", "message.im"}
)

// newManifest is the manifest for Socket Mode, or for HTTP when a request URL is given.
func newManifest(requestURL string) manifest {
	var m manifest
	m.Display.Name = "Readout"
	m.Display.Description = "Answers questions on meetings between leaders, with the source of every claim"
	m.Display.Background = "#1d3b53"
	m.Features.Home.Home, m.Features.Home.Messages = true, true
	m.Features.Bot.Name, m.Features.Bot.Online = "readout", true
	m.Features.Commands = []slashCommand{{
		Command: "/readout", URL: requestURL, Description: "Ask about the meetings; only you see the answer",
		Hint: "QUESTION | meetings | timeline | sources | help",
	}}
	m.Features.Agent = agentView{
		Description: "Answers questions on meetings between leaders from news articles, and names the source of every claim.",
		Prompts: []prompt{
			{"Which meetings do you know?", words["meetings"]}, {"A timeline of the meetings", words["timeline"]},
			{"Which articles do you have?", words["sources"]}, {"What can I ask?", words["help"]},
		},
	}
	m.OAuth.Scopes.Bot = scopes
	m.Settings.Events.URL, m.Settings.Events.Events = requestURL, events
	m.Settings.Interactivity.URL, m.Settings.Interactivity.Enabled = requestURL, true
	m.Settings.SocketMode = requestURL == ""
	return m
}

// Manifest returns the app's manifest as JSON: for Socket Mode, or for HTTP when a request URL is given.
func Manifest(requestURL string) ([]byte, error) {
	b, err := json.MarshalIndent(newManifest(requestURL), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return append(b, '\n'), nil
}

package slack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"readout/adapters/slack"
	"readout/adapters/slack/slacktest"
	"readout/bot"
)

// checked is what Check finds, a line each.
func checked(t *testing.T, c slack.Config, online bool) string {
	t.Helper()
	out := ""
	for _, k := range slack.Check(t.Context(), c, online) {
		out += fmt.Sprintf("%s: %s: %s. %s\n", k.State, k.Name, k.Found, k.Fix)
		if k.State != bot.CheckOK && k.Fix == "" {
			t.Errorf("%s has no fix", k.Name)
		}
	}
	for _, secret := range secrets {
		if strings.Contains(out, secret) {
			t.Errorf("a secret is told: %s", out)
		}
	}
	return out
}

func TestCheck(t *testing.T) {
	s := slacktest.Start(t)
	good := slack.Config{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken, APIURL: s.APIURL()}
	contains(t, "offline", checked(t, good, false), "ok: Slack: tokens: Socket Mode", "ok: Slack: who may ask: every workspace; every channel; answers in channels shared", "nobody may add articles")
	contains(t, "online", checked(t, good, true), "ok: Slack: token: good; the bot is readout in workspace Readers", "ok: Slack: scopes", "ok: Slack: sockets: 0 connections open besides", "ok: Slack: manifest: only its scopes can be compared")

	s.GiveScopes("chat:write,im:history,commands,channels:history")
	contains(t, "a scope too few", checked(t, good, true), "failure: Slack: scopes: missing: app_mentions:read. paste the output of `readout slack manifest`")
	s.GiveScopes(slacktest.Scopes + ",channels:history")
	contains(t, "a scope too many", checked(t, good, true), "warning: Slack: scopes: more than the bot needs: channels:history")

	missing := good
	missing.AppToken = ""
	contains(t, "no app token", checked(t, missing, false), "failure: Slack: tokens: SLACK_APP_TOKEN is not set, and Socket Mode needs it")
	strange := good
	strange.BotToken = "token"
	contains(t, "a strange token", checked(t, strange, false), "warning: Slack: tokens: SLACK_BOT_TOKEN does not look like")
	s.Revoke()
	contains(t, "a revoked token", checked(t, good, true), "failure: Slack: token: Slack refuses the token (invalid_auth)", "failure: Slack: sockets: no Socket Mode connection can be opened")
}

func TestCheckCountsSockets(t *testing.T) {
	s := perform(t, setup{config: func(c *slack.Config) { c.Sockets = 4 }})
	s.WaitSockets(4)
	got := checked(t, slack.Config{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken, APIURL: s.APIURL()}, true)
	contains(t, "more sockets than one program has", got, "warning: Slack: sockets: 4 connections are open")
}

func TestCheckComparesManifests(t *testing.T) {
	s := slacktest.Start(t)
	set := slack.Config{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken, ConfigToken: slacktest.ConfigToken, APIURL: s.APIURL()}
	m, err := slack.Manifest("")
	if err != nil {
		t.Fatal(err)
	}
	s.SetManifest(m)
	contains(t, "the same manifest", checked(t, set, true), "ok: Slack: manifest: the app is set up as it says")
	s.SetManifest([]byte(strings.NewReplacer("app_home_opened", "app_uninstalled", `"/readout"`, `"/other"`, `"socket_mode_enabled": true`, `"socket_mode_enabled": false`).Replace(string(m))))
	contains(t, "another manifest", checked(t, set, true), "failure: Slack: manifest: the app differs from it: Socket Mode is off, and SLACK_MODE is socket; no command /readout; no event app_home_opened")
}

func TestManifest(t *testing.T) {
	for _, address := range []string{"", "https://readout.example.org/slack/events"} {
		b, err := slack.Manifest(address)
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Display  struct{ Name, Description string } `json:"display_information"`
			Features struct {
				Commands []struct{ Command, URL string } `json:"slash_commands"`
				Agent    *struct {
					Prompts []struct{ Title string } `json:"suggested_prompts"`
				} `json:"agent_view"`
			}
			OAuth struct {
				Scopes struct{ Bot, User []string }
			} `json:"oauth_config"`
			Settings struct {
				Events struct {
					URL string `json:"request_url"`
				} `json:"event_subscriptions"`
				Socket bool `json:"socket_mode_enabled"`
			}
		}
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(m.OAuth.Scopes); got != "{[app_mentions:read chat:write commands im:history] []}" {
			t.Errorf("scopes %s", got)
		}
		if m.Settings.Events.URL != address || m.Features.Commands[0].URL != address || m.Settings.Socket != (address == "") {
			t.Errorf("for %q: %+v", address, m)
		}
		if m.Features.Agent == nil || len(m.Features.Agent.Prompts) > 4 || len(m.Display.Description) > 140 || len(m.Display.Name) > 35 {
			t.Errorf("beyond Slack's limits: %+v", m)
		}
	}
}

package config

import (
	"fmt"
	"net/url"
	"strings"
)

// Slack says how the bot is set up in Slack. It is on when a token is set.
type Slack struct {
	BotToken      string // xoxb-…
	AppToken      string // xapp-…; for Socket Mode
	SigningSecret string // for HTTP
	ConfigToken   string // xoxe.xoxp-…; lets doctor compare the app with its manifest
	HTTP          bool   // Slack calls us (Events API); otherwise we call Slack (Socket Mode)
	APIURL        string // base address of the Web API; "" is Slack's own
	Workspaces    []string
	Channels      []string
	Curators      []string
	Private       bool // stay silent in channels shared with other organisations (Slack Connect)
}

// On says whether the bot is to talk on Slack.
func (s Slack) On() bool { return s.BotToken != "" }

// Discord says how the bot is set up in Discord. It is on when a token is set.
type Discord struct {
	Token         string
	ApplicationID string
	PublicKey     string // for HTTP, in hexadecimal
	HTTP          bool   // Discord calls us (interactions endpoint); otherwise we call Discord (gateway)
	APIURL        string // base address of the API; "" is Discord's own
	Curators      []string
	Ephemeral     bool   // answers to commands are for the asker alone unless asked otherwise
	Shards        string // "auto", a count, or FIRST-LAST/COUNT; "" is auto
}

// On says whether the bot is to talk on Discord.
func (d Discord) On() bool { return d.Token != "" }

var slackSettings = []setting{
	{key: "SLACK_BOT_TOKEN", set: text(func(c *Config) *string { return &c.Slack.BotToken }), secret: true, turnsOn: true,
		about: "The bot token of the Slack app (xoxb-…). Slack is on when it is set."},
	{key: "SLACK_APP_TOKEN", set: text(func(c *Config) *string { return &c.Slack.AppToken }), secret: true,
		about: "The app-level token (xapp-…) with connections:write; needed in mode socket."},
	{key: "SLACK_SIGNING_SECRET", set: text(func(c *Config) *string { return &c.Slack.SigningSecret }), secret: true,
		about: "The signing secret of the Slack app; needed in mode http."},
	{key: "SLACK_CONFIG_TOKEN", set: text(func(c *Config) *string { return &c.Slack.ConfigToken }), secret: true,
		about: "An app configuration token (xoxe-…), with which `doctor --online` compares the app's manifest with ours."},
	{key: "SLACK_MODE", standard: "socket", set: choice(func(c *Config) *bool { return &c.Slack.HTTP }, "socket", "http"),
		about: "Who calls whom: socket (we call Slack) or http (Slack calls /slack/events)."},
	{key: "SLACK_API_URL", set: address(func(c *Config) *string { return &c.Slack.APIURL }),
		about: "Base address of Slack's Web API, when another server stands in for it."},
	{key: "SLACK_WORKSPACES", set: list(func(c *Config) *[]string { return &c.Slack.Workspaces }),
		about: "Workspaces (T…) in which the bot answers, separated by commas; empty: all."},
	{key: "SLACK_CHANNELS", set: list(func(c *Config) *[]string { return &c.Slack.Channels }),
		about: "Channels (C…) in which the bot answers, separated by commas; empty: all."},
	{key: "SLACK_CURATORS", set: list(func(c *Config) *[]string { return &c.Slack.Curators }),
		about: "Users (U…) who may add articles, separated by commas."},
	{key: "SLACK_SHARED_CHANNELS", standard: "answer", set: choice(func(c *Config) *bool { return &c.Slack.Private }, "answer", "silent"),
		about: "What the bot does in channels shared with other organisations: answer or silent."},
}

var discordSettings = []setting{
	{key: "DISCORD_TOKEN", set: text(func(c *Config) *string { return &c.Discord.Token }), secret: true, turnsOn: true,
		about: "The token of the Discord bot. Discord is on when it is set."},
	{key: "DISCORD_APPLICATION_ID", set: text(func(c *Config) *string { return &c.Discord.ApplicationID }),
		about: "The id of the Discord application."},
	{key: "DISCORD_PUBLIC_KEY", set: text(func(c *Config) *string { return &c.Discord.PublicKey }),
		about: "The public key of the Discord application, in hexadecimal; needed in mode http."},
	{key: "DISCORD_MODE", standard: "gateway", set: choice(func(c *Config) *bool { return &c.Discord.HTTP }, "gateway", "http"),
		about: "Who calls whom: gateway (we call Discord) or http (Discord calls /discord/interactions)."},
	{key: "DISCORD_API_URL", set: address(func(c *Config) *string { return &c.Discord.APIURL }),
		about: "Base address of Discord's API, when another server stands in for it."},
	{key: "DISCORD_CURATORS", set: list(func(c *Config) *[]string { return &c.Discord.Curators }),
		about: "Users who may add articles, by id, separated by commas."},
	{key: "DISCORD_ANSWERS", standard: "public", set: choice(func(c *Config) *bool { return &c.Discord.Ephemeral }, "public", "ephemeral"),
		about: "Who sees the answers to commands unless the asker says otherwise: public or ephemeral."},
	{key: "DISCORD_SHARDS", set: text(func(c *Config) *string { return &c.Discord.Shards }),
		about: "The shards of this process: auto, a count, or FIRST-LAST/COUNT; empty is auto."},
}

// text sets a field to any text.
func text(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, v string) error { *field(c) = v; return nil }
}

// list sets a field to the entries between commas or blanks.
func list(field func(*Config) *[]string) func(*Config, string) error {
	return func(c *Config, v string) error { *field(c) = strings.FieldsFunc(v, separates); return nil }
}

// choice sets a field to whether the value is the second of two words.
func choice(field func(*Config) *bool, no, yes string) func(*Config, string) error {
	return func(c *Config, v string) error {
		word := strings.ToLower(v)
		if word != no && word != yes {
			return fmt.Errorf("%q is neither %s nor %s", v, no, yes)
		}
		*field(c) = word == yes
		return nil
	}
}

// address sets a field to an http(s) address.
func address(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, v string) error {
		u, err := url.Parse(v)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("%q is no address: write one that begins with https://", v)
		}
		*field(c) = v
		return nil
	}
}

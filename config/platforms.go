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
	{"SLACK_BOT_TOKEN", text(func(c *Config) *string { return &c.Slack.BotToken }), true},
	{"SLACK_APP_TOKEN", text(func(c *Config) *string { return &c.Slack.AppToken }), true},
	{"SLACK_SIGNING_SECRET", text(func(c *Config) *string { return &c.Slack.SigningSecret }), true},
	{"SLACK_CONFIG_TOKEN", text(func(c *Config) *string { return &c.Slack.ConfigToken }), true},
	{"SLACK_MODE", choice(func(c *Config) *bool { return &c.Slack.HTTP }, "socket", "http"), false},
	{"SLACK_API_URL", address(func(c *Config) *string { return &c.Slack.APIURL }), false},
	{"SLACK_WORKSPACES", list(func(c *Config) *[]string { return &c.Slack.Workspaces }), false},
	{"SLACK_CHANNELS", list(func(c *Config) *[]string { return &c.Slack.Channels }), false},
	{"SLACK_CURATORS", list(func(c *Config) *[]string { return &c.Slack.Curators }), false},
	{"SLACK_SHARED_CHANNELS", choice(func(c *Config) *bool { return &c.Slack.Private }, "answer", "silent"), false},
}

var discordSettings = []setting{
	{"DISCORD_TOKEN", text(func(c *Config) *string { return &c.Discord.Token }), true},
	{"DISCORD_APPLICATION_ID", text(func(c *Config) *string { return &c.Discord.ApplicationID }), false},
	{"DISCORD_PUBLIC_KEY", text(func(c *Config) *string { return &c.Discord.PublicKey }), false},
	{"DISCORD_MODE", choice(func(c *Config) *bool { return &c.Discord.HTTP }, "gateway", "http"), false},
	{"DISCORD_API_URL", address(func(c *Config) *string { return &c.Discord.APIURL }), false},
	{"DISCORD_CURATORS", list(func(c *Config) *[]string { return &c.Discord.Curators }), false},
	{"DISCORD_ANSWERS", choice(func(c *Config) *bool { return &c.Discord.Ephemeral }, "public", "ephemeral"), false},
	{"DISCORD_SHARDS", text(func(c *Config) *string { return &c.Discord.Shards }), false},
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

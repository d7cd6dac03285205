package adapters

import (
	"context"
	"log/slog"

	"readout/adapters/slack"
	"readout/bot"
	"readout/config"
)

func newSlack(c config.Config, h Host, log *slog.Logger) Adapter {
	return slack.New(slackConfig(c), h, log)
}

func checkSlack(ctx context.Context, c config.Config, online bool) []bot.Check {
	if !c.Slack.On() {
		return nil
	}
	return slack.Check(ctx, slackConfig(c), online)
}

func slackConfig(c config.Config) slack.Config {
	s := c.Slack
	return slack.Config{
		BotToken: s.BotToken, AppToken: s.AppToken, SigningSecret: s.SigningSecret, ConfigToken: s.ConfigToken,
		HTTP: s.HTTP, APIURL: s.APIURL, Workspaces: s.Workspaces, Channels: s.Channels, Curators: s.Curators, Private: s.Private,
	}
}

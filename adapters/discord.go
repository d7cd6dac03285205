package adapters

import (
	"context"
	"log/slog"

	"readout/adapters/discord"
	"readout/bot"
	"readout/config"
)

var onDiscord = Platform{
	Name: discord.Platform,
	Path: "/discord/interactions",
	On:   func(c config.Config) bool { return c.Discord.On() },
	New: func(c config.Config, h Host, log *slog.Logger) Adapter {
		return discord.New(discord.FromSettings(c.Discord), h, log)
	},
	Check: func(ctx context.Context, c config.Config, online bool) []bot.Check {
		return discord.Check(ctx, discord.FromSettings(c.Discord), online)
	},
}

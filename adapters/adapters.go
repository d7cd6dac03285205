// Package adapters is the list of the platforms that the bot can talk on.
package adapters

import (
	"context"
	"log/slog"
	"net/http"

	"readout/adapters/discord"
	"readout/bot"
	"readout/config"
)

// An Adapter brings one platform to the bot.
type Adapter interface {
	bot.Deliverer
	// Handler answers what the platform sends over HTTP.
	http.Handler
	// Run holds the connection to the platform until ctx is done. An error means that it cannot work
	// as it is set up; Link says why.
	Run(ctx context.Context) error
	// Link says how the adapter stands with its platform.
	Link() bot.Link
	// Tell says something to those who run the bot, in the channel of that id.
	Tell(ctx context.Context, channel, text string) error
}

// A Host is what adapters need of the bot: what each of them needs, together.
type Host interface {
	discord.Host
}

// A Platform is one that the bot can talk on.
type Platform struct {
	Name string // as in bot.Message.Platform
	Path string // under which its requests arrive over HTTP
	On   func(config.Config) bool
	New  func(config.Config, Host, *slog.Logger) Adapter
	// Check looks at how the platform is set up; online, it also asks the platform. It is called even when
	// the platform is not on, and then has nothing to say.
	Check func(ctx context.Context, c config.Config, online bool) []bot.Check
}

// Platforms lists them: a new platform is a folder beside this file, and a line here.
var Platforms = []Platform{onDiscord}

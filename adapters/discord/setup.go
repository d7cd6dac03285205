package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// permissions are what the bot needs where it is mentioned: to see the channel, to write in it and in its threads, to show
// sources with links, and to refer to the message it answers. Commands need none (topics/permissions).
const permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionEmbedLinks | discordgo.PermissionReadMessageHistory

// A Setup is what a person does to the application, and not the running bot.
type Setup struct{ adapter *Adapter }

// NewSetup returns a Setup of the application that the settings name.
func NewSetup(c Config) *Setup { return &Setup{adapter: New(c, nil, slog.New(slog.DiscardHandler))} }

// Application is the application's id: as set, or else as Discord tells it.
func (s *Setup) Application(ctx context.Context) (string, error) {
	a := s.adapter
	if a.set.ApplicationID != "" {
		return a.set.ApplicationID, nil
	}
	var app application
	if err := a.rest.find(ctx, query{method: http.MethodGet, route: "/applications/@me", name: "application", bucket: "application"}, &app); err != nil {
		return "", fmt.Errorf("ask for the id of the application: %w: set DISCORD_APPLICATION_ID", err)
	}
	if app.ID == "" {
		return "", errors.New("Discord does not tell the id of the application: set DISCORD_APPLICATION_ID")
	}
	return app.ID, nil
}

// Differences says, a line each, where the registered commands are not what they should be.
func (s *Setup) Differences(ctx context.Context) ([]string, error) {
	app, err := s.Application(ctx)
	if err != nil {
		return nil, err
	}
	found, err := registered(ctx, s.adapter.rest, app)
	if err != nil {
		return nil, err
	}
	return Differences(found, Commands()), nil
}

// Register overwrites the registered commands, if they are not what they should be; it returns what was different.
func (s *Setup) Register(ctx context.Context) ([]string, error) {
	changes, err := s.Differences(ctx)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	app, err := s.Application(ctx)
	if err != nil {
		return nil, err
	}
	return changes, overwrite(ctx, s.adapter.rest, app)
}

// Invite is the address at which somebody adds the application to a server, with the least permissions, and that at which they
// add it for themselves (topics/oauth2: bot users).
func Invite(app string) (server, user string) {
	link := func(v url.Values) string {
		v.Set("client_id", app)
		return "https://discord.com/oauth2/authorize?" + v.Encode()
	}
	server = link(url.Values{"integration_type": {"0"}, "scope": {"bot applications.commands"}, "permissions": {strconv.FormatInt(permissions, 10)}})
	user = link(url.Values{"integration_type": {"1"}, "scope": {"applications.commands"}})
	return server, user
}

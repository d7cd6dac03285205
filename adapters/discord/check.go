package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"readout/bot"
)

// Flags of an application that say which privileged intents it has (resources/application: application flags).
const (
	flagPresence = 1<<12 | 1<<13
	flagMembers  = 1<<14 | 1<<15
	flagContent  = 1<<18 | 1<<19
)

// portal is where an application is set up.
const portal = "https://discord.com/developers/applications"

// Check looks at how the bot is set up in Discord; online, it asks Discord. Nothing is said when it is not set up at all.
func Check(ctx context.Context, c Config, online bool) []bot.Check {
	c = c.withDefaults()
	if c.Token == "" {
		return nil
	}
	checks := []bot.Check{checkToken(c), checkSettings(c)}
	if !online {
		return checks
	}
	a := New(c, nil, slog.New(slog.DiscardHandler))
	var app application
	err := a.rest.find(ctx, query{method: http.MethodGet, route: "/applications/@me", name: "application", bucket: "application"}, &app)
	if err != nil {
		return append(checks, failed("Discord: REST API", err))
	}
	checks = append(checks, ok("Discord: REST API", "it knows the token, of application "+app.ID), checkApplication(c, app),
		checkIntents(app), checkInstalls(app), checkEndpoint(c, app))
	if c.ApplicationID == "" {
		c.ApplicationID = app.ID
	}
	checks = append(checks, checkCommands(ctx, a.rest, c.ApplicationID))
	if !c.HTTP {
		checks = append(checks, a.checkGateway(ctx))
	}
	return checks
}

func ok(name, found string) bot.Check {
	return bot.Check{Name: name, State: bot.CheckOK, Found: found}
}

func failed(name string, err error) bot.Check {
	fix := "check the network, and DISCORD_API_URL if it is set"
	if errors.Is(err, errToken) {
		fix = "copy the token anew from " + portal + ", Bot, Reset Token; set DISCORD_TOKEN to it"
	} else if status(err) != 0 {
		fix = "see what Discord says; DISCORD_APPLICATION_ID and DISCORD_TOKEN have to belong to one application"
	}
	return bot.Check{Name: name, State: bot.CheckFailure, Found: err.Error(), Fix: fix}
}

func checkToken(c Config) bot.Check {
	const name = "Discord: token"
	if strings.Count(c.Token, ".") != 2 || ownerOf(c.Token) == "" || strings.ContainsAny(c.Token, " \t\n\"'") {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: "DISCORD_TOKEN has not the form of a bot's token",
			Fix: "take the token from " + portal + ", Bot, Reset Token; the client secret and the public key are something else"}
	}
	return ok(name, "it has the form of a token, of bot user "+ownerOf(c.Token))
}

func checkSettings(c Config) bot.Check {
	const name = "Discord: settings"
	if problem := c.problem(); problem != "" {
		found, fix, _ := strings.Cut(problem, ": ")
		return bot.Check{Name: name, State: bot.CheckFailure, Found: found, Fix: fix}
	}
	if _, err := c.key(); err != nil && c.PublicKey != "" {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: "DISCORD_PUBLIC_KEY " + err.Error(),
			Fix: "copy the Public Key from " + portal + ", General Information, or leave it out: the gateway needs none"}
	}
	mode := "the bot calls Discord (gateway)"
	if c.HTTP {
		mode = "Discord calls the bot (HTTP)"
	}
	return ok(name, mode)
}

func checkApplication(c Config, app application) bot.Check {
	const name = "Discord: application"
	switch {
	case c.ApplicationID != "" && c.ApplicationID != app.ID:
		return bot.Check{Name: name, State: bot.CheckFailure, Found: fmt.Sprintf("DISCORD_APPLICATION_ID is %s and the token belongs to %s", c.ApplicationID, app.ID),
			Fix: "set DISCORD_APPLICATION_ID to " + app.ID + ", or leave it out"}
	case c.PublicKey != "" && app.VerifyKey != "" && !strings.EqualFold(c.PublicKey, app.VerifyKey):
		return bot.Check{Name: name, State: bot.CheckFailure, Found: "DISCORD_PUBLIC_KEY is not that of the application",
			Fix: "set DISCORD_PUBLIC_KEY to " + app.VerifyKey}
	}
	return ok(name, "id and key belong to the token")
}

func checkIntents(app application) bot.Check {
	const name = "Discord: intents"
	var on []string
	for _, i := range []struct {
		flags int64
		name  string
	}{{flagPresence, "Presence"}, {flagMembers, "Server Members"}, {flagContent, "Message Content"}} {
		if app.Flags&i.flags != 0 {
			on = append(on, i.name)
		}
	}
	if len(on) > 0 {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: "privileged intents are on that Readout does not use: " + strings.Join(on, ", "),
			Fix: "switch them off at " + portal + ", Bot, Privileged Gateway Intents"}
	}
	return ok(name, "no privileged intent is on, and none is needed")
}

func checkInstalls(app application) bot.Check {
	const name = "Discord: install contexts"
	var off []string
	if _, on := app.Installs["0"]; !on {
		off = append(off, "Guild Install")
	}
	if _, on := app.Installs["1"]; !on {
		off = append(off, "User Install")
	}
	if len(off) > 0 {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: "off: " + strings.Join(off, ", "),
			Fix: "switch it on at " + portal + ", Installation, Installation Contexts"}
	}
	return ok(name, "servers and users can install it")
}

func checkEndpoint(c Config, app application) bot.Check {
	const name = "Discord: interactions"
	switch {
	case !c.HTTP && app.Endpoint != "":
		return bot.Check{Name: name, State: bot.CheckFailure, Found: "an Interactions Endpoint URL is set, so that commands do not come over the gateway",
			Fix: "clear it at " + portal + ", General Information, or set DISCORD_MODE=http"}
	case c.HTTP && app.Endpoint == "":
		return bot.Check{Name: name, State: bot.CheckFailure, Found: "no Interactions Endpoint URL is set, so that Discord does not call",
			Fix: "set it at " + portal + ", General Information, to the public https address that leads to /discord/interactions"}
	case c.HTTP:
		return ok(name, "Discord calls "+app.Endpoint)
	}
	return ok(name, "they come over the gateway")
}

func checkCommands(ctx context.Context, r *rest, app string) bot.Check {
	const name = "Discord: commands"
	found, err := registered(ctx, r, app)
	if err != nil {
		return failed(name, err)
	}
	if changes := Differences(found, Commands()); len(changes) > 0 {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: "what is registered is not current: " + strings.Join(changes, "; "),
			Fix: "run `readout discord commands register`; `readout serve` does so at its start"}
	}
	return ok(name, fmt.Sprintf("all %d are registered as they should be", len(Commands())))
}

func (a *Adapter) checkGateway(ctx context.Context) bot.Check {
	const name = "Discord: gateway"
	info, err := a.gateway.info(ctx)
	if err != nil {
		return failed(name, err)
	}
	want, err := parseShards(a.set.Shards)
	if err == nil && want.Count > 0 && want.Count < info.Shards {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: fmt.Sprintf("it recommends %d shards and DISCORD_SHARDS has %d", info.Shards, want.Count),
			Fix: "set DISCORD_SHARDS=auto, or to at least that count"}
	}
	if info.Limit.Remaining < slices.Max([]int{10, 2 * info.Shards}) {
		return bot.Check{Name: name, State: bot.CheckWarning, Found: fmt.Sprintf("only %d sessions may still be started for now", info.Limit.Remaining),
			Fix: "do not restart it again and again: after the last one Discord resets the token"}
	}
	return ok(name, fmt.Sprintf("it recommends %d shard(s), %d sessions may still be started", info.Shards, info.Limit.Remaining))
}

package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/gorilla/websocket"

	"readout/bot"
)

// Check looks at how the bot is set up in Slack; online, it also asks Slack.
func Check(ctx context.Context, c Config, online bool) []bot.Check {
	c = c.withDefaults()
	k := checker{set: c, post: newPoster(c, slog.New(slog.NewTextHandler(io.Discard, nil)))}
	k.offline()
	if online && c.BotToken != "" {
		k.identity(ctx)
		k.sockets(ctx)
		k.drift(ctx)
	}
	return k.found
}

// A checker collects what it finds.
type checker struct {
	set   Config
	post  *poster
	found []bot.Check
}

func (k *checker) add(name string, state bot.CheckState, found, fix string) {
	k.found = append(k.found, bot.Check{Name: "Slack: " + name, State: state, Found: found, Fix: fix})
}

// offline looks at what can be seen without Slack.
func (k *checker) offline() {
	c := k.set
	mode := "Socket Mode: the bot calls Slack"
	if c.HTTP {
		mode = "HTTP: Slack calls the bot at /slack/events"
	}
	switch fault := c.fault(); {
	case fault != "":
		found, fix, _ := strings.Cut(fault, ": ")
		k.add("tokens", bot.CheckFailure, found, fix)
	case !strings.HasPrefix(c.BotToken, "xoxb-") && !strings.HasPrefix(c.BotToken, "xoxe.xoxb-"):
		k.add("tokens", bot.CheckWarning, "SLACK_BOT_TOKEN does not look like a bot token", "copy the one that begins with xoxb- from OAuth & Permissions in the app's settings")
	case !c.HTTP && !strings.HasPrefix(c.AppToken, "xapp-"):
		k.add("tokens", bot.CheckWarning, "SLACK_APP_TOKEN does not look like an app-level token", "copy the one that begins with xapp- from Basic Information in the app's settings")
	default:
		k.add("tokens", bot.CheckOK, mode, "")
	}
	shared := "answers in channels shared with other organisations"
	if c.Private {
		shared = "is silent in channels shared with other organisations"
	}
	k.add("who may ask", bot.CheckOK, fmt.Sprintf("%s; %s; %s; %s", limitedTo(c.Workspaces, "workspace"), limitedTo(c.Channels, "channel"), shared, curators(c.Curators)), "")
}

func limitedTo(ids []string, noun string) string {
	if len(ids) == 0 {
		return "every " + noun
	}
	return counted(len(ids), noun) + ": " + strings.Join(ids, ", ")
}

func curators(ids []string) string {
	if len(ids) == 0 {
		return "nobody may add articles"
	}
	return counted(len(ids), "curator") + " may add articles"
}

// identity asks Slack whom the token is for, and what it may do.
func (k *checker) identity(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	who, err := k.post.api.AuthTestContext(ctx)
	if reason, dead := revoked(err); dead {
		found, fix, _ := strings.Cut(reason, ": ")
		k.add("token", bot.CheckFailure, found, fix)
		return
	}
	if err != nil {
		k.add("token", bot.CheckFailure, "Slack's Web API does not answer: "+hide(err).Error(), "check the network, and SLACK_API_URL where it is set")
		return
	}
	k.add("token", bot.CheckOK, fmt.Sprintf("good; the bot is %s in workspace %s (%s)", who.User, who.Team, who.TeamID), "")
	k.scopes(who.Header.Get("X-OAuth-Scopes"))
}

// scopes compares what the token may do with what the bot needs.
func (k *checker) scopes(header string) {
	has := strings.FieldsFunc(header, func(r rune) bool { return r == ',' || r == ' ' })
	if len(has) == 0 {
		k.add("scopes", bot.CheckWarning, "Slack did not say which scopes the token has", "compare OAuth & Permissions in the app's settings with `readout slack manifest`")
		return
	}
	missing, more := lacking(scopes, has), lacking(has, scopes)
	switch {
	case len(missing) > 0:
		k.add("scopes", bot.CheckFailure, "missing: "+strings.Join(missing, ", "), "paste the output of `readout slack manifest` under App Manifest in the app's settings, and install the app again")
	case len(more) > 0:
		k.add("scopes", bot.CheckWarning, "more than the bot needs: "+strings.Join(more, ", "), "remove them under OAuth & Permissions, unless you gave them on purpose (channels:history lets it follow threads without being mentioned)")
	default:
		k.add("scopes", bot.CheckOK, strings.Join(scopes, ", "), "")
	}
}

// lacking returns what of want is not in has.
func lacking(want, has []string) []string {
	var out []string
	for _, s := range want {
		if !slices.Contains(has, s) {
			out = append(out, s)
		}
	}
	return out
}

// sockets opens a connection for a moment, as Slack tells only then how many there are.
func (k *checker) sockets(ctx context.Context) {
	if k.set.HTTP || k.set.AppToken == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	n, err := k.connections(ctx)
	switch others := n - 1; {
	case err != nil:
		k.add("sockets", bot.CheckFailure, "no Socket Mode connection can be opened: "+hide(err).Error(), "turn Socket Mode on in the app's settings, and set SLACK_APP_TOKEN to an app-level token with connections:write")
	case others > k.set.Sockets:
		k.add("sockets", bot.CheckWarning, fmt.Sprintf("%d connections are open, and one `readout serve` opens %d: each event reaches only one of them", others, k.set.Sockets), "stop the other programs that use this app's token")
	default:
		k.add("sockets", bot.CheckOK, fmt.Sprintf("%s open besides this check's own", counted(others, "connection")), "")
	}
}

// connections returns how many Socket Mode connections the app has, this one among them.
func (k *checker) connections(ctx context.Context) (int, error) {
	_, address, err := k.post.api.StartSocketModeContext(ctx)
	if err != nil {
		return 0, err
	}
	conn, r, err := websocket.DefaultDialer.DialContext(ctx, address, nil)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	r.Body.Close()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetReadDeadline(deadline) // a connection that is closed fails the read, too
	}
	var hello struct {
		Connections int `json:"num_connections"`
	}
	if err := conn.ReadJSON(&hello); err != nil {
		return 0, err
	}
	return hello.Connections, nil
}

// drift compares the app's manifest with ours, where the owner gave a token that may read it.
func (k *checker) drift(ctx context.Context) {
	const fix = "paste the output of `readout slack manifest` under App Manifest in the app's settings"
	id := appID(k.set.AppToken)
	if k.set.ConfigToken == "" || id == "" {
		k.add("manifest", bot.CheckOK, "only its scopes can be compared: with SLACK_CONFIG_TOKEN and SLACK_APP_TOKEN set, all of it is", "")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	raw, err := k.post.api.ExportManifestRawContext(ctx, k.set.ConfigToken, id)
	var has manifest
	if err == nil {
		err = json.Unmarshal(raw, &has)
	}
	if err != nil {
		k.add("manifest", bot.CheckWarning, "could not be read: "+hide(err).Error(), "make a new app configuration token (it is good for 12 hours) and set SLACK_CONFIG_TOKEN to it")
		return
	}
	if differs := has.lacks(newManifest(""), k.set.HTTP); len(differs) > 0 {
		k.add("manifest", bot.CheckFailure, "the app differs from it: "+strings.Join(differs, "; "), fix)
		return
	}
	k.add("manifest", bot.CheckOK, "the app is set up as it says", "")
}

// appID returns the app's id, which is the second part of an app-level token: xapp-1-A0123-….
func appID(token string) string {
	if parts := strings.Split(token, "-"); len(parts) > 3 && strings.HasPrefix(parts[2], "A") {
		return parts[2]
	}
	return ""
}

// lacks says in what an app falls short of a manifest.
func (m manifest) lacks(want manifest, http bool) []string {
	var out []string
	for _, s := range lacking(want.OAuth.Scopes.Bot, m.OAuth.Scopes.Bot) {
		out = append(out, "no scope "+s)
	}
	for _, e := range lacking(want.Settings.Events.Events, m.Settings.Events.Events) {
		out = append(out, "no event "+e)
	}
	if !slices.ContainsFunc(m.Features.Commands, func(c slashCommand) bool { return c.Command == "/readout" }) {
		out = append(out, "no command /readout")
	}
	for what, on := range map[string]bool{
		"interactivity is off": m.Settings.Interactivity.Enabled, "the Home tab is off": m.Features.Home.Home,
		"the Messages tab is off": m.Features.Home.Messages, "the Messages tab is read-only": !m.Features.Home.ReadOnly,
		"Socket Mode is off, and SLACK_MODE is socket": http || m.Settings.SocketMode,
		"Socket Mode is on, and SLACK_MODE is http":    !http || !m.Settings.SocketMode,
	} {
		if !on {
			out = append(out, what)
		}
	}
	slices.Sort(out)
	return out
}

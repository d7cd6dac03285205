package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readout/adapters"
	"readout/adapters/terminal"
	"readout/bot"
	"readout/config"
)

const doctorLong = `Looks at the whole set-up, a line a thing: ok, warning (works, and may not for long or not in full)
or failure (does not work), each with what to do. It changes nothing, and may be run beside "serve".
With --online it also asks the platforms about tokens, scopes and what is registered there, the sites
of the articles whether their pages are still there, and compares clocks. The status is 1 when
something fails, or else 0.`

func (p *program) doctorCommand() *cobra.Command {
	var online, asJSON bool
	cmd := &cobra.Command{
		Use:     "doctor [--online] [--json]",
		Short:   "Check settings, platforms, database, disk and links",
		Long:    doctorLong,
		Example: "  readout doctor\n  readout --config readout.conf doctor --online",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.doctor(cmd.Context(), online, asJSON) },
	}
	cmd.Flags().BoolVar(&online, "online", false, "also ask the platforms and the sites of the articles")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	return cmd
}

// An examination collects what checks find.
type examination struct {
	set    config.Config
	online bool
	now    time.Time
	usable bool // the database can be opened without being changed
	found  []bot.Check
}

func (x *examination) ok(name, format string, args ...any) {
	x.found = append(x.found, bot.Check{Name: name, State: bot.CheckOK, Found: fmt.Sprintf(format, args...)})
}

func (x *examination) warn(name, fix, format string, args ...any) {
	x.found = append(x.found, bot.Check{Name: name, State: bot.CheckWarning, Found: fmt.Sprintf(format, args...), Fix: fix})
}

func (x *examination) fail(name, fix, format string, args ...any) {
	x.found = append(x.found, bot.Check{Name: name, State: bot.CheckFailure, Found: fmt.Sprintf(format, args...), Fix: fix})
}

func (p *program) doctor(ctx context.Context, online, asJSON bool) error {
	c, values, wrong := p.effective()
	x := &examination{set: c, online: online, now: time.Now()}
	x.settings(values, wrong, p.environ)
	x.platforms(ctx, config.Mistakes(wrong))
	if c.DB != "" {
		x.database(ctx)
		x.disk()
	}
	x.clock()
	x.running(ctx)
	if online {
		x.links(ctx)
	}
	if asJSON {
		if err := list(p, x.found); err != nil {
			return err
		}
	} else if err := p.printChecks(x.found); err != nil {
		return err
	}
	for _, c := range x.found {
		if c.State == bot.CheckFailure {
			return status(statusFailure)
		}
	}
	return nil
}

func (p *program) printChecks(found []bot.Check) error {
	var b strings.Builder
	count := map[bot.CheckState]int{}
	for _, c := range found {
		count[c.State]++
		fmt.Fprintf(&b, "%-8s %s: %s\n", c.State, terminal.Clean(c.Name), oneLine(c.Found))
		if c.Fix != "" {
			fmt.Fprintf(&b, "         → %s\n", oneLine(c.Fix))
		}
	}
	fmt.Fprintf(&b, "%d ok, %s, %s\n", count[bot.CheckOK], number(count[bot.CheckWarning], "warning"), number(count[bot.CheckFailure], "failure"))
	return p.say("%s", b.String())
}

// platforms has each platform looked at, and says when none is set up. What is wrong with its settings has been said.
func (x *examination) platforms(ctx context.Context, mistakes []*config.Mistake) {
	wrong := make(map[string]bool)
	for _, m := range mistakes {
		wrong[platformOf(m.Key)] = true
	}
	on := 0
	for _, p := range adapters.Platforms {
		if p.On(x.set) {
			on++
		}
		if p.Check != nil && !wrong[p.Name] {
			x.found = append(x.found, p.Check(ctx, x.set, x.online)...)
		}
	}
	if on == 0 {
		x.warn("platforms", "set "+strings.Join(config.Switches(), " or ")+"; `readout chat` talks in the terminal without any", "none is set up")
	}
	for _, a := range x.set.Admin {
		x.adminChannel(a)
	}
}

func (x *examination) adminChannel(a config.Channel) {
	const name = "settings: READOUT_ADMIN"
	for _, p := range adapters.Platforms {
		if p.Name == a.Platform && p.On(x.set) {
			x.ok(name, "channel %s of %s is told of losses", a.ID, a.Platform)
			return
		}
	}
	x.fail(name, "name a channel of a platform that is set up", "%s is not set up, so that channel %s cannot be told of anything", a.Platform, a.ID)
}

package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"readout/adapters"
	"readout/bot"
	"readout/bot/journal"
	"readout/config"
)

const serveLong = `Answers on every platform that is set up, until it is told to stop (Ctrl-C, SIGTERM): then it
takes nothing more, lets the answers in hand end (READOUT_SHUTDOWN) and leaves the rest to its next
start. A platform is on when its token is set: SLACK_BOT_TOKEN for Slack,
DISCORD_TOKEN for Discord. One that is set up wrongly does not keep the others
from working. Over HTTP, at READOUT_ADDR, it serves what platforms send, and

  /         how all stands, for people
  /livez    200 while the process works
  /readyz   200 when every platform is connected and the database can be written, or else 503,
            with the reasons as JSON
  /metrics  figures for Prometheus

With nothing set up it serves just these, and says what is missing. A question is written down
before the platform is told that it arrived, so that none is lost when the program is killed. SIGHUP
has it read its settings again; those that "readout config" marks as live are taken over.`

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "serve",
		Short:   "Answer on every platform that is set up",
		Long:    serveLong,
		Example: "  readout --config readout.conf serve",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
}

func (p *program) serve(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	c, values, wrong, err := p.tolerantSettings()
	if err != nil {
		return err
	}
	log := p.logger(c)
	unlock, err := lockStore(ctx, c.DB)
	if err != nil {
		return err
	}
	defer unlock()
	s, err := p.openWith(ctx, c)
	if err != nil {
		return err
	}
	defer s.close()
	j, err := journal.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer j.Close()
	sv, err := newServer(c, s, j, log)
	if err != nil {
		return err
	}
	sv.values = values
	for _, platform := range adapters.Platforms {
		sv.offer(platform, wrong[platform.Name])
	}
	p.advise(sv)
	return sv.run(ctx, p.reloads(sv))
}

// tolerantSettings returns the settings, and the mistakes in those of a platform by its name: the others are to
// work all the same.
func (p *program) tolerantSettings() (config.Config, []config.Value, map[string]error, error) {
	c, values, err := p.effective()
	wrong := make(map[string]error)
	for _, m := range config.Mistakes(err) {
		platform := platformOf(m.Key)
		if platform == "" {
			return c, nil, nil, err
		}
		if wrong[platform] != nil {
			wrong[platform] = fmt.Errorf("%w; %w", wrong[platform], m)
			continue
		}
		wrong[platform] = m
	}
	if err != nil && len(wrong) == 0 {
		return c, nil, nil, err
	}
	return c, values, wrong, nil
}

// platformOf returns the name of the platform that a setting is of; "" for none.
func platformOf(key string) string {
	for _, platform := range adapters.Platforms {
		if strings.HasPrefix(key, strings.ToUpper(platform.Name)+"_") {
			return platform.Name
		}
	}
	return ""
}

// advise tells whoever starts the program with nothing set up what is missing.
func (p *program) advise(sv *server) {
	if len(sv.parts) > 0 {
		return
	}
	fmt.Fprintf(p.stderr, "readout: no platform is set up: set %s, in the environment or in a settings file (`readout config init` writes one).\n"+
		"readout: Until then there is only the health page, http://%s/; `readout chat` talks in the terminal without any setting.\n",
		strings.Join(config.Switches(), " or "), sv.set.Addr)
}

// reloads tells of each SIGHUP; the function reads the settings again and has sv take over what it can.
func (p *program) reloads(sv *server) func(ctx context.Context) {
	return func(ctx context.Context) {
		hup := make(chan os.Signal, 1)
		signal.Notify(hup, syscall.SIGHUP)
		defer signal.Stop(hup)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hup:
				p.reload(sv)
			}
		}
	}
}

func (p *program) reload(sv *server) {
	c, values, err := p.effective()
	if err != nil {
		sv.log.Error("the settings were read again and are not taken over, as there is a mistake", "err", err)
		return
	}
	var later []string
	for i, v := range values {
		if v != sv.values[i] && !v.Live {
			later = append(later, v.Key)
		}
	}
	p.level.Set(c.Log)
	sv.adjust(c)
	if len(later) > 0 {
		sv.log.Warn("some settings are taken over at the next start only", "settings", strings.Join(later, " "))
	}
	sv.log.Info("the settings were read again", "log", c.Log, "user_rate", c.UserRate, "channel_rate", c.ChannelRate, "retention", c.Retention)
}

// rules are the settings that the desk takes over while it is at work.
func rules(c config.Config) bot.Rules {
	return bot.Rules{
		User: bot.Rate(c.UserRate), Channel: bot.Rate(c.ChannelRate), Retention: c.Retention, LogText: c.LogText,
	}
}

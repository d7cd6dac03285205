package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"readout/adapters"
	"readout/bot"
	"readout/bot/journal"
	"readout/config"
)

const serveLong = `Answers on every platform that is set up, until it is told to stop (Ctrl-C, SIGTERM).
A platform is on when its token is set: SLACK_BOT_TOKEN for Slack, DISCORD_TOKEN for Discord. Over HTTP, at READOUT_ADDR, it
serves what platforms send, /livez (the process works) and /readyz (every platform is connected).
A question is written down before the platform is told that it arrived, so that none is lost when
the program is killed.`

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "serve",
		Short:   "Answer on Slack and Discord, as configured",
		Long:    serveLong,
		Example: "  SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… readout serve",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
}

func (p *program) serve(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	c, err := p.settings()
	if err != nil {
		return err
	}
	on := platformsOf(c)
	if len(on) == 0 {
		return usagef("no platform is set up: `readout chat` talks in the terminal without any")
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	j, err := journal.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer j.Close()
	sv := newServer(c, s, j, p.logger(c))
	for _, platform := range on {
		sv.add(platform)
	}
	return sv.run(ctx)
}

func platformsOf(c config.Config) []adapters.Platform {
	var on []adapters.Platform
	for _, platform := range adapters.Platforms {
		if platform.On(c) {
			on = append(on, platform)
		}
	}
	return on
}

// A server is the bot at work on its platforms.
type server struct {
	set      config.Config
	host     *host
	log      *slog.Logger
	mux      *http.ServeMux
	adapters []adapters.Adapter
}

func newServer(c config.Config, s *session, j *journal.Journal, log *slog.Logger) *server {
	sv := &server{
		set: c, log: log, mux: http.NewServeMux(),
		host: &host{Desk: bot.NewDesk(s.answerer, j, log, bot.Settings{}), Journal: j, Guide: s.answerer, store: s.store, set: c},
	}
	sv.mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	sv.mux.HandleFunc("GET /readyz", sv.ready)
	return sv
}

func (sv *server) add(p adapters.Platform) {
	a := p.New(sv.set, sv.host, sv.log.With("platform", p.Name))
	sv.adapters = append(sv.adapters, a)
	sv.host.Attach(p.Name, a)
	sv.mux.Handle(p.Path, a)
}

// ready says how each platform stands, with status 503 when one of them is not connected.
func (sv *server) ready(w http.ResponseWriter, _ *http.Request) {
	status := http.StatusOK
	links := make([]bot.Link, 0, len(sv.adapters))
	for _, a := range sv.adapters {
		l := a.Link()
		if !l.Up {
			status = http.StatusServiceUnavailable
		}
		links = append(links, l)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(links) // whoever asked has gone
}

// Limits of the HTTP server. Platforms send little, and at once.
const (
	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	headerBytes  = 16 << 10
	drainTimeout = 2 * time.Second // for requests in hand when the program is told to stop
)

// run serves until ctx is done or nothing can be served any more. A platform that fails for good does
// not take the others with it: /readyz tells.
func (sv *server) run(ctx context.Context) error {
	l, err := net.Listen("tcp", sv.set.Addr)
	if err != nil {
		return fmt.Errorf("cannot serve HTTP at %s: %w: set READOUT_ADDR to another address", sv.set.Addr, err)
	}
	web := &http.Server{
		Handler: sv.mux, ReadTimeout: readTimeout, ReadHeaderTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(sv.log.Handler(), slog.LevelWarn),
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var work sync.WaitGroup
	defer work.Wait()
	work.Go(func() { _ = sv.host.Desk.Run(ctx) })
	for _, a := range sv.adapters {
		work.Go(func() {
			if err := a.Run(ctx); err != nil && ctx.Err() == nil {
				sv.log.Error("a platform is lost", "err", err)
			}
		})
	}
	work.Go(func() {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
		defer cancel()
		_ = web.Shutdown(drain) // what is left is closed with the process
	})
	sv.log.Info("serving", "addr", l.Addr().String(), "db", sv.set.DB)
	err = web.Serve(l)
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serving HTTP at %s: %w", sv.set.Addr, err)
}

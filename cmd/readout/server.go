package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"readout/adapters"
	"readout/bot"
	"readout/bot/journal"
	"readout/config"
)

// A server is the bot at work on its platforms.
type server struct {
	set     config.Config
	values  []config.Value // as they were read at the start
	host    *host
	log     *slog.Logger
	mux     *http.ServeMux
	parts   []part
	health  *health
	metrics *metrics
	admin   *admin
}

// A part is a platform: an adapter, or, where it is set up wrongly, only a link that says so.
type part struct {
	name    string
	adapter adapters.Adapter // nil when it is set up wrongly
	wrong   bot.Link
}

func (p part) link() bot.Link {
	if p.adapter == nil {
		return p.wrong
	}
	l := p.adapter.Link()
	l.Platform = p.name
	return l
}

func newServer(c config.Config, s *session, j *journal.Journal, log *slog.Logger) (*server, error) {
	sv := &server{set: c, log: log, mux: http.NewServeMux()}
	sv.metrics = newMetrics(sv)
	desk := bot.NewDesk(s.answerer, j, log, bot.Settings{
		Deadline: c.Deadline, Shutdown: c.Shutdown, Queue: c.Queue, Rules: rules(c), Watch: sv.metrics.watch,
	})
	sv.host = &host{Desk: desk, Journal: j, Guide: s.answerer, store: s.store, set: c}
	h, err := newHealth(sv, j)
	if err != nil {
		return nil, err
	}
	sv.health = h
	sv.admin = newAdmin(sv)
	sv.mux.HandleFunc("GET /{$}", sv.health.page)
	sv.mux.HandleFunc("GET /livez", alive)
	sv.mux.HandleFunc("GET /readyz", sv.health.ready)
	sv.mux.Handle("GET /metrics", sv.metrics.handler())
	return sv, nil
}

// offer takes a platform in if it is on, or is meant to be and set up wrongly.
func (sv *server) offer(p adapters.Platform, wrong error) {
	switch {
	case wrong != nil:
		sv.log.Error("a platform is set up wrongly", "platform", p.Name, "err", wrong)
		sv.parts = append(sv.parts, part{name: p.Name, wrong: bot.Link{Platform: p.Name, Reason: wrong.Error(), Since: time.Now()}})
	case p.On(sv.set):
		a := p.New(sv.set, sv.host, sv.log.With("platform", p.Name))
		sv.parts = append(sv.parts, part{name: p.Name, adapter: a})
		sv.host.Attach(p.Name, a)
		sv.mux.Handle(p.Path, a)
	}
}

// adjust takes over settings that can be changed at work.
func (sv *server) adjust(c config.Config) {
	sv.host.Adjust(rules(c))
	sv.admin.direct(c.Admin)
}

// Limits of the HTTP server. Platforms send little, and at once.
const (
	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	headerBytes  = 16 << 10
	bodyBytes    = 1 << 20
	connections  = 512             // more have to wait
	drainTimeout = 2 * time.Second // for requests in hand when the program is told to stop
)

func (sv *server) web() *http.Server {
	return &http.Server{
		Handler:     http.MaxBytesHandler(sv.mux, bodyBytes),
		ReadTimeout: readTimeout, ReadHeaderTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(sv.log.Handler(), slog.LevelWarn),
	}
}

// run serves until ctx is done or nothing can be served any more, and has each of also at work meanwhile. A
// platform that fails for good does not take the others with it: /readyz tells.
func (sv *server) run(ctx context.Context, also ...func(context.Context)) error {
	l, err := net.Listen("tcp", sv.set.Addr)
	if err != nil {
		return fmt.Errorf("cannot serve HTTP at %s: %w: set READOUT_ADDR to another address", sv.set.Addr, err)
	}
	web := sv.web()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var work sync.WaitGroup
	defer work.Wait()
	sv.start(ctx, &work, also...)
	work.Go(func() {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
		defer cancel()
		_ = web.Shutdown(drain) // what is left is closed with the process
	})
	sv.log.Info("serving", "addr", l.Addr().String(), "db", sv.set.DB, "platforms", len(sv.parts), "version", version())
	err = web.Serve(netutil.LimitListener(l, connections))
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serving HTTP at %s: %w", sv.set.Addr, err)
}

// start has everything but HTTP at work until ctx is done.
func (sv *server) start(ctx context.Context, work *sync.WaitGroup, also ...func(context.Context)) {
	work.Go(func() { _ = sv.host.Run(ctx) }) // has nothing to say that it has not logged
	for _, p := range sv.parts {
		work.Go(func() { sv.keep(ctx, p) })
	}
	for _, do := range append(also, sv.health.watch, sv.admin.run) {
		work.Go(func() { do(ctx) })
	}
}

// keep holds the connection to a platform.
func (sv *server) keep(ctx context.Context, p part) {
	if p.adapter == nil {
		return
	}
	if err := p.adapter.Run(ctx); err != nil && ctx.Err() == nil {
		sv.log.Error("a platform is lost", "platform", p.name, "err", err)
	}
}

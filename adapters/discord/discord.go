package discord

import (
	"context"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"readout/bot"
)

// An Adapter is the bot's place in Discord.
type Adapter struct {
	set  Config
	host Host
	log  *slog.Logger

	rest    *rest
	gateway *gateway
	calls   *calls
	work    *work
	link    link
	self    atomic.Pointer[string] // id of our own user, once Discord has told it
	app     atomic.Pointer[string] // id of the application, likewise
}

var _ bot.Deliverer = (*Adapter)(nil)

// New returns an Adapter. It talks to Discord from Run on.
func New(c Config, h Host, log *slog.Logger) *Adapter {
	c = c.withDefaults()
	a := &Adapter{set: c, host: h, log: log, calls: newCalls(), work: newWork(log)}
	a.rest = newREST(c, func(reason string) { a.link.set(linkOfAPI, false, reason) })
	a.gateway = newGateway(c, a.rest, &a.link, log)
	a.gateway.onEvent, a.gateway.onMe = a.happen, func(me string) { a.self.Store(&me) }
	part := linkOfGateway
	if c.HTTP {
		part = linkOfAPI
	}
	a.link.set(part, false, "not connected yet")
	return a
}

// Link implements adapters.Adapter.
func (a *Adapter) Link() bot.Link {
	l := a.link.now()
	l.Opened = a.gateway.reopened()
	return l
}

// Run holds the connection to Discord until ctx is done. It returns an error when Discord will not have us as we are set up.
func (a *Adapter) Run(ctx context.Context) error {
	if problem := a.set.problem(); problem != "" {
		a.link.set(linkOfSettings, false, problem)
		return errors.New(problem)
	}
	ctx, stop := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { a.work.run(ctx) })
	wg.Go(func() {
		if err := a.introduce(ctx); err != nil {
			stop(err)
		}
	})
	if !a.set.HTTP {
		wg.Go(func() {
			if err := a.gateway.run(ctx); err != nil {
				stop(err)
			}
		})
	}
	<-ctx.Done()
	cause := context.Cause(ctx)
	stop(nil)
	a.calls.stop()
	wg.Wait()
	if !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// recheck is how often it is asked, where there is no gateway to tell, whether the token is still good.
const recheck = 5 * time.Minute

// introduce asks Discord who we are and brings its commands up to date, until both is done; over HTTP it goes on asking. An
// error means that Discord refuses the token.
func (a *Adapter) introduce(ctx context.Context) error {
	current := false
	for pause := a.set.FirstPause; ; pause = min(2*pause, recheck) {
		known := a.identify(ctx)
		if reason := a.rest.refused.Load(); reason != nil {
			return errors.New(*reason)
		}
		if known && !current {
			current = a.register(ctx)
		}
		if known && current {
			if !a.set.HTTP {
				return nil
			}
			pause = recheck
		}
		if sleep(ctx, pause) != nil {
			return nil
		}
	}
}

// An application is what Discord knows of us (resources/application).
type application struct {
	ID        string `json:"id"`
	VerifyKey string `json:"verify_key"`
	Flags     int64  `json:"flags"`
	Endpoint  string `json:"interactions_endpoint_url"`
	Bot       *user  `json:"bot"`
	// Installs has a key for each way in which the application can be installed: "0" on servers, "1" by users.
	Installs map[string]struct{} `json:"integration_types_config"`
}

// identify asks who we are. It is true when Discord has answered, whatever the answer was.
func (a *Adapter) identify(ctx context.Context) bool {
	var app application
	err := a.rest.find(ctx, query{method: http.MethodGet, route: "/applications/@me", name: "application", bucket: "application"}, &app)
	if status(err) == 0 && err != nil && !errors.Is(err, errUnreadable) {
		if ctx.Err() == nil {
			a.log.Warn("Discord does not answer", "err", err)
			if a.set.HTTP && a.rest.refused.Load() == nil {
				a.link.set(linkOfAPI, false, "Discord's REST API does not answer: check the network and DISCORD_API_URL")
			}
		}
		return false
	}
	if app.ID != "" {
		a.app.Store(&app.ID)
	}
	if app.Bot != nil && app.Bot.ID != "" && a.me() == "" {
		a.self.Store(&app.Bot.ID)
	}
	if a.set.HTTP && a.rest.refused.Load() == nil {
		a.link.set(linkOfAPI, true, "")
	}
	return true
}

// me returns the id of our own user. Until Discord has told it, it is read from the token, which begins with it.
func (a *Adapter) me() string {
	if id := a.self.Load(); id != nil {
		return *id
	}
	return ownerOf(a.set.Token)
}

// application returns the id of our application: as set, as told, or else that of our user, which is the same for all but the
// oldest applications.
func (a *Adapter) application() string {
	if a.set.ApplicationID != "" {
		return a.set.ApplicationID
	}
	if id := a.app.Load(); id != nil {
		return *id
	}
	return a.me()
}

// ownerOf is the id of the user that a token belongs to, "" when the token has not the form of one.
func ownerOf(token string) string {
	head, _, _ := strings.Cut(token, ".")
	id, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(head, "="))
	if err != nil || !isSnowflake(string(id)) {
		return ""
	}
	return string(id)
}

// ServeHTTP takes what Discord sends to the interactions endpoint.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.serve(w, r) }

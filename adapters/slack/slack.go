package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"readout/bot"
)

// An Adapter is the bot's place in Slack.
type Adapter struct {
	set  Config
	host Host
	post *poster
	log  *slog.Logger

	self   atomic.Pointer[string] // id of our own user, once Slack has told it
	link   link
	work   tasks
	failed chan struct{} // closed once Slack will not have us as we are set up
	fail   sync.Once

	unshared sync.Map // keys of answers that could not be shared: pressing again may help
}

var _ bot.Deliverer = (*Adapter)(nil)

// New returns an Adapter. It talks to Slack from Run on.
func New(c Config, h Host, log *slog.Logger) *Adapter {
	c = c.withDefaults()
	a := &Adapter{set: c, host: h, log: log, post: newPoster(c, log), failed: make(chan struct{})}
	a.work.start()
	a.link.set(linkOfAPI, false, "not connected yet")
	return a
}

// Deliver implements bot.Deliverer.
func (a *Adapter) Deliver(ctx context.Context, d bot.Delivery) error {
	t, err := readTarget(d.Message.Target)
	if err != nil {
		return fmt.Errorf("%w: %w", bot.ErrRefused, err)
	}
	if a.lost() {
		return errors.New(a.link.now().Reason)
	}
	err = a.post.answer(ctx, d, t)
	if reason, dead := revoked(err); dead {
		a.lose(reason)
	}
	return err
}

// Tell implements adapters.Adapter.
func (a *Adapter) Tell(ctx context.Context, channel, text string) error {
	return a.post.send(ctx, place{channel: channel}, message{text: escapeTo(text, maxSection)})
}

// Link implements adapters.Adapter.
func (a *Adapter) Link() bot.Link { return a.link.now() }

// lose notes that Slack will not have us as we are set up, for the reason given: nothing helps but a restart.
func (a *Adapter) lose(reason string) {
	a.fail.Do(func() {
		a.link.end(reason)
		close(a.failed)
	})
}

func (a *Adapter) lost() bool {
	select {
	case <-a.failed:
		return true
	default:
		return false
	}
}

// recheck is how often it is asked whether the token is still good.
const recheck = 5 * time.Minute

// Run holds the connection to Slack until ctx is done. It returns an error when Slack will not have us
// as we are set up.
func (a *Adapter) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if fault := a.set.fault(); fault != "" {
		a.lose(fault)
	}
	var wg sync.WaitGroup
	if !a.lost() {
		wg.Go(func() { a.keepChecking(ctx) })
		if !a.set.HTTP {
			a.connectAll(ctx, &wg)
		}
	}
	select {
	case <-ctx.Done():
	case <-a.failed:
	}
	stop()
	wg.Wait()
	a.work.stop()
	if a.lost() {
		return errors.New(a.link.now().Reason)
	}
	return nil
}

// keepChecking asks Slack who we are, until it answers and every so often from then on.
func (a *Adapter) keepChecking(ctx context.Context) {
	for pause := time.Second; ; {
		if a.check(ctx) {
			pause = recheck
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, recheck)
	}
}

// check says whether Slack answered to our token, whatever the answer was.
func (a *Adapter) check(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	who, err := a.post.api.AuthTestContext(ctx)
	reason, dead := revoked(err)
	switch {
	case err == nil:
		a.self.Store(&who.UserID)
		a.link.set(linkOfAPI, true, "")
	case dead:
		a.lose(reason)
	case code(err) != "" && !slices.Contains(laterCodes, code(err)) && !slices.Contains(unclearCodes, code(err)): // it lives, and does not tell who we are
		a.link.set(linkOfAPI, true, "")
	default:
		if ctx.Err() == nil {
			a.log.Warn("Slack does not answer", "err", hide(err))
		}
		a.link.set(linkOfAPI, false, "Slack's Web API does not answer: check the network, and SLACK_API_URL where it is set")
		return false
	}
	return true
}

// me returns the id of our own user; "" when it is not known yet.
func (a *Adapter) me() string {
	if id := a.self.Load(); id != nil {
		return *id
	}
	return ""
}

// ServeHTTP takes what Slack sends to the request URL: events, commands and interactions alike.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.serve(w, r) }

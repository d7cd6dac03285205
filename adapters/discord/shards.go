package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// A gateway is all our connections to Discord's.
type gateway struct {
	set     Config
	rest    *rest
	log     *slog.Logger
	link    *link
	onEvent func(ctx context.Context, event string, d []byte)
	onMe    func(id string)

	count int // of all shards, of all processes
	first int
	ups   []bool // which of ours are connected; guarded by mu
	mu    sync.Mutex

	known   gatewayInfo
	asked   time.Time
	starts  int               // sessions that may still be started
	pace    map[int]time.Time // when a shard with that key may identify next
	opened  atomic.Int64
	waiting chan struct{} // holds one token: who has it may look at known, starts, pace
}

// A gatewayInfo is what `GET /gateway/bot` tells (events/gateway: get gateway bot).
type gatewayInfo struct {
	URL    string `json:"url"`
	Shards int    `json:"shards"`
	Limit  struct {
		Remaining      int `json:"remaining"`
		ResetAfter     int `json:"reset_after"` // milliseconds
		MaxConcurrency int `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// infoAge is for how long what the gateway has told is believed.
const infoAge = 5 * time.Minute

func newGateway(c Config, r *rest, l *link, log *slog.Logger) *gateway {
	g := &gateway{set: c, rest: r, log: log, link: l, pace: make(map[int]time.Time), waiting: make(chan struct{}, 1)}
	g.waiting <- struct{}{}
	return g
}

// run holds the connections until ctx is done, or Discord will not have us as we are set up.
func (g *gateway) run(ctx context.Context) error {
	want, err := parseShards(g.set.Shards)
	if err != nil {
		return err // Config.problem has said so
	}
	for pause := g.set.FirstPause; want.Count == 0; pause = min(2*pause, lastPause) {
		info, err := g.info(ctx)
		if reason, dead := fatal(err); dead {
			return errors.New(reason)
		}
		if err == nil {
			want = shards{Last: max(info.Shards, 1) - 1, Count: max(info.Shards, 1)}
			break
		}
		g.log.Warn("the gateway does not answer", "err", err, "again", pause)
		g.link.set(linkOfGateway, false, "the gateway can't be reached: check the network and DISCORD_API_URL")
		if sleep(ctx, pause) != nil {
			return nil
		}
	}
	return g.hold(ctx, want)
}

// hold runs the shards. The first that Discord refuses for good ends them all: what is wrong is wrong for each.
func (g *gateway) hold(ctx context.Context, want shards) error {
	g.mu.Lock()
	g.count, g.first = want.Count, want.First
	g.ups = make([]bool, want.Last-want.First+1)
	g.mu.Unlock()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	for n := want.First; n <= want.Last; n++ {
		wg.Go(func() {
			s := &shard{gateway: g, number: n, log: g.log}
			if err := s.keep(ctx); err != nil {
				stop(err)
			}
		})
	}
	wg.Wait()
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		g.link.set(linkOfGateway, false, cause.Error())
		return cause
	}
	return nil
}

// take holds what all shards share.
func (g *gateway) take(ctx context.Context) error {
	select {
	case <-g.waiting:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (g *gateway) give() { g.waiting <- struct{}{} }

// info asks where the gateway is, unless that is known.
func (g *gateway) info(ctx context.Context) (gatewayInfo, error) {
	if err := g.take(ctx); err != nil {
		return gatewayInfo{}, err
	}
	defer g.give()
	return g.fetch(ctx)
}

// fetch is info for who has the token.
func (g *gateway) fetch(ctx context.Context) (gatewayInfo, error) {
	if g.known.URL != "" && time.Since(g.asked) < infoAge {
		return g.known, nil
	}
	var info gatewayInfo
	if err := g.rest.find(ctx, query{method: "GET", route: "/gateway/bot", name: "gateway", bucket: "gateway"}, &info); err != nil {
		return gatewayInfo{}, err
	}
	if info.URL == "" {
		return gatewayInfo{}, errors.New("gateway: the answer has no address")
	}
	g.known, g.asked, g.starts = info, time.Now(), info.Limit.Remaining
	return info, nil
}

// turn waits until a shard may identify: with others of its key (its number modulo max_concurrency) it takes turns, five
// seconds apart, and when all starts of the day are used up it waits for the next day. Past that, Discord resets the token.
func (g *gateway) turn(ctx context.Context, number int) error {
	if err := g.take(ctx); err != nil {
		return err
	}
	info, err := g.fetch(ctx)
	if err == nil && g.starts <= 0 {
		pause := time.Duration(info.Limit.ResetAfter) * time.Millisecond
		g.known = gatewayInfo{} // to be asked for again
		g.give()
		g.state(number, false, fmt.Sprintf("all starts of sessions that Discord allows for now are used up; the next is in %s", pause.Round(time.Second)))
		if err := sleep(ctx, pause+g.set.FirstPause); err != nil {
			return err
		}
		return errors.New("waited for the limit of session starts")
	}
	if err != nil {
		g.give()
		return err
	}
	key := number % max(info.Limit.MaxConcurrency, 1)
	at := g.pace[key]
	if now := time.Now(); at.Before(now) {
		at = now
	}
	g.pace[key] = at.Add(g.set.IdentifyEvery)
	g.starts--
	g.give()
	return sleep(ctx, time.Until(at))
}

// up notes that a shard has its session.
func (g *gateway) up(number int, me string) {
	if me != "" {
		g.onMe(me)
	}
	g.opened.Add(1)
	g.state(number, true, "")
}

// state notes whether a shard is connected.
func (g *gateway) state(number int, up bool, reason string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ups[number-g.first] = up
	down := 0
	for _, u := range g.ups {
		if !u {
			down++
		}
	}
	switch {
	case down == 0:
		g.link.set(linkOfGateway, true, "")
	case reason == "":
		g.link.set(linkOfGateway, false, fmt.Sprintf("%d of %d shards are not connected yet", down, len(g.ups)))
	case len(g.ups) > 1:
		g.link.set(linkOfGateway, false, fmt.Sprintf("%d of %d shards are not connected; shard %d: %s", down, len(g.ups), number, reason))
	default:
		g.link.set(linkOfGateway, false, reason)
	}
}

// reopened is how often a connection was opened, of which all but the first are reconnections: those of further shards are not.
func (g *gateway) reopened() int {
	g.mu.Lock()
	shards := len(g.ups)
	g.mu.Unlock()
	return max(0, int(g.opened.Load())-max(0, shards-1))
}

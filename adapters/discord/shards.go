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
	starts  int           // sessions that may still be started
	pace    map[int]*pace // by key
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
	g := &gateway{set: c, rest: r, log: log, link: l, pace: make(map[int]*pace), waiting: make(chan struct{}, 1)}
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

// pace lets the shards of one key (the number modulo max_concurrency) identify one after the other.
type pace struct {
	turn chan struct{} // holds one token: whose turn it is
	next time.Time     // when the next may identify; for who has the token
}

// turn waits until a shard may identify: shards of one key do so five seconds apart (events/gateway: rate limiting). When all
// starts of the day are used up it waits for the next day: past that, Discord resets the token. The turn is over when done is
// called, sent saying whether the shard has identified.
func (g *gateway) turn(ctx context.Context, number int) (done func(sent bool), err error) {
	p, err := g.reserve(ctx, number)
	if err != nil {
		return nil, err
	}
	select {
	case <-p.turn:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if err := sleep(ctx, time.Until(p.next)); err != nil {
		p.turn <- struct{}{}
		return nil, err
	}
	var once sync.Once
	return func(sent bool) {
		once.Do(func() {
			if sent {
				p.next = time.Now().Add(g.set.IdentifyEvery)
			}
			p.turn <- struct{}{}
		})
	}, nil
}

// reserve takes one of the starts that are left, and returns the pace that a shard has to keep.
func (g *gateway) reserve(ctx context.Context, number int) (*pace, error) {
	if err := g.take(ctx); err != nil {
		return nil, err
	}
	info, err := g.fetch(ctx)
	if err != nil {
		g.give()
		return nil, err
	}
	if g.starts <= 0 {
		wait := time.Duration(info.Limit.ResetAfter) * time.Millisecond
		g.known = gatewayInfo{} // to be asked for again
		g.give()
		g.state(number, false, fmt.Sprintf("all starts of sessions that Discord allows for now are used up; the next is in %s", wait.Round(time.Second)))
		if err := sleep(ctx, wait+g.set.FirstPause); err != nil {
			return nil, err
		}
		return nil, errors.New("waited for the limit of session starts")
	}
	defer g.give()
	g.starts--
	key := number % max(info.Limit.MaxConcurrency, 1)
	if g.pace[key] == nil {
		g.pace[key] = &pace{turn: make(chan struct{}, 1)}
		g.pace[key].turn <- struct{}{}
	}
	return g.pace[key], nil
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

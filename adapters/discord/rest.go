package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// requestTime is how long one request may take.
const requestTime = 10 * time.Second

// A rest talks to Discord's REST API.
type rest struct {
	session *discordgo.Session
	bases   []string               // addresses that the API may have
	base    atomic.Pointer[string] // the one that it has, once one has answered
	limits  *limits
	refused atomic.Pointer[string] // why the token is refused; then nothing more is asked with it
	onDead  func(reason string)
}

func newREST(c Config, onDead func(reason string)) *rest {
	s := &discordgo.Session{
		Token: "Bot " + c.Token, UserAgent: "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ") Readout",
		Ratelimiter: discordgo.NewRatelimiter(), LogLevel: -1,
	}
	s.Client = &http.Client{Transport: &recorder{to: &http.Transport{
		Proxy: http.ProxyFromEnvironment, MaxIdleConns: 512, MaxIdleConnsPerHost: 512, IdleConnTimeout: 90 * time.Second,
		DialContext: (&net.Dialer{Timeout: requestTime}).DialContext, TLSHandshakeTimeout: requestTime, ForceAttemptHTTP2: true,
	}}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }} // a redirect would take the token along
	r := &rest{session: s, bases: bases(c.APIURL), limits: newLimits(), onDead: onDead}
	if len(r.bases) == 1 {
		r.base.Store(&r.bases[0])
	}
	return r
}

// A query is one request to the API.
type query struct {
	method, route string // the route without the base address
	name          string // what it is called in errors and logs, as routes hold tokens of interactions
	bucket        string // its rate limit; "" has none
	anonymous     bool   // it brings its own token in the route
	body          any
}

// An apiError is an answer that is no success.
type apiError struct {
	Name    string
	Status  int
	Code    int           // Discord's own (topics/opcodes-and-status-codes: JSON error codes), 0 for none
	Message string        //
	After   time.Duration // with status 429: how long to wait
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%s: HTTP %d, %d %s", e.Name, e.Status, e.Code, e.Message)
}

// transient says whether the same request may succeed a little later.
func (e *apiError) transient() bool { return e.Status >= 500 || e.Status == http.StatusTooManyRequests }

// errUnsent says that a request surely did not reach Discord.
var errUnsent = errors.New("Discord can't be reached")

// errUnreadable says that an answer is no JSON of the API: that of some web page, perhaps.
var errUnreadable = errors.New("the answer can't be read")

// errToken says that Discord refuses the token, so that nothing is asked with it any more.
var errToken = errors.New("Discord refuses the token")

// code returns Discord's number of an error, 0 when it is none of Discord's.
func code(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// status returns the HTTP status of an error, 0 when there was no answer.
func status(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// seen is what a request got as an answer, beyond what discordgo hands on.
type seen struct {
	status int
	header http.Header
}

type seenKey struct{}

// A recorder notes status and headers of answers.
type recorder struct{ to http.RoundTripper }

func (t *recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.to.RoundTrip(r)
	if s, ok := r.Context().Value(seenKey{}).(*seen); ok && err == nil {
		s.status, s.header = answer.StatusCode, answer.Header
	}
	return answer, err
}

// do makes a request, once, and reads its answer into a value; nil leaves it unread.
func (r *rest) do(ctx context.Context, q query, into any) error {
	return r.doAt(ctx, r.address(), q, into)
}

func (r *rest) doAt(ctx context.Context, base string, q query, into any) error {
	if reason := r.refused.Load(); reason != nil && !q.anonymous {
		return fmt.Errorf("%s: %w", q.name, errToken)
	}
	if err := r.limits.wait(ctx, q.bucket); err != nil {
		return fmt.Errorf("%s: waiting for the rate limit: %w", q.name, err)
	}
	s, answer, err := r.send(ctx, base, q)
	e := &apiError{Name: q.name, Status: s.status}
	if s.status >= 400 {
		e.read(s.header, answer, err)
	}
	r.limits.done(q.bucket, s.status, s.header, e.After)
	switch {
	case s.status == 0:
		return fmt.Errorf("%s: %w", q.name, broken(err))
	case s.status == http.StatusUnauthorized && !q.anonymous:
		r.die()
		return fmt.Errorf("%w: %w", e, errToken)
	case s.status >= 300:
		return e
	case into != nil:
		if err := json.Unmarshal(answer, into); err != nil {
			return fmt.Errorf("%s: %w: %w", q.name, errUnreadable, withoutValues(err))
		}
	}
	return nil
}

// send makes a request by discordgo, in a bucket of its own: limits has taken care of the rest.
func (r *rest) send(ctx context.Context, base string, q query) (seen, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	var s seen
	var body []byte
	if q.body != nil {
		var err error
		if body, err = encode(q.body); err != nil {
			return s, nil, err
		}
	}
	options := []discordgo.RequestOption{
		discordgo.WithContext(context.WithValue(ctx, seenKey{}, &s)), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0),
	}
	if q.anonymous {
		options = append(options, func(c *discordgo.RequestConfig) { c.Request.Header.Del("Authorization") })
	}
	free := discordgo.NewRatelimiter().LockBucket("")
	answer, err := r.session.RequestWithLockedBucket(q.method, base+q.route, "application/json", body, free, 0, options...)
	return s, answer, err
}

// encode writes JSON without the escapes that package json makes for HTML: they count as several characters.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return b.Bytes(), nil
}

func (r *rest) address() string {
	if base := r.base.Load(); base != nil {
		return *base
	}
	return r.bases[0]
}

// read takes what an error says from its answer.
func (e *apiError) read(h http.Header, answer []byte, err error) {
	var failed *discordgo.RESTError
	if len(answer) == 0 && errors.As(err, &failed) {
		answer = failed.ResponseBody
	}
	var said struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		After   float64 `json:"retry_after"`
	}
	if json.Unmarshal(answer, &said) == nil {
		e.Code, e.Message = said.Code, cut(said.Message, 200)
	}
	if e.Status == http.StatusTooManyRequests {
		e.After = max(seconds(h.Get("Retry-After")), time.Duration(said.After*float64(time.Second)))
		if e.After <= 0 {
			e.After = time.Second
		}
	}
}

// die notes that the token is refused. Discord bans addresses that go on (topics/rate-limits: invalid requests).
func (r *rest) die() {
	reason := "Discord refuses the token (401): copy it anew from the Developer Portal, Bot, Reset Token; set DISCORD_TOKEN to it, and restart"
	if r.refused.CompareAndSwap(nil, &reason) {
		r.onDead(reason)
	}
}

// broken is why there was no answer, without the address, which may hold a token. errUnsent is part of it when the request
// surely was not received.
func broken(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return fmt.Errorf("%w: %w", errUnsent, err)
	}
	if err == nil {
		err = errors.New("no answer")
	}
	return err
}

// find finds out at which of its possible addresses the API is, by asking for something that it has.
func (r *rest) find(ctx context.Context, q query, into any) error {
	if r.base.Load() != nil {
		return r.do(ctx, q, into)
	}
	var first error
	for i := range r.bases {
		err := r.doAt(ctx, r.bases[i], q, into)
		if status(err) != http.StatusNotFound && !errors.Is(err, errUnreadable) {
			if err == nil || status(err) != 0 {
				r.base.Store(&r.bases[i])
			}
			return err
		}
		if first == nil {
			first = err
		}
	}
	return first
}

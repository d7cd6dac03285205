package intake

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// A Probe is what came of asking for a page without reading it.
type Probe struct {
	Err   error     // why it cannot be read, a [Problem]; nil when it is there
	Date  time.Time // what the site's clock says; zero when it does not tell
	Asked time.Time // when, by our clock, that was
}

// Prober asks whether pages are there. Like all that is fetched, they must be public or allowed, and their site's
// robots.txt must permit it. It is for one goroutine.
type Prober struct{ f *fetcher }

// NewProber returns a Prober. Close it after use.
func NewProber(opt Options) (*Prober, error) {
	f, err := newFetcher(opt)
	if err != nil {
		return nil, err
	}
	return &Prober{f}, nil
}

// Close ends its connections.
func (p *Prober) Close() { p.f.close() }

// Probe asks for a page.
func (p *Prober) Probe(ctx context.Context, address string) Probe {
	u, err := url.Parse(address)
	if err == nil {
		err = checkURL(u)
	}
	if err != nil {
		return Probe{Err: at(address, err, ErrRefused)}
	}
	ctx, cancel := context.WithTimeout(ctx, p.f.timeout)
	defer cancel()
	if err := p.f.permitted(ctx, u); err != nil {
		return Probe{Err: at(address, p.f.explain(err), ErrUnavailable)}
	}
	res, err := p.f.request(ctx, u, "text/html,*/*;q=0.1")
	if err != nil {
		return Probe{Err: at(address, p.f.explain(err), ErrUnavailable)}
	}
	defer res.Body.Close()
	probe := Probe{Asked: time.Now()}
	if t, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		probe.Date = t
	}
	if err := statusProblem(res); err != nil {
		probe.Err = at(address, err, ErrUnavailable)
	}
	return probe
}

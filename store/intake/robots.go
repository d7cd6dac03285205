package intake

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/temoto/robotstxt"
)

// maxRobots is how much of a robots.txt counts: RFC 9309, 2.5, asks for 500 KiB at least.
const maxRobots = 500 << 10

// A rules is what a site's robots.txt says; nil data allows everything, err is why nothing is known.
type rules struct {
	data *robotstxt.RobotsData
	err  error
}

type askingRobots struct{}

// permitted asks the site's robots.txt, once a run, whether an address may be read. A site without one permits everything;
// one whose server fails permits nothing (RFC 9309, 2.3.1.4). So a site that hangs costs a feed with many links one wait.
func (f *fetcher) permitted(ctx context.Context, u *url.URL) error {
	if ctx.Value(askingRobots{}) != nil {
		return nil // a redirect of the robots.txt itself
	}
	site := u.Scheme + "://" + u.Host
	r, ok := f.robots[site]
	if !ok {
		r = f.readRobots(context.WithValue(ctx, askingRobots{}, true), site)
		if !errors.Is(r.err, context.Canceled) {
			f.robots[site] = r
		}
	}
	switch {
	case r.err != nil:
		return r.err
	case r.data != nil && !r.data.TestAgent(u.RequestURI(), "readout"):
		return &Problem{What: "the site asks programs not to read this address (robots.txt)", Fix: "save the text by hand and give the file", Kind: ErrDenied}
	}
	return nil
}

// readRobots fetches a site's rules.
func (f *fetcher) readRobots(ctx context.Context, site string) *rules {
	u, err := url.Parse(site + "/robots.txt")
	if err != nil {
		return &rules{err: &Problem{What: "this is no address", Fix: "check the spelling", Kind: ErrRefused}}
	}
	res, err := f.request(ctx, u, "text/plain,*/*;q=0.1")
	if err != nil {
		return &rules{err: err}
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500:
		return &rules{err: statusProblem(res)}
	case res.StatusCode != http.StatusOK:
		return &rules{}
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxRobots))
	if err != nil {
		return &rules{err: err}
	}
	return parseRobots(body)
}

// parseRobots reads rules; a file that makes no sense has none.
func parseRobots(body []byte) (r *rules) {
	r = &rules{}
	defer func() {
		if recover() != nil {
			r = &rules{}
		}
	}()
	if data, err := robotstxt.FromBytes(body); err == nil {
		r.data = data
	}
	return r
}

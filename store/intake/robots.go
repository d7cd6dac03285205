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

// A rules is what a site's robots.txt says; nil data allows everything.
type rules struct{ data *robotstxt.RobotsData }

type askingRobots struct{}

// permitted asks the site's robots.txt, once a run, whether an address may be read. A site without one permits everything;
// one whose server fails permits nothing (RFC 9309, 2.3.1.4).
func (f *fetcher) permitted(ctx context.Context, u *url.URL) error {
	if ctx.Value(askingRobots{}) != nil {
		return nil // a redirect of the robots.txt itself
	}
	site := u.Scheme + "://" + u.Host
	r, ok := f.robots[site]
	if !ok {
		var err error
		if r, err = f.readRobots(context.WithValue(ctx, askingRobots{}, true), site); err != nil {
			return err
		}
		f.robots[site] = r
	}
	if r.data != nil && !r.data.TestAgent(u.EscapedPath(), "readout") {
		return &Problem{What: "the site asks programs not to read this address (robots.txt)", Fix: "save the text by hand and give the file", Kind: ErrDenied}
	}
	return nil
}

// readRobots fetches a site's rules. When the site cannot be reached at all, the page cannot be either, and the error says why.
func (f *fetcher) readRobots(ctx context.Context, site string) (*rules, error) {
	u, err := url.Parse(site + "/robots.txt")
	if err != nil {
		return nil, &Problem{What: "this is no address", Fix: "check the spelling", Kind: ErrRefused}
	}
	res, err := f.request(ctx, u, "text/plain,*/*;q=0.1")
	if err != nil {
		if p := (*Problem)(nil); errors.As(err, &p) && len(f.robots) == 0 {
			return nil, p
		}
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500 {
		return nil, statusProblem(res)
	}
	if res.StatusCode != http.StatusOK {
		return &rules{}, nil
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxRobots))
	if err != nil {
		return nil, err
	}
	return parseRobots(body), nil
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

package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultTimeout = 30 * time.Second
	maxRedirects   = 5
	maxHeaderBytes = 256 << 10
)

// A fetcher gets pages from public addresses. It follows at most five redirects, keeps no cookies and uses no proxy.
type fetcher struct {
	client  *http.Client
	guard   *guard
	robots  map[string]*rules // by scheme and host; of one run
	agent   string
	timeout time.Duration
}

func newFetcher(opt Options) (*fetcher, error) {
	guard, err := newGuard(opt.Allow)
	if err != nil {
		return nil, err
	}
	f := &fetcher{guard: guard, robots: map[string]*rules{}, timeout: opt.Timeout, agent: userAgent(opt.Version, opt.Contact)}
	if f.timeout <= 0 {
		f.timeout = defaultTimeout
	}
	f.client = &http.Client{
		Transport: &http.Transport{DialContext: f.dial, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: maxHeaderBytes,
			TLSHandshakeTimeout: 10 * time.Second, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second},
		CheckRedirect: f.redirect,
	}
	return f, nil
}

// userAgent names the program and, for the owner of a site, whom to ask about it.
func userAgent(version, contact string) string {
	agent := "readout/" + either(version, "dev")
	if contact = oneLine(contact); contact != "" {
		agent += " (+" + contact + ")"
	}
	return agent
}

func (f *fetcher) close() { f.client.CloseIdleConnections() }

func (f *fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dialling %s: %w", address, err)
	}
	d := net.Dialer{Timeout: 10 * time.Second, Control: f.guard.control(host)}
	return d.DialContext(ctx, network, address)
}

func (f *fetcher) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &Problem{What: fmt.Sprintf("the address leads on more than %d times", maxRedirects), Fix: "open it in a browser and give the address where it ends", Kind: ErrRefused}
	}
	if err := checkURL(req.URL); err != nil {
		var p *Problem
		errors.As(err, &p)
		return &Problem{What: "the site leads on to another place: " + p.What, Kind: ErrRefused}
	}
	return f.permitted(req.Context(), req.URL)
}

// A response is a page that is there, its body not yet read.
type response struct {
	url         *url.URL // where it came from in the end
	contentType string
	body        io.ReadCloser
}

// get asks for an address. What goes wrong is a [Problem] without a source. The body must be closed.
func (f *fetcher) get(ctx context.Context, address string) (*response, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, &Problem{What: "this is no address", Fix: "check the spelling", Kind: ErrRefused}
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	res, err := f.ask(ctx, u)
	if err != nil {
		cancel()
		return nil, f.explain(err)
	}
	res.body = &closer{ReadCloser: res.body, cancel: cancel}
	return res, nil
}

func (f *fetcher) ask(ctx context.Context, u *url.URL) (*response, error) {
	if err := f.permitted(ctx, u); err != nil {
		return nil, err
	}
	res, err := f.request(ctx, u, "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/json;q=0.9,text/plain;q=0.8,*/*;q=0.1")
	if err != nil {
		return nil, err
	}
	err = statusProblem(res)
	if err == nil {
		err = typeProblem(res.Header.Get("Content-Type"))
	}
	if err != nil {
		res.Body.Close()
		return nil, err
	}
	return &response{url: res.Request.URL, contentType: res.Header.Get("Content-Type"), body: res.Body}, nil
}

func (f *fetcher) request(ctx context.Context, u *url.URL, accept string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", u.Redacted(), err)
	}
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", accept)
	req.Header.Set("Accept-Language", "en")
	return f.client.Do(req)
}

// A closer ends its request's time when the body is closed.
type closer struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (c *closer) Close() error {
	c.cancel()
	return c.ReadCloser.Close()
}

// statusProblem says what a status other than 200 means for the curator.
func statusProblem(res *http.Response) error {
	code := res.StatusCode
	what := fmt.Sprintf("the site answers %d (%s)", code, strings.ToLower(http.StatusText(code)))
	byHand := "open it in a browser, save the text and give the file"
	switch {
	case code == http.StatusOK || code == http.StatusNonAuthoritativeInfo:
		return nil
	case code == 401 || code == 402 || code == 403:
		return &Problem{What: what + ": a paywall, a login, or programs are turned away", Fix: byHand, Kind: ErrDenied}
	case code == 404:
		return &Problem{What: what + ": there is no such page", Fix: "check the address", Kind: ErrMissing}
	case code == 410:
		return &Problem{What: what + ": the page was taken down", Fix: "look for it in a web archive", Kind: ErrMissing}
	case code == 451:
		return &Problem{What: what + ": the page is withheld here for legal reasons", Fix: byHand, Kind: ErrDenied}
	case code == 429:
		return &Problem{What: what + ": we asked too often" + retryAfter(res), Fix: "try again later", Kind: ErrUnavailable}
	case code >= 500:
		return &Problem{What: what + ": the site has a fault" + retryAfter(res), Fix: "try again later", Kind: ErrUnavailable}
	case code >= 200 && code < 300:
		return &Problem{What: what + ": the page is empty", Fix: "check the address in a browser", Kind: ErrEmpty}
	}
	return &Problem{What: what, Fix: "check the address in a browser", Kind: ErrUnavailable}
}

func retryAfter(res *http.Response) string {
	if s := res.Header.Get("Retry-After"); s != "" && len(s) < 40 {
		if strings.Trim(s, "0123456789") == "" {
			s += " seconds"
		}
		return " (it says: after " + s + ")"
	}
	return ""
}

// typeProblem refuses a declared type that is no text; what is declared as mere bytes is looked at.
func typeProblem(contentType string) error {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil // none, or one that means nothing
	}
	kind, sub, _ := strings.Cut(media, "/")
	switch {
	case kind == "text", media == "application/octet-stream", media == "binary/octet-stream", strings.HasSuffix(sub, "gzip"),
		strings.HasSuffix(sub, "json"), strings.HasSuffix(sub, "xml"), strings.HasSuffix(sub, "ndjson"), strings.Contains(sub, "jsonl"):
		return nil
	case media == "application/pdf":
		return &Problem{What: "this is a PDF, not a page", Fix: fixPDF, Kind: ErrNotText}
	case kind == "image", kind == "audio", kind == "video":
		return &Problem{What: "this is no page but " + media, Fix: "give the address of the article", Kind: ErrNotText}
	}
	return &Problem{What: "this is no page but " + media, Fix: "save its text and give the file", Kind: ErrNotText}
}

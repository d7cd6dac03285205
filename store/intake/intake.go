package intake

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"readout/store"
)

// DefaultLimit is how many bytes are read of one article when [Options] name no other limit: 20 MB.
const DefaultLimit = 20 << 20

// Options say how things are read. The zero value is ready to use.
type Options struct {
	// Limit is how many bytes of one article, page or feed are read, after decompression; 0 means [DefaultLimit].
	// JSON lines may go on for ever, as long as each of them keeps to the limit.
	Limit int64
	// Stdin is what "-" reads; nil means that there is nothing.
	Stdin io.Reader
	// Today becomes the day of retrieval of articles that name none. Empty leaves it empty.
	Today store.Date
	// IDs gives the articles their IDs; nil means that no article is known.
	IDs *IDs

	// Allow lists hosts ("intranet.example"), addresses ("10.0.0.7") and networks ("10.0.0.0/8") that are fetched
	// although they are not public.
	Allow []string
	// Version and Contact go into the user agent, "readout/VERSION (+CONTACT)": an address where the owner of a site
	// can read or ask what this is. Without a contact the bracket is left out.
	Version, Contact string
	// Timeout is the time that one address may take, all in all; 0 means 30 seconds.
	Timeout time.Duration
}

// An Item is an article as it was read.
type Item struct {
	Article store.Article
	Source  string // where it comes from: "news/a.html", "news/all.jsonl:17", "https://…"
	Format  Format
	Partial bool  // the page says that the text is for subscribers: there may be more of it than was read
	Bytes   int64 // how much of its file, compressed as it is, had been read when it was done; for a progress bar
}

// Read reads each of the things named (a path, a directory, "-", an http(s) address of a page or a feed) and yields
// its articles in order; a directory's files come in the order of their names. What cannot be read is yielded as a
// [*Problem] and the rest goes on. The sequence ends early only when ctx is done; its error is then the last one.
//
// A sequence can be gone through once. Fetching and reading happen as the sequence is consumed, one thing at a time.
func Read(ctx context.Context, opt Options, things ...string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r, err := newReader(ctx, opt, yield)
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer r.web.close()
		for _, thing := range things {
			r.thing(thing)
			if r.done() {
				break
			}
		}
		if err := ctx.Err(); err != nil && !r.stopped {
			yield(Item{}, err)
		}
	}
}

// A reader is one run of [Read].
type reader struct {
	ctx     context.Context
	opt     Options
	web     *fetcher
	ids     *IDs
	yield   func(Item, error) bool
	stopped bool // the consumer wants no more
}

func newReader(ctx context.Context, opt Options, yield func(Item, error) bool) (*reader, error) {
	if opt.Limit <= 0 {
		opt.Limit = DefaultLimit
	}
	if opt.IDs == nil {
		opt.IDs = NewIDs(nil)
	}
	web, err := newFetcher(opt)
	if err != nil {
		return nil, err
	}
	return &reader{ctx: ctx, opt: opt, web: web, ids: opt.IDs, yield: yield}, nil
}

func (r *reader) done() bool { return r.stopped || r.ctx.Err() != nil }

// fail hands a problem over. What goes wrong because the run is being ended is no problem of the thing.
func (r *reader) fail(p *Problem) {
	if !r.done() && !r.yield(Item{Source: p.Source}, p) {
		r.stopped = true
	}
}

// thing reads one of the things named by the caller.
func (r *reader) thing(name string) {
	scheme, _, hasScheme := strings.Cut(name, "://")
	switch {
	case name == "-":
		r.stdin()
	case hasScheme && isWeb(scheme):
		r.address(name, store.Article{})
	case hasScheme && isScheme(scheme):
		r.fail(&Problem{Source: name, What: "addresses of the kind " + scheme + ": are not read",
			Fix: "give a path, or an address that begins with https:// or http://", Kind: ErrRefused})
	default:
		r.path(name)
	}
}

func isWeb(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

func isScheme(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != ""
}

func (r *reader) stdin() {
	if r.opt.Stdin == nil {
		r.fail(&Problem{Source: "standard input", What: "there is no input", Kind: ErrEmpty})
		return
	}
	r.input(input{source: "standard input", file: "stdin", body: r.opt.Stdin})
}

// address fetches a page or a feed. hints are what is known of the article beforehand.
func (r *reader) address(address string, hints store.Article) {
	res, err := r.web.get(r.ctx, address)
	if err != nil {
		r.fail(at(redacted(address), err, ErrUnavailable))
		return
	}
	defer res.body.Close()
	r.input(input{source: redacted(address), url: res.url, contentType: res.contentType, body: res.body, hints: hints})
}

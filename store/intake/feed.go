package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"

	"readout/store"
)

// fullText is how long an item's text must be to be taken for the whole article, in bytes; teasers are shorter.
const fullText = 1200

// feed reads an RSS, Atom or JSON feed. Items that bring their text are read as they are, the links of the others are fetched.
func (r *reader) feed(in input, text io.Reader) {
	raw, err := r.all(text)
	if err != nil {
		r.fail(at(in.source, err, ErrUnreadable))
		return
	}
	markup := decode(raw, in.contentType)
	markup = xmlDeclaration.ReplaceAllString(markup, "") // it is UTF-8 now, whatever the declaration says
	whole, err := parseFeed(markup)
	if err != nil {
		r.brokenFeed(in, markup, err)
		return
	}
	if len(whole.Items) == 0 {
		r.fail(&Problem{Source: in.source, What: "this feed has no items", Fix: "try again later", Kind: ErrEmpty})
	}
	for i, item := range whole.Items {
		if r.done() {
			return
		}
		r.feedItem(in, whole, item, fmt.Sprintf("%s, item %d", in.source, i+1))
	}
}

var (
	xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	itemTag        = regexp.MustCompile(`(?s)<(item|entry)[\s>].*?</(item|entry)\s*>`)
)

// brokenFeed reads the items of a feed that is no XML as a whole one by one, so that a faulty one costs only itself.
func (r *reader) brokenFeed(in input, markup string, whole error) {
	places := itemTag.FindAllStringIndex(markup, -1)
	if len(places) == 0 {
		r.fail(&Problem{Source: in.source, What: "this feed is not well-formed (" + whole.Error() + ")", Fix: "give the addresses of its articles", Kind: ErrFormat, Cause: whole})
		return
	}
	head := markup[:places[0][0]]
	tail := "</channel></rss>"
	switch {
	case strings.Contains(markup[places[0][0]:places[0][1]], "</entry"):
		tail = "</feed>"
	case strings.Contains(strings.ToLower(head), "<rdf:rdf"):
		head = `<rss version="2.0"><channel>` // items stand beside the channel of RDF, not in it
	}
	for i, at := range places {
		if r.done() {
			return
		}
		source := fmt.Sprintf("%s, item %d", in.source, i+1)
		one, err := parseFeed(head + markup[at[0]:at[1]] + tail)
		if err != nil || len(one.Items) == 0 {
			r.fail(&Problem{Source: source, What: "this item is not well-formed", Fix: "give the address of its article", Kind: ErrFormat, Cause: err})
			continue
		}
		r.feedItem(in, one, one.Items[0], source)
	}
}

// parseFeed parses a feed; a library that panics has met a feed that cannot be read.
func parseFeed(markup string) (feed *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = nil, fmt.Errorf("panic: %v", p)
		}
	}()
	feed, err = gofeed.NewParser().Parse(bytes.NewReader([]byte(markup)))
	if err == nil && feed == nil {
		err = errors.New("there is no feed in it")
	}
	return feed, err
}

func (r *reader) feedItem(in input, feed *gofeed.Feed, item *gofeed.Item, source string) {
	a := store.Article{Title: oneLine(fragment(item.Title)), Published: itemDay(item), Author: itemAuthor(item)}
	link := itemLink(in, feed, item)
	if link != "" {
		source += " (" + redacted(link) + ")"
	}
	text := fragment(item.Content)
	if summary := fragment(item.Description); len(summary) > len(text) {
		text = summary
	}
	switch {
	case len(text) < fullText && link != "" || text == "" && link != "":
		r.linked(source, link, a)
	case text == "":
		r.fail(&Problem{Source: source, What: "this item has neither text nor a link", Kind: ErrEmpty})
	default:
		a.Text, a.URL, a.Outlet = text, webAddress(link), feedOutlet(feed)
		in.url, in.hints = nil, store.Article{}
		r.emit(in, Item{Article: a, Source: source, Format: Feed}, "")
	}
}

// linked fetches the article that an item of a feed points to. It must be a page: a feed in a feed could go round in circles.
func (r *reader) linked(source, link string, hints store.Article) {
	res, err := r.web.get(r.ctx, link)
	if err != nil {
		r.fail(at(source, err, ErrUnavailable))
		return
	}
	defer res.body.Close()
	text, head, err := unpack(res.body)
	var format Format
	if err == nil {
		format, err = sniff(head, "", res.contentType)
	}
	in := input{source: source, url: res.url, contentType: res.contentType, hints: hints}
	switch {
	case err != nil:
		r.fail(at(source, r.web.explain(err), ErrUnavailable))
	case format == HTML:
		r.page(in, text)
	case format == Plain:
		r.plain(in, text)
	default:
		r.fail(&Problem{Source: source, What: "the link leads to no page but to data (" + string(format) + ")", Fix: "give its address by itself", Kind: ErrFormat})
	}
}

func itemDay(item *gofeed.Item) store.Date {
	for _, s := range []string{item.Published, item.Updated} {
		if d := ParseDate(s); d != "" {
			return d
		}
	}
	return ""
}

func itemAuthor(item *gofeed.Item) string {
	var names []string
	for _, p := range item.Authors {
		if p != nil && p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return oneLine(strings.Join(names, ", "))
}

// itemLink returns an item's address, made absolute by the feed's own.
func itemLink(in input, feed *gofeed.Feed, item *gofeed.Item) string {
	link := strings.TrimSpace(item.Link)
	if link == "" && strings.HasPrefix(item.GUID, "http") {
		link = item.GUID
	}
	if link == "" {
		return ""
	}
	base := in.url
	if base == nil {
		base, _ = url.Parse(feed.Link)
	}
	if base != nil {
		if u, err := base.Parse(link); err == nil {
			return u.String()
		}
	}
	return link
}

// feedOutlet takes the outlet from the feed's title: "BBC News - World" is BBC News.
func feedOutlet(feed *gofeed.Feed) string {
	title := oneLine(fragment(feed.Title))
	for _, sep := range []string{" - ", " | ", " – ", " — ", " :: ", " » ", ": "} {
		if head, _, found := strings.Cut(title, sep); found && head != "" {
			return head
		}
	}
	return title
}

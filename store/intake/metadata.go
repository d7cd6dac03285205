package intake

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"readout/store"
)

// metadata is what a page says about its article.
type metadata struct {
	fields
	body   string // JSON-LD's articleBody
	closed bool   // JSON-LD's isAccessibleForFree is false
}

// The names of <meta> elements, in the order in which they are believed: Open Graph, Dublin Core, the news sitemaps'
// and analytics' own, Twitter's.
var (
	metaTitle   = []string{"og:title", "citation_title", "dc.title", "dcterms.title", "headline", "parsely-title", "sailthru.title", "twitter:title"}
	metaOutlet  = []string{"og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "apple-mobile-web-app-title"}
	metaAuthor  = []string{"author", "article:author", "byl", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"}
	metaURL     = []string{"og:url", "parsely-link"}
	metaPublish = []string{"article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published", "publish-date",
		"publish_date", "publication_date", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
		"dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "cxenseparse:recs:publishtime", "ptime", "displaydate", "date", "og:pubdate"}
)

// readMetadata gathers what a page says about its article: JSON-LD first, then <meta>, then what its readers see.
func readMetadata(doc *html.Node, address *url.URL) metadata {
	s := scan(doc)
	about := linkedData(s.scripts)
	base := address
	if base == nil {
		base = &url.URL{}
	}
	pick := func(to *string, names []string) {
		for _, name := range names {
			if v := s.meta[name]; *to == "" && v != "" {
				*to = v
			}
		}
	}
	pick(&about.title, metaTitle)
	pick(&about.outlet, metaOutlet)
	pick(&about.url, []string{"canonical"})
	pick(&about.url, metaURL)
	if isAddress(about.author) {
		about.author = ""
	}
	for _, name := range metaAuthor {
		if v := s.meta[name]; about.author == "" && !isAddress(v) {
			about.author = v
		}
	}
	about.author = strings.TrimSpace(trimPrefixFold(about.author, "by "))
	about.title = either(about.title, either(s.headline, s.title))
	about.title = withoutOutlet(about.title, about.outlet)
	about.url = ownAddress(about.url, base)
	about.published = published(about.published, s, base.Path, about.url)
	if isAddress(about.outlet) {
		about.outlet = ""
	}
	return about
}

func isAddress(s string) bool { return strings.Contains(s, "://") || strings.HasPrefix(s, "@") }

func trimPrefixFold(s, prefix string) string {
	if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):]
	}
	return s
}

// withoutOutlet takes the outlet off the end of a title: "Talks end | NBC News".
func withoutOutlet(title, outlet string) string {
	title = oneLine(title)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " · ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 && outlet != "" && strings.EqualFold(strings.TrimSpace(title[i+len(sep):]), oneLine(outlet)) {
			return title[:i]
		}
	}
	return title
}

// published decides the day of publication: what the page declares, what it marks as the day of publication, its address,
// and last the times and dates that stand near its headline.
func published(declared string, s *scanned, addresses ...string) string {
	candidates := []string{declared}
	for _, name := range metaPublish {
		candidates = append(candidates, s.meta[name])
	}
	candidates = append(candidates, s.marked...)
	for _, a := range addresses {
		candidates = append(candidates, string(dateInPath(a)))
	}
	candidates = append(candidates, s.nearHeadline()...)
	var rough store.Date
	for _, c := range candidates {
		switch d := ParseDate(c); {
		case len(d) == len("2016-09-05"):
			return string(d)
		case d != "" && rough == "":
			rough = d
		}
	}
	return string(rough)
}

// ownAddress returns the address that a page gives for itself when it is one of its own site; a page must not be able to
// pass for another site's. Of a page from a file any address is taken.
func ownAddress(own string, base *url.URL) string {
	u, err := base.Parse(own)
	if err != nil || own == "" || !isWeb(u.Scheme) {
		return webAddress(base.String())
	}
	if base.Host != "" && site(u) != site(base) {
		return webAddress(base.String())
	}
	return webAddress(u.String())
}

// site is a host without the labels of its mobile and accelerated pages.
func site(u *url.URL) string {
	host := strings.ToLower(u.Host)
	for _, label := range []string{"www.", "m.", "amp.", "mobile."} {
		host = strings.TrimPrefix(host, label)
	}
	return host
}

// scanned is what one walk over a page finds.
type scanned struct {
	meta     map[string]string // by lower-case name, the first of each
	scripts  []string          // JSON-LD
	title    string            // <title>
	headline string            // the first <h1>
	marked   []string          // times that are marked as those of publication
	dates    []placed          // other times, and lines whose class says that they are dates
	at       int               // elements seen so far
	h1       int               // how many elements stood before the headline; -1 without one
}

// A placed is a text and how many elements stand before it.
type placed struct {
	at   int
	text string
}

func scan(doc *html.Node) *scanned {
	s := &scanned{meta: map[string]string{}, h1: -1}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			s.at++
			s.element(n)
		}
	}
	return s
}

func (s *scanned) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		s.addMeta(n)
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			s.keep("canonical", attr(n, "href"))
		}
	case atom.Script:
		if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
			s.scripts = append(s.scripts, n.FirstChild.Data)
		}
	case atom.Title:
		s.title = either(s.title, oneLine(inner(n, 500)))
	case atom.H1:
		if text := oneLine(inner(n, 500)); s.headline == "" && text != "" {
			s.headline, s.h1 = text, s.at
		}
	case atom.Time:
		s.addTime(n)
	default:
		s.addDateLine(n)
	}
}

// A date belongs to an article when it stands at most so many elements before or after its headline. The lists of other
// articles with their dates are further away, and a page's head may have the day on which it was read.
const (
	datesBefore = 12
	datesAfter  = 60
)

// nearHeadline returns the dates that stand near the headline, those after it first. Of a page without a headline no date
// is taken: it could be anything's.
func (s *scanned) nearHeadline() []string {
	var before, after []string
	for _, d := range s.dates {
		switch {
		case s.h1 < 0:
		case d.at > s.h1 && d.at <= s.h1+datesAfter:
			after = append(after, d.text)
		case d.at < s.h1 && d.at >= s.h1-datesBefore:
			before = append(before, d.text)
		}
	}
	return append(after, before...)
}

func (s *scanned) addMeta(n *html.Node) {
	content := attr(n, "content")
	for _, key := range []string{"property", "name", "itemprop"} {
		if name := attr(n, key); name != "" && content != "" {
			s.keep(strings.ToLower(name), content)
		}
	}
}

func (s *scanned) keep(name, value string) {
	if s.meta[name] == "" {
		s.meta[name] = strings.TrimSpace(value)
	}
}

func (s *scanned) addTime(n *html.Node) {
	when := either(attr(n, "datetime"), inner(n, maxDate))
	mark := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class"))
	switch {
	case strings.Contains(mark, "modif") || strings.Contains(mark, "updat"):
	case hasAttr(n, "pubdate") || strings.Contains(mark, "publish"):
		s.marked = append(s.marked, when)
	default:
		s.dates = append(s.dates, placed{s.at, when})
	}
}

// The parts of class and id names that sites give to the line with the date, and those of other dates.
var (
	dateMarks  = []string{"date", "publish", "timestamp", "posted", "byline", "time"}
	otherMarks = []string{"copyright", "modif", "current", "today", "timeline", "update-list", "related"}
)

func (s *scanned) addDateLine(n *html.Node) {
	if strings.EqualFold(attr(n, "itemprop"), "datePublished") {
		s.marked = append(s.marked, either(attr(n, "content"), inner(n, maxDate)))
		return
	}
	mark := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if mark == " " || !anyIn(mark, dateMarks) || anyIn(mark, otherMarks) {
		return
	}
	if text := strings.TrimSpace(inner(n, maxDate+1)); text != "" && len(text) <= maxDate {
		s.dates = append(s.dates, placed{s.at, text})
	}
}

func anyIn(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// inner is the text below n, at most limit bytes of it and what is over of the last piece.
func inner(n *html.Node, limit int) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
		if b.Len() > limit {
			break
		}
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

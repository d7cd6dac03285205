package intake

import (
	"net/url"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/store"
)

// emit completes an article with what is known of it from elsewhere and hands it over.
func (r *reader) emit(in input, item Item, id string) {
	a := &item.Article
	complete(a, in.hints)
	a.Text = strings.TrimSpace(a.Text)
	if !hasWords(a.Text) {
		r.fail(&Problem{Source: item.Source, What: "there is no text in it", Fix: "give the text of the article", Kind: ErrEmpty})
		return
	}
	if a.URL == "" && in.url != nil {
		a.URL = webAddress(in.url.String())
	}
	address, _ := url.Parse(a.URL)
	if a.Published == "" && address != nil {
		a.Published = dateInPath(address.Path)
	}
	if a.Outlet == "" {
		a.Outlet = outletOf(address, in.file)
	}
	if a.Title == "" {
		a.Title = firstWords(a.Text)
	}
	if a.Retrieved == "" {
		a.Retrieved = r.opt.Today
	}
	if a.Upstream == "" {
		a.Upstream = agencyOf(*a)
	}
	if id == "" && (item.Format == Plain || item.Format == HTML) {
		id = r.ids.named(*a, in.file)
	}
	a.ID = r.ids.assign(*a, id)
	if in.raw != nil {
		item.Bytes = in.raw.n
	}
	if !r.done() && !r.yield(item, nil) {
		r.stopped = true
	}
}

// complete fills the empty fields of a from hints.
func complete(a *store.Article, hints store.Article) {
	for _, f := range []struct {
		to   *string
		from string
	}{{&a.Outlet, hints.Outlet}, {&a.Title, hints.Title}, {&a.URL, hints.URL}, {&a.Author, hints.Author}, {&a.Upstream, hints.Upstream}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	if a.Published == "" {
		a.Published = hints.Published
	}
}

func hasWords(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// outletOf names the outlet of an article that does not: by its site, else by its file.
func outletOf(address *url.URL, file string) string {
	if address != nil && address.Hostname() != "" {
		return strings.TrimPrefix(strings.ToLower(address.Hostname()), "www.")
	}
	file = strings.TrimSuffix(file, ".gz")
	return oneLine(strings.TrimSuffix(file, filepath.Ext(file))) // a name may be no UTF-8
}

// maxTitle is how long a title made of an article's first line may be, in bytes.
const maxTitle = 90

// firstWords describes an article that has no title by its first line, cut at a word.
func firstWords(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = oneLine(line)
	if len(line) <= maxTitle {
		return line
	}
	cut := maxTitle
	for !utf8.RuneStart(line[cut]) {
		cut--
	}
	if blank := strings.LastIndexByte(line[:cut], ' '); blank > maxTitle/2 {
		cut = blank
	}
	return strings.TrimRight(line[:cut], " ,;:–—-") + " …"
}

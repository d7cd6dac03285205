package intake

import (
	"io"
	"net/url"
	"regexp"
	"strings"

	"readout/store"
)

// plain reads a text with its header lines.
func (r *reader) plain(in input, text io.Reader) {
	raw, err := r.all(text)
	if err != nil {
		r.fail(at(in.source, err, ErrUnreadable))
		return
	}
	decoded := clean(decode(raw, in.contentType))
	if what, fix := binary([]byte(decoded)); what != "" { // further down than the beginning
		r.fail(&Problem{Source: in.source, What: "this is " + what + ", not text", Fix: fix, Kind: ErrNotText})
		return
	}
	f, body := header(decoded)
	a := f.article()
	a.Text = body
	r.emit(in, Item{Article: a, Source: in.source, Format: Plain}, f.id)
}

// maxHeader is how many lines a header may have; a transcript's speakers must not be taken for one.
const maxHeader = 20

// header takes the "key: value" lines off the beginning of a text. They are a header when one of their keys is known
// and a blank line follows, or when all of them are known.
func header(text string) (fields, string) {
	var f fields
	rest := strings.TrimLeft(text, "\n")
	known, unknown := 0, 0
	for range maxHeader {
		line, after, _ := strings.Cut(rest, "\n")
		key, value, ok := headerLine(line)
		if !ok {
			break
		}
		if f.set(key, value) {
			known++
		} else {
			unknown++
		}
		rest = after
	}
	blank := rest == "" || strings.HasPrefix(rest, "\n")
	if known == 0 || unknown > 0 && !blank {
		return fields{}, strings.Trim(text, "\n")
	}
	return f, strings.Trim(rest, "\n")
}

var headerKey = regexp.MustCompile(`^[A-Za-z][A-Za-z _-]{0,24}$`)

func headerLine(line string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(line, ":")
	return key, strings.TrimSpace(value), ok && headerKey.MatchString(key)
}

// fields are what a header, a JSON record or a page's metadata says about an article; the article's own form of it
// is made by article().
type fields struct {
	url, outlet, title, published, author, agency, retrieved, text, id string
}

// set sets a field by any of its names; the first value stays. False when no field is called so.
func (f *fields) set(key, value string) bool {
	t, err := words()
	if err != nil {
		return false
	}
	to := map[string]*string{"url": &f.url, "outlet": &f.outlet, "title": &f.title, "published": &f.published, "author": &f.author,
		"agency": &f.agency, "retrieved": &f.retrieved, "text": &f.text, "id": &f.id}[t.field[fieldKey(key)]]
	if to == nil {
		return false
	}
	if *to == "" {
		*to = value
	}
	return true
}

func (f *fields) article() store.Article {
	return store.Article{Outlet: oneLine(f.outlet), Title: oneLine(f.title), URL: webAddress(f.url), Author: oneLine(f.author),
		Upstream: oneLine(f.agency), Published: ParseDate(f.published), Retrieved: ParseDate(f.retrieved), Text: f.text}
}

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// webAddress returns s when it is an absolute http(s) address, without a name and password in it; else "".
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || !isWeb(u.Scheme) || u.Host == "" {
		return ""
	}
	u.User = nil
	return u.String()
}

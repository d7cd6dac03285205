package extract_test

import (
	"encoding/json"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"readout/internal/lang"
	"readout/store"
	"readout/store/extract"
	"readout/store/intake"
)

// wired returns what is scored: the reading of text. Pages come without what a reader of pages would find, but for
// paragraphs and the commonest marks of title and day.
func wired(t *testing.T) readFile {
	t.Helper()
	lex, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	r, err := extract.New(lex, store.Catalog{})
	if err != nil {
		t.Fatal(err)
	}
	return func(name string, raw []byte) ([]store.Batch, error) {
		var out []store.Batch
		for _, a := range articlesOf(name, string(raw)) {
			b, err := r.Read(a)
			if err != nil {
				return nil, err
			}
			b.Names = append(b.Names, known(lex, b)...)
			out = append(out, b)
		}
		return out, nil
	}
}

// known are the names of the lexicon that a batch refers to.
func known(lex *lang.Lexicon, b store.Batch) []store.Name {
	var out []store.Name
	for _, n := range lex.Everyone() {
		out = append(out, store.Name{Key: n.Key, Name: n.Full, Aliases: n.Aliases})
	}
	return out
}

func articlesOf(name, raw string) []store.Article {
	switch filepath.Ext(name) {
	case ".html":
		return []store.Article{page(raw)}
	case ".jsonl":
		var out []store.Article
		for _, l := range strings.Split(strings.TrimSpace(raw), "\n") {
			var a struct{ Outlet, Title, Published, Text string }
			if json.Unmarshal([]byte(l), &a) == nil {
				out = append(out, article(a.Outlet, a.Title, a.Published, a.Text))
			}
		}
		return out
	}
	field := map[string]string{}
	head, text, ok := strings.Cut(raw, "\n\n")
	for _, l := range strings.Split(head, "\n") {
		key, value, colon := strings.Cut(l, ": ")
		if !colon || strings.ContainsAny(key, " ") {
			ok = false
			break
		}
		field[key] = value
	}
	if !ok {
		text = raw
	}
	return []store.Article{article(field["outlet"], field["title"], field["published"], text)}
}

func article(outlet, title, published, text string) store.Article {
	published = published[:min(len(published), len("2006-01-02"))]
	id := strings.Trim(strings.ToLower(regexp.MustCompile(`[^\pL\pN]+`).ReplaceAllString(outlet, "-")), "-") + "-" + published
	a := store.Article{ID: id, Outlet: outlet, Title: title, Published: store.Date(published), Text: text}
	if outlet != "" {
		a.ID = intake.NewIDs(nil).For(a) // as it is called when it is ingested
	}
	return a
}

var (
	blocks    = regexp.MustCompile(`(?s)<(?:p|h1|h2|li)\b[^>]*>(.*?)</(?:p|h1|h2|li)>`)
	tags      = regexp.MustCompile(`(?s)<[^>]*>`)
	published = regexp.MustCompile(`(?:published_time" content=|datePublished": ?|datetime=)"(\d{4}-\d{2}-\d{2})`)
	titled    = regexp.MustCompile(`og:title" content="([^"]*)"`)
	site      = regexp.MustCompile(`og:site_name" content="([^"]*)"`)
)

func page(raw string) store.Article {
	first := func(re *regexp.Regexp) string {
		if m := re.FindStringSubmatch(raw); m != nil {
			return html.UnescapeString(m[1])
		}
		return ""
	}
	a := article(first(site), first(titled), first(published), "")
	if _, rest, ok := strings.Cut(raw, "<article"); ok {
		raw, _, _ = strings.Cut(rest, "</article>")
	}
	for _, m := range blocks.FindAllStringSubmatch(raw, -1) {
		a.Text += strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(m[1], ""))), " ") + "\n"
	}
	return a
}

package intents

import (
	"net/url"
	"slices"
	"strings"

	"readout/bot"
	"readout/store"
)

// A draft is an answer while its sources are being numbered. It is the only bridge from facts to citations:
// no statement reaches an answer without a fact behind it.
type draft struct {
	k    *knowledge
	asks store.Asked
	out  bot.Answer
}

func (k *knowledge) draft(q *Query) *draft {
	return &draft{k, q.Asks, bot.Answer{Status: bot.Answered, Intent: q.Intent}}
}

// say adds a statement that rests on facts, the first of which gives its words. Facts of one article
// share a citation only when they rest on the same passage.
func (d *draft) say(text string, facts ...*store.Fact) {
	s := bot.Statement{Text: text}
	for _, f := range facts {
		n := d.cite(f)
		if !slices.Contains(s.Cites, n) {
			s.Cites = append(s.Cites, n)
			s.Facts = append(s.Facts, f.ID)
		}
		if f.Meeting != "" && !slices.Contains(d.out.Meetings, f.Meeting) {
			d.out.Meetings = append(d.out.Meetings, f.Meeting)
		}
	}
	d.out.Statements = append(d.out.Statements, s)
}

// cite returns the number of a fact's citation, adding it when it is new.
func (d *draft) cite(f *store.Fact) int {
	c := bot.Citation{Article: f.Article, Quote: f.Quote, Anchor: f.Anchor}
	if a := d.k.articles[f.Article]; a != nil {
		c.Outlet, c.Title, c.Published = a.Outlet, a.Title, string(a.Published)
		c.URL = passageURL(a.URL, f.Anchor)
	}
	for _, have := range d.out.Citations {
		if have.Article == c.Article && have.Anchor == c.Anchor {
			return have.N
		}
	}
	c.N = len(d.out.Citations) + 1
	d.out.Citations = append(d.out.Citations, c)
	return c.N
}

// passageURL makes an address open at the passage that begins with anchor (WICG "Scroll to Text Fragment":
// "#:~:text=", percent-encoded, with "-" encoded because it marks context).
func passageURL(address, anchor string) string {
	if anchor == "" || address == "" {
		return address
	}
	address, _, _ = strings.Cut(address, "#")
	text := strings.ReplaceAll(url.PathEscape(anchor), "-", "%2D")
	text = fragmentEscapes.Replace(text)
	return address + "#:~:text=" + text
}

// fragmentEscapes are the marks of the directive itself, which url.PathEscape leaves alone.
var fragmentEscapes = strings.NewReplacer("&", "%26", ",", "%2C", "+", "%2B")

// independent counts the sources behind facts that do not copy each other: articles that carry the text of
// one agency are one source, and so are facts attributed to one and the same informant.
func (k *knowledge) independent(facts []*store.Fact) int {
	var seen []string
	for _, f := range facts {
		key := f.Article
		if a := k.articles[f.Article]; a != nil && a.Upstream != "" {
			key = a.Upstream
		}
		if f.Attributed != "" && f.Attributed == facts[0].Attributed {
			key = "attributed to " + f.Attributed
		}
		if !slices.Contains(seen, key) {
			seen = append(seen, key)
		}
	}
	return len(seen)
}

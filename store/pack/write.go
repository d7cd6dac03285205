package pack

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"readout/internal/records"
	"readout/store"
)

// Write writes a batch as a file that a person can edit; [Read] gives the same batch back.
// What only a machine's reading of the article has does not come back: the article's text,
// spans, rules and confidence. (A fact that was read by rule has a comment that says so.)
// Runs of white space become one space. It is an error when a part of a list contains ";",
// a part of a role contains ",", or a fact's id does not begin with that of its article.
func Write(w io.Writer, b store.Batch) error {
	out := &writer{w: w}
	out.article(b.Article)
	for _, m := range b.Meetings {
		out.meeting(m)
	}
	for _, n := range b.Names {
		out.name(n)
	}
	for _, f := range b.Facts {
		out.fact(b.Article.ID, f)
	}
	if out.err != nil {
		return fmt.Errorf("writing the facts of article %s: %w", b.Article.ID, out.err)
	}
	return nil
}

// A writer writes records until the first error.
type writer struct {
	w     io.Writer
	begun bool // a record stands above
	err   error
}

// record writes the values that belong to the fields of such a record, in that order.
func (out *writer) record(kind, comment string, values ...string) {
	rec := records.Record{}
	for i, name := range fieldNames[kind] {
		value := fold(values[i])
		if !utf8.ValidString(value) {
			out.failf("%s %q: %s is not UTF-8 text", kind, values[0], name)
		}
		rec.Fields = append(rec.Fields, records.Field{Name: name, Value: value})
	}
	if out.begun {
		out.print("\n")
	}
	out.begun = true
	if comment != "" {
		out.print("# " + fold(comment) + "\n")
	}
	if out.err == nil {
		out.err = records.Write(out.w, []records.Record{rec})
	}
}

func (out *writer) print(s string) {
	if out.err == nil {
		_, out.err = io.WriteString(out.w, s)
	}
}

func (out *writer) failf(format string, args ...any) {
	if out.err == nil {
		out.err = fmt.Errorf(format, args...)
	}
}

// list joins the parts of a list.
func list[T ~string](out *writer, parts []T) string {
	var b strings.Builder
	for i, p := range parts {
		if strings.Contains(string(p), ";") {
			out.failf(`%q cannot be part of a list: it contains ";"`, p)
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(string(p))
	}
	return b.String()
}

func (out *writer) article(a store.Article) {
	out.record(recordArticle, "", a.ID, a.Outlet, a.Title, a.URL, string(a.Published), string(a.Retrieved),
		a.Author, a.Upstream, list(out, a.Aliases))
}

func (out *writer) meeting(m store.Meeting) {
	out.record(recordMeeting, "", m.ID, m.Title, list(out, m.People), m.Place, string(m.From), string(m.To),
		m.Occasion, list(out, m.Names), string(m.Status))
}

func (out *writer) name(n store.Name) {
	out.record(recordName, "", n.Key, string(n.Class), n.Name, list(out, n.Aliases), n.Gender, n.In,
		out.roles(n.Roles), list(out, n.Demonym))
}

// roles writes each role as "title, of, from, to".
func (out *writer) roles(roles []store.Role) string {
	var texts []string
	for _, r := range roles {
		parts := []string{r.Title, r.Of, string(r.From), string(r.To)}
		text := strings.Join(parts, ", ")
		if strings.Count(text, ",") != len(parts)-1 {
			out.failf(`the role %q cannot be written: a part of it contains ","`, text)
		}
		texts = append(texts, text)
	}
	return list(out, texts)
}

func (out *writer) fact(article string, f store.Fact) {
	slug, ok := strings.CutPrefix(f.ID, article+"/")
	if !ok || f.Article != article {
		out.failf("the fact %q is not one of this article's", f.ID)
	}
	negated, comment := "", ""
	if f.Negated {
		negated = "yes"
	}
	if f.Rule != "" {
		comment = fmt.Sprintf("read by rule %s, confidence %.2f", f.Rule, f.Confidence)
	}
	out.record(recordFact, comment, slug, f.Meeting, string(f.Kind), f.Statement, list(out, f.People), f.Speaker,
		list(out, f.Topics), list(out, f.Answers), f.Value, f.Hedge, f.Attributed, f.Claim, negated, list(out, f.Words), list(out, f.Questions),
		f.Quote, f.Anchor)
}

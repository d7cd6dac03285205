package extract

import (
	"errors"
	"fmt"

	"readout/internal/lang"
	"readout/store"
)

// A Reader reads articles into facts. It is immutable and may be used from many goroutines.
type Reader struct {
	lex     *lang.Lexicon
	tables  *tables
	known   knownMeetings
	names   map[string]store.Name // of the catalog: what a batch uses of them it brings as well, so that they stay
	offices map[office][]holder
	bearers map[string][]string     // surname → who has it
	given   map[string]bool         // first words of the names of people, where the family name goes last
	capital map[string]string       // country → the town that speaks for it
	series  map[string][]*lang.Name // the conferences of a series
}

// An office is a role and what it is of: "president" of "russia".
type office struct{ role, of string }

// A holder held an office.
type holder struct{ key, from, to string }

// New returns a reader that names what lex names, and beside it what the catalog of a store knows; the meetings
// of the catalog are those that a report may be about. The error names a faulty table.
func New(lex *lang.Lexicon, known store.Catalog) (*Reader, error) {
	if lex == nil {
		return nil, errors.New("a reader of articles needs a lexicon")
	}
	t, err := loadTables()
	if err != nil {
		return nil, fmt.Errorf("the tables for reading articles: %w", err)
	}
	if len(known.Names) > 0 {
		names := make([]lang.Name, len(known.Names))
		for i, n := range known.Names {
			names[i] = langName(n)
		}
		lex = lex.With(names, nil, nil)
	}
	r := &Reader{lex: lex, tables: t, known: indexMeetings(known.Meetings), names: map[string]store.Name{}, offices: map[office][]holder{}, series: map[string][]*lang.Name{}, capital: map[string]string{}}
	for _, n := range known.Names {
		r.names[n.Key] = n
	}
	seen := map[string]bool{}
	everyone := lex.Everyone()
	for i := len(everyone) - 1; i >= 0; i-- { // what was added last replaces what it was added to
		n := everyone[i]
		if seen[n.Key] {
			continue
		}
		seen[n.Key] = true
		if n.Kind == "city" && n.SpeaksFor != "" {
			r.capital[n.SpeaksFor] = n.Key
		}
		if n.Of != "" {
			r.series[n.Of] = append(r.series[n.Of], n)
		}
		for _, o := range n.Offices {
			at := office{o.Role, o.Of}
			r.offices[at] = append(r.offices[at], holder{n.Key, o.From, o.To})
		}
	}
	r.bearers, r.given = bearersOf(everyone), givenOf(everyone)
	return r, nil
}

func langName(n store.Name) lang.Name {
	out := lang.Name{
		Key: n.Key, Class: string(n.Class), Full: n.Name, Aliases: n.Aliases, Demonyms: n.Demonym, Gender: n.Gender, In: n.In,
	}
	for _, r := range n.Roles {
		out.Offices = append(out.Offices, lang.Office{Role: r.Title, Of: r.Of, From: string(r.From), To: string(r.To)})
	}
	return out
}

// Read reads an article. The batch has the article, the meetings that it reports (ids of known ones where it is
// about them), the names that it introduces, and what it says. An article without text is an error; one about
// no meeting is not.
func (r *Reader) Read(a store.Article) (store.Batch, error) {
	b := store.Batch{Article: a}
	if a.ID == "" {
		return b, errors.New("reading an article: it has no id")
	}
	d := r.annotate(a)
	if len(d.sentences) == 0 {
		return b, fmt.Errorf("reading article %q: it has no text", a.ID)
	}
	d.findMeetings()
	b.Meetings = d.storeMeetings()
	d.attribute()
	b.Facts = d.facts()
	b.Names = d.storeNames()
	return b, nil
}

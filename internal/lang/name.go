package lang

import (
	"strings"

	"readout/internal/records"
)

// A Name is somebody or something that has a name: a person, place, organisation, occasion or outlet.
type Name struct {
	Key       string
	Class     string   // "person", "place", "organisation", "occasion", "outlet"
	Full      string   // as shown
	Aliases   []string // other forms
	Cased     []string // forms that count only when written with a capital: "May", "Rice"
	Demonyms  []string // "Chinese"; places only
	Gender    string   // "f", "m" or empty
	In        string   // country of a person, place that holds a place, place of an occasion
	SpeaksFor string   // the country whose government people mean by it: kremlin → russia
	Of        string   // the series of an occasion: g20-2016 → g20
	By        string   // of a series: the organisation that holds it
	Kind      string   // of a place: "country", "city"; of an occasion: "series"
	From, To  string   // days of an occasion
	Offices   []Office // of a person
}

// An Office is a role somebody holds or held; empty days are open.
type Office struct{ Role, Of, From, To string }

// HeldOn reports whether the office was held on the day (ISO 8601, any precision; empty: ever).
func (o Office) HeldOn(day string) bool {
	if day == "" {
		return true
	}
	return (o.From == "" || prefixCompare(o.From, day) <= 0) && (o.To == "" || prefixCompare(o.To, day) >= 0)
}

// prefixCompare compares two ISO 8601 dates at the precision that both have.
func prefixCompare(a, b string) int {
	n := min(len(a), len(b))
	return strings.Compare(a[:n], b[:n])
}

// readNames turns records of a names table into names.
func (p *part) readNames(recs []records.Record, class string) ([]Name, error) {
	out := make([]Name, len(recs))
	for i, r := range recs {
		n := &out[i]
		n.Class = class
		for _, f := range r.Fields {
			p.setField(n, f.Name, f.Value)
		}
		if n.Key == "" {
			return nil, r.Errorf(records.Field{}, `the record has no "name"`)
		}
		if n.Full == "" {
			n.Full = n.Key
		}
	}
	return out, nil
}

// setField sets what a field of a names table says; an unknown one says nothing.
func (p *part) setField(n *Name, field, value string) {
	if value == "" {
		return
	}
	switch field {
	case "name":
		n.Key = value
	case "class":
		n.Class = value
	case "full":
		n.Full = value
	case "aliases":
		n.Aliases = p.list(value)
	case "cased":
		n.Cased = p.list(value)
	case "demonym":
		n.Demonyms = p.list(value)
	case "gender":
		n.Gender = value
	case "in":
		n.In = value
	case "speaks-for":
		n.SpeaksFor = value
	case "of":
		n.Of = value
	case "by":
		n.By = value
	case "kind":
		n.Kind = value
	case "from":
		n.From = value
	case "to":
		n.To = value
	case "roles":
		n.Offices = readOffices(p.list(value))
	}
}

// readOffices reads "title, of, from, to" for each office; what is not given is empty.
func readOffices(list []string) []Office {
	out := make([]Office, 0, len(list))
	for _, text := range list {
		var part [4]string
		for i := range part {
			var field string
			field, text, _ = strings.Cut(text, ",")
			part[i] = strings.TrimSpace(field)
		}
		out = append(out, Office{part[0], part[1], part[2], part[3]})
	}
	return out
}

// forms are the phrases that names are written with.
type forms struct {
	phrases
	acronyms []acronym
}

// An acronym is a form in capitals that is perhaps a word of grammar as well.
type acronym struct {
	word  string
	sense uint32 // its own
}

// name adds the forms of a name.
func (f *forms) name(n *Name) {
	s := NewSense(Named, n.Key)
	plain := f.mean(s)
	f.form(n.Full, s, plain)
	for _, form := range n.Aliases {
		f.form(form, s, plain)
	}
	for _, form := range n.Demonyms {
		f.form(form, s, plain)
	}
	if len(n.Cased) == 0 {
		return
	}
	s.cased = true
	cased := f.mean(s)
	s.upper = true
	upper := f.mean(s)
	for _, form := range n.Cased {
		if allUpper(form) {
			f.add(form, upper, 0)
		} else {
			f.add(form, cased, 0)
		}
	}
}

// form adds a form of a name. An acronym that is also a word of grammar ("WHO", "IS", "US") counts only in
// capitals; settle finds out which are.
func (f *forms) form(form string, s Sense, plain uint32) {
	if allUpper(form) {
		plain = f.mean(s)
		f.acronyms = append(f.acronyms, acronym{Fold(strings.ReplaceAll(form, ".", "")), plain})
	}
	f.add(form, plain, 0)
}

// settle marks the acronyms that are words of grammar.
func (f *forms) settle(closed closedClass) {
	for _, a := range f.acronyms {
		if closed.has(a.word) {
			s := &f.senses[a.sense]
			s.cased, s.upper = true, true
		}
	}
}

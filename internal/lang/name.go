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
func readNames(recs []records.Record, class string) ([]Name, error) {
	var out []Name
	for _, r := range recs {
		n := Name{
			Key: r.Get("name"), Class: class, Full: r.Get("full"), Aliases: r.List("aliases"), Cased: r.List("cased"),
			Demonyms: r.List("demonym"), Gender: r.Get("gender"), In: r.Get("in"), SpeaksFor: r.Get("speaks-for"),
			Of: r.Get("of"), By: r.Get("by"), Kind: r.Get("kind"), From: r.Get("from"), To: r.Get("to"),
		}
		if c := r.Get("class"); c != "" {
			n.Class = c
		}
		if n.Key == "" {
			return nil, r.Errorf(records.Field{}, `the record has no "name"`)
		}
		if n.Full == "" {
			n.Full = n.Key
		}
		roles, _ := r.Field("roles")
		for _, text := range records.SplitList(roles.Value) {
			part := strings.Split(text, ",")
			for i := range part {
				part[i] = strings.TrimSpace(part[i])
			}
			for len(part) < 4 {
				part = append(part, "")
			}
			n.Offices = append(n.Offices, Office{part[0], part[1], part[2], part[3]})
		}
		out = append(out, n)
	}
	return out, nil
}

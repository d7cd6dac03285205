package extract

import (
	"strings"

	"readout/store"
)

// A newPlace is a place that the lexicon does not know: "in Port Halden", "of Veshkaria".
type newPlace struct{ key, full, in string }

// adoptPlaces takes places that the lexicon does not know: those of datelines, and the countries of offices
// ("President Tansarov of Veshkaria").
func (d *document) adoptPlaces() {
	d.places = map[string]*newPlace{}
	for i := range d.lines {
		l := &d.lines[i]
		if l.dateline == 0 || l.kind != body || i > 0 && d.bodyBefore(i) {
			continue
		}
		head := d.text[l.span.Start : l.span.Start+l.dateline]
		part := strings.SplitN(strings.TrimRight(head, " -—–_:."), ",", 3)
		city := strings.TrimSpace(strings.SplitN(part[0], "(", 2)[0])
		country := ""
		if len(part) > 1 {
			country = strings.TrimSpace(strings.SplitN(part[1], "(", 2)[0])
		}
		if strings.ContainsAny(country, "0123456789.") {
			country = ""
		}
		if d.dateplace == "" && len(city) > 2 && len(strings.Fields(city)) <= 3 && !strings.ContainsAny(city, "0123456789") {
			if p := d.addPlace(titleCase(city)); p != nil {
				d.dateplace = p.key
				if c := d.addPlace(titleCase(country)); c != nil {
					p.in = c.key
				} else if key := d.placeKey(country); key != "" {
					p.in = key
				}
			}
		}
	}
	for _, s := range d.sentences {
		for i := 1; i < len(s.tokens); i++ {
			if s.norm(i-1) == "of" && s.tokens[i].Capital && d.placeAt(s, i) == "" && d.afterPerson(s, i-1) {
				if end := d.nameEnd(s, i); end > i {
					d.addPlace(trimPossessive(s.raw(i, end)))
				}
			}
		}
	}
}

// bodyBefore reports whether reporting stands before a line: then it has no dateline.
func (d *document) bodyBefore(i int) bool {
	for k := range i {
		if d.lines[k].kind == body {
			return true
		}
	}
	return false
}

// afterPerson reports whether a title and a name stand before a token: "President Oriel Tansarov of".
func (d *document) afterPerson(s *sentence, i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if !s.tokens[k].Capital {
			return d.tables.titles[s.norm(k)] == "" && d.isTitle(s.norm(k)) && k == i-1
		}
		if d.isTitle(s.norm(k)) {
			return true
		}
	}
	return false
}

func (d *document) isTitle(word string) bool {
	_, ok := d.tables.titles[word]
	return ok
}

// placeKey returns the key of a place that the lexicon knows by name.
func (d *document) placeKey(name string) string {
	for _, m := range d.lex.Analyze(name).Segments() {
		for _, sense := range m.Senses {
			if n := d.lex.Name(sense.Key); n != nil && n.Class == "place" {
				return n.Key
			}
		}
	}
	return ""
}

// addPlace takes a place by name; nil when it has none or the lexicon knows it.
func (d *document) addPlace(full string) *newPlace {
	full = collapse(full)
	key := slug(full)
	if key == "" || len(strings.Fields(full)) > 4 || d.placeKey(full) != "" || d.lex.Name(key) != nil {
		return nil
	}
	if p := d.places[formKey(full)]; p != nil {
		return p
	}
	p := &newPlace{key: key, full: full}
	d.places[formKey(full)] = p
	return p
}

// newPlaceAt returns the unknown place whose name begins at a token.
func (d *document) newPlaceAt(s *sentence, i int) (end int, p *newPlace) {
	if !s.tokens[i].Capital {
		return 0, nil
	}
	form := ""
	for k := i; k < min(i+4, len(s.tokens)); k++ {
		form = strings.TrimSpace(form + " " + s.norm(k))
		if found := d.places[form]; found != nil {
			end, p = k+1, found
		}
	}
	return end, p
}

// titleCase writes "PORT HALDEN" as "Port Halden".
func titleCase(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		if w != "of" && w != "de" && w != "el" || i == 0 {
			r := []rune(w)
			words[i] = strings.ToUpper(string(r[0])) + string(r[1:])
		}
	}
	return strings.Join(words, " ")
}

// locatedPlace takes the unknown place at which an event is: capitalised words behind "in".
func (d *document) locatedPlace(e *event) string {
	s := e.s
	for i := e.core; i < min(e.end+14, len(s.tokens)-1); i++ {
		if s.norm(i) == "in" && s.norm(i+1) == "the" && i+2 < len(s.tokens) && s.tokens[i+2].Capital && !d.sortOfTown(s.norm(d.nameEnd(s, i+2))) && !inMention(s, i+2) && d.nameEnd(s, i+2) > i+2 && !d.otherEvent(e, i) && d.locative(e, mention{start: i + 1, end: i + 3}) && !timed(s, i+2) {
			if p := d.addPlace(trimPossessive(s.raw(i+2, d.nameEnd(s, i+2)))); p != nil {
				return p.key
			}
		}
		if s.norm(i) == "at" && s.tokens[i+1].Capital && !s.quoted[i] && s.hasIn("venue-word", i+1, i+2) && !inMention(s, i+1) && !d.otherEvent(e, i) && d.nameEnd(s, i+1) > i+2 {
			if p := d.addPlace(trimPossessive(s.raw(i+1, d.nameEnd(s, i+1)))); p != nil {
				return p.key
			}
		}
		land := s.norm(i) == "of" && strings.Contains(" island city town resort port village capital ", " "+s.norm(i-1)+" ")
		if s.norm(i) != "in" && !land || s.quoted[i] || !s.tokens[i+1].Capital || inMention(s, i+1) || d.otherEvent(e, i) {
			continue
		}
		end := d.nameEnd(s, i+1)
		if end <= i+1 || !land && !d.locative(e, mention{start: i + 1, end: end}) || timed(s, i+1) {
			continue
		}
		if p := d.addPlace(trimPossessive(s.raw(i+1, end))); p != nil {
			return p.key
		}
	}
	return ""
}

// storePlaces returns the new places that meetings lie in.
func (d *document) storePlaces() []store.Name {
	used := map[string]bool{}
	for _, m := range d.meetings {
		for key := m.Place; key != "" && !used[key]; key = d.placeIn(key) {
			used[key] = true
		}
	}
	for _, m := range d.cast.members {
		if m.new {
			used[m.country] = true
		}
	}
	for _, s := range d.sentences {
		for _, m := range s.mentions {
			if m.class == "place" {
				used[m.keys[0]] = true
			}
		}
	}
	var out []store.Name
	for _, p := range d.places {
		if used[p.key] {
			out = append(out, store.Name{Key: p.key, Class: store.Place, Name: p.full, In: p.in})
		}
	}
	return out
}

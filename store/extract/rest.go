package extract

import (
	"slices"

	"readout/store"
)

// restFacts give day and place of each meeting that no sentence gives in the words that rules read: they rest on the
// sentence that tells of the meeting best, and are less sure.
func (d *document) restFacts(told []store.Fact) []store.Fact {
	var out []store.Fact
	for i, m := range d.meetings {
		if m.Status == store.Cancelled {
			continue
		}
		has := func(kind store.Kind) bool {
			return slices.ContainsFunc(told, func(f store.Fact) bool { return f.Kind == kind && f.Meeting == m.ID })
		}
		if m.held && m.Status == store.Held && !has(store.KindHeld) {
			if s := d.restsOn(m, nil); s != nil {
				f := of(d.fact(s, store.KindHeld, "rest-held", 0.5), m)
				f.Claim = "held"
				out = append(out, f)
			}
		}
		if day := m.From; len(day) == len("2006-01-02") && !has(store.KindDate) && (!m.known || i == 0 && compatible(day, d.written())) {
			if s := d.restsOn(m, d.sentenceOfDay(m)); s != nil {
				f := of(d.fact(s, store.KindDate, "rest-day", 0.5), m)
				f.Claim, f.Value = "date", string(day)
				out = append(out, f)
			}
		}
		if m.Place != "" && m.Status != store.Call && !has(store.KindPlace) {
			if s := d.restsOn(m, d.sentenceOfPlace(m)); s != nil {
				f := of(d.fact(s, store.KindPlace, "rest-place", 0.5), m)
				f.Claim, f.Value = "place", m.Place
				out = append(out, f)
			}
		}
	}
	return out
}

// restsOn returns the sentence that tells of a meeting best: the one given, else the first of the body that says that
// they met, else the headline that does, else the first that speaks of it, or of one of them.
func (d *document) restsOn(m *meeting, best *sentence) *sentence {
	if best != nil {
		return best
	}
	var title, spoken *sentence
	for _, e := range m.events {
		switch {
		case e.earlier || e.mode == denied:
		case e.s.body() && len(e.people) > 1 && (!e.topical || d.bodyIndex(e.s) == 0):
			return e.s
		case e.s.body() && spoken == nil:
			spoken = e.s
		case e.s.line.kind == headline && title == nil:
			title = e.s
		}
	}
	switch {
	case spoken != nil:
		return spoken
	case title != nil:
		return title
	}
	for _, s := range d.sentences {
		if s.body() && s.meeting == m && subset(s.people(), m.People) && d.turns == nil {
			return s
		}
	}
	return d.welcome(m)
}

// welcome returns the sentence of a transcript in which one leader speaks to or of the other first.
func (d *document) welcome(m *meeting) *sentence {
	for _, s := range d.sentences {
		if s.body() && len(s.tokens) > 5 && s.line.turn != "" && subset(union(s.people(), []string{s.line.turn}), m.People) {
			return s
		}
	}
	return nil
}

// sentenceOfDay returns the sentence that gives the day of a meeting and names one who met.
func (d *document) sentenceOfDay(m *meeting) *sentence {
	if m.dayFrom != nil && m.dayFrom.body() {
		return m.dayFrom
	}
	gives := func(s *sentence) bool {
		return slices.ContainsFunc(s.times, func(t moment) bool { return t.value == m.From && !s.quoted[t.start] })
	}
	for _, s := range d.sentences {
		if s.body() && s.meeting == m && (len(s.events) > 0 || len(s.people()) > 0) && gives(s) {
			return s
		}
	}
	for _, s := range d.sentences { // "Berlin, Thursday, 6 July 2017"
		if !s.body() && d.meetings[0] == m && gives(s) {
			return s
		}
	}
	return nil
}

// sentenceOfPlace returns the first sentence about a meeting that names its place or what lies in it: of those that say
// that they met, else of those where somebody who met is named, else of headings.
func (d *document) sentenceOfPlace(m *meeting) *sentence {
	if s := d.namesPlace(m, true); s != nil {
		return s
	}
	if s := d.namesPlace(m, false); s != nil {
		return s
	}
	if d.meetings[0] != m {
		return nil
	}
	for _, s := range d.sentences {
		if s.body() {
			continue
		}
		for _, x := range s.mentions {
			if x.class == "place" && x.form == named && d.lies(x.keys[0], m.Place) {
				return s
			}
		}
	}
	return nil
}

// namesPlace returns the first sentence of the body that names the place of a meeting, of those that tell of it or of
// the others.
func (d *document) namesPlace(m *meeting, met bool) *sentence {
	for _, s := range d.sentences {
		if !s.body() || s.meeting != m || len(s.events) == 0 && len(s.people()) == 0 {
			continue
		}
		if met == !slices.ContainsFunc(s.events, func(e *event) bool { return e.meeting == m && !e.topical }) {
			continue
		}
		for _, x := range s.mentions {
			if x.class == "place" && x.form == named && !s.quoted[x.start] && d.lies(x.keys[0], m.Place) {
				return s
			}
		}
		if s.events != nil && m.Place == d.dateplace && s.hasWord("here") {
			return s
		}
	}
	return nil
}

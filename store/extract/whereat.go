package extract

import "strings"

// placeOf returns the place that an event is said to be at: "in Geneva", "at the White House".
func (d *document) placeOf(e *event) string {
	best, most := "", 0
	for _, m := range e.s.mentions {
		if m.class != "place" || m.form != named || m.start < e.from || e.past(m.start) || e.s.quoted[m.start] || d.otherEvent(e, m.start) || d.otherMet(e, m.start) || d.saidThere(e, m.start) {
			continue
		}
		n := d.lex.Name(m.keys[0])
		if !d.locative(e, m) && !d.indoors(e.s, m) && !d.ofPlace(e.s, m) {
			continue
		}
		rank := 2
		if n != nil && (n.Kind == "building" || n.Kind == "city") || n == nil && m.keys[0] == d.dateplace {
			rank = 3
		}
		if rank > most && distance(e, m.start) < 28 {
			best, most = d.town(m.keys[0]), rank
		}
	}
	if town := d.whereTown(e); town != "" {
		return town
	}
	if d.saysHere(e) {
		return d.town(d.dateplace)
	}
	if best == "" && (len(e.people) > 1 || d.definite(e)) {
		best = d.locatedPlace(e)
	}
	return best
}

// whereTown returns the place before "where": "leaves for Ottawa, where he will meet X".
func (d *document) whereTown(e *event) string {
	for i := e.start - 1; i > max(0, e.start-8); i-- {
		if e.s.norm(i) != "where" {
			continue
		}
		for _, m := range e.s.mentions {
			if m.class == "place" && m.form == named && m.end == i {
				return d.town(m.keys[0])
			}
		}
	}
	return ""
}

// saidThere reports whether a place is where somebody said it: "met X, officials said in Paris", "according to figures
// in Whitehall".
func (d *document) saidThere(e *event, at int) bool {
	if e.s.hasIn("according", e.end, at) {
		return true
	}
	for _, c := range e.s.cues {
		if c.class == "say-verb" && c.start >= e.end && c.end <= at && at-c.end <= 4 {
			return true
		}
	}
	return false
}

// ofPlace reports whether a place says which meeting it is: "a White House summit", "Kremlin talks".
func (d *document) ofPlace(s *sentence, m mention) bool {
	n := d.lex.Name(m.keys[0])
	if n == nil || n.Kind != "building" && n.Kind != "city" || m.end >= len(s.tokens) || s.gap(m.end) != " " || s.tokens[m.end-1].Possessive {
		return false
	}
	if _, ok := s.cueAt("meet-noun", m.end); ok {
		return n.Kind == "building" || !hubs[n.Key] && s.norm(m.start-1) != "of"
	}
	return s.norm(m.end+1) == "conference" && n.Kind == "building"
}

// saysHere reports whether "here" stands in the clause of an event, and the dateline says where that is.
func (d *document) saysHere(e *event) bool {
	if d.dateplace == "" || e.earlier {
		return false
	}
	for i := max(e.from, e.start-8); i < min(e.end+20, len(e.s.tokens)); i++ {
		if e.s.norm(i) == "here" && !e.s.quoted[i] && !d.otherEvent(e, i) {
			return true
		}
	}
	return false
}

// indoors reports whether a building is where somebody is: "inside the Kremlin".
func (d *document) indoors(s *sentence, m mention) bool {
	n := d.lex.Name(m.keys[0])
	if n == nil || n.Kind != "building" {
		return false
	}
	w := s.norm(m.start - 1)
	if w == "the" {
		w = s.norm(m.start - 2)
	}
	return w == "in" || w == "at" || w == "inside"
}

// town returns the town in which a building is; any other place stays.
func (d *document) town(key string) string {
	at := key
	for range 4 {
		n := d.lex.Name(at)
		switch {
		case n == nil:
			return key
		case n.Kind == "city":
			return at
		case n.Kind != "building":
			return key // Camp David is in no town
		}
		at = n.In
	}
	return key
}

// locative reports whether a place is where something is: "in" or "at" stands before it, and before that
// nothing that lies there itself, such as "the war in".
func (d *document) locative(e *event, m mention) bool {
	s := e.s
	if s.norm(m.start-1) == "to" && m.start > e.start && m.start-e.end < 9 { // "welcomed X to Pretoria"
		if _, host := s.cueAt("host-verb", e.start); host {
			return true
		}
	}
	if s.norm(m.start-1) == "to" && m.end <= e.start && e.start-m.end < 9 && s.hasWordIn("for", m.end, e.start) { // "flew to Bern for talks"
		return true
	}
	i := m.start - 1
	if d.sortOfTown(s.norm(i)) || s.norm(i) == "of" && d.sortOfTown(s.norm(i-1)) { // "in the Swiss capital, Bern"
		for i > max(0, m.start-6) && s.norm(i) != "in" && s.norm(i) != "at" && s.norm(i) != "on" {
			i--
		}
	}
	for ; i >= 0 && i > m.start-7; i-- {
		w := s.norm(i)
		if w == "in" || w == "at" || w == "near" || w == "outside" || w == "into" || w == "inside" || w == "on" && s.raw(i, m.start) != s.raw(i, i+1) && strings.Contains(s.raw(i, m.end), "sland") {
			break
		}
		if strings.ContainsAny(s.gap(i+1), ",;:\"“”") && i != m.start-1 {
			return false
		}
		if strings.ContainsAny(s.gap(i+1), ",") { // "in Hangzhou, China"
			return false
		}
	}
	if i < 0 || i <= m.start-7 {
		return false
	}
	for steps := 0; steps < 3; steps++ {
		if d.follows(e, m, i) {
			return true
		}
		if i = d.outerPlace(s, i); i < 0 {
			return false
		}
	}
	return false
}

// outerPlace returns the preposition of the building before a preposition: "at" of "at the Grand Hotel in Dinard"; -1
// when no name of one stands there.
func (d *document) outerPlace(s *sentence, at int) int {
	name := false
	for i := at - 1; i >= max(0, at-8); i-- {
		if strings.ContainsAny(s.gap(i+1), ";:\"“”()") || strings.Contains(s.gap(i+1), ",") && i != at-1 {
			return -1
		}
		switch w := s.norm(i); {
		case w == "in" || w == "at" || w == "inside" || w == "aboard":
			if name {
				return i
			}
			return -1
		case s.tokens[i].Capital || s.hasIn("venue-word", i, i+1):
			name = true
		case w != "the" && w != "of" && w != "a" && w != "an" && !d.tables.particles[w]:
			return -1
		}
	}
	return -1
}

// follows reports whether a preposition at a token says where an event is: before it stands a word of the event, who
// met, or when.
func (d *document) follows(e *event, m mention, i int) bool {
	s := e.s
	if i == 0 {
		return true
	}
	if strings.ContainsAny(s.gap(i), ",—–(") {
		return m.start > e.start || i < 3
	}
	if i-1 >= e.start && i-1 < e.core || m.start > e.end && e.end == i {
		return true
	}
	for _, p := range s.mentions {
		if p.end == i && (p.person() || p.class == "occasion" || p.class == "place" && s.norm(p.start-1) == "of") {
			return true
		}
	}
	for _, t := range s.times {
		if t.end == i {
			return true
		}
	}
	for _, l := range s.lengths {
		if l.end == i {
			return true
		}
	}
	for _, c := range s.cues {
		if c.end == i && (c.class == "meet-noun" || c.class == "meet-verb" || c.class == "venue-word" || c.class == "pair" || c.class == "sidelines") {
			return true
		}
	}
	switch s.norm(i - 1) {
	case "held", "place", "here", "leaders", "day", "morning", "afternoon", "evening", "night", "privately", "briefly", "again", "together", "face", "counterpart", "one", "doors", "week", "month", "weekend", "delegations", "conference", "forum", "assembly", "arrived", "gathered":
		return true
	}
	return false
}

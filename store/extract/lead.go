package extract

import "slices"

// leadEvent makes a meeting of a sentence of the lead that has no verb or noun of meeting that names its people: two
// leaders of states who do something together, or one to the other's face, on a day and at a place or in "their
// summit".
func (d *document) leadEvent(s *sentence) {
	if slices.ContainsFunc(s.events, func(e *event) bool { return len(e.people) > 1 }) {
		return
	}
	pair := d.coordinated(s)
	if len(pair) != 2 || d.rank(pair[0]) != 1 || d.rank(pair[1]) != 1 || d.compatriots(pair) {
		return
	}
	first, last := -1, -1
	for i, m := range s.mentions {
		if m.person() && m.form != group && subsetOf(m.keys, pair) && !s.quoted[m.start] {
			if first < 0 {
				first = i
			} else if last < 0 && m.keys[0] != s.mentions[first].keys[0] {
				last = i
			}
		}
	}
	if last < 0 {
		return
	}
	a, b := s.mentions[first], s.mentions[last]
	coupled := d.joined(s, a.end, b.start) == coupled
	for i := first; i+1 < len(s.mentions) && !coupled; i++ { // "X left after a visit in which he and Y"
		p, q := s.mentions[i], s.mentions[i+1]
		if p.person() && q.person() && p.keys[0] != q.keys[0] && subsetOf(p.keys, pair) && subsetOf(q.keys, pair) && d.joined(s, p.end, q.start) > listed {
			a, b, coupled = p, q, true
		}
	}
	if !coupled && !d.calledOff(s) && !s.hasIn("toward-verb", a.end, b.start) && !d.meetingBehind(s, b.end) && !s.says("beside") {
		return
	}
	e := d.newEvent(s, cue{"lead", b.start, b.end}, pair)
	if e != nil && d.calledOff(s) {
		e.mode, e.lead = cancelled, true
		d.complete(e)
		d.keep(e)
		return
	}
	if e == nil || e.mode != took || e.earlier || s.has("cancelled") || s.hasIn("negation", a.end, b.start) && !coupled && !s.says("beside") {
		return
	}
	e.lead = true
	e.call = s.byPhone()
	d.complete(e)
	if e.place == "" {
		e.place = d.townIn(s, 0)
	}
	if s.says("travel") && e.place == "" {
		e.place = d.hostTown(s, pair)
	}
	if (e.date == "" || e.place == "" && !s.says("meet-noun") && !s.says("beside")) && (e.place == "" || !s.says("travel") || !coupled) || d.ahead(e.date) {
		return
	}
	s.events = append(s.events, e)
	d.events = append(d.events, e)
}

// calledOff reports whether a sentence says that a visit or meeting was called off.
func (d *document) calledOff(s *sentence) bool {
	return (s.says("meet-noun") || s.says("travel")) && slices.ContainsFunc(s.cues, func(c cue) bool {
		return c.class == "cancelled" && !s.quoted[c.start] && d.happensTo(s, c)
	})
}

// meetingBehind reports whether something is said to be during or after a meeting: "told X during a summit".
func (d *document) meetingBehind(s *sentence, from int) bool {
	for _, c := range s.cues {
		if c.class != "meet-noun" || c.start < from {
			continue
		}
		for i := c.start - 1; i >= max(from, c.start-6); i-- {
			switch s.norm(i) {
			case "during", "at", "after", "in", "following":
				return true
			}
		}
	}
	return false
}

// sortOfTown reports whether a word says what sort of place a name is of: "the resort of Sochi".
func (d *document) sortOfTown(word string) bool {
	switch word {
	case "resort", "city", "town", "capital", "port", "village", "island", "suburb":
		return true
	}
	return false
}

// hostTown returns the town of a sentence that is at home with one of two leaders.
func (d *document) hostTown(s *sentence, pair []string) string {
	probe := &meeting{}
	probe.People = pair
	for _, m := range s.mentions {
		if n := d.lex.Name(m.keys[0]); m.class == "place" && m.form == named && n != nil && n.Kind == "city" && !s.quoted[m.start] && d.homeOf(probe, n.Key) {
			return n.Key
		}
	}
	return ""
}

// townIn returns the town or building that a sentence has something in or at, up to a token; 0 is its end.
func (d *document) townIn(s *sentence, until int) string {
	for _, m := range s.mentions {
		if until > 0 && m.start > until {
			break
		}
		n := d.lex.Name(m.keys[0])
		if m.class != "place" || m.form != named || s.quoted[m.start] || n == nil || n.Kind != "city" && n.Kind != "building" {
			continue
		}
		if w := s.norm(m.start - 1); w == "in" || w == "at" || w == "of" && d.sortOfTown(s.norm(m.start-2)) || d.sortOfTown(w) || d.indoors(s, m) {
			return d.town(n.Key)
		}
	}
	return ""
}

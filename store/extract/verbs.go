package extract

import (
	"slices"
	"strings"
)

// second reads the other half of "saw X in Abuja on Tuesday and Y in Accra on Wednesday": a place or time stands
// between X and the "and".
func (d *document) second(e *event, c cue) *event {
	s := e.s
	if e.noun || len(e.people) != 2 || e.mode != took {
		return nil
	}
	for _, m := range s.mentions {
		if !m.person() || m.form == pronoun || m.start <= e.end || m.start-e.end > 20 || subsetOf(m.keys, e.people) || d.rank(m.keys[0]) > 2 {
			continue
		}
		and := -1
		for i := m.start - 1; i >= max(e.end, m.start-6); i-- {
			if s.norm(i) == "and" {
				and = i
			}
		}
		if and < 0 || d.clauseBreak(s, e.end, m.start) || !d.placed(s, e.end, and) {
			return nil
		}
		left := d.subject(s, c.start)
		if len(left) != 1 {
			return nil
		}
		also := d.newEvent(s, cue{c.class, m.start, m.end}, union(left, m.keys))
		if also != nil {
			also.from = and
		}
		return also
	}
	return nil
}

// placed reports whether a place or time stands among tokens.
func (d *document) placed(s *sentence, from, to int) bool {
	for _, m := range s.mentions {
		if m.class == "place" && m.start >= from && m.end <= to {
			return true
		}
	}
	for _, t := range s.times {
		if t.start >= from && t.end <= to {
			return true
		}
	}
	return false
}

func (d *document) personSoon(s *sentence, i int) bool {
	for _, m := range s.mentions {
		if m.person() && m.start >= i && m.start <= i+6 {
			return true
		}
	}
	return false
}

// personNext reports whether somebody is named right behind a verb, but for titles.
func (d *document) personNext(s *sentence, i int) bool {
	for _, m := range s.mentions {
		if m.person() && m.start >= i {
			if m.form == pronoun && d.possessive(s, m) { // "with his Australian counterpart, X"
				continue
			}
			for k := i; k < m.start; k++ {
				if w := s.norm(k); !d.isTitle(w) && !s.tokens[k].Capital && w != "the" && w != "new" && w != "his" && w != "her" && w != "their" {
					return false
				}
			}
			return m.form == named || m.form == byRole
		}
	}
	return false
}

// verbEvent reads "X met (with) Y" and "X and Y met".
func (d *document) verbEvent(s *sentence, c cue, objectFrom int) *event {
	left := d.subject(s, c.start)
	right := d.object(s, objectFrom)
	people := union(left, right)
	if len(people) == 1 {
		people = d.other(s, c, people)
	}
	return d.newEvent(s, c, people)
}

// other finds whom somebody met where the verb alone does not say it: the subject of the main clause ("after
// meeting with X, Y ..."), or the only other leader of the sentence when both are those who met before.
func (d *document) other(s *sentence, c cue, people []string) []string {
	switch s.norm(c.start - 1) {
	case "after", "before", "following", "to", "when", "while", "in", "since", "by":
		if main := d.behindComma(s, c.end, people); main != nil {
			return union(people, main)
		}
	}
	if d.others(s, c.end) {
		return people
	}
	if pair := d.coordinated(s); len(pair) > 1 && slices.Equal(pair, d.pairs) && slices.Contains(pair, people[0]) {
		return pair
	}
	return people
}

// others reports whether somebody stands behind a verb who is not named: "met a nurse", "met with voters".
func (d *document) others(s *sentence, i int) bool {
	if s.norm(i) == "with" {
		i++
	}
	switch s.norm(i) {
	case "a", "an", "some", "several", "many", "dozens", "hundreds", "scores", "members", "representatives", "local", "business":
		return true
	}
	return s.hasIn("crowd", i, i+2) || s.hasIn("unit", i, i+1)
}

// behindComma returns who does something behind the comma that ends a clause, if that is nobody of those given.
func (d *document) behindComma(s *sentence, from int, but []string) []string {
	for _, m := range s.mentions {
		if m.person() && m.start > from && !slices.Contains(but, m.keys[0]) && strings.Contains(s.gap(m.start)+s.gap(m.start-1)+s.gap(m.start-2)+s.gap(m.start-3), ",") {
			return m.keys
		}
	}
	return nil
}

// holdEvent reads "X held (long, first formal ...) talks with Y".
func (d *document) holdEvent(s *sentence, c cue) *event {
	for i := c.end; i < min(c.end+9, len(s.tokens)); i++ {
		if strings.ContainsAny(s.gap(i), ";:") {
			return nil
		}
		n, ok := s.cueAt("meet-noun", i)
		if !ok {
			n, ok = s.cueAt("call-noun", i)
		}
		if !ok {
			continue
		}
		if s.hasIn("joined", c.end, n.start) {
			return nil // "have joined the talks" of others
		}
		left := d.subject(s, c.start)
		right := d.object(s, n.end)
		people := union(left, right)
		if len(people) == 1 {
			people = d.other(s, c, people)
		}
		if len(people) < 2 {
			return nil
		}
		e := d.newEvent(s, cue{c.class, c.start, n.end}, people)
		if e != nil && n.class == "call-noun" {
			e.call = true
		}
		if e != nil && s.hasIn("cancelled", c.end, n.start) { // "has called off talks with"
			e.mode = cancelled
		}
		return e
	}
	return nil
}

// spentEvent reads "X spent two hours with Y" and "X and Y spent two hours together".
func (d *document) spentEvent(s *sentence, c cue) *event {
	for _, l := range s.lengths {
		if l.start < c.end || l.start > c.end+4 || s.norm(c.start) == "had" && l.start > c.end+1 {
			continue
		}
		left := d.subject(s, c.start)
		switch w := s.norm(l.end); {
		case w == "with":
			return d.newEvent(s, c, union(left, d.object(s, l.end)))
		case len(left) >= 2 && s.hasIn("spent-so", l.end, l.end+1):
			return d.newEvent(s, c, left)
		}
	}
	return nil
}

// hostEvent reads "X hosted Y": somebody right behind the verb.
func (d *document) hostEvent(s *sentence, c cue) *event {
	left, right := d.subject(s, c.start), d.object(s, c.end)
	if len(left) == 0 && len(right) == 1 && strings.HasSuffix(s.norm(c.start), "ing") && c.start < 3 {
		left = d.behindComma(s, c.end, right) // "Receiving X in Bern, Y said"
	}
	if len(left) == 0 || len(right) == 0 || s.norm(c.end) == "with" {
		return nil
	}
	if strings.HasPrefix(s.norm(c.start), "visit") && !s.has("meet-noun") && !d.personNext(s, c.end) {
		return nil
	}
	return d.newEvent(s, c, union(left, right))
}

// jointEvent reads "X and Y discussed ...", "X and Y signed ...": two leaders of one rank who do together what takes
// both of them.
func (d *document) jointEvent(s *sentence, c cue) *event {
	left := d.subject(s, c.start)
	if len(left) != 2 || d.rank(left[0]) != d.rank(left[1]) && d.rank(left[0])*d.rank(left[1]) != 6 || !d.leader(left[0]) || !d.leader(left[1]) || d.compatriots(left) || d.homely(left) {
		return nil
	}
	e := d.newEvent(s, c, left)
	if e == nil || e.mode != took {
		return nil
	}
	e.call = s.byPhone()
	e.topical = true
	for i := e.core; i < len(s.tokens); i++ {
		if s.norm(i) == "to" || s.norm(i) == "that" || s.norm(i) == "on" && strings.HasPrefix(s.norm(c.start), "agree") {
			e.until = i
			break
		}
	}
	return e
}

// spokeEvent reads "X spoke with Y": a call when a telephone is near, else a meeting only if both are named.
func (d *document) spokeEvent(s *sentence, c cue) *event {
	phone := s.byPhone()
	with := false
	for i := c.end; i < min(c.end+7, len(s.tokens)); i++ {
		with = with || s.norm(i) == "with" || s.norm(i) == "privately" || s.norm(i) == "alone" || s.norm(i) == "for" || s.norm(i) == "directly"
	}
	left := d.subject(s, c.start)
	if !phone && !with && (len(left) < 2 || d.rank(left[0]) > 2 || d.compatriots(left) || s.norm(c.end) == "to" || s.norm(c.end) == "of") {
		return nil
	}
	right := d.object(s, c.end)
	people := union(left, right)
	if len(people) < 2 {
		return nil
	}
	e := d.newEvent(s, c, people)
	if e != nil {
		for i := e.core; i < len(s.tokens) && e.until == 0; i++ {
			if s.norm(i) == "about" && !s.timedSoon(i) { // "talked about running the airport in Kabul"
				e.until = i
			}
		}
		e.call = s.byPhone()
		if !e.call && len(left) > 0 && len(right) == 0 && s.norm(c.end) == "on" {
			return nil
		}
	}
	return e
}

// timedSoon reports whether a length or number stands right behind a token: "for about two hours".
func (s *sentence) timedSoon(i int) bool {
	for _, l := range s.lengths {
		if l.start <= i+1 && i < l.end {
			return true
		}
	}
	return false
}

// byPhone reports whether words of a telephone or of video stand in a sentence; "called for" and "a call for" are none.
func (s *sentence) byPhone() bool {
	for _, c := range s.cues {
		switch {
		case s.quoted[c.start]:
		case c.class == "call-noun" && (s.norm(c.start) != "call" || c.end-c.start > 1 || s.norm(c.end) == "with" || s.norm(c.end) == "between"):
			return true
		case c.class == "call-verb" && (c.end-c.start > 1 || s.norm(c.start) != "called" && s.norm(c.start) != "rang"):
			return true
		}
	}
	return false
}

// lengthEvents reads "came home after 40 minutes with X": a length of time with a leader is a meeting of who does
// something in the sentence.
func (d *document) lengthEvents(s *sentence) {
	for _, l := range s.lengths {
		if s.norm(l.end) != "with" || s.quoted[l.start] || strings.HasSuffix(l.value, "D") || !d.personNext(s, l.end+1) {
			continue
		}
		right := d.object(s, l.end)
		for _, m := range s.mentions {
			if !m.person() || m.end > l.start || s.quoted[m.start] {
				continue
			}
			people := union(m.keys, right)
			if len(right) > 0 && len(people) == 2 && d.rank(people[0]) <= 2 && d.rank(people[1]) <= 2 && !d.compatriots(people) {
				if e := d.newEvent(s, cue{"length", l.start, l.end}, people); e != nil && !d.repeats(s, e) {
					d.keep(e)
				}
			}
			break
		}
	}
}

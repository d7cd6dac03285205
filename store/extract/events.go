package extract

import (
	"slices"
	"strings"

	"readout/store"
)

// mode is how an event stands to what happened.
type mode uint8

const (
	took      mode = iota // it took place
	planned               // it is announced or wished for
	cancelled             // it was announced and called off
	denied                // it did not happen
)

// An event is a place in a sentence that speaks of people meeting.
type event struct {
	s        *sentence
	from     int // token before which nothing is said of it
	start    int // token of the verb or noun
	end      int
	people   []string // sorted; empty when only "the meeting" is spoken of
	others   []string // countries and bodies that sat with them
	mode     mode
	call     bool
	noun     bool // "the talks": what is known already
	earlier  bool // "last met", "had met": not the meeting at hand
	place    string
	occasion string
	date     store.Date
	meeting  *meeting
	topical  bool   // what stands behind the verb is what it is about, not where it was
	word     string // the last word of the verb or noun
}

// findEvents finds the meetings that sentences speak of.
func (d *document) findEvents() {
	lead := 0
	for _, s := range d.sentences {
		if s.line.kind == deck || s.line.speaker != "" {
			continue
		}
		for _, c := range s.cues {
			if s.quoted[c.start] {
				continue
			}
			if e := d.eventAt(s, c); e != nil && !d.repeats(s, e) {
				d.keep(e)
				if also := d.second(e, c); also != nil && !d.repeats(s, also) {
					d.keep(also)
				}
			}
		}
		if s.body() {
			if lead++; lead <= leadSentences {
				d.leadEvent(s)
			}
		}
	}
}

func (d *document) keep(e *event) {
	d.complete(e)
	e.s.events = append(e.s.events, e)
	d.events = append(d.events, e)
}

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

// repeats reports whether an event stands already in the sentence: "held talks", "talks".
func (d *document) repeats(s *sentence, e *event) bool {
	for _, o := range s.events {
		if e.start < o.end && o.start < e.end || len(e.people) > 0 && slices.Equal(o.people, e.people) && o.earlier == e.earlier && o.mode == e.mode {
			return true
		}
	}
	return false
}

func (d *document) eventAt(s *sentence, c cue) *event {
	switch c.class {
	case "meet-verb":
		if c.end-c.start == 1 && s.norm(c.start) == "meeting" && d.nounMeeting(s, c.start) {
			return d.nounEvent(s, c)
		}
		for _, n := range s.cues {
			if n.class == "not-meeting" && n.start <= c.start && n.end >= c.end && !d.personSoon(s, n.end) && !d.personSoon(s, c.end) {
				return nil
			}
		}
		return d.verbEvent(s, c, c.end)
	case "hold-verb":
		return d.holdEvent(s, c)
	case "host-verb":
		return d.hostEvent(s, c)
	case "call-verb":
		if e := d.hostEvent(s, c); e != nil && (c.end-c.start > 1 || s.norm(c.start) != "called" || s.has("call-noun")) {
			e.call = true
			return e
		}
		return nil
	case "joint-verb":
		return d.jointEvent(s, c)
	case "passive-host":
		if left, right := d.subject(s, c.start), d.object(s, c.end); len(left) == 1 && len(right) > 0 {
			return d.newEvent(s, c, union(left, right))
		}
		return nil
	case "see-verb":
		right := d.object(s, c.end)
		if len(right) == 0 || !d.personNext(s, c.end) || d.rank(right[0]) > 2 {
			return nil
		}
		if left := d.subject(s, c.start); len(left) > 0 && d.rank(left[0]) <= 2 {
			return d.newEvent(s, c, union(left, right))
		}
		return nil
	case "spent-verb":
		for _, l := range s.lengths {
			if l.start >= c.end && l.start <= c.end+3 && s.norm(l.end) == "with" {
				return d.newEvent(s, c, union(d.subject(s, c.start), d.object(s, l.end)))
			}
		}
		return nil
	case "spoke-verb":
		return d.spokeEvent(s, c)
	case "meet-noun":
		return d.nounEvent(s, c)
	case "call-noun":
		if e := d.nounEvent(s, c); e != nil && len(e.people) > 1 {
			e.call = true
			return e
		}
	}
	return nil
}

// nounMeeting tells "the meeting" from "meeting with Putin": a noun has something before it that nouns have.
func (d *document) nounMeeting(s *sentence, i int) bool {
	switch p := s.norm(i - 1); p {
	case "after", "before", "while", "was", "were", "is", "are", "been", "be", "by", "to", "when", "prior":
		return false
	}
	return i > 0
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
			for k := i; k < m.start; k++ {
				if !d.isTitle(s.norm(k)) && !s.tokens[k].Capital && s.norm(k) != "the" && s.norm(k) != "new" {
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
		for _, m := range s.mentions {
			if m.person() && m.start > c.end && !slices.Contains(people, m.keys[0]) && strings.Contains(s.gap(m.start)+s.gap(m.start-1)+s.gap(m.start-2)+s.gap(m.start-3), ",") {
				return union(people, m.keys)
			}
		}
	}
	if pair := d.coordinated(s); len(pair) > 1 && slices.Equal(pair, d.pairs) && slices.Contains(pair, people[0]) {
		return pair
	}
	return people
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
		return e
	}
	return nil
}

// hostEvent reads "X hosted Y": somebody right behind the verb.
func (d *document) hostEvent(s *sentence, c cue) *event {
	left, right := d.subject(s, c.start), d.object(s, c.end)
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
	if len(left) != 2 || d.rank(left[0]) > 2 || d.rank(left[0]) != d.rank(left[1]) || d.compatriots(left) {
		return nil
	}
	e := d.newEvent(s, c, left)
	if e == nil || e.mode != took {
		return nil
	}
	e.call = s.has("call-noun") || s.has("call-verb")
	e.topical = true
	return e
}

// spokeEvent reads "X spoke with Y": a call when a telephone is near, else a meeting only if both are named.
func (d *document) spokeEvent(s *sentence, c cue) *event {
	phone := s.has("call-noun") || s.has("call-verb")
	with := false
	for i := c.end; i < min(c.end+7, len(s.tokens)); i++ {
		with = with || s.norm(i) == "with" || s.norm(i) == "privately" || s.norm(i) == "alone" || s.norm(i) == "for" || s.norm(i) == "directly"
	}
	if !phone && !with {
		return nil
	}
	left := d.subject(s, c.start)
	right := d.object(s, c.end)
	people := union(left, right)
	if len(people) < 2 {
		return nil
	}
	e := d.newEvent(s, c, people)
	if e != nil {
		e.call = s.has("call-noun") || s.has("call-verb")
		if !e.call && len(left) > 0 && len(right) == 0 && s.norm(c.end) == "on" {
			return nil
		}
	}
	return e
}

// nounEvent reads "talks between X and Y", "X's meeting with Y", "the X-Y summit"; "the talks" alone refers to
// a meeting that is known.
func (d *document) nounEvent(s *sentence, c cue) *event {
	var people []string
	switch s.norm(c.end) {
	case "between", "of", "among":
		people = d.object(s, c.end)
	case "with":
		people = union(d.possessor(s, c.start), d.object(s, c.end))
		if len(people) == 1 {
			people = union(people, d.subject(s, c.start))
		}
	}
	if len(people) < 2 {
		people = d.compound(s, c.start)
	}
	if len(people) < 2 {
		if !s.body() {
			return nil
		}
		if pair := d.namedTogether(s, c.start); pair != nil && !slices.Contains([]string{"negotiations", "consultations", "dialogue", "exchange"}, s.norm(c.end-1)) {
			if e := d.newEvent(s, c, pair); e != nil && !e.earlier {
				e.noun = true
				e.mode = d.modeAt(s, c.start, true)
				return e
			}
		}
		e := &event{s: s, start: c.start, end: c.end, noun: true, word: s.norm(c.end - 1)}
		e.mode = d.modeAt(s, c.start, true)
		e.earlier = d.earlierAt(s, c.start)
		return e
	}
	e := d.newEvent(s, c, people)
	if e != nil {
		e.noun = true
		e.mode = d.modeAt(s, c.start, true)
	}
	return e
}

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
	if !coupled && !s.hasIn("toward-verb", a.end, b.start) {
		return
	}
	e := d.newEvent(s, cue{"lead", b.start, b.end}, pair)
	if e == nil || e.mode != took || e.earlier || s.has("cancelled") || s.has("negation") && !coupled {
		return
	}
	e.call = s.has("call-noun") || s.has("call-verb")
	d.complete(e)
	if e.place == "" {
		e.place = d.townIn(s)
	}
	if e.date == "" || d.ahead(e.date) || e.place == "" && !s.says("meet-noun") {
		return
	}
	s.events = append(s.events, e)
	d.events = append(d.events, e)
}

// townIn returns the town or building that a sentence has something in or at.
func (d *document) townIn(s *sentence) string {
	for _, m := range s.mentions {
		n := d.lex.Name(m.keys[0])
		if m.class != "place" || m.form != named || s.quoted[m.start] || n == nil || n.Kind != "city" && n.Kind != "building" {
			continue
		}
		if w := s.norm(m.start - 1); w == "in" || w == "at" || d.indoors(s, m) {
			return d.town(n.Key)
		}
	}
	return ""
}

// compatriots reports whether all are of one country: they do much together that is no meeting.
func (d *document) compatriots(keys []string) bool {
	country := ""
	for _, key := range keys {
		c := d.cast.members[key]
		if c == nil || c.country == "" || country != "" && c.country != country {
			return false
		}
		country = c.country
	}
	return true
}

// namedTogether returns two leaders of one rank who stand together before "talks": "X and Y agreed on Monday after
// talks".
func (d *document) namedTogether(s *sentence, noun int) []string {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > noun || !m.person() || m.form == group || s.quoted[m.start] {
			continue
		}
		keys := d.subject(s, m.end)
		if len(keys) == 2 && !d.clauseBreak(s, m.end, noun) && d.rank(keys[0]) <= 2 && d.rank(keys[0]) == d.rank(keys[1]) && !d.compatriots(keys) {
			return keys
		}
	}
	return nil
}

// possessor returns whose meeting it is: "Obama's meeting", "his talks", "the two leaders' talks".
func (d *document) possessor(s *sentence, noun int) []string {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > noun || noun-m.end > 5 || !m.person() {
			continue
		}
		if m.form == pronoun || s.tokens[m.end-1].Possessive {
			return m.keys
		}
	}
	return nil
}

// compound returns the people of "the Obama-Putin summit" and of "Obama, Putin talks".
func (d *document) compound(s *sentence, noun int) []string {
	var people []string
	end := noun
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > end || !m.person() {
			continue
		}
		near := end-m.end <= 1
		if len(people) == 0 {
			near = end-m.end <= 2
		}
		if !near {
			break
		}
		people = union(people, m.keys)
		end = m.start
	}
	if len(people) > 1 && d.spokenOf(s, noun) {
		return nil
	}
	return people
}

func (d *document) spokenOf(s *sentence, i int) bool {
	_, ok := s.cueAt("say-verb", i-1)
	return ok
}

func (d *document) newEvent(s *sentence, c cue, people []string) *event {
	if len(people) < 2 || !slices.ContainsFunc(people, d.leader) {
		return nil
	}
	e := &event{s: s, start: c.start, end: c.end, people: people, word: s.norm(c.end - 1)}
	for _, m := range s.mentions { // what is said of it stands behind those it names
		if m.person() && m.start >= e.end && m.start-e.end < 11 && subsetOf(m.keys, people) {
			e.end = m.end
		}
	}
	e.mode = d.modeAt(s, c.start, false)
	e.earlier = d.earlierAt(s, c.start)
	return e
}

func subsetOf(keys, of []string) bool {
	for _, k := range keys {
		if !slices.Contains(of, k) {
			return false
		}
	}
	return true
}

// maxSubject is how many words may stand between who does something and the verb.
const maxSubject = 14

// subject returns the people before a verb: the nearest, and those who stand with them.
func (d *document) subject(s *sentence, verb int) []string {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > verb || !m.person() || s.quoted[m.start] {
			continue
		}
		if verb-m.end > maxSubject || d.clauseBreak(s, m.end, verb) {
			return nil
		}
		keys := m.keys
		list := false // an "and" has been seen, so that commas join as well
		for k--; k >= 0; k-- {
			p := s.mentions[k]
			if !p.person() || p.form == pronoun && d.possessive(s, p) {
				continue
			}
			how := d.joined(s, p.end, m.start)
			if how == apposed || how == listed && !list && s.line.kind == body {
				break
			}
			list = list || how == coupled
			keys = union(keys, p.keys)
			m = p
		}
		return union(nil, keys)
	}
	return nil
}

// object returns the people behind a verb or noun: the next, and those who stand with them.
func (d *document) object(s *sentence, from int) []string {
	var keys, pending []string
	end := from
	for _, m := range s.mentions {
		if !m.person() || m.start < from {
			continue
		}
		if len(keys) == 0 {
			if m.start-from > 12 || d.clauseBreak(s, from, m.start) || m.form == pronoun && d.possessive(s, m) {
				if m.form == pronoun && m.start-from <= 2 {
					continue
				}
				return nil
			}
			keys, end = union(nil, m.keys), m.end
			continue
		}
		if m.form == pronoun && d.possessive(s, m) {
			continue
		}
		how := d.joined(s, end, m.start)
		if how == apposed {
			break
		}
		pending = union(pending, m.keys)
		if how == coupled || s.line.kind != body { // a list of names ends with "and"
			keys, pending = union(keys, pending), nil
		}
		end = m.end
	}
	return keys
}

// possessive reports whether a pronoun only says whose something is: "his".
func (d *document) possessive(s *sentence, m mention) bool {
	w := s.norm(m.start)
	return w == "his" || w == "her" && m.end < len(s.tokens) || w == "their"
}

// clauseBreak reports whether another verb or a mark of its own clause stands between tokens.
func (d *document) clauseBreak(s *sentence, from, to int) bool {
	for i := from; i <= to && i < len(s.tokens); i++ {
		if strings.ContainsAny(s.gap(i), "\"“”;:") && i > from {
			return true
		}
		if i == to {
			break
		}
		for _, class := range []string{"say-verb", "host-verb"} {
			if c, ok := s.cueAt(class, i); ok && c.end <= to {
				return true
			}
		}
		switch s.norm(i) {
		case "who", "that", "which", "because", "but", "while", "whether", "if", "when", "as", "where":
			return true
		}
	}
	return false
}

// link is how two mentions stand together.
type link uint8

const (
	apposed link = iota // not at all
	listed              // a comma between them: members of a list, if an "and" follows
	coupled             // "and" between them
)

// joined tells how two mentions stand together: only "and", commas, titles and the like may be between them.
func (d *document) joined(s *sentence, from, to int) link {
	if to-from > 14 {
		return apposed
	}
	linked := apposed
	for i := from; i <= to && i < len(s.tokens); i++ {
		gap := s.gap(i)
		switch {
		case strings.ContainsAny(gap, ";:\"“”()"):
			return apposed
		case strings.ContainsAny(gap, "-–/&"):
			linked = coupled
		case strings.Contains(gap, ","):
			linked = max(linked, listed)
		}
		if i == to {
			break
		}
		w := s.norm(i)
		if w == "and" || w == "with" {
			linked = coupled
			continue
		}
		if w == "of" || w == "the" || w == "his" || w == "her" || w == "their" || w == "then" || w == "new" {
			continue
		}
		if _, ok := d.tables.titles[w]; ok || d.namedOther(s, i) || d.tables.notNames[w] && s.tokens[i].Capital {
			continue
		}
		if i > from && inMention(s, i) {
			continue
		}
		return apposed
	}
	return linked
}

// union returns the keys of both, sorted, once each.
func union(a, b []string) []string {
	out := append(append([]string(nil), a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

package extract

import (
	"slices"

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
	core     int      // where its verb or noun ends: end includes the people behind it
	people   []string // sorted; empty when only "the meeting" is spoken of
	mode     mode
	call     bool
	noun     bool // "the talks": what is known already
	earlier  bool // "last met", "had met": not the meeting at hand
	place    string
	occasion string
	date     store.Date
	meeting  *meeting
	until    int    // token from which on something else is said: what was agreed "to" do; 0 when there is none
	lead     bool   // of a lead without a word for it
	topical  bool   // what stands behind the verb is what it is about, not where it was
	word     string // the last word of the verb or noun
	with     string // of "the talks with X": X, where the sentence does not say whose talks
}

// findEvents finds the meetings that sentences speak of.
func (d *document) findEvents() {
	lead := 0
	for _, s := range d.sentences {
		if s.line.kind == deck || s.line.speaker != "" || d.turns != nil && s.line.turn != "" {
			continue
		}
		for _, c := range s.cues {
			if s.quoted[c.start] && (c.class != "meet-noun" || s.quotedRun(c.start) > shortQuote) {
				continue
			}
			if e := d.eventAt(s, c); e != nil && !d.repeats(s, e) {
				d.keep(e)
				if also := d.second(e, c); also != nil && !d.repeats(s, also) {
					d.keep(also)
				}
			}
		}
		d.lengthEvents(s)
		d.serialEvents(s)
		for _, e := range s.events { // when all are known: what stands nearer to another is not its own
			d.complete(e)
		}
		if s.body() {
			if lead++; lead <= leadSentences {
				d.leadEvent(s)
			}
		}
	}
}

// shortQuote is up to how many words between quotation marks are a name for something, nobody's words.
const shortQuote = 3

// quotedRun returns how many words stand between the quotation marks around a token.
func (s *sentence) quotedRun(i int) int {
	from, to := i, i
	for from > 0 && s.quoted[from-1] {
		from--
	}
	for to < len(s.tokens) && s.quoted[to] {
		to++
	}
	return to - from
}

func (d *document) keep(e *event) {
	e.s.events = append(e.s.events, e)
	d.events = append(d.events, e)
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
	case "with-verb":
		return d.withEvent(s, c)
	case "passive-host":
		if left, right := d.subject(s, c.start), d.object(s, c.end); len(left) == 1 && len(right) > 0 && d.personNext(s, c.end) {
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
		return d.spentEvent(s, c)
	case "spoke-verb":
		return d.spokeEvent(s, c)
	case "meet-noun":
		return d.nounEvent(s, c)
	case "call-noun":
		if c.end-c.start == 1 && s.norm(c.start) == "call" && d.naming(s, c) {
			return nil
		}
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
			people = d.withSubject(s, c, people)
		}
	}
	if len(people) < 2 {
		people = d.compound(s, c.start)
	}
	if len(people) < 2 {
		if !s.body() {
			return nil
		}
		if s.norm(c.start-1) == "over" { // "raised it with X over dinner"
			if pair := d.coordinated(s); pair != nil && d.rank(pair[0]) <= 2 && !d.compatriots(pair) {
				return d.newEvent(s, c, pair)
			}
		}
		if pair := d.namedTogether(s, c.start); pair != nil && !slices.Contains([]string{"negotiations", "consultations", "dialogue", "exchange"}, s.norm(c.end-1)) {
			if e := d.newEvent(s, c, pair); e != nil && !e.earlier {
				e.noun = true
				e.mode = d.modeAt(s, c.start, true)
				return e
			}
		}
		e := &event{s: s, start: c.start, end: c.end, core: c.end, noun: true, word: s.norm(c.end - 1)}
		if len(people) == 1 && s.norm(c.end) == "with" {
			e.with = people[0]
		}
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

// withSubject adds who had talks with somebody: the subject before "talks"; where that is a compatriot, as in "X met
// President Y after talks with Foreign Minister Z", who stands first in the sentence.
func (d *document) withSubject(s *sentence, c cue, with []string) []string {
	people := union(with, d.subject(s, c.start))
	if len(people) == 1 && c.start < 6 { // "After long talks with X, Y said"
		switch s.norm(0) {
		case "after", "following", "before", "during", "at", "in", "emerging", "speaking":
			people = union(people, d.behindComma(s, c.end, people))
		}
	}
	if len(people) < 2 || !d.compatriots(people) {
		return people
	}
	for _, m := range s.mentions {
		if m.person() && m.end <= c.start && m.form != group && !s.quoted[m.start] {
			if also := union(with, m.keys); !d.compatriots(also) {
				return also
			}
			break
		}
	}
	return people
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
		if m.end > noun || !m.person() || s.quoted[m.start] {
			continue
		}
		if m.form == group && (len(m.keys) != 2 || noun-m.end > 10 || d.clauseBreak(s, m.end, noun)) {
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
	e := &event{s: s, start: c.start, end: c.end, core: c.end, people: people, word: s.norm(c.end - 1)}
	for _, m := range s.mentions { // what is said of it stands behind those it names
		if m.person() && m.form != pronoun && m.start >= e.end && m.start-e.end < 11 && subsetOf(m.keys, people) {
			e.end = m.end
		}
	}
	e.mode = d.modeAt(s, c.start, false)
	e.earlier = d.earlierAt(s, c.start)
	return e
}

const (
	apposed link = iota // not at all
	listed              // a comma between them: members of a list, if an "and" follows
	coupled             // "and" between them
)

// naming reports whether "call" is a verb: "the two, who call each other Ron and Yasu".
func (d *document) naming(s *sentence, c cue) bool {
	switch s.norm(c.start - 1) {
	case "who", "to", "they", "we", "i", "you", "will", "would", "leaders", "not", "both":
		return true
	}
	return s.norm(c.end) == "each" || s.norm(c.end) == "on"
}

package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// transcriptMeeting makes a meeting of a joint press conference: two leaders of states take turns in it. Day and
// place are those of its heading.
func (d *document) transcriptMeeting() {
	people := d.turns
	if people == nil || d.met(people) {
		return
	}
	m := &meeting{Meeting: store.Meeting{People: people}, held: true, weight: 5}
	for i := range d.lines {
		l := &d.lines[i]
		if l.speaker != "" {
			break
		}
		d.heading(m, d.text[l.span.Start:l.span.End])
	}
	d.meetings = append(d.meetings, m)
}

// heading reads "Berlin, Thursday, 6 July 2017".
func (d *document) heading(m *meeting, text string) {
	if len(text) > 100 {
		return
	}
	if key := d.placeKey(text); key != "" && m.Place == "" && len(strings.Fields(text)) < 4 { // "East Room"
		if n := d.lex.Name(key); n != nil && (n.Kind == "building" || n.Kind == "city") {
			m.Place = d.town(key)
		}
	}
	for _, t := range d.timesOf(text) {
		if len(t) == len("2006-01-02") && m.From == "" {
			m.From = t
			if key := d.placeKey(strings.SplitN(text, ",", 2)[0]); key != "" && m.Place == "" {
				m.Place = d.town(key)
			}
		}
	}
}

// lastResort makes a meeting where the words of it are scattered: two leaders of states stand together at the
// beginning, and the article speaks of "the talks", of "the two leaders" who agreed, or of how long it took, and of no
// other meeting but such as were long ago.
func (d *document) lastResort() {
	if slices.ContainsFunc(d.meetings, func(m *meeting) bool { return !d.stale(m.From) }) {
		return
	}
	signs := 0
	for _, e := range d.events {
		if e.mode != took && !e.earlier {
			return
		}
		if e.noun && !e.earlier && e.s.body() && len(e.people) == 0 {
			signs++
			if e.s.norm(e.start-1) == "their" && d.bodyIndex(e.s) < leadSentences {
				signs++
			}
		}
	}
	for _, s := range d.sentences {
		if !s.body() || d.bodyIndex(s) > 2 {
			continue
		}
		pair := d.coordinated(s)
		if len(pair) != 2 || d.rank(pair[0]) != 1 || d.rank(pair[1]) != 1 || d.homely(pair) || d.compatriots(pair) {
			continue
		}
		if signs > 0 {
			signs += d.didTogether(pair)
		}
		if signs > 1 {
			d.meetings = append([]*meeting{{Meeting: store.Meeting{People: pair}, held: true, weight: 4}}, d.meetings...)
			return
		}
	}
}

// didTogether counts the sentences that say what "the two leaders" agreed or disagreed on.
func (d *document) didTogether(pair []string) (n int) {
	for _, s := range d.sentences {
		if !s.body() || !s.has("agree") && !s.has("disagree") && !s.has("discuss") {
			continue
		}
		if slices.ContainsFunc(s.mentions, func(m mention) bool { return m.form == group && slices.Equal(m.keys, pair) && !s.quoted[m.start] }) {
			n++
		}
	}
	return n
}

// leadSentences is how many sentences a report takes to say when it all was.
const leadSentences = 3

// leadDay takes the day of the main meeting from the lead, where what the leaders did that day is told: "agreed on
// Wednesday".
func (d *document) leadDay(m *meeting) {
	if !m.held && !m.off {
		return
	}
	var loose []moment
	var from *sentence
	for _, s := range d.sentences {
		if !s.body() || d.bodyIndex(s) >= leadSentences {
			continue
		}
		pair := d.coordinated(s)
		own := slices.Equal(pair, m.People) || len(m.events) == 0 || d.tellsOf(s, m) || d.visitOf(s, m)
		for _, t := range s.times {
			if s.quoted[t.start] || len(t.value) < len("2006-01-02") || t.mod != "" || d.ahead(t.value) || !compatible(t.value, m.From) || d.thingOfTime(s, t) {
				continue
			}
			if days, ok := apart(t.value, d.article.Published); ok && days > 7 {
				continue
			}
			if own {
				m.From, m.dayFrom = t.value, s
				return
			}
			if subsetOf(s.people(), m.People) && !s.hasIn("say-verb", max(0, t.start-3), t.end+2) {
				loose, from = append(loose, t), s
			}
		}
	}
	if len(loose) == 1 { // the one day that the lead names
		m.From, m.dayFrom = loose[0].value, from
	}
}

// leadTown returns the one town that the lead has something in or at, by its own name rather than by that of a building;
// "" when it names several.
func (d *document) leadTown(m *meeting) string {
	var towns, buildings []string
	for _, s := range d.sentences {
		if !s.body() || d.bodyIndex(s) >= leadSentences {
			continue
		}
		for _, x := range s.mentions {
			n := d.lex.Name(x.keys[0])
			switch {
			case n == nil || x.class != "place" || x.form != named || s.quoted[x.start] || !d.leadPlace(s, x):
			case n.Kind == "city":
				towns = union(towns, []string{n.Key})
			case n.Kind == "building":
				buildings = union(buildings, []string{d.town(n.Key)})
			}
		}
	}
	if len(towns) == 0 {
		towns = buildings
	}
	if len(towns) != 1 || hubs[towns[0]] && !d.homeOf(m, towns[0]) {
		return ""
	}
	return towns[0]
}

// leadPlace reports whether a sentence has something in or at a place: nothing planned, nothing before, and not only
// somebody who spoke there.
func (d *document) leadPlace(s *sentence, x mention) bool {
	w := s.norm(x.start - 1)
	if w == "the" {
		w = s.norm(x.start - 2)
	}
	if w != "in" && w != "at" && w != "into" && w != "inside" && !strings.HasPrefix(s.gap(x.start), ",") {
		return false
	}
	if d.say(s, max(0, x.start-4), x.start) || s.hasIn("planned", max(0, x.start-8), x.start) {
		return false
	}
	return !slices.ContainsFunc(s.cues, func(c cue) bool { return c.class == "earlier" && c.start < x.start && !timed(s, c.start) })
}

// tellsOf reports whether an event of a sentence is that meeting, and took place.
func (d *document) tellsOf(s *sentence, m *meeting) bool {
	return slices.ContainsFunc(s.events, func(e *event) bool {
		return e.mode == took && !e.earlier && (e.meeting == m || e.meeting == nil && len(e.people) == 0 && d.bodyIndex(s) == 0 && d.onlyMeeting(e))
	})
}

// visitOf reports whether a sentence tells of the journey of one of those who met, and of nobody else.
func (d *document) visitOf(s *sentence, m *meeting) bool {
	people := s.people()
	return s.says("travel") && len(people) > 0 && subsetOf(people, m.People)
}

// writtenDay takes the day of the main meeting from the day on which the article was written: where a dateline or a
// heading gives it and the first sentences tell of the meeting, or where they tell it in the perfect, "have met".
func (d *document) writtenDay(m *meeting) {
	if !m.held || m.From != "" || d.written() == "" {
		return
	}
	for _, e := range m.events {
		if !e.s.body() || e.mode != took || e.earlier || d.bodyIndex(e.s) > 1 || len(e.s.times) > 0 {
			continue
		}
		if w := e.s.norm(e.start - 1); d.dayGiven || w == "have" || w == "has" || d.bodyIndex(e.s) == 0 && !d.leadHasDay() {
			m.From, m.dayFrom = d.day, e.s
			return
		}
	}
}

// calledOffDay takes the day of a meeting that was called off "hours before it was due to begin" from the day on which
// that was written.
func (d *document) calledOffDay(m *meeting) {
	if !m.off || m.held || m.From != "" || d.written() == "" {
		return
	}
	for _, e := range m.events {
		for i := range e.s.tokens {
			if w := e.s.norm(i); (w == "hours" || w == "minutes") && e.s.norm(i+1) == "before" && e.mode == cancelled && !e.s.quoted[i] {
				m.From, m.dayFrom = d.day, e.s
				return
			}
		}
	}
}

// leadHasDay reports whether the first sentences name any time: then the meeting may have been at that.
func (d *document) leadHasDay() bool {
	return slices.ContainsFunc(d.sentences, func(s *sentence) bool {
		return s.body() && len(s.times) > 0 && d.bodyIndex(s) < leadSentences
	})
}

// visited returns the town in the country of one of those who met to which another of them came: "his visit to
// Tokyo", "arrived in Ankara".
func (d *document) visited(m *meeting) string {
	for _, s := range d.sentences {
		if s.body() && !s.says("travel") || s.meeting != nil && s.meeting != m || m != d.meetings[0] && !beside(m, s) {
			continue
		}
		ours := slices.ContainsFunc(s.people(), func(p string) bool { return slices.Contains(m.People, p) })
		for _, x := range s.mentions {
			if !ours || x.class != "place" || x.form != named || s.quoted[x.start] {
				continue
			}
			if w := s.norm(x.start - 1); w != "to" && w != "in" && w != "into" {
				continue
			}
			n := d.lex.Name(x.keys[0])
			if n != nil && n.Kind == "city" && d.homeOf(m, n.Key) && !s.hasIn("planned", max(0, x.start-10), x.start) && !s.says("earlier") {
				return n.Key
			}
		}
	}
	return ""
}

// beside reports whether a sentence tells of a meeting or stands right before one that does.
func beside(m *meeting, s *sentence) bool {
	return slices.ContainsFunc(m.events, func(e *event) bool { return e.s.at == s.at || e.s.at == s.at+1 })
}

// homeOf reports whether a place lies in the country of one of those who met.
func (d *document) homeOf(m *meeting, place string) bool {
	for _, p := range m.People {
		if c := d.cast.members[p]; c != nil && c.country != "" && d.lies(place, c.country) {
			return true
		}
	}
	return false
}

func (d *document) titlePeople() []string {
	if d.article.Title == "" {
		return nil
	}
	s := d.sentenceOf(d.article.Title)
	var out []string
	for i := 0; i < len(s.tokens); i++ {
		end, keys := d.adoptedAt(s, i)
		if kend, known := d.knownPerson(s, i); kend > end {
			end, keys = kend, known
		}
		if end > 0 {
			out = union(out, []string{d.choose(s, i, keys)})
			i = end - 1
		}
	}
	return out
}

// titleMeeting begins with the meeting that the title tells of, when the text does not repeat the title: "Novak,
// Ilves meet as talks stall".
func (d *document) titleMeeting() {
	for i := range d.lines {
		if d.lines[i].kind == headline {
			return
		}
	}
	people := d.titlePeople()
	if len(people) < 2 || !slices.ContainsFunc(people, d.leader) {
		return
	}
	tokens := lang.Tokenize(d.article.Title)
	if tokens[len(tokens)-1].Norm == "off" { // "summit is off"
		return
	}
	for _, c := range d.tables.cues.find(tokens) {
		switch c.class {
		case "planned", "cancelled", "negation":
			return
		case "meet-verb", "hold-verb", "discuss", "host-verb":
			if c.start > 0 && tokens[c.start-1].Norm == "to" {
				return
			}
		}
	}
	for _, c := range d.tables.cues.find(tokens) {
		if c.class == "meet-verb" || c.class == "meet-noun" || c.class == "discuss" || c.class == "hold-verb" {
			d.meetings = append(d.meetings, &meeting{Meeting: store.Meeting{People: people}, held: true, weight: 5})
			return
		}
	}
}

// before returns the day of the main meeting from a sentence about the one before it: "before Monday, they last met
// in May".
func (d *document) before(m *meeting) store.Date {
	for _, e := range d.events {
		if !e.earlier || e.meeting == m || !subset(e.people, m.People) {
			continue
		}
		for _, t := range e.s.times {
			if e.s.norm(t.start-1) == "before" && len(t.value) == len("2006-01-02") {
				return t.value
			}
		}
	}
	return ""
}

// homely reports whether one of some people has one name only and no country that is known, such as a king at home:
// nothing says that he came to meet another.
func (d *document) homely(people []string) bool {
	return slices.ContainsFunc(people, func(p string) bool {
		m := d.cast.members[p]
		return m == nil || m.country == "" && !strings.Contains(m.full, " ")
	})
}

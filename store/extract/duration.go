package extract

import (
	"slices"
	"strconv"
	"strings"

	"readout/store"
)

// durationFacts say how long a meeting took, and how long it was meant to take.
func durationFacts(d *document, s *sentence) []store.Fact {
	m := d.lengthOf(s)
	if m == nil {
		return nil
	}
	var out []store.Fact
	for _, l := range s.lengths {
		if s.quoted[l.start] || ago(s, l) || !d.ofMeeting(s, l) {
			continue
		}
		m := d.nearestMeeting(s, l, m)
		f := of(d.fact(s, store.KindDuration, "length", 0.85), m)
		f.Claim, f.Value, f.Hedge, f.Attributed = "duration", l.value, l.hedge, s.attributed()
		if value := insteadOf(s, l); value != "" {
			p := f
			p.Kind, p.Claim, p.Rule, p.Value, p.Hedge = store.KindPlanned, "planned-duration", "instead-of", value, ""
			out = append(out, p)
		}
		if planLength(s, l) {
			f.Kind, f.Claim, f.Rule = store.KindPlanned, "planned-duration", "planned-length"
		}
		out = append(out, f)
	}
	if len(out) == 0 && s.has("longer") && (len(s.events) > 0 || s.meeting != nil) {
		f := of(d.fact(s, store.KindPlanned, "longer", 0.7), m)
		f.Claim = "planned-duration"
		out = append(out, f)
	}
	return out
}

// insteadOf reads the length that was meant behind one that was kept, where its unit is left out: "85 minutes, against
// the 60 that had been foreseen", "50 minutes instead of 30".
func insteadOf(s *sentence, l length) string {
	unit := strings.TrimSuffix(s.norm(l.end-1), "s")
	if unit != "minute" && unit != "hour" {
		return ""
	}
	for i := l.end; i < min(l.end+10, len(s.tokens)-1); i++ {
		switch s.norm(i) {
		case "against", "instead", "rather", "not":
		default:
			continue
		}
		k := i + 1
		for k < len(s.tokens) && (s.norm(k) == "of" || s.norm(k) == "than" || s.norm(k) == "the") {
			k++
		}
		if k >= len(s.tokens) || timed(s, k) {
			return ""
		}
		value, money := figureAt(s, k)
		n, err := strconv.Atoi(value)
		if err != nil || money || n < 1 || n > 600 || k-i < 2 && s.norm(i) == "not" {
			return ""
		}
		plain := k+1 == len(s.tokens) || strings.ContainsAny(s.gap(k+1), ",.;") || s.hasIn("planned-length", k+1, k+7) || s.norm(k+1) == "planned"
		if !plain {
			return ""
		}
		if unit == "hour" {
			n *= 60
		}
		return "PT" + strconv.Itoa(n) + "M"
	}
	return ""
}

// lengthOf returns the meeting whose length a sentence may give.
func (d *document) lengthOf(s *sentence) *meeting {
	for _, e := range s.events {
		if e.meeting != nil && !e.earlier && e.mode != denied && e.mode != cancelled && !(e.mode == planned && e.meeting.Status != store.Planned) {
			return e.meeting
		}
	}
	if s.meeting != nil && (s.has("length-verb") || s.has("planned-length")) {
		return s.meeting
	}
	return nil
}

// nearestMeeting returns the meeting whose words stand nearest to a length, of several in a sentence.
func (d *document) nearestMeeting(s *sentence, l length, first *meeting) *meeting {
	best, least := first, len(s.tokens)
	for _, e := range s.events {
		if e.meeting == nil || e.earlier || e.mode == denied || e.mode == cancelled || e.mode == planned && e.meeting.Status != store.Planned {
			continue
		}
		gap := l.start - e.core
		if gap < 0 {
			gap = max(0, e.start-l.end)
		}
		if gap < least {
			best, least = e.meeting, gap
		}
	}
	return best
}

// ago reports whether a length is a distance in time: "90 minutes later", "two hours ago", "hours after".
func ago(s *sentence, l length) bool {
	if ofTalks(s, l) || slices.ContainsFunc(s.events, func(e *event) bool { return e.start == l.start && e.core == l.end }) {
		return false
	}
	if w := s.norm(l.end + 1); s.norm(l.end) == "a" && (w == "day" || w == "week" || w == "month" || w == "year" || w == "night") || s.norm(l.start-1) == "hours" || s.norm(l.start-1) == "minutes" || s.norm(l.end) == "daily" {
		return true // "three hours a day"
	}
	joined := l.end < len(s.tokens) && s.gap(l.end) == " "
	switch w := s.norm(l.end); {
	case (w == "of" || w == "into" || w == "from") && !joined:
		return false
	}
	switch s.norm(l.end) {
	case "longer", "shorter", "more", "less", "ago", "later", "after", "before", "earlier", "away", "from", "drive", "flight", "late", "into", "of":
		return !s.forLength(l)
	case "behind":
		return s.norm(l.end+1) == "schedule" || s.norm(l.end+1) == "time"
	}
	if w := s.norm(l.end + 1); s.norm(l.end) == "over" && (w == "schedule" || w == "time") || s.norm(l.end) == "beyond" || s.norm(l.end) == "past" {
		return true
	}
	for i := max(0, l.start-2); i < l.end; i++ {
		switch s.norm(i) {
		case "last":
			if i == 0 || s.norm(i-1) != "to" && s.norm(i-1) != "would" && s.norm(i-1) != "will" {
				return true
			}
		case "first", "past", "final", "next", "previous", "recent", "opening":
			return true
		}
	}
	if strings.HasSuffix(l.value, "D") && !s.hasIn("length-verb", max(0, l.start-4), l.start) && s.norm(l.end-1) != "day" {
		return true // "over two days": most such talks are not one meeting
	}
	p := s.norm(l.start - 1)
	if p == "after" {
		if _, ok := s.cueAt("ended", l.start-2); ok {
			return false
		}
	}
	return p == "within" || p == "in" || p == "after" || p == "every" || p == "per" || p == "last" || p == "next"
}

// forLength reports whether a length is how long something went on though "before" or "after" stands behind it: "for a
// quarter of an hour before flying home".
func (s *sentence) forLength(l length) bool {
	w := s.norm(l.end)
	if w != "before" && w != "after" {
		return false
	}
	for i := l.start; i >= max(0, l.start-2); i-- {
		if s.norm(i) == "for" {
			return true
		}
	}
	return false
}

// ofTalks reports whether a length is that of the talks behind it: "two hours of talks", "a 90-minute meeting".
func ofTalks(s *sentence, l length) bool {
	if s.norm(l.start-1) == "every" || s.norm(l.start-1) == "another" {
		return false
	}
	from := l.end
	if s.norm(from) == "of" {
		from++
	} else if !strings.HasSuffix(s.norm(l.end-1), "hour") && !strings.HasSuffix(s.norm(l.end-1), "minute") && !strings.HasSuffix(s.norm(l.end-1), "long") {
		return false
	}
	for i := from; i < min(from+5, len(s.tokens)); i++ {
		if i > from && strings.ContainsAny(s.gap(i), ",;:—.\"“”") {
			return false
		}
		if _, ok := s.cueAt("meet-noun", i); ok || s.norm(i) == "talk" && s.norm(i-1) != "to" {
			return true
		}
	}
	return false
}

// ofMeeting reports whether a length is that of a meeting: its verb or noun is near.
func (d *document) ofMeeting(s *sentence, l length) bool {
	if ofTalks(s, l) {
		return true
	}
	if s.meeting != nil && planLength(s, l) && (s.has("pair") || s.hasWord("it")) {
		return true
	}
	if s.meeting != nil && s.hasIn("spent-so", l.end, l.end+1) && slices.ContainsFunc(s.mentions, func(m mention) bool { return m.form == group && slices.Equal(m.keys, s.meeting.People) }) {
		return true // "the two came out after 38 minutes alone"
	}
	near := func(start, end int) bool { return start-l.end < 12 && l.start-end < 14 }
	for _, e := range s.events {
		if near(e.start, e.end) {
			return true
		}
	}
	for _, c := range s.cues {
		switch s.norm(c.start) {
		case "spent":
			if together := s.norm(l.end) == "with" || s.hasWord("together") || len(d.subject(s, c.start)) > 1; together && d.byThem(s, c.start) && near(c.start, c.end+4) {
				return true
			}
		case "stay", "stayed", "received", "hosted", "met", "talked", "spoke", "speak", "talk", "meet", "receive", "huddled":
			if d.byThem(s, c.start) && near(c.start, c.end+4) {
				return true
			}
		case "together", "session", "slot", "aside":
			if near(c.start, c.end) {
				return true
			}
		case "on":
			if s.norm(c.start-1) == "went" && near(c.start, c.end) {
				return true
			}
		case "it":
			if s.norm(c.start-1) == "allowed" {
				return true
			}
		case "lasted", "ran", "lasting", "last", "stretched":
			if c.class == "length-verb" && near(c.start, c.end) {
				return true
			}
		}
	}
	return false
}

// byThem reports whether those who met, or "we" of a transcript, do what a verb says.
func (d *document) byThem(s *sentence, verb int) bool {
	if s.line.speaker != "" && s.hasWord("we") {
		return true
	}
	for _, key := range d.subject(s, verb) {
		if s.meeting != nil && slices.Contains(s.meeting.People, key) && len(s.people()) <= len(s.meeting.People) && subsetOf(s.people(), s.meeting.People) {
			return true
		}
	}
	return false
}

// planLength reports whether a length was meant, not kept: a word of planning stands before it in its clause.
func planLength(s *sentence, l length) bool {
	for i := l.start - 1; i >= max(0, l.start-7); i-- {
		switch s.norm(i) {
		case "ran", "lasted", "lasting", "took", "went", "stretched", "met", "extended", "into", "instead", "ended", "became", "talked", "spent":
			if s.norm(i-1) == "have" && s.norm(i-2) == "to" {
				return true // "were to have talked"
			}
			return false
		}
		if _, ok := s.cueAt("planned-length", i); ok {
			return true
		}
	}
	for i := l.end; i < min(l.end+6, len(s.tokens)) && !strings.ContainsAny(s.gap(i), ",;:—"); i++ {
		switch w := s.norm(i); w {
		case "aside", "planned", "scheduled", "allotted", "slot", "allocated":
			return true
		}
	}
	return s.norm(l.end) == "scheduled" || s.norm(l.end) == "planned" || s.norm(l.end) == "allotted" || s.norm(l.end+1) == "planned" || s.norm(l.end+1) == "scheduled" || s.norm(l.end+1) == "allotted"
}

// hasWordIn reports whether a word stands among tokens.
func (s *sentence) hasWordIn(word string, from, to int) bool {
	for i := max(0, from); i < min(to, len(s.tokens)); i++ {
		if s.tokens[i].Norm == word {
			return true
		}
	}
	return false
}

// hasWord reports whether a word stands in the sentence.
func (s *sentence) hasWord(word string) bool {
	for i := range s.tokens {
		if s.tokens[i].Norm == word {
			return true
		}
	}
	return false
}

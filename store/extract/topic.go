package extract

import (
	"slices"
	"strings"

	"readout/store"
)

// topicFacts say what was discussed: what stands behind a verb of discussing that the leaders are said to have
// done. One fact a sentence and subject; all have the sentence's topics.
func topicFacts(d *document, s *sentence) []store.Fact {
	if s.meeting == nil || s.has("open") || s.meeting.Status == store.Planned {
		return nil
	}
	var out []store.Fact
	for _, c := range s.cues {
		if c.class != "discuss" || s.quoted[c.start] || len(out) > 0 {
			continue
		}
		if !d.byLeaders(s, c) || d.modeAt(s, c.start, false) != took && !infinitive(s, c) {
			continue
		}
		subjects := d.subjectsBehind(s, c.end)
		if len(subjects) == 0 && s.hasIn("topic-verb", c.start, c.start+1) { // "trade dominated the talks"
			subjects = d.subjectsBefore(s, c.start)
		}
		for _, key := range subjects {
			f := of(d.fact(s, store.KindTopic, "discussed", 0.75), s.meeting)
			f.Claim, f.Value = "topic-"+key, key
			f.Attributed = s.attributed()
			out = append(out, f)
		}
	}
	return out
}

// infinitive reports whether a verb says what a meeting that took place was for: "met to discuss".
func infinitive(s *sentence, c cue) bool {
	if s.norm(c.start-1) != "to" {
		return false
	}
	return slices.ContainsFunc(s.events, func(e *event) bool { return e.mode == took && e.meeting != nil && e.end <= c.start })
}

// byLeaders reports whether the people of the meeting, or the meeting, do what a verb says.
func (d *document) byLeaders(s *sentence, c cue) bool {
	for _, e := range s.events {
		if e.meeting != nil && e.mode == took {
			return true
		}
	}
	for _, key := range d.subject(s, c.start) {
		if slices.Contains(s.meeting.People, key) {
			return true
		}
	}
	return s.hasIn("pair", 0, c.start) || s.hasIn("topic-verb", c.start, c.start+1) && len(s.events) > 0
}

// subjectsBehind returns the subjects named behind a token, in its clause: of the table, and countries.
func (d *document) subjectsBehind(s *sentence, from int) []string {
	var out []string
	to := len(s.tokens)
	for _, c := range s.cues {
		if c.class == "say-verb" && c.start > from {
			to = min(to, c.start)
		}
	}
	for i := from + 1; i < to; i++ {
		switch w := s.norm(i); {
		case w == "before" || w == "after" || w == "as" && i > from+2 || w == "while" || w == "but" || strings.ContainsAny(s.gap(i), ";—"):
			to = i
		}
	}
	for _, c := range s.topics {
		if c.start >= from && c.start < to && !inMention(s, c.start) && !slices.Contains(out, c.class) {
			out = append(out, c.class)
		}
	}
	for _, m := range s.mentions {
		if m.start < from || m.start >= to || m.form == demonym && d.titleOf(s, m) || m.class != "place" && m.class != "organisation" && m.class != "occasion" {
			continue
		}
		n := d.lex.Name(m.keys[0])
		if n != nil && (n.Kind == "country" || n.Kind == "region" || n.Class == "organisation") && !d.home(s.meeting, n.Key) && !slices.Contains(out, n.Key) {
			out = append(out, n.Key)
		}
	}
	return out
}

// subjectsBefore returns the subjects named before a token.
func (d *document) subjectsBefore(s *sentence, to int) []string {
	var out []string
	for _, c := range s.topics {
		if c.start < to && !inMention(s, c.start) && !slices.Contains(out, c.class) {
			out = append(out, c.class)
		}
	}
	for _, m := range s.mentions {
		n := d.lex.Name(m.keys[0])
		if m.start < to && m.class == "place" && n != nil && n.Kind == "country" && !d.home(s.meeting, n.Key) && !slices.Contains(out, n.Key) {
			out = append(out, n.Key)
		}
	}
	return out
}

// titleOf reports whether a word for a people is part of an office: "German Chancellor".
func (d *document) titleOf(s *sentence, m mention) bool {
	for i := m.end; i < min(m.end+4, len(s.tokens)); i++ {
		if _, ok := d.tables.titles[s.norm(i)]; ok {
			return true
		}
		if !s.tokens[i].Capital {
			return false
		}
	}
	return false
}

// home reports whether a country is that of one of the people who met, or where they met.
func (d *document) home(m *meeting, key string) bool {
	if m == nil {
		return false
	}
	for _, p := range m.People {
		if c := d.cast.members[p]; c != nil && c.country == key {
			return true
		}
	}
	return d.lies(m.Place, key)
}

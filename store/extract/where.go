package extract

import (
	"slices"
	"strings"
)

// onlyMeeting reports whether nobody but the people of the meeting does something in the sentence of an event.
func (d *document) onlyMeeting(e *event) bool {
	for _, m := range e.s.mentions {
		if m.person() && m.form == named && len(d.meetings) > 0 && !slices.Contains(d.meetings[0].People, m.keys[0]) {
			return false
		}
	}
	return true
}

// definite reports whether "talks" are those that were spoken of: "the talks", "their meeting", "Monday's summit".
func (d *document) definite(e *event) bool {
	for i := e.start - 1; i >= max(0, e.start-4); i-- {
		switch e.s.norm(i) {
		case "the", "their", "this", "his", "her", "face", "both":
			return true
		case "a", "an", "of", "any", "no", "in", "to", "for":
			return false
		}
		if e.s.tokens[i].Possessive {
			return true
		}
	}
	return e.start == 0
}

// leadersMeet reports whether "talks" are those of the leaders, not "negotiations" that others lead: they begin
// the sentence, or the leaders stand in it.
func (d *document) leadersMeet(e *event) bool {
	switch e.word {
	case "negotiations", "consultations", "dialogue", "sessions":
		return false
	}
	if e.start < 6 {
		return true
	}
	for _, m := range e.s.mentions {
		if m.person() && len(d.meetings) > 0 && slices.Contains(d.meetings[0].People, m.keys[0]) {
			return true
		}
	}
	return false
}

// there reports whether the main meeting was where the article was written: a dateline alone does not say so; "here"
// does, or the place named in the text as one to be at, or a room or building of the meeting, which a report from
// another town would place.
func (d *document) there(m *meeting) bool {
	if d.dateplace == "" || !m.held || m.call || m.Occasion != "" && d.lex.Name(m.Occasion) != nil && d.lex.Name(m.Occasion).In != "" {
		return false
	}
	for _, e := range m.events {
		if e.earlier {
			continue
		}
		for i := e.start; i < min(e.end+16, len(e.s.tokens)); i++ {
			if e.s.norm(i) == "here" && !e.s.quoted[i] {
				return true
			}
		}
		if d.venueWord(e) != "" || e.s.norm(0) == "there" && strings.HasPrefix(e.s.gap(1), ",") {
			return true
		}
	}
	if !hubs[d.dateplace] && !d.homeOf(m, d.dateplace) && d.homes(m) {
		return true // reporters go to a third country only for what happens there
	}
	if d.homeOf(m, d.dateplace) && compatible(m.From, d.written()) {
		return true // the guest came; had the meeting been elsewhere, the report would say where
	}
	for _, s := range d.sentences {
		if !s.body() {
			continue
		}
		for _, x := range s.mentions {
			if x.class != "place" || x.form != named || s.quoted[x.start] || !d.lies(d.dateplace, x.keys[0]) && !d.lies(x.keys[0], d.dateplace) {
				continue
			}
			switch s.norm(x.start - 1) {
			case "in", "at", "to", "of", "through", "around", "inside", "outside", "near":
				if s.norm(x.start-1) != "of" || s.hasIn("venue-word", max(0, x.start-4), x.start) || strings.Contains("harbor harbour city town capital port", s.norm(x.start-2)) {
					return d.lex.Name(x.keys[0]) == nil || d.lex.Name(x.keys[0]).Kind != "country"
				}
			}
		}
	}
	return false
}

// placedAt returns the meeting whose town a sentence begins with: "In Accra the talk was of refugees".
func (d *document) placedAt(s *sentence) *meeting {
	for _, m := range s.mentions {
		if m.class != "place" || m.start > 3 || s.norm(m.start-1) != "in" {
			continue
		}
		for _, x := range d.meetings {
			if x.Place == m.keys[0] {
				return x
			}
		}
	}
	return nil
}

// hubs are the towns from which news of the whole world is written.
var hubs = map[string]bool{"washington": true, "london": true, "new-york": true, "brussels": true, "hong-kong": true}

// homes reports whether the countries of all who met are known.
func (d *document) homes(m *meeting) bool {
	return !slices.ContainsFunc(m.People, func(p string) bool { return d.cast.members[p] == nil || d.cast.members[p].country == "" })
}

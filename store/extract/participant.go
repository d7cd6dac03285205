package extract

import (
	"slices"

	"readout/store"
)

// participantFacts say who else was there: named beside "joined by", "accompanied by", "also present".
func participantFacts(d *document, s *sentence) []store.Fact {
	if s.meeting == nil || !s.has("joined") || s.has("open") {
		return nil
	}
	var out []store.Fact
	for _, c := range s.cues {
		if c.class != "joined" || s.quoted[c.start] || d.modeAt(s, c.start, false) != took || s.hasIn("planned", max(0, c.start-14), c.start) {
			continue
		}
		for _, m := range s.mentions {
			if !m.person() || m.form == group || m.form == pronoun || slices.Contains(s.meeting.People, m.keys[0]) || m.keys[0] == s.speaker && s.norm(m.end) != "who" {
				continue
			}
			behind := m.start >= c.end && m.start-c.end < 40
			before := m.end <= c.start && c.start-m.end < reachBack(s, c) && s.norm(c.start) != "including" && s.norm(c.end-1) != "by"
			if !behind && !before {
				continue
			}
			f := of(d.fact(s, store.KindParticipant, "joined", 0.75), s.meeting)
			f.Claim, f.Value = "participant-"+m.keys[0], m.keys[0]
			out = append(out, f)
		}
	}
	return out
}

// reachBack is how many words before a word of presence somebody may stand whom it is said of: a whole list before
// "took part", one name before the others.
func reachBack(s *sentence, c cue) int {
	switch s.norm(c.end - 1) {
	case "joined":
		if w := s.norm(c.start - 1); (w == "have" || w == "had" || w == "now" || w == "then" || w == "later") && !s.hasIn("say-verb", 0, c.start) {
			return 14 // "X, Y and Z have now joined the talks"
		}
	case "part", "present", "in", "attended", "table", "room", "attendance", "assisted", "notes", "through", "with", "into":
		if !s.hasIn("say-verb", 0, c.start) {
			return 14
		}
	}
	return 4
}

package extract

import (
	"strings"

	"readout/store"
)

// placeFacts say in which town or country people met.
func placeFacts(d *document, s *sentence) []store.Fact {
	for _, e := range s.events {
		if e.meeting == nil || e.place == "" || e.mode == denied || e.mode == cancelled || e.mode == planned && e.meeting.Status != store.Planned {
			continue
		}
		if !d.lies(e.place, e.meeting.Place) && !d.lies(e.meeting.Place, e.place) {
			continue
		}
		f := of(d.fact(s, store.KindPlace, "event-place", 0.85), e.meeting)
		f.Claim, f.Value = "place", e.place
		return []store.Fact{f}
	}
	return nil
}

// venueFacts say at which conference, and in what kind of building.
func venueFacts(d *document, s *sentence) []store.Fact {
	var out []store.Fact
	for _, e := range s.events {
		if e.meeting == nil || e.mode == denied || e.mode == cancelled || e.mode == planned && e.meeting.Status != store.Planned {
			continue
		}
		if e.occasion != "" && e.occasion == e.meeting.Occasion {
			f := of(d.fact(s, store.KindVenue, "occasion", 0.8), e.meeting)
			f.Claim, f.Value = "occasion", e.occasion
			out = append(out, f)
			break
		}
	}
	for _, e := range s.events {
		if e.meeting == nil || e.mode != took || e.earlier {
			continue
		}
		if word := d.venueWord(e); word != "" {
			f := of(d.fact(s, store.KindVenue, "venue", 0.7), e.meeting)
			f.Claim, f.Value = "venue-room", word
			out = append(out, f)
			break
		}
	}
	return out
}

// venueWord returns the room or building in which an event is: "in a conference room", "at the Hofburg".
func (d *document) venueWord(e *event) string {
	s := e.s
	for _, m := range s.mentions {
		if m.class == "place" && distance(e, m.start) < 20 && d.locative(e, m) {
			if n := d.lex.Name(m.keys[0]); n != nil && n.Kind == "building" {
				return n.Key
			}
		}
	}
	for _, c := range s.cues {
		if c.class != "venue-word" || s.quoted[c.start] || distance(e, c.start) > 14 || d.say(s, min(e.end, c.end), max(e.start, c.start)) {
			continue
		}
		for i := c.start - 1; i >= max(0, c.start-7); i-- {
			switch w := s.norm(i); w {
			case "in", "at", "inside", "aboard", "on":
				if i+1 < c.start && !strings.ContainsAny(s.gap(i+1), ",;") {
					return slug(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s.raw(i+1, c.end), "the "), "a "), "an "))
				}
			}
			if strings.ContainsAny(s.gap(i+1), ",;\"“”") {
				break
			}
		}
	}
	return ""
}

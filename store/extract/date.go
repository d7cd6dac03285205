package extract

import "readout/store"

// dateFacts say on which day, or in which month, people met.
func dateFacts(d *document, s *sentence) []store.Fact {
	var out []store.Fact
	for _, e := range s.events {
		if e.meeting == nil || e.date == "" || e.mode == denied || e.mode == cancelled {
			continue
		}
		if e.mode == planned && e.meeting.Status != store.Planned {
			continue
		}
		if !compatible(e.date, e.meeting.From) && e.meeting.From != "" {
			continue
		}
		f := of(d.fact(s, store.KindDate, "event-date", 0.85), e.meeting)
		f.Claim, f.Value = "date", string(e.date)
		out = append(out, f)
		break
	}
	if m := s.meeting; len(out) == 0 && m != nil && m.dayFrom == s {
		f := of(d.fact(s, store.KindDate, "lead-day", 0.6), m)
		f.Claim, f.Value = "date", string(m.From)
		out = append(out, f)
	}
	return out
}

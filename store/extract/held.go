package extract

import "readout/store"

// heldFacts say that people met: an event that took place, with its people named.
func heldFacts(d *document, s *sentence) []store.Fact {
	var out []store.Fact
	for _, e := range s.events {
		if e.meeting == nil || len(e.people) < 2 || e.mode != took {
			continue
		}
		f := of(d.fact(s, store.KindHeld, "event", 0.9), e.meeting)
		f.Claim = "held"
		if e.noun {
			f.Confidence = 0.7
		}
		f.Attributed = s.attributed()
		out = append(out, f)
	}
	for _, e := range s.events {
		if e.meeting != nil && e.mode == cancelled && len(out) == 0 {
			f := of(d.fact(s, store.KindHeld, "cancelled", 0.8), e.meeting)
			f.Claim, f.Negated = "held", true
			out = append(out, f)
		}
	}
	return out
}

package extract

import (
	"slices"
	"strings"

	"readout/store"
)

// orderFacts say what came first: "after meeting with X, Y held talks with Z". The claim is of Y's talks with Z, so
// that an article which has them the other way round contradicts it.
func orderFacts(d *document, s *sentence) []store.Fact {
	for _, c := range s.cues {
		if c.class != "meet-verb" && c.class != "meet-noun" || s.quoted[c.start] {
			continue
		}
		value := d.orderWord(s, c.start)
		if value == "" {
			continue
		}
		first := d.object(s, c.end)
		if len(first) != 1 {
			continue
		}
		who, others := d.mainClause(s, c.end, first[0])
		if who == "" || len(others) == 0 || s.meeting == nil || !slices.Contains(s.meeting.People, who) {
			continue
		}
		names := make([]string, len(others))
		for i, key := range others {
			names[i] = slug(d.surname(key))
		}
		slices.Sort(names)
		f := d.fact(s, store.KindAround, "order", 0.7)
		f.Meeting = d.meetings[0].ID
		f.Claim, f.Value = "order-"+strings.Join(names, "-"), value+"-"+slug(d.surname(first[0]))
		f.Answers = append(f.Answers, store.AskWhen)
		f.Words = []string{"order", "sequence", "first", value}
		return []store.Fact{f}
	}
	return nil
}

// orderWord returns "after" or "before" when the word before a verb or noun of meeting says so.
func (d *document) orderWord(s *sentence, at int) string {
	for i := at - 1; i >= max(0, at-3); i-- {
		switch s.norm(i) {
		case "after", "following":
			return "after"
		case "before", "ahead":
			return "before"
		case "to":
			if s.norm(i-1) == "prior" {
				return "before"
			}
			return ""
		case "his", "her", "the", "a", "of":
		default:
			return ""
		}
	}
	return ""
}

// mainClause returns who does something behind the comma that ends the clause of a meeting, and with whom.
func (d *document) mainClause(s *sentence, from int, met string) (who string, others []string) {
	comma := false
	at := from
	for _, m := range s.mentions {
		if m.start < from {
			continue
		}
		for ; at <= m.start; at++ {
			comma = comma || at > from && strings.Contains(s.gap(at), ",")
		}
		if !m.person() || len(m.keys) != 1 || m.keys[0] == met || !comma || m.form == pronoun && d.possessive(s, m) {
			continue
		}
		if who == "" {
			who = m.keys[0]
		} else if m.keys[0] != who {
			others = union(others, m.keys)
		}
	}
	if who != "" && !s.says("meet-noun") && !s.says("discuss") && !s.says("spoke-verb") && !s.says("see-verb") && !s.says("host-verb") {
		return "", nil
	}
	return who, others
}

package extract

import (
	"strings"

	"readout/store"
)

// personFacts say who somebody is: "Danish Prime Minister Ida Holm", "Ida Holm, the prime minister of Denmark".
func personFacts(d *document, s *sentence) []store.Fact {
	var out []store.Fact
	for _, m := range s.mentions {
		if !m.person() || m.form != named || s.quoted[m.start] {
			continue
		}
		role := store.Role{}
		if title, _, start := d.titleBefore(s, m.start); title != "" {
			role = d.roleAround(s, start, m.start)
		}
		if role.Title == "" {
			role = d.roleBehind(s, m.end)
		}
		if role.Title == "" || d.tables.peers[role.Title[strings.LastIndexByte(role.Title, ' ')+1:]] {
			continue
		}
		f := d.fact(s, store.KindPerson, "title", 0.7)
		f.People = m.keys
		f.Claim, f.Value = "who-"+m.keys[0], slug(role.Title)
		out = append(out, f)
	}
	return out
}

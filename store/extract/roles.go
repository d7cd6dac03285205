package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// rolePhrase resolves "the Russian president", "Russia's president", "the president of Russia", "his Russian
// counterpart" by role, country and date in office.
func (d *document) rolePhrase(s *sentence, i int) (mention, bool) {
	place, at := "", i
	if m, ok := d.thing(s, i); ok && (m.class == "place" || m.class == "organisation") {
		if m.form != demonym && !s.tokens[m.end-1].Possessive && m.keys[0] != "united-states" && m.keys[0] != "united-kingdom" && m.keys[0] != "united-nations" && m.keys[0] != "european-union" {
			return mention{}, false
		}
		place, at = m.keys[0], m.end
		if n := d.lex.Name(place); n != nil && n.Kind == "city" && n.SpeaksFor != "" { // "Kyiv's president"
			place = n.SpeaksFor
		}
	}
	for at < len(s.tokens) && at < i+4 && place != "" && (s.norm(at) == "then" || s.norm(at) == "new" || s.norm(at) == "late" || s.norm(at) == "outgoing") {
		at++
	}
	if at >= len(s.tokens) {
		return mention{}, false
	}
	if place != "" && d.tables.peers[s.norm(at)] {
		next := at + 1
		for next < min(at+4, len(s.tokens)) && d.isTitle(s.norm(next)) {
			next++
		}
		if _, isName := d.personFollows(s, next); isName {
			return mention{}, false
		}
		if role := d.roleOfLast(s, i); role != "" {
			if key := d.holder(role, place); key != "" {
				return mention{i, at + 1, "person", []string{key}, byRole}, true
			}
		}
		return mention{}, false
	}
	role, n := d.roleAt(s, at)
	if n == 0 || strings.HasSuffix(s.norm(at+n-1), "s") && role != "secretary-general" && s.norm(at+n-1) != "affairs" {
		return mention{}, false
	}
	end := at + n
	if w := s.norm(end); w == "elect" || w == "designate" {
		return mention{}, false
	}
	if _, isName := d.personFollows(s, end); isName {
		return mention{}, false
	}
	if place == "" && s.norm(end) == "of" {
		k := end + 1
		if s.norm(k) == "the" {
			k++
		}
		if k < len(s.tokens) {
			if m, ok := d.thing(s, k); ok && m.class == "place" {
				place, end = m.keys[0], m.end
			}
		}
	}
	if place == "" {
		if s.norm(i-1) != "the" || s.tokens[at].Capital && !s.tokens[at].First && n == 1 && !strings.EqualFold(s.norm(at), "president") {
			return mention{}, false
		}
		if key := d.lastWithRole(role); key != "" {
			return mention{i, end, "person", []string{key}, byRole}, true
		}
		return mention{}, false
	}
	if key := d.holder(role, place); key != "" {
		return mention{i, end, "person", []string{key}, byRole}, true
	}
	return mention{}, false
}

// personFollows reports whether a name of a person begins at a token.
func (d *document) personFollows(s *sentence, i int) (end int, ok bool) {
	if i >= len(s.tokens) || strings.ContainsAny(s.gap(i), ".;:()") {
		return 0, false
	}
	if end, _ := d.adoptedAt(s, i); end > 0 {
		return end, true
	}
	end, keys := d.knownPerson(s, i)
	return end, len(keys) > 0
}

// sameOffice lists the offices that a word may stand for.
var sameOffice = map[string][]string{
	"leader":         {"leader", "supreme-leader", "general-secretary", "president", "chancellor", "prime-minister", "king", "emir", "sultan"},
	"prime-minister": {"prime-minister", "chancellor"},
	"president":      {"president"},
	"supreme-leader": {"supreme-leader", "leader", "general-secretary"},
}

// holder returns who held an office of a country when the article was published; those the article names go first.
func (d *document) holder(role, of string) string {
	roles := sameOffice[role]
	if roles == nil {
		roles = []string{role}
	}
	day := string(d.article.Published)
	fallback := ""
	for _, r := range roles {
		for _, h := range d.offices[office{r, of}] {
			o := lang.Office{Role: r, Of: of, From: h.from, To: h.to}
			if day == "" || !o.HeldOn(day) {
				continue
			}
			if d.cast.members[h.key] != nil {
				return h.key
			}
			if fallback == "" {
				fallback = h.key
			}
		}
		for _, key := range d.cast.order {
			m := d.cast.members[key]
			if m.new && slices.ContainsFunc(m.roles, func(x store.Role) bool { return x.Of == of && (x.Title == r || d.lex.RoleOf(x.Title) == r) }) {
				return key
			}
		}
	}
	if fallback != "" {
		d.add(fallback, 0)
	} else if d.tables.ranks[role] == 1 {
		return d.soleLeader(of)
	}
	return fallback
}

// soleLeader returns the one leader of a country whom the article names, when nobody is known to hold the office that it
// gives him; "" when it names none or several.
func (d *document) soleLeader(country string) string {
	found := ""
	for _, key := range d.cast.order {
		if m := d.cast.members[key]; m.country == country && d.rank(key) == 1 {
			if found != "" {
				return ""
			}
			found = key
		}
	}
	return found
}

// rolesOf returns the offices somebody holds at the time of the article.
func (d *document) rolesOf(key string) []store.Role {
	if m := d.cast.members[key]; m != nil && m.new {
		return m.roles
	}
	n := d.lex.Name(key)
	if n == nil {
		return nil
	}
	var out []store.Role
	for _, o := range n.Offices {
		if o.HeldOn(string(d.article.Published)) {
			out = append(out, store.Role{Title: o.Role, Of: o.Of, From: store.Date(o.From), To: store.Date(o.To)})
		}
	}
	return out
}

// leader reports whether somebody holds or held an office.
func (d *document) leader(key string) bool {
	if m := d.cast.members[key]; m != nil && m.new {
		return len(m.roles) > 0
	}
	n := d.lex.Name(key)
	return n != nil && len(n.Offices) > 0
}

// roleOfLast returns the office of the person mentioned last before a token: whose counterpart is meant.
func (d *document) roleOfLast(s *sentence, i int) string {
	for back := s.at; back >= max(0, s.at-2); back-- {
		list := d.sentences[back].mentions
		for k := len(list) - 1; k >= 0; k-- {
			if list[k].person() && list[k].form != group && len(list[k].keys) == 1 {
				if roles := d.rolesOf(list[k].keys[0]); len(roles) > 0 {
					return roles[0].Title
				}
			}
		}
	}
	return ""
}

// lastWithRole returns who is meant by "the president": of the two leaders of the article the one who holds the office,
// when only one of them does; else, as the country that an outlet writes for cannot be known, whoever was named last.
func (d *document) lastWithRole(role string) string {
	holds := func(key string) bool {
		return slices.ContainsFunc(d.rolesOf(key), func(r store.Role) bool { return slices.Contains(append(sameOffice[role], role), r.Title) })
	}
	if len(d.pairs) == 2 && holds(d.pairs[0]) != holds(d.pairs[1]) {
		if holds(d.pairs[0]) {
			return d.pairs[0]
		}
		return d.pairs[1]
	}
	for back := len(d.sentences) - 1; back >= 0; back-- {
		s := d.sentences[back]
		for k := len(s.mentions) - 1; k >= 0; k-- {
			if m := s.mentions[k]; m.person() && m.form == named {
				if i := slices.IndexFunc(m.keys, holds); i >= 0 {
					return m.keys[i]
				}
			}
		}
	}
	for _, key := range d.titlePeople() { // a government's own report names its president in the title only
		if holds(key) {
			return key
		}
	}
	return ""
}

// rank returns how high somebody stands: 1 leads a state, 2 is one of its ministers, 3 holds another office.
func (d *document) rank(key string) int {
	best := 3
	for _, r := range d.rolesOf(key) {
		if n := d.tables.ranks[r.Title]; n > 0 {
			best = min(best, n)
		} else if n := d.tables.ranks[d.lex.RoleOf(r.Title)]; n > 0 {
			best = min(best, n)
		}
	}
	return best
}

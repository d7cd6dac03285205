package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
)

// bearersOf lists who of some people has a surname, by the last word of the full name, by the first one where family
// names go first.
func bearersOf(people []*lang.Name) map[string][]string {
	out := map[string][]string{}
	for _, n := range people {
		words := strings.Fields(lang.Fold(n.Full))
		if n.Class != "person" || len(words) < 2 {
			continue
		}
		word := words[len(words)-1]
		if surnameFirst[n.In] {
			word = words[0]
		}
		if !slices.Contains(out[word], n.Key) {
			out[word] = append(out[word], n.Key)
		}
	}
	return out
}

// givenOf lists the given names of people whose family names go last.
func givenOf(people []*lang.Name) map[string]bool {
	out := map[string]bool{}
	for _, n := range people {
		words := strings.Fields(lang.Fold(n.Full))
		if n.Class == "person" && len(words) == 2 && !surnameFirst[n.In] && n.In != "" {
			out[words[0]] = true
		}
	}
	for surname := range bearersOf(people) { // "Gordon", "Bush": not surely a given name
		delete(out, surname)
	}
	return out
}

// meant tells whom a name means: of those of whom it is a name, who bears the title before it. When none of them
// does, another bearer of the surname who does: "President Obama" is not Michelle Obama, "Mrs Obama" is.
func (d *document) meant(s *sentence, i, end int, keys []string) string {
	key := d.choose(s, i, keys)
	if end-i != 1 {
		return key
	}
	gender, role := d.addressAt(s, i)
	if held := d.cast.held[s.norm(i)]; held != "" && role == "" && d.bears(held, gender, "") && (i == 0 || !d.firstName(s, i-1)) {
		return held // "Bush" behind "President Bush", though Laura Bush is named in full
	}
	if gender == "" && role == "" && (i == 0 || !d.firstName(s, i-1)) {
		return d.leaderOfName(s.raw(i, i+1), key)
	}
	if gender == "" && role == "" || d.bears(key, gender, role) {
		return key
	}
	for _, other := range d.bearers[lang.Fold(trimPossessive(s.raw(i, i+1)))] {
		if other != key && d.bears(other, gender, role) {
			return other
		}
	}
	return key
}

// leaderOfName returns who leads the country of somebody of the same surname: "Obama" is the president, though only his
// wife is named in full; the same key when nobody does, or family names go first and are many people's.
func (d *document) leaderOfName(surname, key string) string {
	n := d.lex.Name(key)
	if n == nil || d.rank(key) < 3 || surnameFirst[n.In] {
		return key
	}
	for _, other := range d.bearers[lang.Fold(trimPossessive(surname))] {
		if o := d.lex.Name(other); o != nil && o.In == n.In && d.rank(other) == 1 {
			return other
		}
	}
	return key
}

// addressAt returns the gender that a form of address before a name tells, and the office named there.
func (d *document) addressAt(s *sentence, i int) (gender, role string) {
	if i == 0 || s.gap(i) != " " {
		return "", ""
	}
	gender = d.tables.titles[s.norm(i-1)]
	for k := max(0, i-3); k < i && role == ""; k++ {
		if r, n := d.roleAt(s, k); n > 0 && k+n == i {
			role = r
		}
	}
	return gender, role
}

// noteOffice notes whom a surname behind an office means, if he holds it: it means him without the office as well.
func (d *document) noteOffice(s *sentence, i, end int, key string) {
	if end-i != 1 {
		return
	}
	if _, role := d.addressAt(s, i); role != "" && d.rank(key) == 1 && d.bears(key, "", role) && d.cast.held[s.norm(i)] == "" {
		d.cast.held[s.norm(i)] = key
	}
}

// bears reports whether somebody can be called by a form of address of a gender, and by an office on the day of the
// article. Of whom the lexicon does not know, no more is asked than that the gender does not differ.
func (d *document) bears(key, gender, role string) bool {
	n := d.lex.Name(key)
	if n == nil {
		m := d.cast.members[key]
		return m != nil && (gender == "" || m.gender == "" || m.gender == gender)
	}
	if gender != "" && n.Gender != "" && n.Gender != gender {
		return false
	}
	return role == "" || slices.ContainsFunc(n.Offices, func(o lang.Office) bool {
		return o.HeldOn(string(d.article.Published)) && (o.Role == role || slices.Contains(sameOffice[role], o.Role) || d.lex.RoleOf(o.Role) == role)
	})
}

// relative reads "Trump's wife, Melania" and "Putin's foreign minister, Sergei Lavrov": it names one person, who is not
// the one named first. It returns the end of it, and who is meant: nobody when only "Trump's wife" is said.
func (d *document) relative(s *sentence, end int) (int, string) {
	if !s.tokens[end-1].Possessive || end >= len(s.tokens) {
		return 0, ""
	}
	kin, at := d.tables.kin[s.norm(end)], end+1
	if !kin {
		_, n := d.roleAt(s, end)
		if n == 0 {
			return 0, ""
		}
		at = end + n
	}
	if at < len(s.tokens) && (s.gap(at) == " " || s.gap(at) == ", ") {
		to, keys := d.adoptedAt(s, at)
		if known, other := d.knownPerson(s, at); known > to {
			to, keys = known, other
		}
		if to > 0 {
			return to, d.choose(s, at, keys)
		}
	}
	if kin {
		return at, ""
	}
	return 0, ""
}

// namesThing reports whether capitalised words behind a name make it that of a building or body: "Kennedy Center",
// "Reagan National Airport".
func (d *document) namesThing(s *sentence, end int) bool {
	for k := end; k < min(end+4, len(s.tokens)) && s.gap(k) == " " && s.tokens[k].Capital && !s.tokens[k-1].Possessive; k++ {
		if d.tables.buildings[s.norm(k)] {
			return true
		}
	}
	return false
}

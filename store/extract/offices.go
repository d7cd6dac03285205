package extract

import (
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// roleBeforeAnd returns the office of the person named before "and his counterpart" or, with the office in the plural,
// before "and": "Prime Ministers X and Y".
func (d *document) roleBeforeAnd(s *sentence, i int, title string) string {
	for k := i - 1; k >= max(0, i-14); k-- {
		t, n := d.roleAt(s, k)
		if n == 0 || k+n > i {
			continue
		}
		if d.tables.peers[title] || strings.HasSuffix(s.norm(k+n-1), "s") {
			return t
		}
		return ""
	}
	return ""
}

// titleBefore returns the title before a name, the gender that it tells, and where the title's phrase begins.
func (d *document) titleBefore(s *sentence, i int) (title, gender string, start int) {
	if i > 1 && s.gap(i) == ", " {
		return d.roleBefore(s, i)
	}
	if i == 0 || strings.ContainsAny(s.gap(i), ",;:") {
		return "", "", i
	}
	word := s.norm(i - 1)
	gender, ok := d.tables.titles[word]
	if s.tokens[i-1].Possessive {
		return "", "", i
	}
	if !ok && strings.HasSuffix(word, "s") { // "presidents Novak and Ilves"
		gender, ok = d.tables.titles[strings.TrimSuffix(word, "s")]
	}
	if !ok {
		return "", "", i
	}
	start = i - 1
	for start > 0 && i-start < 6 && !strings.ContainsAny(s.gap(start), ",;:()\"“”") {
		prev := s.norm(start - 1)
		_, isTitle := d.tables.titles[prev]
		ofOffice := (prev == "of" || prev == "for") && start-1 > 0 && !d.tables.forms[word]
		inOffice := d.tables.notNames[prev] && s.tokens[start-1].Capital && !s.tokens[start-1].First
		if !isTitle && !ofOffice && !d.namedOther(s, start-1) && !inOffice {
			break
		}
		start--
	}
	return word, gender, start
}

// roleBefore finds the office in "the prime minister of Norrland, Maren Oldvik,".
func (d *document) roleBefore(s *sentence, i int) (title, gender string, start int) {
	for k := i - 1; k >= max(0, i-7) && !strings.ContainsAny(s.gap(k+1), ",;:\"“”()") || k == i-1 && k >= 0; k-- {
		_, n := d.roleAt(s, k)
		if n == 0 && d.isTitle(s.norm(k)) && !d.tables.forms[s.norm(k)] {
			n = 1
		}
		if n == 0 || strings.HasSuffix(s.norm(k+n-1), "s") && s.norm(k+n-1) != "affairs" {
			continue
		}
		for j := k; j >= max(0, k-5); j-- {
			if w := s.norm(j); w == "the" || w == "his" || w == "her" || w == "its" || s.tokens[j].Possessive {
				return s.norm(k), "", j
			}
		}
		return "", "", i
	}
	return "", "", i
}

// roleAround reads "Danish Foreign Minister": tokens start to end.
func (d *document) roleAround(s *sentence, start, end int) store.Role {
	var role store.Role
	for i := start; i < end; i++ {
		if key := d.placeAt(s, i); key != "" && role.Of == "" {
			role.Of = key
		}
	}
	for i := start; i < end; i++ {
		if t, n := d.roleAt(s, i); n > 0 && (i+n == end || i+n < end && (s.norm(i+n) == "of" || s.norm(i+n) == "for")) {
			role.Title = t
			return role
		}
	}
	word := s.norm(end - 1)
	if _, ok := d.tables.titles[word]; !ok || d.tables.forms[word] || d.tables.peers[word] {
		return store.Role{} // Mr., Mrs.: no office
	}
	for start < end-1 && (s.norm(start) == "of" || d.placeAt(s, start) != "") {
		start++
	}
	role.Title = strings.ToLower(collapse(s.raw(start, end)))
	return role
}

// ofBehind reads "of Veshkaria" behind a name.
func (d *document) ofBehind(s *sentence, i int) string {
	if s.norm(i) == "of" && i+1 < len(s.tokens) {
		k := i + 1
		if s.norm(k) == "the" && k+1 < len(s.tokens) {
			k++
		}
		return d.placeAt(s, k)
	}
	return ""
}

// roleBehind reads ", the foreign minister of Denmark" behind a name.
func (d *document) roleBehind(s *sentence, i int) store.Role {
	if i >= len(s.tokens) || !strings.HasPrefix(s.gap(i), ",") {
		return store.Role{}
	}
	var role store.Role
	for k := i; k < min(i+8, len(s.tokens)); k++ {
		if k > i && strings.ContainsAny(s.gap(k), ",;:()") {
			break
		}
		if _, name := d.knownPerson(s, k); name != nil || role.Title == "" && k > i && s.norm(k) == "and" {
			break
		}
		if key := d.placeAt(s, k); key != "" && role.Of == "" {
			role.Of = key
		}
		if t, n := d.roleAt(s, k); n > 0 && role.Title == "" {
			role.Title = t
		}
		if _, ok := s.cueAt("say-verb", k); ok {
			break
		}
		if role.Title == "" && s.norm(k) == "head" && s.norm(k+1) == "of" {
			role.Title = "head"
		}
	}
	return role
}

// roleAt returns the office that a token begins and its length in tokens.
func (d *document) roleAt(s *sentence, i int) (title string, length int) {
	for k := s.byStart[i]; k >= 0 && k < len(s.matches) && s.matches[k].Start == i; k++ {
		for _, sense := range s.matches[k].Senses {
			if sense.Class == lang.Role {
				return sense.Key, s.matches[k].End - i
			}
		}
	}
	return "", 0
}

// placeAt returns the key of a country or organisation whose name or demonym begins at a token.
func (d *document) placeAt(s *sentence, i int) string {
	for k := s.byStart[i]; k >= 0 && k < len(s.matches) && s.matches[k].Start == i; k++ {
		for _, sense := range s.matches[k].Senses {
			if n := d.lex.Name(sense.Key); sense.Class == lang.Named && n != nil && (n.Class == "place" || n.Class == "organisation") {
				return n.Key
			}
		}
	}
	if _, p := d.newPlaceAt(s, i); p != nil {
		return p.key
	}
	return ""
}

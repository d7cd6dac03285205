package extract

import (
	"strings"
	"unicode"

	"readout/internal/lang"
	"readout/store"
)

// adopt takes a name that the lexicon does not know into the cast, when something says that it is a person's: a
// title before it, an office behind it, or a verb of speaking beside it. It returns the token after it.
func (d *document) adopt(s *sentence, i int) int {
	if !s.tokens[i].Capital || s.tokens[i].Upper && s.line.kind == body && len(s.tokens[i].Norm) > 3 {
		return 0
	}
	end := d.nameEnd(s, i)
	title, gender, roleStart := d.titleBefore(s, i)
	if end-i == 1 && title != "" && s.gap(i) == " " && d.strange(s, i) && !d.lex.Grammar("meeting-word", s.norm(i)) {
		if role := d.roleAround(s, roleStart, i); d.tables.ranks[role.Title] == 1 && len(d.cast.forms[s.norm(i)]) == 0 {
			if role.Of == "" {
				role.Of = d.ofBehind(s, end)
			}
			d.newMember(s, i, end, role, gender)
			return end
		}
	}
	if end-i < 2 || end-i > 5 {
		return 0
	}
	role := store.Role{}
	if title != "" {
		role = d.roleAround(s, roleStart, i)
	}
	if role.Title == "" {
		role = d.roleBehind(s, end)
	}
	if d.tables.peers[title] || s.norm(i-1) == "and" && title == "" { // of the office of who was named before
		if before := d.roleBeforeAnd(s, i, title); before != "" {
			for k := max(0, i-4); k < i && d.tables.peers[title] && role.Of == ""; k++ {
				role.Of = d.placeAt(s, k)
			}
			title, role.Title = before, before
		}
	}
	if role.Title != "" && role.Of == "" {
		role.Of = d.ofBehind(s, end)
		for k := max(0, roleStart-4); k < roleStart && role.Of == "" && d.tables.peers[s.norm(roleStart-1)]; k++ { // "her Norrland counterpart, Premier Wan Dushan"
			role.Of = d.placeAt(s, k)
		}
	}
	speaks := false
	for _, k := range []int{i - 1, end} {
		if _, ok := s.cueAt("say-verb", k); ok {
			speaks = true
		}
	}
	speaks = speaks || d.besidePeople(s, i, end) || d.speaksLater(s, end) || d.saidBy(s, i) || end-i >= 2 && d.cast.talk[s.norm(end-1)]
	if i > 0 {
		switch s.norm(i - 1) {
		case "from", "in", "at", "to", "near", "of":
			speaks = false
		}
	}
	if title == "" && role.Title == "" && !speaks && i > 0 && s.tokens[i-1].Possessive && s.gap(i) == " " { // "Norrland's Maren Oldvik"
		for k := i - 1; k >= max(0, i-3) && role.Of == ""; k-- {
			role.Of = d.placeAt(s, k)
		}
		speaks = role.Of != "" && end-i <= 3 && s.norm(end) != "'s" && d.lex.Name(role.Of) != nil && d.lex.Name(role.Of).Kind == "country"
	}
	if title == "" && role.Title == "" && !speaks {
		return 0
	}
	if s.tokens[i].First && title == "" && role.Title == "" && d.lex.Grammar("wh", s.norm(i)) {
		return 0
	}
	d.newMember(s, i, end, role, gender)
	return end
}

// nameEnd returns the end of the capitalised words that may be a person's name from token i on.
func (d *document) nameEnd(s *sentence, i int) int {
	end := i
	for end < len(s.tokens) && end-i < 5 {
		t := s.tokens[end]
		if end > i && s.gap(end) != " " && s.gap(end) != "-" && s.gap(end) != ". " && s.gap(end) != " '" {
			break
		}
		if end > i && s.tokens[end-1].Possessive {
			break
		}
		if next := d.behindParticles(s, end); next > end && (end > i || t.Capital) {
			end = next
			continue
		}
		if end > i && t.Joined && !t.Capital && len(t.Norm) > 1 && end == i+2 { // "Moo-hyun"
			end++
			continue
		}
		if !t.Capital || d.tables.notNames[t.Norm] || t.Norm[0] >= '0' && t.Norm[0] <= '9' {
			break
		}
		if _, ok := d.tables.titles[t.Norm]; ok || d.namedOther(s, end) {
			break
		}
		if s.gap(end) == ". " && end > i && len(s.tokens[end-1].Norm) > 1 && !strings.Contains(s.raw(end-1, end), ".") {
			break
		}
		end++
	}
	return end
}

// namedOther reports whether a token begins the name of a place, organisation or the like.
func (d *document) namedOther(s *sentence, i int) bool {
	for k := s.byStart[i]; k >= 0 && k < len(s.matches) && s.matches[k].Start == i; k++ {
		for _, sense := range s.matches[k].Senses {
			if sense.Class == lang.Role {
				return true
			}
			if sense.Class == lang.Named {
				if n := d.lex.Name(sense.Key); n != nil && n.Class != "person" {
					return true
				}
			}
		}
	}
	return false
}

// behindParticles returns the token behind small words that a capitalised one follows: "van den Eynde"; the same token
// when there are none.
func (d *document) behindParticles(s *sentence, i int) int {
	k := i
	for k < len(s.tokens) && k < i+3 && d.tables.particles[s.norm(k)] && s.gap(k+1) == " " {
		k++
	}
	if k > i && k < len(s.tokens) && s.tokens[k].Capital {
		return k
	}
	return i
}

func (d *document) newMember(s *sentence, start, end int, role store.Role, gender string) {
	full := strings.Join(strings.Fields(trimPossessive(s.raw(start, end))), " ")
	key := slug(full)
	if key == "" {
		return
	}
	if known := d.withoutInitials(full); known != "" {
		d.add(known, s.at)
		d.addForm(full, known)
		d.addForm(full[strings.LastIndexByte(full, ' ')+1:], known)
		return
	}
	m := d.cast.members[key]
	if m == nil {
		if d.lex.Name(key) != nil { // something else has this key
			key += "-person"
		}
		words := strings.Fields(full)
		m = &member{key: key, full: full, new: true, first: s.at, surname: words[len(words)-1]}
		d.cast.members[key] = m
		d.cast.order = append(d.cast.order, key)
		d.addForm(full, key)
		d.callShort(m, words, role.Of)
	}
	if m.gender == "" {
		m.gender = gender
	}
	if len(m.roles) == 0 && role.Title != "" {
		m.roles = []store.Role{role}
		m.country = role.Of
	}
}

// callShort gives somebody new the names by which he is called in short.
func (d *document) callShort(m *member, words []string, country string) {
	n := len(words)
	switch {
	case surnameFirst[country] && n < 4, country == "" && n < 4 && d.tables.familyFirst[lang.Fold(words[0])], roman(m.surname):
		m.surname = words[0]
		if country == "vietnam" { // who is called by the given name as well
			d.addForm(words[n-1], m.key)
		}
	case n > 2 && d.tables.particles[lang.Fold(words[n-2])]:
		d.addForm(m.surname, m.key)
		m.surname = strings.Join(words[n-2:], " ")
	case n > 2 && d.tables.twoSurnames[country]: // the father's name, then the mother's
		d.addForm(m.surname, m.key)
		d.addForm(strings.Join(words[n-2:], " "), m.key)
		m.surname = words[n-2]
	}
	d.addForm(m.surname, m.key)
}

// surnameFirst lists the countries in which the family name goes before the given one.
var surnameFirst = map[string]bool{"china": true, "taiwan": true, "hong-kong": true, "south-korea": true, "north-korea": true, "vietnam": true, "singapore": true}

// addSurname lets the surname of somebody named in full mean him for the rest of the article.
func (d *document) addSurname(s *sentence, start, end int, key string) {
	n := d.lex.Name(key)
	if n == nil {
		return
	}
	if end-start > 2 && !surnameFirst[n.In] && s.tokens[end-2].Capital && len(s.norm(end-2)) > 1 { // "Rodriguez Zapatero"
		d.addForm(trimPossessive(s.raw(end-2, end)), key)
	}
	short := []int{end - 1}
	switch {
	case n.In == "vietnam": // the given name, or the family name
		short = append(short, start)
	case surnameFirst[n.In]:
		short[0] = start
	}
	for _, i := range short {
		if s.tokens[i].Capital && len(s.norm(i)) > 1 && strings.Contains(lang.Fold(n.Full), s.norm(i)) {
			d.addForm(trimPossessive(s.raw(i, i+1)), key)
		}
	}
}

// withoutInitials returns whom the lexicon knows by a name without its middle initials: "Mikhail S. Gorbachev".
func (d *document) withoutInitials(full string) string {
	if key := d.knownAs(strings.ReplaceAll(full, ".", ". ")); key != "" { // "H.W.", which others write "H. W."
		return key
	}
	words := strings.Fields(full)
	var kept []string
	for _, w := range words {
		if w = strings.Trim(w, "."); len(w) > 1 && !strings.Contains(w, ".") {
			kept = append(kept, w)
		}
	}
	if len(kept) == len(words) || len(kept) < 2 {
		return ""
	}
	return d.knownAs(strings.Join(kept, " "))
}

// knownAs returns whom the lexicon knows by a name that is the whole of a text.
func (d *document) knownAs(name string) string {
	a := d.lex.Analyze(name)
	for _, m := range a.Matches {
		for _, sense := range m.Senses {
			if n := d.lex.Name(sense.Key); sense.Class == lang.Named && n != nil && n.Class == "person" && m.End-m.Start == len(a.Tokens) {
				return n.Key
			}
		}
	}
	return ""
}

// roman reports whether a word is the number of a king or pope.
func roman(word string) bool { return strings.Trim(word, "IVX") == "" }

func (d *document) addForm(form, key string) {
	form = formKey(form)
	for _, k := range d.cast.forms[form] {
		if k == key {
			return
		}
	}
	d.cast.forms[form] = append(d.cast.forms[form], key)
}

// formKey is a name as it is compared: folded words with single blanks.
func formKey(s string) string {
	tokens := lang.Tokenize(s)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Norm
	}
	return strings.Join(words, " ")
}

func trimPossessive(s string) string {
	for _, suffix := range []string{"'s", "’s", "`s", "'", "’"} {
		s = strings.TrimSuffix(s, suffix)
	}
	return s
}

// slug makes a key of a name: "José Núñez" → "jose-nunez".
func slug(s string) string {
	var b strings.Builder
	for _, r := range lang.Fold(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '\'' || r == '.':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// besidePeople reports whether a name stands in a list of people who were there: "Ding Xuexiang, Yang Jiechi and others
// attended".
func (d *document) besidePeople(s *sentence, i, end int) bool {
	if end-i != 2 || !s.body() || !s.has("joined") {
		return false
	}
	next := end
	if s.norm(next) == "and" {
		next++
	}
	if next < len(s.tokens) && (next > end || s.gap(end) == ", ") {
		if to, _ := d.knownPerson(s, next); to > next+1 {
			return true
		}
	}
	for back := max(0, i-5); back < i; back++ {
		if to, _ := d.knownPerson(s, back); to > back+1 && (to == i && s.gap(i) == ", " || to == i-1 && s.norm(i-1) == "and") {
			return true
		}
	}
	return false
}

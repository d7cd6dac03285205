package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/internal/lang"
	"readout/store"
)

// A cast is the people of an article.
type cast struct {
	members map[string]*member
	forms   map[string][]string // a name as written, folded → keys of those the article introduces
	order   []string
}

// A member of the cast.
type member struct {
	key, full, gender string
	surname           string
	roles             []store.Role
	country           string
	new               bool // not in the lexicon
	count             int  // how often named
	first             int  // sentence that names it first
	weight            float64
}

func newCast() cast { return cast{members: map[string]*member{}, forms: map[string][]string{}} }

// add brings somebody whom the lexicon knows into the cast.
func (d *document) add(key string, at int) *member {
	m := d.cast.members[key]
	if m == nil {
		m = &member{key: key, first: at}
		if n := d.lex.Name(key); n != nil {
			m.full, m.gender, m.country = n.Full, n.Gender, n.In
		}
		d.cast.members[key] = m
		d.cast.order = append(d.cast.order, key)
	}
	m.count++
	return m
}

// introduce finds who is named in full: those the lexicon knows, and those it does not.
func (d *document) introduce() {
	for _, s := range append(d.labels(), d.sentences...) {
		for i := 0; i < len(s.tokens); {
			if end, keys := d.knownPerson(s, i); end > i+1 {
				if key := d.choose(s, i, keys); key != "" {
					d.add(key, s.at)
					d.addSurname(s, i, end, key)
				}
				i = end
				continue
			}
			if end := d.adopt(s, i); end > i {
				i = end
				continue
			}
			i++
		}
	}
	for _, s := range d.sentences { // surnames alone: those in office, unless the full name of another stands there
		for i := 0; i < len(s.tokens); i++ {
			if end, keys := d.knownPerson(s, i); end > 0 {
				if key := d.choose(s, i, keys); key != "" {
					d.add(key, s.at)
				}
				i = end - 1
			}
		}
	}
}

// labels are what introduces people outside the sentences: the title, and the names that turns of a transcript begin
// with.
func (d *document) labels() []*sentence {
	out := []*sentence{d.sentenceOf(d.article.Title)}
	for i := range d.lines {
		if d.lines[i].speaker != "" {
			out = append(out, d.sentenceOf(titleCase(d.lines[i].speaker)))
		}
	}
	return out
}

// sentenceOf reads a text that is no part of the article as if it were a headline of it.
func (d *document) sentenceOf(text string) *sentence {
	a := d.lex.Analyze(text)
	s := &sentence{text: text, tokens: a.Tokens, matches: a.Matches, line: &line{kind: headline}}
	s.index()
	s.cues = d.tables.cues.find(s.tokens)
	s.markQuoted()
	return s
}

// knownPerson returns the end of the longest name of people at a token, and whom it may name.
func (d *document) knownPerson(s *sentence, i int) (end int, keys []string) {
	if s.byStart[i] < 0 || timed(s, i) || !s.tokens[i].Capital && !particle(d, s.norm(i)) {
		return 0, nil
	}
	for k := s.byStart[i]; k < len(s.matches) && s.matches[k].Start == i; k++ {
		m := s.matches[k]
		keys = nil
		other := false
		for _, sense := range m.Senses {
			if sense.Class != lang.Named {
				continue
			}
			if n := d.lex.Name(sense.Key); n != nil && n.Class == "person" {
				keys = append(keys, n.Key)
			} else {
				other = true
			}
		}
		if len(keys) == 0 {
			if other {
				return 0, nil // the longest is something else: "Washington Post", "Kim Il Sung Square"
			}
			continue
		}
		if !s.tokens[m.End-1].Capital && !s.tokens[m.End-1].Joined || other && m.End-m.Start == 1 && !d.titled(s, i) {
			continue
		}
		if m.End-m.Start == 1 && d.partOfOther(s, i) {
			return 0, nil
		}
		return m.End, keys
	}
	return 0, nil
}

func particle(d *document, word string) bool { return d.tables.particles[word] }

// titled reports whether a title stands before a token.
func (d *document) titled(s *sentence, i int) bool {
	_, ok := d.tables.titles[s.norm(i-1)]
	return ok && i > 0
}

// partOfOther reports whether a surname is part of the name of somebody unknown: "Kathleen Clinton", "Rice University".
func (d *document) partOfOther(s *sentence, i int) bool {
	if i+1 < len(s.tokens) && d.strange(s, i+1) && s.gap(i+1) == " " && !s.tokens[i].Possessive {
		return true
	}
	return i > 0 && d.strange(s, i-1) && s.gap(i) == " " && !s.tokens[i-1].First && !s.tokens[i-1].Possessive && i-1 > 0
}

// strange reports whether a token is a capitalised word that nothing knows.
func (d *document) strange(s *sentence, i int) bool {
	t := s.tokens[i]
	if !t.Capital || t.Upper || d.tables.notNames[t.Norm] || t.Joined {
		return false
	}
	if _, ok := d.tables.titles[t.Norm]; ok {
		return false
	}
	if s.byStart[i] < 0 {
		return true
	}
	for k := s.byStart[i]; k < len(s.matches) && s.matches[k].Start == i; k++ {
		for _, sense := range s.matches[k].Senses {
			if sense.Class == lang.Named || sense.Class == lang.Role || sense.Class == lang.Light {
				return false
			}
		}
	}
	return !t.First
}

// choose tells which of several people of one name is meant: who is in the article in full, who holds the
// office that the title says, who was in office when the article was published.
func (d *document) choose(s *sentence, i int, keys []string) string {
	if len(keys) == 1 {
		return keys[0]
	}
	best, most := "", -1
	for _, key := range keys {
		score := 0
		if m := d.cast.members[key]; m != nil {
			score += 4 + min(m.count, 3)
		}
		if n := d.lex.Name(key); n != nil {
			gender, ok := d.tables.titles[s.norm(i-1)]
			if ok && i > 0 && gender != "" && n.Gender == gender {
				score += 6
			}
			for _, o := range n.Offices {
				if o.HeldOn(string(d.article.Published)) && d.article.Published != "" {
					score += 3
					if i > 0 && (strings.Contains(o.Role, s.norm(i-1)) || d.lex.RoleOf(s.norm(i-1)) == o.Role) {
						score += 8
					}
					break
				}
			}
		}
		if score > most {
			best, most = key, score
		}
	}
	return best
}

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
	if title == "counterpart" || s.norm(i-1) == "and" && title == "" { // of the office of who was named before
		if before := d.roleBeforeAnd(s, i, title); before != "" {
			title, role.Title = before, before
			for k := max(0, i-4); k < i && title == "counterpart"; k++ {
				role.Of = d.placeAt(s, k)
			}
		}
	}
	if role.Title != "" && role.Of == "" {
		role.Of = d.ofBehind(s, end)
	}
	speaks := false
	for _, k := range []int{i - 1, end} {
		if _, ok := s.cueAt("say-verb", k); ok {
			speaks = true
		}
	}
	if i > 0 {
		switch s.norm(i - 1) {
		case "from", "in", "at", "to", "near", "of":
			speaks = false
		}
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

// roleBeforeAnd returns the office of the person named before "and his counterpart" or, with the office in the plural,
// before "and": "Prime Ministers X and Y".
func (d *document) roleBeforeAnd(s *sentence, i int, title string) string {
	for k := i - 1; k >= max(0, i-14); k-- {
		t, n := d.roleAt(s, k)
		if n == 0 || k+n > i {
			continue
		}
		if title == "counterpart" || strings.HasSuffix(s.norm(k+n-1), "s") {
			return t
		}
		return ""
	}
	return ""
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
		if d.tables.particles[t.Norm] && end+1 < len(s.tokens) && s.tokens[end+1].Capital && (end > i || t.Capital) {
			end++
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
		if s.gap(end) == ". " && end > i && len(s.tokens[end-1].Norm) > 1 {
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
		if _, n := d.roleAt(s, k); n == 0 {
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
	if _, ok := d.tables.titles[word]; !ok || d.tables.forms[word] || word == "counterpart" {
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
		if roman(m.surname) {
			m.surname = words[0]
		}
		d.addForm(m.surname, key)
		if n := len(words); n > 2 && d.tables.particles[lang.Fold(words[n-2])] {
			m.surname = strings.Join(words[n-2:], " ")
			d.addForm(m.surname, key)
		}
	}
	if m.gender == "" {
		m.gender = gender
	}
	if len(m.roles) == 0 && role.Title != "" {
		m.roles = []store.Role{role}
		m.country = role.Of
	}
}

// surnameFirst lists the countries in which the family name goes before the given one.
var surnameFirst = map[string]bool{"china": true, "taiwan": true, "hong-kong": true, "south-korea": true, "north-korea": true, "vietnam": true, "singapore": true}

// addSurname lets the surname of somebody named in full mean him for the rest of the article.
func (d *document) addSurname(s *sentence, start, end int, key string) {
	n := d.lex.Name(key)
	if n == nil {
		return
	}
	i := end - 1
	if surnameFirst[n.In] {
		i = start
	}
	if s.tokens[i].Capital && len(s.norm(i)) > 1 && strings.Contains(lang.Fold(n.Full), s.norm(i)) {
		d.addForm(trimPossessive(s.raw(i, i+1)), key)
	}
}

// withoutInitials returns whom the lexicon knows by a name without its middle initials: "Mikhail S. Gorbachev".
func (d *document) withoutInitials(full string) string {
	words := strings.Fields(full)
	var kept []string
	for _, w := range words {
		if len(strings.Trim(w, ".")) > 1 {
			kept = append(kept, w)
		}
	}
	if len(kept) == len(words) || len(kept) < 2 {
		return ""
	}
	for _, m := range d.lex.Analyze(strings.Join(kept, " ")).Matches {
		for _, sense := range m.Senses {
			if n := d.lex.Name(sense.Key); sense.Class == lang.Named && n != nil && n.Class == "person" && m.End-m.Start == len(kept) {
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

// adoptedAt returns whom the article introduced under the name that begins at a token.
func (d *document) adoptedAt(s *sentence, i int) (end int, keys []string) {
	if r, _ := utf8.DecodeRuneInString(s.raw(i, i+1)); !unicode.IsUpper(r) && !d.tables.particles[s.norm(i)] {
		return 0, nil
	}
	form := ""
	for end := i; end < min(i+5, len(s.tokens)); end++ {
		if form != "" {
			form += " "
		}
		form += s.norm(end)
		if found := d.cast.forms[form]; len(found) > 0 && s.tokens[end].Capital {
			return d.longestForm(s, i, end+1, found)
		}
	}
	return 0, nil
}

// longestForm goes on from a form that was found to a longer one.
func (d *document) longestForm(s *sentence, i, end int, keys []string) (int, []string) {
	form := formKey(trimPossessive(s.raw(i, end)))
	for k := end; k < min(i+5, len(s.tokens)); k++ {
		form += " " + s.norm(k)
		if found := d.cast.forms[form]; len(found) > 0 {
			end, keys = k+1, found
		}
	}
	return end, keys
}

// names returns the people the article introduces, as a store keeps them.
func (d *document) names() []store.Name {
	used := d.usedKeys()
	var out []store.Name
	for _, key := range d.cast.order {
		m := d.cast.members[key]
		if !m.new || !used[key] {
			continue
		}
		n := store.Name{Key: key, Class: store.Person, Name: m.full, Gender: m.gender, In: m.country}
		if m.surname != m.full {
			n.Aliases = []string{m.surname}
		}
		for _, r := range m.roles {
			n.Roles = append(n.Roles, r)
		}
		out = append(out, n)
	}
	out = append(out, d.storePlaces()...)
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}

// usedKeys are the people whom a fact or a meeting names.
func (d *document) usedKeys() map[string]bool {
	used := map[string]bool{}
	for _, s := range d.sentences {
		if s.body() {
			for _, m := range s.mentions {
				for _, k := range m.keys {
					used[k] = true
				}
			}
		}
	}
	return used
}

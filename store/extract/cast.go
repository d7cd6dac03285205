package extract

import (
	"slices"
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
	held    map[string]string   // surname → who is called by it behind the office that he holds: "President Bush"
	talk    map[string]bool     // last words of names beside a verb of speaking: "said Roth"
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

func newCast() cast {
	return cast{members: map[string]*member{}, forms: map[string][]string{}, held: map[string]string{}, talk: map[string]bool{}}
}

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
	d.findTalk()
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
			if end, _ := d.adoptedAt(s, i); end > i+1 {
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
	d.calledByOneName()
	for _, s := range d.sentences { // surnames alone: those in office, unless the full name of another stands there
		for i := 0; i < len(s.tokens); i++ {
			if end, keys := d.knownPerson(s, i); end > 0 {
				if key := d.meant(s, i, end, keys); key != "" {
					d.add(key, s.at)
					d.noteOffice(s, i, end, key)
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
				if m.End-m.Start == 1 && !spelt(n, s.norm(i)) {
					continue // "Majority" is not Major
				}
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
		if m.End-m.Start == 1 && (d.partOfOther(s, i) || d.inTown(s, i, keys)) || d.namesThing(s, m.End) {
			return 0, nil
		}
		if m.End-m.Start == 1 && d.tables.notNames[s.norm(i)] && !d.titled(s, i) {
			continue // the month of May
		}
		if d.isTitle(s.norm(i)) && d.longerName(s, m.End) {
			continue // "Premier Li" of "Premier Li Peng"
		}
		return m.End, keys
	}
	return 0, nil
}

// inTown reports whether a name behind "in" is rather a town's: "exporters met in Santos". It is a person's where he is
// named elsewhere, or where one trusts in him.
func (d *document) inTown(s *sentence, i int, keys []string) bool {
	if i < 2 || s.norm(i-1) != "in" || s.gap(i) != " " || s.hasIn("trust", i-2, i-1) {
		return false
	}
	return !slices.ContainsFunc(keys, func(k string) bool { return d.cast.members[k] != nil })
}

// spelt reports whether a word stands in the name or in another name of somebody as it is, not inflected.
func spelt(n *lang.Name, word string) bool {
	for _, list := range [][]string{{n.Full}, n.Aliases, n.Cased} {
		for _, form := range list {
			if strings.Contains(" "+formKey(form)+" ", " "+word+" ") {
				return true
			}
		}
	}
	return false
}

// longerName reports whether a name goes on at a token.
func (d *document) longerName(s *sentence, i int) bool {
	if i < len(s.tokens) && d.tables.particles[s.norm(i)] && s.gap(i) == " " && d.behindParticles(s, i) > i {
		return true
	}
	return i < len(s.tokens) && s.tokens[i].Capital && !s.tokens[i].Upper && s.gap(i) == " " && !s.tokens[i-1].Possessive &&
		!d.tables.notNames[s.norm(i)] && !d.isTitle(s.norm(i)) && !d.namedOther(s, i)
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
	if i > 0 && d.firstName(s, i-1) && s.gap(i) == " " && s.line.kind == body {
		return true
	}
	return i > 0 && d.strange(s, i-1) && s.gap(i) == " " && !s.tokens[i-1].First && !s.tokens[i-1].Possessive && i-1 > 0
}

// firstName reports whether a token is a given name of people who are known, and so makes somebody else of the surname
// behind it.
func (d *document) firstName(s *sentence, i int) bool {
	t := s.tokens[i]
	return t.Capital && !t.Upper && !t.Possessive && !timed(s, i) && !d.isTitle(t.Norm) && d.given[t.Norm]
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
		if found := d.cast.forms[form]; len(found) > 0 && s.tokens[end].Capital && !d.namesThing(s, end+1) {
			if end, keys = d.longestForm(s, i, end+1, found); end == i+1 && i > 0 && d.strange(s, i-1) && s.gap(i) == " " && s.line.kind == body && !s.tokens[i-1].Possessive {
				return 0, nil // "Janette Howard" beside John Howard
			}
			return end, keys
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

// storeNames returns the people the article introduces, as a store keeps them.
func (d *document) storeNames() []store.Name {
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
		n.Aliases = append(n.Aliases, d.oneWord(m)...)
		n.Roles = append(n.Roles, m.roles...)
		out = append(out, n)
	}
	out = append(out, d.storePlaces()...)
	out = append(out, d.calledOtherwise(used)...)
	for _, m := range d.meetings {
		for key := m.Place; key != "" && !used[key]; key = d.placeIn(key) {
			used[key] = true
		}
	}
	for key := range used {
		if n, ok := d.Reader.names[key]; ok && !slices.ContainsFunc(out, func(have store.Name) bool { return have.Key == key }) {
			out = append(out, n)
		}
	}
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

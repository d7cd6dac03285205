package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
)

// form is how somebody or something is mentioned.
type form uint8

const (
	named    form = iota // by name
	byRole               // "the Russian president"
	pronoun              // "he"
	group                // "the two leaders", "they"
	demonym              // "Russian"
	official             // "a senior official"
)

// A mention is a name, role or pronoun of a sentence, with the keys of what it means. A role or pronoun that
// nothing resolves is no mention; a group has the people it stands for.
type mention struct {
	start, end int // tokens
	class      string
	keys       []string
	form       form
}

func (m mention) person() bool { return m.class == "person" }

// name finds the mentions of a sentence. Sentences are named in order, because pronouns look back.
func (d *document) name(s *sentence) {
	for i := 0; i < len(s.tokens); {
		m, ok := d.mentionAt(s, i)
		if !ok {
			i++
			continue
		}
		s.mentions = append(s.mentions, m)
		i = m.end
	}
	d.countMentions(s)
	s.speaker = d.speakerOf(s)
	d.countPair(d.coordinated(s))
	if d.company == nil && (s.body() || s.line.kind == headline) {
		d.company = d.companyOf(s)
	}
}

func (d *document) countMentions(s *sentence) {
	for _, m := range s.mentions {
		if m.person() && (m.form == named || m.form == byRole) {
			for _, k := range m.keys {
				if c := d.cast.members[k]; c != nil {
					c.weight++
				}
			}
		}
	}
}

func (d *document) mentionAt(s *sentence, i int) (mention, bool) {
	if end, keys := d.adoptedAt(s, i); end > 0 {
		if kend, _ := d.knownPerson(s, i); kend <= end {
			return d.personAt(s, i, end, keys)
		}
	}
	if end, keys := d.knownPerson(s, i); end > 0 {
		if m, ok := d.personAt(s, i, end, keys); ok || m.end > 0 {
			return m, ok
		}
	}
	if m, ok, found := d.groupAt(s, i); found {
		return m, ok
	}
	if c, ok := s.cueAt("other-one", i); ok {
		if _, name := d.personFollows(s, c.end); !name {
			if key := d.otherOne(s); key != "" {
				return mention{i, c.end, "person", []string{key}, byRole}, true
			}
		}
	}
	if m, ok := d.capitalAt(s, i); ok {
		return m, true
	}
	if m, ok := d.rolePhrase(s, i); ok {
		return m, true
	}
	if m, ok := d.thing(s, i); ok {
		return m, true
	}
	return d.pronounAt(s, i)
}

// personAt makes the mention of a name: of whom it means, or of the relative of his that is named behind it. A relative
// without a name is no mention.
func (d *document) personAt(s *sentence, i, end int, keys []string) (mention, bool) {
	if to, key := d.relative(s, end); to > 0 {
		return mention{i, to, "person", []string{key}, named}, key != ""
	}
	key := d.meant(s, i, end, keys)
	if key != "" && d.cast.members[key] == nil {
		d.add(key, s.at)
	}
	return mention{i, end, "person", []string{key}, named}, key != ""
}

// capitalAt resolves "the Finnish capital", "Finland's capital", where no name follows.
func (d *document) capitalAt(s *sentence, i int) (mention, bool) {
	m, ok := d.thing(s, i)
	if !ok || m.class != "place" || s.norm(m.end) != "capital" || m.form != demonym && !s.tokens[m.end-1].Possessive {
		return mention{}, false
	}
	town := d.capital[m.keys[0]]
	if town == "" {
		return mention{}, false
	}
	if next := m.end + 1; next < len(s.tokens) {
		if _, named := d.thing(s, next); named && len(s.gap(next)) < 3 {
			return mention{}, false
		}
	}
	return mention{i, m.end + 1, "place", []string{town}, named}, true
}

// thing finds a place, organisation, occasion or outlet.
func (d *document) thing(s *sentence, i int) (mention, bool) {
	for k := s.byStart[i]; k >= 0 && k < len(s.matches) && s.matches[k].Start == i; k++ {
		m := s.matches[k]
		for _, sense := range m.Senses {
			if sense.Class != lang.Named {
				continue
			}
			n := d.lex.Name(sense.Key)
			if n == nil || n.Class == "person" {
				continue
			}
			if n.Class != "occasion" && !s.tokens[m.Start].Capital && !s.tokens[m.End-1].Capital {
				continue
			}
			if n.Class == "place" && n.Kind != "building" && s.gap(m.End) == " " && s.tokens[min(m.End, len(s.tokens)-1)].Capital && d.tables.afterPlaces[s.norm(m.End)] && !s.tokens[m.End-1].Possessive {
				continue // "Hyderabad House" may be in Delhi
			}
			f := named
			raw := trimPossessive(s.raw(m.Start, m.End))
			if slices.ContainsFunc(n.Demonyms, func(x string) bool { return strings.EqualFold(x, raw) }) {
				f = demonym
			}
			return mention{m.Start, m.End, n.Class, []string{n.Key}, f}, true
		}
	}
	if end, p := d.newPlaceAt(s, i); p != nil {
		return mention{i, end, "place", []string{p.key}, named}, true
	}
	return mention{}, false
}

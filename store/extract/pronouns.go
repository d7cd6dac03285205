package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
)

// countPair keeps the two leaders who stand together most; of equals those who came first.
func (d *document) countPair(pair []string) {
	if len(pair) < 2 {
		return
	}
	if d.together == nil {
		d.together = map[string]int{}
	}
	d.together[strings.Join(pair, "+")]++
	if d.pairs == nil || d.rank(pair[0]) < d.rank(d.pairs[0]) ||
		d.rank(pair[0]) == d.rank(d.pairs[0]) && d.together[strings.Join(pair, "+")] > d.together[strings.Join(d.pairs, "+")] {
		d.pairs = pair
	}
}

// governments reports whether "the two" goes on as "the two sides": these are no leaders.
func (d *document) governments(s *sentence, i int) bool {
	if i >= len(s.tokens) || s.gap(i) != " " {
		return false
	}
	_, ok := s.cueAt("states", i)
	return ok
}

// theTwo returns the people of "the two leaders": those named together last, else the two named most.
func (d *document) theTwo(s *sentence, words string) []string {
	if len(d.company) > 2 && togetherAll(words) {
		return d.company
	}
	ministers := strings.Contains(words, "minister") && !strings.Contains(words, "prime") || strings.Contains(words, "diplomat")
	for back := s.at; back >= max(0, s.at-1); back-- {
		if pair := d.coordinated(d.sentences[back]); len(pair) > 1 && (d.rank(pair[0]) == 1) != ministers {
			return pair
		}
	}
	if len(d.pairs) > 1 && d.rank(d.pairs[0]) == 1 && !ministers {
		return d.pairs
	}
	if pair := d.titlePair(); pair != nil && !ministers {
		return pair
	}
	var best []*member
	for _, key := range d.cast.order {
		if d.leader(key) {
			best = append(best, d.cast.members[key])
		}
	}
	if len(best) < 2 {
		return nil
	}
	slices.SortStableFunc(best, func(a, b *member) int {
		if ra, rb := d.rank(a.key), d.rank(b.key); ra != rb {
			return ra - rb
		}
		return b.count - a.count
	})
	if len(d.pairs) > 1 && d.rank(d.pairs[0]) <= d.rank(best[1].key) {
		return d.pairs
	}
	out := []string{best[0].key, best[1].key}
	slices.Sort(out)
	return out
}

// titlePair returns the two leaders that the title names.
func (d *document) titlePair() []string {
	if people := d.titlePeople(); len(people) == 2 && d.rank(people[0]) == 1 && d.rank(people[1]) == 1 {
		return people
	}
	return nil
}

// coordinated returns the leaders who stand together in a sentence: exactly two of them, or a list joined by "and".
func (d *document) coordinated(s *sentence) []string {
	var out []string
	for _, m := range s.mentions {
		if m.person() && m.form != group && len(m.keys) == 1 && d.leader(m.keys[0]) && !slices.Contains(out, m.keys[0]) {
			out = append(out, m.keys[0])
		}
	}
	for rank := 1; rank <= 3; rank++ {
		var peers []string
		for _, key := range out {
			if d.rank(key) == rank {
				peers = append(peers, key)
			}
		}
		if len(peers) == 2 {
			slices.Sort(peers)
			return peers
		}
		if len(peers) > 2 {
			return nil
		}
	}
	return nil
}

// genders of the pronouns.
var pronouns = map[string]string{"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
	"they": "group", "them": "group", "their": "group"}

func (d *document) pronounAt(s *sentence, i int) (mention, bool) {
	if m, ok := d.we(s, i); ok {
		return m, true
	}
	gender := pronouns[s.norm(i)]
	switch {
	case gender == "" || s.quoted[i]:
		return mention{}, false
	case gender == "group":
		if s.norm(i) != "they" {
			return mention{}, false
		}
		if i > 7 {
			return d.theyBefore(s, i)
		}
		if s.at > 0 {
			for _, m := range d.sentences[s.at-1].mentions {
				if m.person() && (m.form == group || len(m.keys) > 1) {
					return mention{i, i + 1, "person", m.keys, group}, true
				}
			}
			if pair := d.coordinated(d.sentences[s.at-1]); pair != nil && (d.rank(pair[0]) == 1 || len(d.pairs) < 2 || d.rank(d.pairs[0]) > 1 || d.subjects(d.sentences[s.at-1], pair)) {
				return mention{i, i + 1, "person", pair, group}, true
			}
			if len(d.pairs) == 2 && d.rank(d.pairs[0]) <= 2 && i < 2 && !d.sentences[s.at-1].has("anonymous") && !d.sentences[s.at-1].has("crowd") {
				return mention{i, i + 1, "person", d.pairs, group}, true
			}
		}
		return mention{}, false
	}
	if key := d.antecedent(s, gender); key != "" {
		return mention{i, i + 1, "person", []string{key}, pronoun}, true
	}
	return mention{}, false
}

// otherOne resolves "his guest", "her host": of the two leaders of the article the one who was not named last.
func (d *document) otherOne(s *sentence) string {
	pair := d.pairs
	for back := s.at; back >= max(0, s.at-1); back-- {
		if near := d.coordinated(d.sentences[back]); near != nil {
			pair = near
			break
		}
	}
	if len(pair) != 2 {
		return ""
	}
	for back := s.at; back >= max(0, s.at-2); back-- {
		list := d.sentences[back].mentions
		for k := len(list) - 1; k >= 0; k-- {
			if m := list[k]; m.person() && len(m.keys) == 1 && slices.Contains(pair, m.keys[0]) {
				if pair[0] == m.keys[0] {
					return pair[1]
				}
				return pair[0]
			}
		}
	}
	return ""
}

// theyBefore resolves "they" late in a sentence: the leaders who stand before it.
func (d *document) theyBefore(s *sentence, i int) (mention, bool) {
	var keys []string
	for _, m := range s.mentions {
		if m.person() && m.form == group {
			keys = m.keys
		} else if m.person() && m.form != pronoun && d.rank(m.keys[0]) == 1 {
			keys = union(keys, m.keys)
		}
	}
	if len(keys) < 2 || len(keys) > 4 {
		return mention{}, false
	}
	return mention{i, i + 1, "person", keys, group}, true
}

// antecedent returns whom "he" or "she" means: who stands first in the sentence so far, else who spoke in the
// sentence before, else who stands first in it; two sentences back at most.
func (d *document) antecedent(s *sentence, gender string) string {
	near := true // who has no known gender is meant only from near by
	fits := func(m mention) bool {
		if !m.person() || m.form == group || len(m.keys) != 1 {
			return false
		}
		have := ""
		if c := d.cast.members[m.keys[0]]; c != nil {
			have = c.gender
		}
		return have == gender || have == "" && near
	}
	for _, m := range s.mentions {
		if fits(m) && !s.quoted[m.start] {
			return d.took(m.keys[0], gender)
		}
	}
	for back := s.at - 1; back >= max(0, s.at-3); back-- {
		b := d.sentences[back]
		near = back == s.at-1
		if b.line.kind != body {
			continue
		}
		if b.speaker != "" && b.speaker != unnamed {
			if c := d.cast.members[b.speaker]; c != nil && (c.gender == "" && near || c.gender == gender) {
				return d.took(b.speaker, gender)
			}
		}
		for _, m := range b.mentions {
			if fits(m) && !b.quoted[m.start] {
				return d.took(m.keys[0], gender)
			}
		}
	}
	return ""
}

// took notes the gender that a pronoun tells of somebody new.
func (d *document) took(key, gender string) string {
	if c := d.cast.members[key]; c != nil && c.gender == "" && c.new {
		c.gender = gender
	}
	return key
}

// speakerOf returns who speaks in a sentence, for resolving pronouns: the person beside its verb of speaking.
func (d *document) speakerOf(s *sentence) string {
	if s.line.speaker != "" {
		return d.turnSpeaker(s.line.speaker)
	}
	for _, c := range s.cues {
		if c.class != "say-verb" || s.quoted[c.start] {
			continue
		}
		for _, m := range s.mentions { // behind the verb: "said Obama"
			if m.person() && m.form != group && m.start >= c.end && m.start <= c.end+5 && !strings.ContainsAny(s.text[s.tokens[c.end-1].End:s.tokens[m.start].Start], ",.;\"“”") && !d.thatBetween(s, c.end, m.start) {
				if c.start == 0 || strings.ContainsAny(s.gap(c.start), "\"”,") {
					return m.keys[0]
				}
			}
		}
		for k := len(s.mentions) - 1; k >= 0; k-- {
			if m := s.mentions[k]; m.person() && m.form != group && m.end <= c.start && c.start-m.end <= 8 && !s.quoted[m.start] && !d.officialBetween(s, m.end, c.start) {
				return m.keys[0]
			}
		}
		if s.hasIn("official", max(0, c.start-8), c.start) || s.hasIn("official", c.end, min(len(s.tokens), c.end+4)) {
			return unnamed
		}
	}
	return ""
}

func (d *document) thatBetween(s *sentence, from, to int) bool {
	for i := from; i < to; i++ {
		if s.norm(i) == "that" || s.norm(i) == "to" || s.norm(i) == "about" {
			return true
		}
	}
	return false
}

func (d *document) officialBetween(s *sentence, from, to int) bool {
	return s.hasIn("official", from, to)
}

// turnSpeaker resolves the name before a turn of a transcript.
func (d *document) turnSpeaker(name string) string {
	a := d.lex.Analyze(titleCase(name))
	probe := &sentence{text: name, tokens: a.Tokens, matches: a.Matches, line: &line{}}
	form := ""
	for i := len(probe.tokens) - 1; i >= 0; i-- {
		form = strings.TrimSpace(probe.tokens[i].Norm + " " + form)
		if keys := d.cast.forms[form]; len(keys) > 0 {
			return keys[0]
		}
	}
	for _, m := range a.Matches {
		var keys []string
		for _, sense := range m.Senses {
			if n := d.lex.Name(sense.Key); sense.Class == lang.Named && n != nil && n.Class == "person" {
				keys = append(keys, n.Key)
			}
		}
		for _, key := range keys {
			if d.cast.members[key] != nil {
				return key
			}
		}
		if key := d.choose(probe, max(0, m.Start), keys); key != "" {
			d.add(key, 0)
			return key
		}
	}
	for _, m := range a.Matches {
		for _, sense := range m.Senses {
			if sense.Class == lang.Role {
				if key := d.lastWithRole(sense.Key); key != "" {
					return key
				}
			}
		}
	}
	return ""
}

// subjects reports whether two people stand side by side in a sentence: only such are "they" before the leaders whom the
// article is about.
func (d *document) subjects(s *sentence, pair []string) bool {
	for k := 0; k+1 < len(s.mentions); k++ {
		a, b := s.mentions[k], s.mentions[k+1]
		if a.person() && b.person() && subsetOf(a.keys, pair) && subsetOf(b.keys, pair) && d.joined(s, a.end, b.start) == coupled {
			return true
		}
	}
	return false
}

package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
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
}

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
			return mention{i, end, "person", []string{d.choose(s, i, keys)}, named}, true
		}
	}
	if end, keys := d.knownPerson(s, i); end > 0 {
		if key := d.choose(s, i, keys); key != "" {
			return mention{i, end, "person", []string{key}, named}, true
		}
	}
	if c, ok := s.cueAt("pair", i); ok && !d.governments(s, c.end) {
		if keys := d.theTwo(s, s.raw(i, c.end)); len(keys) > 1 {
			return mention{i, c.end, "person", keys, group}, true
		}
		return mention{}, false
	}
	if m, ok := d.rolePhrase(s, i); ok {
		return m, true
	}
	if m, ok := d.thing(s, i); ok {
		return m, true
	}
	return d.pronounAt(s, i)
}

// governments reports whether "the two" goes on as "the two sides": these are no leaders.
func (d *document) governments(s *sentence, i int) bool {
	if i >= len(s.tokens) || s.gap(i) != " " {
		return false
	}
	_, ok := s.cueAt("states", i)
	return ok
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

// rolePhrase resolves "the Russian president", "Russia's president", "the president of Russia", "his Russian
// counterpart" by role, country and date in office.
func (d *document) rolePhrase(s *sentence, i int) (mention, bool) {
	place, at := "", i
	if m, ok := d.thing(s, i); ok && (m.class == "place" || m.class == "organisation") {
		if m.form != demonym && !s.tokens[m.end-1].Possessive && m.keys[0] != "united-states" && m.keys[0] != "united-kingdom" && m.keys[0] != "united-nations" && m.keys[0] != "european-union" {
			return mention{}, false
		}
		place, at = m.keys[0], m.end
	}
	for at < len(s.tokens) && at < i+4 && place != "" && (s.norm(at) == "then" || s.norm(at) == "new" || s.norm(at) == "late" || s.norm(at) == "outgoing") {
		at++
	}
	if at >= len(s.tokens) {
		return mention{}, false
	}
	if place != "" && s.norm(at) == "counterpart" {
		if _, isName := d.personFollows(s, at+1); isName {
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
	"leader":         {"leader", "supreme-leader", "general-secretary", "president", "chancellor", "prime-minister", "king"},
	"prime-minister": {"prime-minister", "chancellor"},
	"president":      {"president"},
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
	}
	return fallback
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

// lastWithRole returns who is meant by "the president": of those of the article who hold the office, the one
// whose country the outlet writes for cannot be known, so it is the one named last.
func (d *document) lastWithRole(role string) string {
	for back := len(d.sentences) - 1; back >= 0; back-- {
		s := d.sentences[back]
		for k := len(s.mentions) - 1; k >= 0; k-- {
			m := s.mentions[k]
			if !m.person() || m.form != named {
				continue
			}
			for _, key := range m.keys {
				if slices.ContainsFunc(d.rolesOf(key), func(r store.Role) bool { return slices.Contains(append(sameOffice[role], role), r.Title) }) {
					return key
				}
			}
		}
	}
	for _, key := range d.titlePeople() { // a government's own report names its president in the title only
		if slices.ContainsFunc(d.rolesOf(key), func(r store.Role) bool { return slices.Contains(append(sameOffice[role], role), r.Title) }) {
			return key
		}
	}
	return ""
}

// theTwo returns the people of "the two leaders": those named together last, else the two named most.
func (d *document) theTwo(s *sentence, words string) []string {
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

// genders of the pronouns.
var pronouns = map[string]string{"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
	"they": "group", "them": "group", "their": "group"}

func (d *document) pronounAt(s *sentence, i int) (mention, bool) {
	gender := pronouns[s.norm(i)]
	switch {
	case gender == "" || s.quoted[i]:
		return mention{}, false
	case gender == "group":
		if s.norm(i) != "they" || i > 7 {
			return mention{}, false
		}
		if s.at > 0 {
			for _, m := range d.sentences[s.at-1].mentions {
				if m.person() && (m.form == group || len(m.keys) > 1) {
					return mention{i, i + 1, "person", m.keys, group}, true
				}
			}
			if pair := d.coordinated(d.sentences[s.at-1]); pair != nil {
				return mention{i, i + 1, "person", pair, group}, true
			}
		}
		return mention{}, false
	}
	if key := d.antecedent(s, gender); key != "" {
		return mention{i, i + 1, "person", []string{key}, pronoun}, true
	}
	return mention{}, false
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
	a := d.lex.Analyze(strings.ToLower(name))
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

package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// Weights of the words of a question.
const (
	weightName     = 1.2
	weightTime     = 1.2
	weightNumber   = 0.5
	weightModifier = 0.25
	// A word for which the store has no word at all is evidence that it does not know.
	weightUnknown = 1.2
	// An unknown adjective before a noun says less.
	weightAdjective = 0.4
	// A word's own weight runs from floorWord, when every fact has it, to 1 when none has.
	floorWord = 0.35
	// Meeting a word by a narrower or an opposite one is worth a little less than by itself.
	weightNarrower = 0.85
	weightOpposite = 0.8
	// Meeting a phrase by all the words in it.
	weightInner = 0.9
)

// units reads the words that neither carry no evidence nor called for the intent.
func (r *reading) units(q *Query) {
	for _, w := range lang.Whens(r.tokens) {
		q.units = append(q.units, r.timeUnit(w))
		r.take(w.Start, w.End)
	}
	r.roles(q)
	next := 0
	for _, m := range r.segs {
		for i := next; i < m.Start; i++ {
			r.single(q, i)
		}
		r.segment(q, m)
		next = m.End
	}
	for i := next; i < len(r.tokens); i++ {
		r.single(q, i)
	}
	r.focus(q)
	slices.SortStableFunc(q.units, func(a, b unit) int { return a.first - b.first })
}

func (r *reading) take(start, end int) {
	for i := start; i < end; i++ {
		r.used |= 1 << i
	}
}

func (r *reading) taken(start, end int) bool {
	for i := start; i < end; i++ {
		if r.used&(1<<i) == 0 {
			return false
		}
	}
	return true
}

// single reads a word that the lexicon does not know.
func (r *reading) single(q *Query, i int) {
	if r.taken(i, i+1) {
		return
	}
	u := r.wordUnit(i, i+1, r.tokens[i].Norm)
	if lang.HasNumber(r.tokens[i : i+1]) {
		u.sort, u.weight = sortNumber, weightNumber
	}
	q.units = append(q.units, u)
	r.take(i, i+1)
}

// segment reads a word or phrase that the lexicon knows.
func (r *reading) segment(q *Query, m lang.Match) {
	if r.taken(m.Start, m.End) || lightOnly(m) || r.spent(m) {
		return
	}
	names, label := r.namesOf(m)
	if len(names) == 0 && label == "" && r.allLight(m) {
		r.take(m.Start, m.End)
		return
	}
	switch {
	case label != "" || len(names) > 0:
		q.units = append(q.units, r.nameUnit(m, names))
	default:
		u := r.wordUnit(m.Start, m.End, strings.TrimSpace(r.norms(m.Start, m.End)))
		if isLight(m, "modifier") {
			u.light, u.weight = true, weightModifier
		} else if r.k.meetingWord(u) {
			u.weight, u.meeting = weightModifier, true
		}
		if lang.HasNumber(r.tokens[m.Start:m.End]) && m.End == m.Start+1 {
			u.sort, u.weight = sortNumber, weightNumber
		}
		q.units = append(q.units, u)
	}
	r.take(m.Start, m.End)
}

// spent reports whether all that is left of a phrase is light: the rest has called for the intent.
func (r *reading) spent(m lang.Match) bool {
	some := false
	for i := m.Start; i < m.End; i++ {
		if r.used&(1<<i) != 0 {
			some = true
		} else if !r.lightAt(i) {
			return false
		}
	}
	return some
}

// allLight reports whether a phrase is made of closed-class words only: "for the".
func (r *reading) allLight(m lang.Match) bool {
	for i := m.Start; i < m.End; i++ {
		if !r.functionAt(i) {
			return false
		}
	}
	return m.End-m.Start > 1
}

// norms returns the words of some tokens as they were understood.
func (r *reading) norms(start, end int) string {
	var b strings.Builder
	for _, t := range r.tokens[start:end] {
		b.WriteString(t.Norm)
		b.WriteByte(' ')
	}
	return b.String()
}

func (r *reading) textOf(start, end int) string {
	return strings.ToLower(r.text[r.tokens[start].Start:r.tokens[end-1].End])
}

// namesOf returns the keys of the names that a match may be, and a label if it is one.
func (r *reading) namesOf(m lang.Match) (names []string, label string) {
	for _, s := range m.Senses {
		switch s.Class {
		case lang.Named:
			names = append(names, s.Key)
		case lang.Label:
			label = s.Key
		}
	}
	return names, label
}

// nameUnit reads a name: of a person or place, of a meeting, or of an article's outlet.
func (r *reading) nameUnit(m lang.Match, names []string) unit {
	u := unit{text: r.textOf(m.Start, m.End), sort: sortName, weight: weightName, first: m.Start, keys: names}
	for _, s := range m.Senses {
		switch s.Class {
		case lang.Label:
			u.alts = append(u.alts, alt{id: s.ID, weight: 1})
			if id, ok := strings.CutPrefix(s.Key, meetingLabel); ok {
				if m := r.k.meetings[id]; m.Place != "" {
					u.alts = append(u.alts, alt{id: lang.NewSense(lang.Named, m.Place).ID, weight: weightFiled})
				}
				u.cue = append(u.cue, id)
				u.sort = sortMeeting
			} else if u.sort != sortMeeting {
				u.sort = sortArticle
			}
		case lang.Named:
			u.alts = append(u.alts, r.nameAlts(s.Key)[:r.governs(m.Start, s.Key)]...)
			u.add(r.k.searchWords(s))
		case lang.Concept, lang.Role:
			u.alts = append(u.alts, alt{id: s.ID, weight: 1})
			u.add(r.k.searchWords(s))
		}
	}
	u.words = compact(u.words)
	u.weight = weightName * (floorWord + (1-floorWord)*r.k.rarity(u.count))
	return u
}

// governs tells how many of a name's identities count: not the country when the question says "in Berlin",
// for then the town is meant and not the government.
func (r *reading) governs(start int, key string) int {
	n := len(r.nameAlts(key))
	at := start - 1
	for at >= 0 && r.is("article", r.tokens[at].Norm) {
		at--
	}
	if at >= 0 && r.is("preposition-place", r.tokens[at].Norm) {
		return min(n, 1)
	}
	return n
}

// nameAlts are the identities by which a name may be met: itself, and the country it speaks for.
func (r *reading) nameAlts(key string) []alt {
	out := []alt{{id: lang.NewSense(lang.Named, key).ID, weight: 1}}
	if n := r.k.lex.Name(key); n != nil && n.SpeaksFor != "" {
		out = append(out, alt{id: lang.NewSense(lang.Named, n.SpeaksFor).ID, weight: weightSpeaks})
	}
	return out
}

func (r *reading) timeUnit(w lang.When) unit {
	u := unit{text: r.textOf(w.Start, w.End), sort: sortTime, weight: weightTime, first: w.Start, when: &w}
	for i := w.Start; i < w.End; i++ {
		u.alts = append(u.alts, alt{id: lang.WordID(r.tokens[i].Stem), weight: 1})
		u.words = append(u.words, r.k.stems[r.tokens[i].Stem]...)
	}
	return u
}

// wordUnit reads a word or phrase by its concepts, their narrower and opposite ones, and its stems.
func (r *reading) wordUnit(start, end int, text string) unit {
	u := unit{text: text, weight: 1, first: start}
	for i := start; i < end; i++ {
		id := lang.WordID(r.tokens[i].Stem)
		if end-start == 1 {
			u.alts = append(u.alts, alt{id: id, weight: 1})
		}
		u.add(wordSet{r.k.stems[r.tokens[i].Stem], r.k.freq[r.tokens[i].Stem]})
	}
	if end-start > 1 {
		u.words, u.count = nil, 0
		u.add(r.k.known([]string{text}))
		for i := start; i < end; i++ {
			if !r.lightAt(i) {
				u.inner = append(u.inner, r.wordUnit(i, i+1, r.tokens[i].Norm))
			}
		}
		for _, in := range u.inner {
			u.add(wordSet{in.words, in.count})
		}
	}
	for _, m := range r.an.Matches {
		if m.Start == start && m.End == end {
			for _, s := range m.Senses {
				r.conceptAlts(&u, s, 1)
			}
		}
	}
	if len(u.words) == 0 && end-start == 1 {
		r.positive(&u, r.tokens[start].Norm)
	}
	u.words = compact(u.words)
	u.weight = floorWord + (1-floorWord)*(r.k.rarity(u.count)+r.k.rarity(r.k.frequency(r.tokens[start:end])))/2
	if len(u.words) == 0 && end-start == 1 && r.adjective(start) {
		u.weight, u.light = weightAdjective, true
	} else if len(u.words) == 0 {
		u.weight = weightUnknown
	}
	return u
}

// positive lets a comparative or superlative that the store lacks be met by the adjective itself: "tenser" by "tense".
func (r *reading) positive(u *unit, word string) {
	for _, p := range lang.Positives(word) {
		a := r.k.lex.Analyze(p)
		if len(a.Tokens) != 1 {
			continue
		}
		u.alts = append(u.alts, alt{id: lang.WordID(a.Tokens[0].Stem), weight: 1})
		u.add(wordSet{r.k.stems[a.Tokens[0].Stem], r.k.freq[a.Tokens[0].Stem]})
		for _, m := range a.Matches {
			for _, s := range m.Senses {
				r.conceptAlts(u, s, 1)
			}
		}
	}
}

// adjective reports whether an unknown word has the form of an adjective or adverb and stands before a word.
func (r *reading) adjective(i int) bool {
	if i+1 >= len(r.tokens) || r.lightAt(i+1) {
		return false
	}
	for _, suffix := range r.k.lex.GrammarWords("adjective-suffix") {
		if strings.HasSuffix(r.tokens[i].Norm, suffix) {
			return true
		}
	}
	return false
}

func (r *reading) conceptAlts(u *unit, s lang.Sense, worth float64) {
	if s.Class != lang.Concept && s.Class != lang.Role {
		return
	}
	worth *= s.Strength
	u.alts = append(u.alts, alt{id: s.ID, weight: worth})
	u.add(r.k.searchWords(s))
	for _, key := range r.k.lex.Narrower(s.Key) {
		n := lang.NewSense(lang.Concept, key)
		u.alts = append(u.alts, alt{id: n.ID, weight: worth * weightNarrower})
		u.add(r.k.searchWords(n))
	}
	for _, key := range r.k.lex.Opposites(s.Key) {
		o := lang.NewSense(lang.Concept, key)
		u.alts = append(u.alts, alt{id: o.ID, weight: worth * weightOpposite, flip: true})
		u.add(r.k.searchWords(o))
	}
}

// add adds words to search for.
func (u *unit) add(set wordSet) {
	u.count += set.count
	if room := 2*mostSearched - len(u.words); room > 0 { // more are not searched for; some repeat
		u.words = append(u.words, set.words[:min(room, len(set.words))]...)
	}
}

// compact drops repeated words and keeps the order.
func compact(words []string) []string {
	out := words[:0]
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// mostSearched is how many words for one thing are searched for; the closest stand first.
const mostSearched = 14

// groups are the wishes of the one Find: each unit in all the words that the store has for it.
func (q *Query) groups() []store.Group {
	var out []store.Group
	for _, us := range [][]unit{q.units, q.trigger} {
		for _, u := range us {
			if len(u.words) > 0 {
				out = append(out, store.Group{Any: u.words[:min(len(u.words), mostSearched)], Weight: u.weight})
			}
		}
	}
	return out
}

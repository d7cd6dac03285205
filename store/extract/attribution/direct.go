package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isStop says that token k is one of the given punctuation marks.
func (r *reader) isStop(k int, marks string) bool {
	return k >= 0 && k < len(r.toks) && r.toks[k].kind == stop && strings.Contains(marks, r.toks[k].low)
}

// tag returns the token behind a quotation where `X said` may begin, and whether a comma, a question or
// exclamation mark, or the start of the sentence says that the quotation is a whole one.
func (r *reader) tag(q int) (int, bool) {
	lo, _ := r.sentenceOf(q)
	last := r.lastRune(r.toks[q])
	whole := q == lo || strings.ContainsRune(",?!…—.", last)
	k := q + 1
	if r.isStop(k, ",—") {
		whole = true
		k++
	}
	return k, whole
}

// inverted: "…," said X.
func (r *reader) inverted(q int) (Attribution, bool) {
	k, whole := r.tag(q)
	_, hi := r.sentenceOf(q)
	for k < hi && r.wordIn(k, "adverbs") {
		k++
	}
	_, n := r.cueAt(k)
	if k >= hi || n == 0 || !whole || strings.HasSuffix(r.toks[k].low, "ing") {
		return Attribution{}, false
	}
	from := k + n
	if c, _ := r.cueAt(k); c.hearer && from < hi && r.toks[from].kind == word && !r.toks[from].capital {
		return Attribution{}, false // told reporters
	}
	p, ok := r.phraseAfter(from, hi)
	if !ok {
		return Attribution{}, false
	}
	return r.take(RuleInverted, p, k, n), true
}

func (r *reader) take(rule string, p phrase, cue, width int) Attribution {
	r.used[cue] = true
	return r.attribution(rule, p, cue, width)
}

// signed: "…" — X, at the end of a line.
func (r *reader) signed(q int) (Attribution, bool) {
	_, hi := r.sentenceOf(q)
	if !r.isStop(q+1, "—") || q+2 >= hi || r.toks[q+2].kind != mention || q+3 < hi && !r.isStop(q+3, ".,(") {
		return Attribution{}, false
	}
	p, ok := r.simpleBefore(q+2, q+2)
	return r.attribution(RuleAfter, p, q+2, 0), ok
}

// after: "…," X said; also with an apposition or relative clause between.
func (r *reader) after(q int) (Attribution, bool) {
	k, whole := r.tag(q)
	_, hi := r.sentenceOf(q)
	if !whole || r.isStop(q-1, ":") && r.lastRune(r.toks[q]) == '.' { // `X said: "…." Y said` begins what Y said
		return Attribution{}, false
	}
	for k < hi && (r.wordIn(k, "adverbs") || r.wordIn(k, "and")) {
		k++
	}
	for v := k; v < hi && v-k < maxApposition; v++ {
		if r.toks[v].kind == quoted {
			break
		}
		_, n := r.cueAt(v)
		if n == 0 {
			continue
		}
		s, ok := r.subjectOf(v, k)
		if !ok || s.control || s.unsaid || s.first != k && !r.shortLead(k, s.first) {
			continue
		}
		a := r.take(RuleAfter, s.phrase, v, n)
		if s.modal {
			a.Confidence *= 0.8
		}
		return a, true
	}
	return Attribution{}, false
}

// shortLead says that the tokens from k to first are words that a phrase may begin with.
func (r *reader) shortLead(k, first int) bool {
	for ; k < first; k++ {
		if r.toks[k].kind != word || r.wordIn(k, "breaks") {
			return false
		}
	}
	return true
}

// before: X said, "…"; X told reporters that "…"; X said the talks were "…".
func (r *reader) before(q int) (Attribution, bool) {
	lo, _ := r.sentenceOf(q)
	var weak Attribution
	for v := q - 1; v >= lo && !r.isStop(v, ";"); v-- {
		if a, ok := r.saying(v, q); ok && weak.Rule == "" {
			return a, true
		}
		c, n := r.cueAt(v)
		if n == 0 || v+n > q || v > lo && r.wordIn(v-1, "determiners") {
			continue
		}
		s, ok := r.introduced(v, n, lo, q)
		if !ok || !s.sure && s.control {
			continue
		}
		near := r.near(v+n, q, c)
		if !c.that && (!near && q-v > 12 || r.titled(q)) {
			continue
		}
		a := r.reportedQuote(s, near)
		outer := s.first-1 > lo && s.pronoun && !r.wordIn(s.first-1, "breaks")
		if weak.Rule != "" {
			if c.that && !s.control { // X said he hoped "…"
				r.used[v] = true
				return a, true
			}
			continue
		}
		if (outer || s.infinitive) && !(near && c.bare) {
			weak = a
			continue
		}
		r.used[v] = true
		return a, true
	}
	return weak, weak.Rule != ""
}

// introduced finds the subject of the cue at v, also in `Said X: "…"`.
func (r *reader) introduced(v, n, lo, q int) (voice, bool) {
	if v == lo && r.toks[v].capital && !strings.HasSuffix(r.toks[v].low, "ing") {
		p, ok := r.phraseAfter(v+n, q)
		return voice{phrase: p, verb: v, width: n}, ok
	}
	return r.subjectOf(v, lo)
}

// reportedQuote begins the attribution of a quotation behind its cue.
func (r *reader) reportedQuote(s voice, near bool) Attribution {
	rule := RuleInside
	if near {
		rule = RuleBefore
	}
	a := r.attribution(rule, s.phrase, s.verb, s.width)
	a.Unsaid = s.unsaid
	a.Partial = !near
	if s.control || s.modal {
		a.Confidence *= 0.9
	}
	return a
}

// saying: X's claim that "…".
func (r *reader) saying(v, q int) (Attribution, bool) {
	if v < 1 || !r.wordIn(v, "sayings") || r.toks[v-1].kind != mention || !r.toks[v-1].possessive || !r.person(r.toks[v-1].ref) {
		return Attribution{}, false
	}
	p := phrase{first: v - 1, last: v - 1, mention: r.toks[v-1].ref, sure: true}
	a := r.attribution(RuleInside, p, v, 1)
	a.Partial = true
	return a, q-v < 15
}

// near says that between a cue and a quotation there is nothing but a hearer, a manner, "that" or a comma.
func (r *reader) near(from, q int, c cue) bool {
	gap := 0
	for k := from; k < q; k++ {
		switch {
		case r.isStop(k, ",:—"), r.wordIn(k, "opens"), r.wordIn(k, "time"), r.wordIn(k, "adverbs"):
		case r.wordIn(k, "breaks"):
			return false
		default:
			gap++
		}
	}
	ended := r.isStop(q-1, ",:") || r.wordIn(q-1, "opens")
	return gap == 0 || gap <= 12 && ended && !r.wordIn(from, "opens") || c.hearer && gap <= 3
}

// sameCue: the second half of `"…," X said, "…"`.
func (r *reader) sameCue(q int) (Attribution, bool) {
	lo, _ := r.sentenceOf(q)
	for k := q - 1; k >= lo; k-- {
		if r.toks[k].kind != quoted {
			continue
		}
		i, ok := r.said[k]
		if !ok {
			return Attribution{}, false
		}
		a := r.out[i]
		if a.Rule != RuleInverted && a.Rule != RuleAfter || a.Cue.End <= r.toks[k].end || !r.clear(k+1, q, a) {
			return Attribution{}, false
		}
		a.Rule = RuleBefore
		a.Partial = false
		return a, true
	}
	return Attribution{}, false
}

// clear says that between tokens k and q there is no cue but that of a.
func (r *reader) clear(k, q int, a Attribution) bool {
	for ; k < q; k++ {
		if _, n := r.cueAt(k); n > 0 && r.toks[k].start != a.Cue.Start {
			return false
		}
	}
	return true
}

// passive: described as "…" by X.
func (r *reader) passive(q int) (Attribution, bool) {
	lo, hi := r.sentenceOf(q)
	for v := q - 1; v >= lo; v-- {
		_, n := r.cueAt(v)
		if n == 0 {
			continue
		}
		var s voice
		s.verb = v
		if _, passive := r.auxiliaries(v-1, lo, &s); !passive {
			return Attribution{}, false
		}
		for k := v + 1; k < hi && k < q+4; k++ {
			if r.toks[k].kind != word || r.toks[k].low != "by" {
				continue
			}
			if p, ok := r.phraseAfter(k+1, hi); ok && p.sure {
				a := r.take(RulePassive, p, v, n)
				a.Partial = true
				return a, true
			}
		}
		return Attribution{}, false
	}
	return Attribution{}, false
}

// partial says that a quotation is a few words in a sentence of the article's own.
func (r *reader) partial(q int) bool {
	lo, _ := r.sentenceOf(q)
	t := r.toks[q]
	if q == lo || r.quotes[t.ref].open {
		return false
	}
	body := strings.TrimLeft(r.text[t.start:t.end], "\"“”„«»'’‘`… ")
	first, _ := utf8.DecodeRuneInString(body)
	return unicode.IsLower(first)
}

// titled says that a quotation is written like the title of a work: each longer word with a capital, no stop at the end.
func (r *reader) titled(q int) bool {
	t := r.toks[q]
	words := strings.Fields(strings.Trim(r.text[t.start:t.end], "\"“”„«»'’‘`"))
	if len(words) == 0 || len(words) > 8 || strings.ContainsRune(".?!", r.lastRune(t)) {
		return false
	}
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); len(w) > 3 && !unicode.IsUpper(c) {
			return false
		}
	}
	c, _ := utf8.DecodeRuneInString(words[0])
	return unicode.IsUpper(c)
}

// within: X said they were "…," said the paper: the words are X's, and the paper passed them on.
func (r *reader) within(q int, tag Attribution) Attribution {
	if !r.partial(q) {
		return tag
	}
	a, ok := r.before(q)
	k := r.tokenAt(a.Cue.Start)
	if !ok || k < 0 || a.Confidence < 0.8 || a.Cue == tag.Cue {
		return tag
	}
	for ; k < q; k++ {
		if r.wordIn(k, "contrast") || r.toks[k].low == "but" {
			return tag
		}
	}
	if t := r.tokenAt(tag.SpeakerSpan.Start); t >= 0 && !r.pronounAt(t) {
		a.Via = append(a.Via, tag.SpeakerSpan)
	}
	return a
}

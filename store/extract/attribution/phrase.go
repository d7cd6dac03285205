package attribution

import "strings"

// A phrase is a noun phrase that may be a speaker.
type phrase struct {
	first, last int  // tokens
	mention     int  // index of the mention at its head, -1 when the head is a word
	pronoun     bool // he, she, they, I
	sure        bool // its head is a mention, a pronoun or a word for somebody who speaks
}

// most tokens looked through for one phrase, or for the start of an apposition.
const (
	maxPhrase     = 9
	maxApposition = 45
)

func (r *reader) pronounAt(i int) bool {
	t := r.toks[i]
	if t.kind == mention {
		return t.low != "" && r.pronounWord(t.low)
	}
	return t.kind == word && r.pronounWord(t.low)
}

func (r *reader) pronounWord(w string) bool {
	return r.is("he", w) || r.is("she", w) || r.is("they", w) || r.is("i", w)
}

func (r *reader) wordIn(i int, list string) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].kind == word && r.is(list, r.toks[i].low)
}

// phraseBefore reads the noun phrase whose last token is i, not before lo. Behind a preposition it
// is the phrase before that one: "officials in Moscow", "Peskov in a statement".
func (r *reader) phraseBefore(i, lo int) (phrase, bool) {
	outer := -1
	for range 4 {
		i = r.skipTimeBack(r.skipBracketBack(i, lo), lo)
		p, ok := r.simpleBefore(i, lo)
		if !ok {
			return p, false
		}
		if p.first-1 < lo || !r.wordIn(p.first-1, "prepositions") {
			p = r.joined(p, lo)
			if outer > p.last && p.mention < 0 && !p.pronoun {
				p.last = outer // officials in Moscow
			}
			return p, true
		}
		if prep := r.toks[p.first-1].low; outer < 0 && (prep == "of" || prep == "for" || prep == "from" || prep == "at" || prep == "to" ||
			r.toks[p.last].capital) {
			outer = p.last
		}
		i = p.first - 2
		if i >= lo && r.toks[i].kind == word && r.toks[i].low == "close" { // a source close to
			i--
		}
		if i < lo {
			return p, false
		}
	}
	return phrase{}, false
}

// skipBracketBack passes over "(R-Ohio)" to the left.
func (r *reader) skipBracketBack(i, lo int) int {
	if !r.isStop(i, ")") {
		return i
	}
	for k := i - 1; k >= lo && i-k < 12; k-- {
		if r.isStop(k, "(") {
			return k - 1
		}
	}
	return i
}

// joined adds what "and" joins to the front of a phrase: "Obama and Putin said".
func (r *reader) joined(p phrase, lo int) phrase {
	if p.first-2 < lo || !r.wordIn(p.first-1, "and") || p.mention < 0 {
		return p
	}
	if q, ok := r.simpleBefore(p.first-2, lo); ok && q.mention >= 0 && !r.wordIn(q.first-1, "prepositions") {
		q.last = p.last
		return q
	}
	return p
}

// skipTimeBack passes over "on Monday", "later", "earlier this week" to the left.
func (r *reader) skipTimeBack(i, lo int) int {
	for i > lo && r.toks[i].kind == word {
		switch {
		case r.wordIn(i, "time") && (r.toks[i].capital || i == lo || r.wordIn(i-1, "determiners") || r.wordIn(i-1, "time")):
			i--
			for i > lo && (r.wordIn(i, "determiners") || r.wordIn(i, "prepositions") || r.wordIn(i, "time")) {
				i--
			}
		case r.wordIn(i, "adverbs"):
			i--
		default:
			return i
		}
	}
	return i
}

// simpleBefore reads the phrase that ends at i, without prepositions.
func (r *reader) simpleBefore(i, lo int) (phrase, bool) {
	if i < lo || i >= len(r.toks) {
		return phrase{}, false
	}
	t := r.toks[i]
	switch {
	case r.pronounAt(i):
		p := phrase{first: i, last: i, mention: -1, pronoun: true, sure: true}
		if t.kind == mention {
			p.mention = t.ref
		}
		return p, true
	case t.kind == mention && !t.possessive:
		return phrase{first: r.front(i, lo), last: i, mention: t.ref, sure: true}, true
	case t.kind == word && !t.possessive && !r.noHead(i):
		return r.wordPhrase(i, lo)
	}
	return phrase{}, false
}

// noHead says that the word at i is no noun that could head a phrase.
func (r *reader) noHead(i int) bool {
	for _, list := range []string{"prepositions", "and", "breaks", "be", "modals", "not"} {
		if r.wordIn(i, list) {
			return true
		}
	}
	return r.wordIn(i, "determiners") && !r.wordIn(i, "nobodies")
}

// wordPhrase reads a phrase whose head is the word at i.
func (r *reader) wordPhrase(i, lo int) (phrase, bool) {
	p := phrase{first: r.front(i, lo), last: i, mention: -1}
	p.sure = r.speaks(i) || r.toks[i].capital
	if p.sure || r.wordIn(p.first, "determiners") || r.toks[p.first].possessive {
		if m := r.mentionIn(p); m >= 0 && r.toks[i].capital && !r.speaks(i) {
			p.mention = m // part of a name: "Mr Obama Jr"
		}
		return p, true
	}
	return p, false
}

// speaks says that the word at i stands for somebody or something that speaks.
func (r *reader) speaks(i int) bool {
	return r.wordIn(i, "nobody") || r.wordIn(i, "nobodies") || r.wordIn(i, "bodies")
}

// mentionIn returns the last mention in a phrase that is no possessive, -1 when there is none.
func (r *reader) mentionIn(p phrase) int {
	for k := p.last; k >= p.first; k-- {
		if r.toks[k].kind == mention && !r.toks[k].possessive {
			return r.toks[k].ref
		}
	}
	return -1
}

// front finds the first token of the phrase that ends at i: titles, adjectives, names and one determiner before it.
func (r *reader) front(i, lo int) int {
	first := i
	for k := i - 1; k >= lo && i-k <= maxPhrase; k-- {
		t := r.toks[k]
		if t.kind == stop || t.kind == quoted || r.noHead(k) && !r.wordIn(k, "determiners") {
			break
		}
		if _, n := r.cueAt(k); n > 0 || r.pronounAt(k) && !t.possessive {
			break
		}
		if t.low == "that" && r.toks[k+1].capital {
			break
		}
		if r.wordIn(k, "determiners") || t.possessive && t.kind == word && k > lo && !r.toks[k-1].capital {
			first = k
			break
		}
		if r.toks[i].kind == mention && !t.capital && !r.speaks(k) {
			if !r.wordIn(k+1, "nobody") || r.wordIn(k, "adverbs") {
				break // a verb before a name, more likely than an adjective
			}
		}
		if t.capital || t.kind == mention || r.wordIn(i, "nobody") || r.wordIn(i, "nobodies") || r.hasDeterminer(k, lo) || r.speaks(k) {
			first = k
			continue
		}
		break
	}
	return first
}

// hasDeterminer says that a determiner stands within a few words before k, with only words between.
func (r *reader) hasDeterminer(k, lo int) bool {
	for j := k - 1; j >= lo && k-j <= 5 && r.toks[j].kind != stop && r.toks[j].kind != quoted; j-- {
		if r.wordIn(j, "determiners") {
			return true
		}
		if r.noHead(j) {
			return false
		}
	}
	return false
}

// phraseAfter reads the noun phrase that begins at i, before hi. A person named in it, or in an
// apposition right behind it, is its head: "said a spokesman, X".
func (r *reader) phraseAfter(i, hi int) (phrase, bool) {
	if i >= hi {
		return phrase{}, false
	}
	if r.pronounAt(i) {
		return r.simpleBefore(i, i)
	}
	end := i
	for end < hi && end-i <= maxPhrase+2 && r.inside(end, i) {
		end++
	}
	for end > i && (r.wordIn(end-1, "adverbs") || r.wordIn(end-1, "time") && r.toks[end-1].kind == word) {
		end--
	}
	if end == i {
		return phrase{}, false
	}
	p := phrase{first: i, last: end - 1, mention: -1}
	if m, at := r.named(i, end); m >= 0 {
		p.mention, p.last, p.sure = m, at, true
		return p, true
	}
	return r.unnamed(p, hi)
}

// named returns the mention that heads the tokens from i to end: a person before another thing, the last one.
func (r *reader) named(i, end int) (ref, at int) {
	ref, at = -1, -1
	for k := i; k < end; k++ {
		t := r.toks[k]
		if t.kind != mention || t.possessive {
			continue
		}
		if ref < 0 || r.person(t.ref) || !r.person(ref) {
			if ref >= 0 && r.person(ref) && r.person(t.ref) && !r.wordIn(k-1, "and") {
				break
			}
			ref, at = t.ref, k
			if r.wordIn(k+1, "and") && k+2 < end && r.toks[k+2].kind == mention {
				continue
			}
		}
	}
	if ref >= 0 && !r.person(ref) && at+1 < end { // a body before its speaker: "said White House spokesman Earnest"
		return -1, -1
	}
	return ref, at
}

func (r *reader) person(ref int) bool { return r.mentions[ref].Class == "person" }

// unnamed ends a phrase without a name: at its head noun, or at the name that follows as an apposition.
func (r *reader) unnamed(p phrase, hi int) (phrase, bool) {
	end := p.last + 1
	if end+1 < hi && r.toks[end].kind == stop && r.toks[end].low == "," && r.toks[end+1].kind == mention &&
		r.person(r.toks[end+1].ref) && r.speaks(p.last) {
		return phrase{first: p.first, last: end + 1, mention: r.toks[end+1].ref, sure: true}, true
	}
	for k := p.last; k >= p.first; k-- {
		p.sure = p.sure || r.speaks(k) || r.toks[k].capital
	}
	return p, p.sure || r.wordIn(p.first, "determiners")
}

// inside says whether token k goes on with a phrase that began at i.
func (r *reader) inside(k, i int) bool {
	t := r.toks[k]
	switch {
	case t.kind == mention:
		return true
	case t.kind != word:
		return false
	case r.wordIn(k, "determiners"):
		return k == i || r.wordIn(k-1, "prepositions")
	case r.wordIn(k, "prepositions"):
		return k > i && (t.low == "of" || t.low == "for") && !r.person0(k-1)
	case r.noHead(k) || r.wordIn(k, "time") && k > i:
		return false
	}
	if _, n := r.cueAt(k); n > 0 {
		return false
	}
	return !(k > i && r.person0(k-1) && !t.capital) && !strings.HasSuffix(t.low, "ing")
}

// person0 says that token k is the mention of a person, not in the possessive.
func (r *reader) person0(k int) bool {
	return r.toks[k].kind == mention && r.person(r.toks[k].ref) && !r.toks[k].possessive
}

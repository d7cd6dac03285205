package attribution

import (
	"strings"
	"unicode/utf8"

	"readout/store"
)

// most tokens of a sentence: what has no stop for longer is no prose, and the rules look through whole sentences.
const maxSentence = 200

// split gives each token the number of its sentence. The caller's sentences decide outside
// quotations; a quotation is never cut, and what follows it belongs to it unless it ended with a stop.
func (r *reader) split(sentences []store.Span) {
	n, k := 0, 0
	for i := range r.toks {
		if i > 0 {
			starts := false
			for k < len(sentences) && sentences[k].Start <= r.toks[i].start {
				starts = starts || sentences[k].Start >= r.toks[i-1].end
				k++
			}
			if len(sentences) == 0 {
				starts = r.stops(i)
			}
			if r.breaks(i, starts) || i-r.bounds[len(r.bounds)-1] >= maxSentence {
				n++
				r.bounds = append(r.bounds, i)
			}
		} else {
			r.bounds = append(r.bounds, 0)
		}
		r.toks[i].sentence = n
	}
	r.bounds = append(r.bounds, len(r.toks))
}

// stops guesses a sentence start at token i from the text alone.
func (r *reader) stops(i int) bool {
	prev, t := r.toks[i-1], r.toks[i]
	return prev.kind == stop && strings.Contains(".?!…", prev.low) && t.capital
}

// breaks says whether a sentence begins at token i.
func (r *reader) breaks(i int, starts bool) bool {
	prev, t := r.toks[i-1], r.toks[i]
	if prev.para != t.para {
		return true
	}
	if prev.kind != quoted {
		return starts
	}
	last := r.lastRune(prev)
	switch {
	case t.kind == stop, last == ',':
		return false
	case !strings.ContainsRune(".?!…", last):
		return starts && t.kind == quoted
	case t.kind == quoted:
		return true
	}
	return t.capital && !r.shortTag(i)
}

// shortTag says whether at token i stands a tag such as `Obama asked.` after a quotation that ended with a stop.
func (r *reader) shortTag(i int) bool {
	for k := i; k < len(r.toks) && k < i+6 && r.toks[k].para == r.toks[i].para; k++ {
		if r.toks[k].kind == stop || r.toks[k].kind == quoted {
			return false
		}
		if _, n := r.cueAt(k); n > 0 && k > i {
			k += n
			return k >= len(r.toks) || r.toks[k].para != r.toks[i].para || r.toks[k].kind == stop
		}
	}
	return false
}

// lastRune returns the last rune inside a quotation, before its closing mark.
func (r *reader) lastRune(t token) rune {
	body := strings.TrimRight(r.text[t.start:t.end], "\"“”„«»'’‘` ")
	c, _ := utf8.DecodeLastRuneInString(body)
	return c
}

// sentenceOf returns the tokens of the sentence of token i: from lo up to, not including, hi.
func (r *reader) sentenceOf(i int) (lo, hi int) {
	s := r.toks[i].sentence
	return r.bounds[s], r.bounds[s+1]
}

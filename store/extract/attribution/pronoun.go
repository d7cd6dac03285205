package attribution

import (
	"sort"

	"readout/store"
)

// farthest sentences that an antecedent is looked for.
const maxBack = 6

// An anaphora is what resolving one phrase gave; a continued quotation has the phrase of the one before.
type anaphora struct {
	ref   int
	trust float64
}

// resolve finds whom "he", "she", "they" and "the spokesman" stand for: the speaker or subject
// before, in the same sentence or the ones above, with whom the pronoun agrees.
func (r *reader) resolve() {
	order := make([]int, len(r.out))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, k int) bool { return r.out[order[i]].SpeakerSpan.Start < r.out[order[k]].SpeakerSpan.Start })
	known := map[int]anaphora{} // by the start of the phrase
	speaker := map[int]int{}    // by sentence: the mention that speaks there, -1 a phrase
	for _, i := range order {
		a := &r.out[i]
		k := r.tokenAt(a.SpeakerSpan.Start)
		if k < 0 {
			continue
		}
		if r.pronounAt(k) || a.Speaker < 0 {
			f, seen := known[a.SpeakerSpan.Start]
			if !seen {
				f = r.antecedent(k, a.SpeakerSpan, a.Speaker, speaker)
				known[a.SpeakerSpan.Start] = f
			}
			a.Speaker = f.ref
			a.Confidence *= f.trust
		}
		speaker[r.toks[k].sentence] = a.Speaker
	}
}

// antecedent resolves the phrase at token k. A pronoun that the caller resolved stays as it is.
func (r *reader) antecedent(k int, span store.Span, ref int, speaker map[int]int) anaphora {
	if !r.pronounAt(k) {
		return r.described(k, span)
	}
	if ref >= 0 && r.mentions[ref].Key != "" {
		return anaphora{ref, 1}
	}
	if r.is("i", r.toks[k].low) {
		return anaphora{-1, 0.7}
	}
	lo, _ := r.sentenceOf(k)
	if m, n := r.candidate(lo, k, r.toks[k].low); m >= 0 {
		return anaphora{m, trust(n, 0)}
	}
	for back := 1; back <= maxBack && r.toks[k].sentence-back >= 0; back++ {
		s := r.toks[k].sentence - back
		if m, ok := speaker[s]; ok {
			if m < 0 {
				return anaphora{-1, 0.7} // somebody without a name spoke last
			}
			if r.agrees(m, r.toks[k].low) {
				return anaphora{m, trust(1, back)}
			}
		}
		if m, n := r.candidate(r.bounds[s], r.bounds[s+1], r.toks[k].low); m >= 0 {
			return anaphora{m, trust(n, back)}
		}
	}
	return anaphora{-1, 0.7}
}

// trust falls with the number of people it could be and with the distance.
func trust(people, back int) float64 {
	t := 0.97 - 0.03*float64(max(back-1, 0))
	if people > 1 {
		t -= 0.12
	}
	return t
}

// candidate returns who a pronoun may stand for among the tokens from lo to hi: the first one behind no
// preposition, else the only one; with the number of different people that it could be.
func (r *reader) candidate(lo, hi int, pronoun string) (ref, n int) {
	ref = -1
	any := -1
	keys := map[string]bool{}
	for k := lo; k < hi; k++ {
		t := r.toks[k]
		if t.kind != mention || r.pronounAt(k) || !r.agrees(t.ref, pronoun) {
			continue
		}
		keys[r.mentions[t.ref].Key] = true
		any = t.ref
		if ref < 0 && !t.possessive && !r.wordIn(r.front(k, lo)-1, "prepositions") {
			ref = t.ref
		}
	}
	if ref < 0 && len(keys) == 1 {
		ref = any
	}
	return ref, len(keys)
}

// agrees says that a mention has the sort, number and gender of a pronoun.
func (r *reader) agrees(ref int, pronoun string) bool {
	m := r.mentions[ref]
	if r.is("they", pronoun) {
		return m.Plural || m.Class == store.Organisation
	}
	if m.Plural || m.Class != store.Person && !m.Anonymous {
		return false
	}
	return m.Gender == "" || r.is("he", pronoun) && m.Gender == "m" || r.is("she", pronoun) && m.Gender == "f"
}

// described resolves "the spokesman" to the person introduced with that word: "spokesman X", "X, a spokesman".
func (r *reader) described(k int, span store.Span) anaphora {
	none := anaphora{-1, 1}
	if k+1 >= len(r.toks) || r.toks[k].low != "the" || r.toks[k+1].end != span.End || !r.wordIn(k+1, "nobody") ||
		r.wordIn(k+1, "unnamed") {
		return none
	}
	head := r.toks[k+1].low
	for i := k - 1; i >= 0 && k-i < 600; i-- {
		if r.person0(i) && r.introducedAs(i, head) {
			return anaphora{r.toks[i].ref, 0.9}
		}
	}
	return none
}

// introducedAs says that the mention at token i has the word head in it, right before it, or in an apposition behind it.
func (r *reader) introducedAs(i int, head string) bool {
	t := r.toks[i]
	for _, w := range splitWords(r.text[t.start:t.end]) {
		if w == head {
			return true
		}
	}
	if i > 0 && r.toks[i-1].low == head && r.toks[i-1].kind == word {
		return true
	}
	if i > 1 && r.isStop(i-1, ",") && r.toks[i-2].low == head { // a spokesman, X
		return true
	}
	if !r.isStop(i+1, ",") || !r.wordIn(i+2, "determiners") {
		return false
	}
	for k := i + 3; k < len(r.toks) && k < i+8 && r.toks[k].kind != stop; k++ {
		if r.toks[k].low == head {
			return true
		}
	}
	return false
}

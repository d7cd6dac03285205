package intents

import (
	"math/bits"
	"slices"

	"readout/internal/lang"
	"readout/store"
)

// leastBurden keeps a question of almost no content from being like everything.
const leastBurden = 0.8

// maxAsked is how many of a fact's questions are compared with; a bit set holds them.
const maxAsked = 32

// asked is the questions that a reviewed fact is known to answer, as one index: which of them have a word,
// concept or name, and how surely.
type asked struct {
	terms  []askedTerm // sorted by id
	filter filter      // as of terms
	weight []float64   // of each question: what a question just like it would have to account for
	wants  []store.Asked
}

type askedTerm struct {
	id     uint64
	weight float64
	in     uint32 // bit i: question i has it
}

// newAsked reads a fact's questions.
func (k *knowledge) newAsked(questions []string, named float64) *asked {
	if len(questions) > maxAsked {
		questions = questions[:maxAsked]
	}
	terms := map[uint64]askedTerm{}
	add := func(i int, id uint64, weight float64) {
		t := terms[id]
		t.id, t.weight, t.in = id, max(t.weight, weight), t.in|1<<i
		terms[id] = t
	}
	out := &asked{}
	for i, text := range questions {
		a := k.lex.Analyze(text)
		for _, t := range a.Tokens {
			add(i, lang.WordID(t.Stem), 1)
		}
		for _, m := range a.Matches {
			for _, s := range m.Senses {
				add(i, s.ID, s.Strength)
			}
		}
		out.weight = append(out.weight, k.burden(a, named))
		out.wants = append(out.wants, k.wants(a.Tokens))
	}
	for _, t := range terms {
		out.terms = append(out.terms, t)
		word, bit := filterBit(t.id)
		out.filter[word] |= bit
	}
	slices.SortFunc(out.terms, func(x, y askedTerm) int {
		if x.id < y.id {
			return -1
		}
		return 1
	})
	return out
}

// burden sums what the words of a question weigh: names and rare words more, light words nothing.
func (k *knowledge) burden(a lang.Analysis, named float64) float64 {
	light := make([]bool, len(a.Tokens))
	for _, m := range a.Segments() {
		if lightOnly(m) {
			for i := m.Start; i < m.End; i++ {
				light[i] = true
			}
		}
	}
	sum := 0.0
	names := insideNames(a)
	for i, t := range a.Tokens {
		if !light[i] {
			if names[i] {
				sum += named
				continue
			}
			if k.lex.Grammar("meeting-word", t.Norm) {
				sum += weightModifier
				continue
			}
			sum += floorWord + (1-floorWord)*inverseFrequency(k.freq[t.Stem], k.catalog.Facts)
		}
	}
	return sum
}

// wants tells what a question asks for by its first question word; "" for a yes/no question.
func (k *knowledge) wants(tokens []lang.Token) store.Asked {
	for i, t := range tokens {
		if a := store.Asked(k.lex.GrammarKey("wants-", t.Norm)); a != "" {
			if t.Norm == "how" && i+1 < len(tokens) {
				if b := store.Asked(k.lex.GrammarKey("how-", tokens[i+1].Norm)); b != "" {
					return b
				}
			}
			return a
		}
	}
	return ""
}

func (a *asked) find(id uint64) (askedTerm, bool) {
	word, bit := filterBit(id)
	if a.filter[word]&bit == 0 {
		return askedTerm{}, false
	}
	lo, hi := 0, len(a.terms)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if a.terms[mid].id < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(a.terms) && a.terms[lo].id == id {
		return a.terms[lo], true
	}
	return askedTerm{}, false
}

// A likeness tells how like one of a fact's questions a question is.
type likeness struct {
	most  float64     // the Dice coefficient of what they share, by weight, for the likest
	has   uint64      // the units of the question that this one has, a bit each; behind them the trigger's
	ever  uint64      // the units that any of them has
	wants store.Asked // what the likest asks for
}

// likeness holds the question against each of a fact's questions.
func (q *Query) likeness(a *asked) likeness {
	var out likeness
	if a == nil || len(a.weight) == 0 {
		return out
	}
	var shared [maxAsked]float64
	var units [maxAsked]uint64
	total := 0.0
	each := func(n int, u *unit) {
		weight := u.weight
		if u.soft || u.except {
			return
		}
		if u.cue != nil || u.sort == sortArticle {
			weight /= 2 // which meeting is tested elsewhere
		}
		total += weight
		var best [maxAsked]float64
		found := false
		for _, x := range u.alts {
			if x.flip {
				continue
			}
			t, ok := a.find(x.id)
			if !ok {
				continue
			}
			found = true
			for in := t.in; in != 0; in &= in - 1 {
				i := bits.TrailingZeros32(in)
				best[i] = max(best[i], x.weight*t.weight)
			}
		}
		if !found {
			return
		}
		out.ever |= 1 << n
		for i := range a.weight {
			shared[i] += weight * best[i]
			if best[i] >= enoughFocus {
				units[i] |= 1 << n
			}
		}
	}
	for i := range q.units {
		each(i, &q.units[i])
	}
	for i := range q.trigger {
		each(len(q.units)+i, &q.trigger[i])
	}
	for i, w := range a.weight {
		like := 2 * shared[i] / (total + max(w, leastBurden))
		if !sameWant(q.want, a.wants[i]) {
			like *= 0.8
		}
		if like > out.most {
			out.most, out.has, out.wants = like, units[i], a.wants[i]
		}
	}
	out.most = min(out.most, 1)
	return out
}

// sameWant reports whether two question words can ask for the same: "what" and "which" for anything.
func sameWant(a, b store.Asked) bool {
	return a == b || a == store.AskWhat || b == store.AskWhat
}

package sqlite

import (
	"math"
	"math/bits"
	"slices"
	"sync"

	"readout/store"
)

// A wish is a group of the search and what it counts.
type wish struct {
	*group
	weight float64 // importance times rarity
}

// A loosePhrase is an alternative of which it is not known which of its facts hold it.
type loosePhrase struct {
	phrase
	facts set
}

// A hit is a fact that fits, and how well. Hits are ordered as numbers: better ones first, equal ones by
// fact number. Scores are kept to about seven digits, so sums that ought to be equal are.
type hit uint64

func hitOf(number uint32, score float64) hit {
	return hit(^math.Float32bits(float32(score)))<<32 | hit(number)
}

func (h hit) number() uint32 { return uint32(h) }
func (h hit) score() float32 { return math.Float32frombits(^uint32(h >> 32)) }

// rarity is the inverse document frequency of Okapi BM25, in the form that is never negative.
func rarity(facts, all int) float64 {
	n, f := float64(max(all, facts)), float64(facts)
	return math.Log1p((n - f + 0.5) / (f + 0.5))
}

// A ranking looks for the best facts.
type ranking struct {
	wishes []wish // heaviest first, so that equal sums are added up alike
	fit    *set   // only facts in it count; nil for all
	hidden set    // facts in it do not count
	want   int    // how many are wanted
	ties   int    // how many more at most, as good as the last of them
	last   uint32 // highest fact number there is

	hits []hit // room for them
	sets []set // see flatten
	from []int // where in sets those of each wish begin
}

// rarelyFits is up to how many facts that meet the conditions are all scored, whether they hold a wish or not.
const rarelyFits = 1 << 16

// run returns the best facts and, behind them, up to r.ties that are as good as the last one.
// Facts that hold no wish are among them only when few facts fit (complete).
//
// It goes from the heaviest wish to the lightest and scores the facts that hold that one but none before.
// It stops as soon as the wishes that are left, all together, could not lift a fact among the best: then
// the commonest words, which are the costly ones, have only been looked up for facts seen already.
// (Turtle and Flood 1995, "max score".)
func (r *ranking) run() (hits []hit, complete bool) {
	best := collector{want: r.want, ties: r.ties, worst: math.MaxUint64, hits: r.hits}
	sc := scratches.Get().(*scratch)
	defer scratches.Put(sc)
	if r.last < stretchSize {
		r.runInOne(sc, &best)
		return best.done(), r.fit != nil
	}
	r.flatten()
	if r.fit != nil && r.fit.n <= rarelyFits {
		r.pass(sc, 0, 0, &best)
		return best.done(), true
	}
	for from, to := 0, r.firstLeads(); from < len(r.wishes); from, to = to, to+1 {
		r.pass(sc, from, to, &best)
		if r.weight(to)*1.000001 < best.least() {
			break
		}
	}
	return best.done(), false
}

// runInOne scores all facts at once that fit or hold a wish. It is for a store whose numbers are all in one stretch.
func (r *ranking) runInOne(sc *scratch, best *collector) {
	sc.words = r.words(0)
	clear(sc.candidates[:sc.words])
	if r.fit != nil {
		for i := range r.fit.stretches {
			r.fit.stretches[i].addTo(&sc.candidates)
		}
	} else {
		for _, w := range r.wishes {
			for i, word := range w.bits {
				sc.candidates[i] |= word
			}
		}
	}
	for i := range r.hidden.stretches {
		r.hidden.stretches[i].takeFrom(&sc.candidates)
	}
	for _, w := range r.wishes {
		sc.add(w.weight, w.bits)
	}
	sc.drain(0, best)
}

// firstLeads says how many wishes to begin with at once, which is quicker than one after the other. Mostly a fact
// with half of all weight is not among the best; but not many facts should be scored in vain.
func (r *ranking) firstLeads() int {
	const many = 1 << 17
	n, facts := 0, 0
	for n < len(r.wishes) && (n == 0 || r.weight(n) > r.weight(0)/2) {
		for _, s := range r.wishes[n].sets {
			facts += s.n
		}
		if n++; facts > many {
			break
		}
	}
	return n
}

// weight sums up the wishes from one on.
func (r *ranking) weight(from int) float64 {
	sum := 0.0
	for _, w := range r.wishes[min(from, len(r.wishes)):] {
		sum += w.weight
	}
	return sum
}

// flatten lists the sets of all wishes, and fit behind them.
func (r *ranking) flatten() {
	r.from = make([]int, 0, 16)
	for _, w := range r.wishes {
		r.from = append(r.from, len(r.sets))
		r.sets = append(r.sets, w.sets...)
	}
	r.from = append(r.from, len(r.sets))
	if r.fit != nil {
		r.sets = append(r.sets, *r.fit)
	}
}

// pass scores the facts that hold one of the wishes from..to but none before; when there are no such wishes,
// all that fit.
func (r *ranking) pass(sc *scratch, from, to int, best *collector) {
	walk(r.sets, func(at uint32, here []*stretch) {
		var fit *stretch
		if r.fit != nil {
			if fit = here[len(here)-1]; fit == nil {
				return
			}
		}
		sc.words = r.words(at)
		if from == to {
			sc.gather(here[len(here)-1:])
		} else {
			if !sc.gather(here[r.from[from]:r.from[to]]) {
				return
			}
			sc.only(fit)
			for _, s := range here[:r.from[from]] {
				sc.without(s)
			}
		}
		copy(sc.candidates[:sc.words], sc.held[:sc.words])
		for i := from; i < len(r.wishes); i++ {
			if sc.gather(here[r.from[i]:r.from[i+1]]) {
				sc.add(r.wishes[i].weight, sc.held[:sc.words])
			}
		}
		sc.drain(at, best)
	})
}

// words says how much of a stretch's bitmap can be in use.
func (r *ranking) words(at uint32) int {
	if at == r.last>>stretchBits {
		return int(r.last&(stretchSize-1))>>6 + 1
	}
	return bitmapWords
}

// scratch is where one stretch is scored. The scores are zero between stretches.
type scratch struct {
	score      [stretchSize]float64
	candidates bitmap // whose score is sought
	held       bitmap // facts that hold the wish at hand
	words      int    // so much of the bitmaps is in use
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// gather puts what is in any of the stretches into held; false when they are all nil.
func (sc *scratch) gather(here []*stretch) bool {
	found := false
	for _, s := range here {
		if s == nil {
			continue
		}
		if !found {
			clear(sc.held[:sc.words])
			found = true
		}
		s.addTo(&sc.held)
	}
	return found
}

// only takes out of held what is not in the stretch; nil takes nothing out.
func (sc *scratch) only(s *stretch) {
	if s == nil {
		return
	}
	clear(sc.candidates[:sc.words])
	s.addTo(&sc.candidates)
	for i := range sc.words {
		sc.held[i] &= sc.candidates[i]
	}
}

// without takes out of held what is in the stretch.
func (sc *scratch) without(s *stretch) {
	switch {
	case s == nil:
	case s.many != nil:
		for i := range sc.words {
			sc.held[i] &^= s.many[i]
		}
	default:
		for _, o := range s.few {
			sc.held[o>>6] &^= 1 << (o & 63)
		}
	}
}

// add gives weight to the candidates that hold it.
func (sc *scratch) add(weight float64, holding []uint64) {
	for i, w := range sc.candidates[:sc.words] {
		for w &= holding[i]; w != 0; w &= w - 1 {
			sc.score[i<<6|bits.TrailingZeros64(w)] += weight
		}
	}
}

// drain hands the scored facts over and zeroes the scores.
func (sc *scratch) drain(at uint32, to *collector) {
	for i, w := range sc.candidates[:sc.words] {
		for ; w != 0; w &= w - 1 {
			o := i<<6 | bits.TrailingZeros64(w)
			to.offer(hitOf(at<<stretchBits|uint32(o), sc.score[o]))
			sc.score[o] = 0
		}
	}
}

// A collector keeps the best of the hits offered to it.
type collector struct {
	want, ties int
	hits       []hit
	worst      hit // nothing behind it is wanted any more
}

func (c *collector) offer(h hit) {
	if h > c.worst {
		return
	}
	c.hits = append(c.hits, h)
	if len(c.hits) >= 2*(c.want+c.ties) {
		c.prune()
	}
}

// prune sorts and drops what cannot be among the best.
func (c *collector) prune() {
	slices.Sort(c.hits)
	if len(c.hits) <= c.want {
		return
	}
	last := c.hits[c.want-1].score()
	n := c.want
	for n < len(c.hits) && n < c.want+c.ties && c.hits[n].score() == last {
		n++
	}
	c.hits = c.hits[:n]
	c.worst = hitOf(math.MaxUint32, float64(last))
	if n == c.want+c.ties {
		c.worst = c.hits[n-1]
	}
}

// least is the score that a fact needs to be among the best; 0 while there is room.
func (c *collector) least() float64 {
	c.prune()
	if len(c.hits) < c.want {
		return 0
	}
	return float64(c.hits[c.want-1].score())
}

func (c *collector) done() []hit {
	c.prune()
	return c.hits
}

// holds says whether a fact holds the wish.
func (w *wish) holds(number uint32, f *store.Fact, text *[]string) bool {
	if len(w.loose) == 0 {
		return anyHas(w.sets, number)
	}
	if anyHas(w.sure, number) {
		return true
	}
	for i := range w.loose {
		l := &w.loose[i]
		if !l.facts.has(number) {
			continue
		}
		if *text == nil {
			*text = indexedWords(f)
		}
		if l.in(*text) {
			return true
		}
	}
	return false
}

func anyHas(sets []set, number uint32) bool {
	for _, s := range sets {
		if s.has(number) {
			return true
		}
	}
	return false
}

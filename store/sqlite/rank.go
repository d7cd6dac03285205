package sqlite

import (
	"math"
	"math/bits"
	"sync"

	"readout/store"
)

// tieRoom bounds how many equally good facts at the end of the answer are put in order by their ids.
// Of more, those stored first are taken. Below this many facts the order is therefore exact.
const tieRoom = 1024

// A wish is a group of the search, looked up.
type wish struct {
	facts  set     // those that hold it, and those that may
	weight float64 // importance times rarity
	sure   set     // those known to hold it; kept only beside loose
	loose  []loosePhrase
}

// A loosePhrase is an alternative of which it is not known which of its facts hold it.
type loosePhrase struct {
	phrase
	facts set
}

// holds says whether a fact holds the wish.
func (w *wish) holds(number uint32, f *store.Fact) bool {
	if len(w.loose) == 0 {
		return w.facts.has(number)
	}
	if w.sure.has(number) {
		return true
	}
	for i := range w.loose {
		if w.loose[i].facts.has(number) && w.loose[i].in(f) {
			return true
		}
	}
	return false
}

// A hit is a fact that fits, and how well.
type hit struct {
	number uint32
	score  float64
}

// rarity is the inverse document frequency of Okapi BM25, in the form that is never negative.
func rarity(facts, all int) float64 {
	n, f := float64(max(all, facts)), float64(facts)
	return math.Log1p((n - f + 0.5) / (f + 0.5))
}

// scratch is where one stretch is scored. All zero between uses.
type scratch struct {
	score [stretchSize]float64
	hit   bitmap
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// rank returns the want best facts with a score, and behind them up to tieRoom that are as good as the
// last of them; better ones first, equal ones by number. With fit, only facts in it count.
func rank(wishes []wish, fit *set, want int) []hit {
	sets := make([]set, 0, len(wishes)+1)
	for _, w := range wishes {
		sets = append(sets, w.facts)
	}
	if fit != nil {
		sets = append(sets, *fit)
	}
	best := collector{want: want}
	sc := scratches.Get().(*scratch)
	defer scratches.Put(sc)
	walk(sets, func(at uint32, here []*stretch) {
		var only *stretch
		if fit != nil {
			if only = here[len(wishes)]; only == nil {
				return
			}
		}
		for i, w := range wishes {
			if here[i] != nil {
				sc.add(here[i], only, w.weight)
			}
		}
		sc.drain(at, &best)
	})
	return best.done()
}

// add gives weight to the stretch's facts, or to those of them that are also in only.
func (sc *scratch) add(s, only *stretch, weight float64) {
	if s.many == nil {
		for _, o := range s.few {
			if only == nil || only.has(o) {
				sc.score[o] += weight
				sc.hit[o>>6] |= 1 << (o & 63)
			}
		}
		return
	}
	if only != nil && only.many == nil {
		for _, o := range only.few {
			if s.many.has(o) {
				sc.score[o] += weight
				sc.hit[o>>6] |= 1 << (o & 63)
			}
		}
		return
	}
	for i, w := range s.many {
		if only != nil {
			w &= only.many[i]
		}
		sc.hit[i] |= w
		for ; w != 0; w &= w - 1 {
			sc.score[i<<6|bits.TrailingZeros64(w)] += weight
		}
	}
}

// drain hands the scored facts over and zeroes the scratch.
func (sc *scratch) drain(at uint32, to *collector) {
	for i, w := range sc.hit {
		if w == 0 {
			continue
		}
		sc.hit[i] = 0
		for ; w != 0; w &= w - 1 {
			o := i<<6 | bits.TrailingZeros64(w)
			to.offer(at<<stretchBits|uint32(o), sc.score[o])
			sc.score[o] = 0
		}
	}
}

// A collector keeps the best of the hits offered to it in ascending order of their numbers.
type collector struct {
	want  int
	hits  []hit
	floor float64 // nothing below it is wanted any more
	full  bool    // nor anything equal to it
}

func (c *collector) offer(number uint32, score float64) {
	if score < c.floor || (c.full && score == c.floor) {
		return
	}
	c.hits = append(c.hits, hit{number, score})
	if len(c.hits) >= 2*(c.want+tieRoom) {
		c.prune()
	}
}

// prune sorts and drops what cannot be among the best.
func (c *collector) prune() {
	sortHits(c.hits)
	if len(c.hits) <= c.want || c.want == 0 {
		return
	}
	floor := c.hits[c.want-1].score
	n := c.want
	for n < len(c.hits) && n < c.want+tieRoom && c.hits[n].score == floor {
		n++
	}
	c.hits = c.hits[:n]
	c.floor = floor
	c.full = n == c.want+tieRoom
}

func (c *collector) done() []hit {
	c.prune()
	return c.hits
}

package attribution

import "slices"

// chain adds to each attribution who passed it on: "according to Reuters, citing RIA", and whoever
// reports that somebody says it.
func (r *reader) chain() {
	inner := map[int][]int{} // reported speech by sentence
	for i, a := range r.out {
		if k := r.tokenAt(a.Cue.Start); k >= 0 && !a.Direct && a.Cue.End > 0 {
			inner[r.toks[k].sentence] = append(inner[r.toks[k].sentence], i)
		}
	}
	for i := range r.out {
		a := &r.out[i]
		k := r.tokenAt(a.Cue.Start)
		if k < 0 || a.Cue.End == 0 {
			continue
		}
		for _, o := range inner[r.toks[k].sentence] {
			if o != i {
				r.outer(a, r.out[o])
			}
		}
		lo, hi := r.sentenceOf(k)
		r.links(a, "according", lo, hi)
		r.links(a, "citing", lo, hi)
	}
}

// outer notes b's speaker when a, with a speaker of its own, is part of what b reports.
func (r *reader) outer(a *Attribution, b Attribution) {
	s := a.SpeakerSpan
	k := r.tokenAt(s.Start)
	if s.Start < b.Start || a.Cue.End > b.End || k < 0 || r.pronounAt(k) || slices.Contains(a.Via, b.SpeakerSpan) {
		return
	}
	a.Via = append(a.Via, b.SpeakerSpan)
	a.Confidence *= 0.95
}

func (r *reader) links(a *Attribution, list string, lo, hi int) {
	for lo < hi {
		k, n := r.listIn(list, lo, hi)
		if n == 0 {
			return
		}
		lo = k + n
		if r.toks[k].start == a.Cue.Start {
			continue
		}
		p, ok := r.phraseAfter(k+n, hi)
		if !ok {
			continue
		}
		if s := r.span(p.first, p.last); !slices.Contains(a.Via, s) && s != a.SpeakerSpan {
			a.Via = append(a.Via, s)
		}
	}
}

// tokenAt returns the token that begins at byte start, -1 when there is none.
func (r *reader) tokenAt(start int) int {
	k, ok := slices.BinarySearchFunc(r.toks, start, func(t token, at int) int { return t.start - at })
	if !ok {
		return -1
	}
	return k
}

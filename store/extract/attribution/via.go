package attribution

// chain adds to each attribution who passed it on: "according to Reuters, citing RIA".
func (r *reader) chain() {
	for i := range r.out {
		a := &r.out[i]
		if a.Cue.End == 0 {
			continue
		}
		k := r.tokenAt(a.Cue.Start)
		if k < 0 {
			continue
		}
		lo, hi := r.sentenceOf(k)
		r.links(a, "according", lo, hi)
		r.links(a, "citing", lo, hi)
	}
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
		if p, ok := r.phraseAfter(k+n, hi); ok {
			a.Via = append(a.Via, r.span(p.first, p.last))
		}
	}
}

// tokenAt returns the token that begins at byte start, -1 when there is none.
func (r *reader) tokenAt(start int) int {
	lo, hi := 0, len(r.toks)
	for lo < hi {
		if mid := (lo + hi) / 2; r.toks[mid].start < start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.toks) && r.toks[lo].start == start {
		return lo
	}
	return -1
}

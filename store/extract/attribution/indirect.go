package attribution

import "strings"

// according: "…", according to X; according to X, "…".
func (r *reader) according(q int) (Attribution, bool) {
	lo, hi := r.sentenceOf(q)
	k, n := r.accordingIn(lo, hi)
	if n == 0 || r.spokenBetween(lo, hi, k, q) {
		return Attribution{}, false
	}
	p, ok := r.phraseAfter(k+n, hi)
	if !ok {
		return Attribution{}, false
	}
	a := r.attribution(RuleAccording, p, k, 0)
	a.Cue = r.span(k, k+n-1)
	return a, true
}

// spokenBetween says that in the sentence somebody speaks by a verb, so that "according to" only passes it on.
func (r *reader) spokenBetween(lo, hi, k, q int) bool {
	for v := lo; v < hi; v++ {
		c, n := r.cueAt(v)
		if n == 0 || !c.that || k < q && v > k && v < q {
			continue
		}
		if s, ok := r.subjectOf(v, lo); ok && !s.control {
			return true
		}
	}
	return false
}

// accordingIn finds "according to" among the tokens from lo to hi; the number of its tokens is 0 when it is not there.
func (r *reader) accordingIn(lo, hi int) (at, n int) { return r.listIn("according", lo, hi) }

// listIn finds the first entry of a list of phrases of one to four words.
func (r *reader) listIn(list string, lo, hi int) (at, n int) {
	for k := lo; k < hi; k++ {
		if r.toks[k].kind != word {
			continue
		}
		s := ""
		for n := 1; n <= 4 && k+n <= hi && r.toks[k+n-1].kind == word; n++ {
			if n > 1 {
				s += " "
			}
			s += r.toks[k+n-1].low
			if r.is(list, s) {
				return k, n
			}
		}
	}
	return -1, 0
}

// indirect finds the reported speech that the cues left over introduce.
func (r *reader) indirect(spoken map[int]bool) {
	for v := range r.toks {
		if spoken[r.toks[v].para] {
			continue
		}
		if c, n := r.cueAt(v); n > 0 && c.that {
			r.reported(v, n, c)
		}
	}
	for s := 0; s+1 < len(r.bounds); s++ {
		if lo := r.bounds[s]; lo < len(r.toks) && !spoken[r.toks[lo].para] {
			r.accordingly(lo, r.bounds[s+1])
		}
	}
}

// reported: X said (that) …; or …, X said.
func (r *reader) reported(v, n int, c cue) {
	lo, hi := r.sentenceOf(v)
	s, ok := r.subjectOf(v, lo)
	if !ok || s.control && r.closes(v, n, hi) {
		r.fronted(v, n, lo, hi)
		return
	}
	if p := s.first - 1; p >= lo && !s.control && (r.toks[p].low == "what" || r.toks[p].low == "which") {
		return // the gap between what X says and …
	}
	from := v + n
	if c.hearer {
		from = r.pastHearer(from, hi)
	}
	from = r.pastManner(from, hi)
	open := from < hi && r.wordIn(from, "opens")
	if from >= hi || r.isStop(from, ",.;:—?!") || r.toks[from].kind == quoted {
		if !s.control && s.first > lo && !r.isStop(from, ":") && (from >= hi || r.toks[from].kind != quoted) &&
			(from+1 >= hi || r.toks[from+1].kind != quoted) {
			r.frontedBy(s.phrase, v, n, lo)
		}
		return
	}
	if !open && (!c.bare || r.quotedBefore(v, lo) || r.wordIn(from, "prepositions") || r.wordIn(from, "be") || r.wordIn(from, "modals")) {
		return // "groups that X says are …" has what is said elsewhere
	}
	end := r.clauseEnd(from, hi)
	if end-from < 2 || r.isStop(end-1, ":") || end-from == 2 && open && r.toks[end-1].kind == quoted {
		return
	}
	a := r.attribution(RuleIndirect, s.phrase, v, n)
	a.Start, a.End = r.toks[from].start, r.toks[end-1].end
	a.Unsaid = s.unsaid
	if s.control || s.modal {
		a.Confidence *= 0.85
	}
	r.out = append(r.out, a)
}

// pastHearer passes over whom somebody tells: "reporters", "Z", "a crowd in X".
func (r *reader) pastHearer(k, hi int) int {
	for i := k; i < hi && i < k+8; i++ {
		if r.wordIn(i, "opens") {
			return i
		}
		if r.toks[i].kind == stop || r.toks[i].kind == quoted {
			break
		}
	}
	if p, ok := r.phraseAfter(k, hi); ok {
		return p.last + 1
	}
	return k
}

// quotedBefore says that the cue at v has its words in a quotation before it: what follows is time and place.
func (r *reader) quotedBefore(v, lo int) bool {
	for k := lo; k < v; k++ {
		if i, ok := r.said[k]; ok && r.out[i].Cue.Start == r.toks[v].start {
			return true
		}
	}
	return false
}

// pastManner passes over "on Monday" and "in a statement", the latter only before "that".
func (r *reader) pastManner(k, hi int) int {
	from := k
	for i := k; i < hi && i < k+10 && r.toks[i].kind != stop && r.toks[i].kind != quoted; i++ {
		if i > k && r.toks[i].low == "that" && r.wordIn(k, "prepositions") {
			return i
		}
	}
	for from+1 < hi && r.toks[from].kind == word && (r.wordIn(from, "time") && r.toks[from].capital || r.wordIn(from, "prepositions") && r.wordIn(from+1, "time")) {
		from++
	}
	return from
}

// clauseEnd ends reported speech before the final stop, before a semicolon, and before ", adding".
func (r *reader) clauseEnd(from, hi int) int {
	for k := from + 1; k < hi; k++ {
		if r.isStop(k, ";") {
			return k
		}
		if r.wordIn(k, "contrast") || r.otherSpeaks(k, hi) {
			for k > from+1 && r.isStop(k-1, ",") {
				k--
			}
			return k
		}
		if k+1 < hi && (r.isStop(k, ",") || r.toks[k].kind == quoted) {
			after := k
			if r.toks[k].kind == quoted {
				after++
			}
			if _, n := r.cueAt(k + 1); n > 0 {
				return after
			}
			if _, n := r.accordingIn(k+1, min(k+5, hi)); n > 0 {
				return after
			}
		}
	}
	for hi > from+1 && r.isStop(hi-1, ".?!") {
		hi--
	}
	return hi
}

// otherSpeaks says that at token k "but" or "and" begins a clause in which somebody speaks: "but Y called".
func (r *reader) otherSpeaks(k, hi int) bool {
	if k+2 >= hi || !r.wordIn(k, "and") && r.toks[k].low != "but" || r.toks[k+1].kind != mention {
		return false
	}
	_, n := r.cueAt(k + 2)
	return n > 0
}

// fronted: …, said X.
func (r *reader) fronted(v, n, lo, hi int) {
	if v-1 <= lo || !r.isStop(v-1, ",—") {
		return
	}
	if p, ok := r.phraseAfter(v+n, hi); ok && p.sure {
		r.frontedBy(p, v, n, lo)
	}
}

// closes says that the cue at v and its speaker end a sentence: "…, said the paper."
func (r *reader) closes(v, n, hi int) bool {
	if !r.isStop(v-1, ",—") || strings.HasSuffix(r.toks[v].low, "ing") {
		return false
	}
	p, ok := r.phraseAfter(v+n, hi)
	return ok && (p.last+1 >= hi || r.isStop(p.last+1, ".,"))
}

// frontedBy adds what stands before the comma in front of `X said`.
func (r *reader) frontedBy(p phrase, v, n, lo int) {
	end := min(p.first, v)
	if end-1 <= lo || !r.isStop(end-1, ",—") || end-1-lo < 4 {
		return
	}
	for k := lo; k < end; k++ {
		if r.toks[k].kind == quoted && k >= end-2 {
			return // the quotation has it
		}
	}
	a := r.attribution(RuleFronted, p, v, n)
	a.Start, a.End = r.toks[lo].start, r.toks[end-2].end
	_, hi := r.sentenceOf(v)
	if after := max(p.last, v+n-1) + 1; after+2 < hi && r.isStop(after, ",") {
		a.End = r.toks[r.clauseEnd(after+1, hi)-1].end // the tag stands in the middle of what is said
	}
	r.out = append(r.out, a)
}

// accordingly: according to X, …; or …, according to X. A sentence in which somebody speaks has it as a link only.
func (r *reader) accordingly(lo, hi int) {
	k, n := r.accordingIn(lo, hi)
	if n == 0 || r.spokenBetween(lo, hi, k, hi) {
		return
	}
	p, ok := r.phraseAfter(k+n, hi)
	if !ok {
		return
	}
	from, to := lo, k
	if k == lo {
		from, to = p.last+1, hi
		for from < hi && !r.isStop(from, ",") {
			from++
		}
		from++
	}
	for to > from && r.isStop(to-1, ",.—") {
		to--
	}
	if from >= to || to-from == 1 && r.toks[from].kind == quoted {
		return
	}
	a := r.attribution(RuleReported, p, k, 0)
	a.Cue = r.span(k, k+n-1)
	a.Start, a.End = r.toks[from].start, r.toks[to-1].end
	r.out = append(r.out, a)
}

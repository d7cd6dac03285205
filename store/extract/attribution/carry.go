package attribution

// carried gives a quotation without a cue the speaker of the one before: an open quotation goes on in
// the next paragraph; `"…," X said. "…"` goes on in the next sentence.
func (r *reader) carried(q int) (Attribution, bool) {
	i := r.toks[q].ref
	if i == 0 {
		return r.forward(q)
	}
	prev := r.quotes[i-1]
	k, ok := r.said[r.at[i-1]]
	if !ok || r.at[i-1] < 0 {
		return r.forward(q)
	}
	a := r.out[k]
	cur := r.quotes[i]
	a.Partial, a.Via, a.Unsaid = false, nil, false
	if prev.open && cur.first && cur.para == prev.para+1 {
		a.Rule, a.Confidence = RuleParagraph, confidence[RuleParagraph]*r.strength(k)
		return a, true
	}
	if prev.para == cur.para && r.follows(r.at[i-1], q) && r.alone(q) {
		a.Rule, a.Confidence = RuleContinued, confidence[RuleContinued]*r.strength(k)
		return a, true
	}
	return r.forward(q)
}

// strength lowers the confidence of what rests on a weaker attribution.
func (r *reader) strength(k int) float64 { return min(1, r.out[k].Confidence/0.95) }

// follows says that token q is in the sentence of p or in the next one.
func (r *reader) follows(p, q int) bool { return r.toks[q].sentence-r.toks[p].sentence <= 1 }

// alone says that nothing but a quotation is in the sentence of q.
func (r *reader) alone(q int) bool {
	lo, hi := r.sentenceOf(q)
	for k := lo; k < hi; k++ {
		if k != q && r.toks[k].kind != stop {
			return false
		}
	}
	return true
}

// forward: X said that …. "…": a sentence that is a quotation goes on with the speaker of the sentence before.
func (r *reader) forward(q int) (Attribution, bool) {
	lo, _ := r.sentenceOf(q)
	if !r.alone(q) || lo == 0 || r.toks[lo-1].para != r.toks[q].para {
		return Attribution{}, false
	}
	from, hi := r.sentenceOf(lo - 1)
	for v := hi - 1; v >= from; v-- {
		_, n := r.cueAt(v)
		if n == 0 {
			continue
		}
		s, ok := r.subjectOf(v, from)
		if ok && s.sure && !s.unsaid {
			a := r.attribution(RuleContinued, s.phrase, v, 0)
			a.Confidence *= 0.85
			return a, true
		}
	}
	return Attribution{}, false
}

// announced: the sentence before ends with a colon, or this one has a colon before the quotation: "X was less sure: …".
func (r *reader) announced(q int) (Attribution, bool) {
	lo, _ := r.sentenceOf(q)
	if lo < q && r.isStop(q-1, ":") {
		p, ok := r.sentenceSubject(lo, q)
		return r.attribution(RuleColon, p, q, 0), ok && p.first == lo && q-lo <= 8 && (p.pronoun || p.mention >= 0 && r.person(p.mention))
	}
	if lo != q || lo == 0 || !r.isStop(lo-1, ":") {
		return Attribution{}, false
	}
	from, hi := r.sentenceOf(lo - 1)
	for v := hi - 1; v >= from; v-- {
		_, n := r.cueAt(v)
		if n == 0 {
			continue
		}
		if s, ok := r.subjectOf(v, from); ok {
			return r.take(RuleColon, s.phrase, v, n), true
		}
	}
	return Attribution{}, false
}

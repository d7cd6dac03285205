package attribution

import "strings"

// A voice is a verb with its subject.
type voice struct {
	phrase
	verb       int  // token of the cue
	width      int  // tokens of the cue
	unsaid     bool // "did not say", "declined to say"
	modal      bool // "would say", "to say"
	infinitive bool // "to say"
	control    bool // the subject is that of the sentence, not one beside the verb
}

// cueAt returns the cue that begins at token i and the number of its tokens, 0 when none does.
func (r *reader) cueAt(i int) (cue, int) {
	if i >= len(r.toks) || r.toks[i].kind != word {
		return cue{}, 0
	}
	if i+1 < len(r.toks) && r.toks[i+1].kind == word {
		if c, ok := r.cues[r.toks[i].low+" "+r.toks[i+1].low]; ok {
			return c, 2
		}
	}
	c, ok := r.cues[r.toks[i].low]
	if !ok || r.toks[i].capital && i > 0 && r.toks[i-1].capital && r.toks[i-1].kind == word {
		return cue{}, 0
	}
	if i > 0 && r.toks[i].sentence == r.toks[i-1].sentence && r.nounHere(i) {
		return cue{}, 0
	}
	return c, 1
}

// nounHere says that the word at i is a noun for what stands before it: "the report", "his remarks".
func (r *reader) nounHere(i int) bool {
	prev := r.toks[i-1]
	switch {
	case prev.kind == stop || prev.kind == quoted:
		return false
	case prev.possessive:
		return true
	case prev.kind == mention:
		return false
	}
	if !r.is("nouns", r.toks[i].low) {
		return false
	}
	return r.is("determiners", prev.low) && !r.is("nobodies", prev.low) || r.is("prepositions", prev.low) && prev.low != "to" && !strings.HasSuffix(r.toks[i].low, "ing") ||
		i > 1 && r.wordIn(i-2, "determiners") && !r.speaks(i-1)
}

// subjectOf finds who the verb at v is said of, not before lo. In the passive there is none here.
func (r *reader) subjectOf(v, lo int) (voice, bool) {
	_, width := r.cueAt(v)
	s := voice{verb: v, width: width}
	j, passive := r.auxiliaries(v-1, lo, &s)
	if passive || j < lo {
		return s, false
	}
	t := r.toks[j]
	switch {
	case t.kind == stop && (t.low == "," || t.low == "—" || t.low == ")"):
		if p, ok := r.acrossApposition(j, lo, v); ok {
			s.phrase = p
			return s, true
		}
		return r.controlled(s, j, lo)
	case r.wordIn(j, "and"):
		if p, ok := r.clauseSubject(j, lo); ok {
			s.phrase = p
			return s, true
		}
		return r.controlled(s, j, lo)
	case r.wordIn(j, "prepositions"):
		return r.controlled(s, j, lo)
	case t.kind == mention && !t.possessive && strings.HasSuffix(r.toks[v].low, "ing") && r.person(t.ref):
		s.phrase, _ = r.simpleBefore(j, lo) // footage of X saying
		return s, true
	}
	if w := r.toks[j].low; t.kind == word && (w == "who" || w == "which" || w == "that") {
		return r.relative(s, j, lo)
	}
	p, ok := r.phraseBefore(j, lo)
	if !ok {
		for k := j; k > lo && j-k < 6 && r.toks[k].kind == word; k-- {
			if r.relativeAt(k) { // who in 2010 said
				return r.relative(s, k, lo)
			}
		}
		return r.controlled(s, j, lo)
	}
	s.phrase = p
	return s, true
}

// auxiliaries passes over adverbs and auxiliaries before a verb and notes negation, mood and the passive.
func (r *reader) auxiliaries(j, lo int, s *voice) (int, bool) {
	form := r.toks[s.verb].low
	active := len(form) > 3 && form[len(form)-3:] == "ing"
	be := false
	for ; j >= lo; j-- {
		t := r.toks[j]
		low := t.low
		if t.kind != word {
			break
		}
		switch {
		case r.is("declined", low):
			s.unsaid = true
		case r.is("not", low) || len(low) > 2 && low[max(len(low)-3, 0):] == "n't":
			s.unsaid = true
		case r.is("be", low):
			be = true
		case r.is("modals", low):
			s.modal = true
			s.infinitive = s.infinitive || low == "to"
			s.unsaid = s.unsaid || r.is("unreal", low) || low == "to" && j > lo && r.toks[j-1].kind == word && !r.wordIn(j-1, "reached")
		case r.is("adverbs", low):
		default:
			if low != "ly" && len(low) > 4 && low[len(low)-2:] == "ly" && !t.capital {
				continue
			}
			return j, be && !active
		}
	}
	return j, be && !active
}

// acrossApposition finds the subject of a verb behind a comma, dash or bracket at j:
// "X, who has …, said", "X (R-Ohio) said", "a spokesman, X, said".
func (r *reader) acrossApposition(j, lo, v int) (phrase, bool) {
	var best phrase
	found := false
	for k := j - 1; k > lo && j-k <= maxApposition; k-- {
		t := r.toks[k]
		if t.kind == stop && (t.low == ";" || t.low == ":") {
			break
		}
		if t.kind != stop || !pairs(t.low, r.toks[j].low) || r.wordIn(k+1, "and") || r.wordIn(k+1, "breaks") && !r.relativeAt(k+1) {
			continue
		}
		p, ok := r.phraseBefore(k-1, lo)
		if !ok || !p.sure || best.sure && found && !r.relativeAt(k+1) && best.mention >= 0 {
			continue
		}
		if k+2 == j && r.toks[k+1].kind == mention && r.person(r.toks[k+1].ref) && p.mention < 0 && r.speaks(p.last) {
			p.mention, p.last = r.toks[k+1].ref, k+1 // a spokesman, X, said
			return p, true
		}
		best, found = p, true
	}
	return best, found
}

func pairs(open, close string) bool {
	return open == close && open != ")" || open == "(" && close == ")"
}

func (r *reader) relativeAt(k int) bool {
	low := r.toks[k].low
	return r.toks[k].kind == word && (low == "who" || low == "which" || low == "whose" || low == "whom")
}

// relative resolves "X, who said" and "officials who said".
func (r *reader) relative(s voice, j, lo int) (voice, bool) {
	k := j - 1
	if k >= lo && r.toks[k].kind == stop && r.toks[k].low == "," {
		k--
	}
	p, ok := r.phraseBefore(k, lo)
	s.phrase = p
	return s, ok && p.sure
}

// controlled gives a verb without a subject of its own that of the sentence: ", adding that", "and called it".
func (r *reader) controlled(s voice, j, lo int) (voice, bool) {
	p, ok := r.speakerBefore(j, lo)
	if !ok {
		p, ok = r.sentenceSubject(lo, j)
	}
	s.phrase, s.control = p, true
	return s, ok
}

// sentenceSubject is the first phrase from lo up to hi that is behind no preposition.
func (r *reader) sentenceSubject(lo, hi int) (phrase, bool) {
	for k := lo; k < hi; k++ {
		t := r.toks[k]
		if t.kind == quoted || t.kind == mention && t.possessive {
			continue
		}
		head := t.kind == mention || r.pronounAt(k) || r.wordIn(k, "nobody") || r.wordIn(k, "nobodies")
		if !head {
			continue
		}
		if k+1 < hi && !r.pronounAt(k) && (r.toks[k+1].kind == mention || r.speaks(k+1)) {
			continue // the front of a longer phrase
		}
		p, ok := r.simpleBefore(k, lo)
		if !ok || p.first > lo && r.wordIn(p.first-1, "prepositions") {
			continue
		}
		return p, true
	}
	return phrase{}, false
}

// clauseSubject is the subject that "and" at j goes on with in a clause of its own: "after she attacked … and blamed".
func (r *reader) clauseSubject(j, lo int) (phrase, bool) {
	for k := j - 1; k > lo; k-- {
		if !r.wordIn(k, "breaks") && !r.wordIn(k, "clauses") {
			continue
		}
		if t := r.toks[k+1]; r.pronounAt(k+1) || t.kind == mention && !t.possessive {
			return r.simpleBefore(k+1, k+1)
		}
	}
	return phrase{}, false
}

// speakerBefore is who the last cue before token j, of those that report speech, is said of.
func (r *reader) speakerBefore(j, lo int) (phrase, bool) {
	for v := j - 1; v > lo; v-- {
		c, n := r.cueAt(v)
		if n == 0 || !c.that {
			continue
		}
		if r.isStop(v-1, ",—") || r.toks[v-1].kind == quoted {
			return r.phraseAfter(v+n, j)
		}
		var s voice
		s.verb = v
		at, passive := r.auxiliaries(v-1, lo, &s)
		if passive || at < lo || strings.HasSuffix(r.toks[v].low, "ing") {
			continue
		}
		if p, ok := r.phraseBefore(at, lo); ok && p.sure && (p.mention >= 0 && !p.pronoun || p.first == lo) {
			return p, true
		}
	}
	return phrase{}, false
}

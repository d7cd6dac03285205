package attribution

import (
	"sort"

	"readout/store"
)

// Find returns who says what, in the order of the text. Spans that do not lie in the text are
// passed over; without paragraphs each line is one, without sentences a stop before a capital ends one.
// It never fails: a text without speech gives nothing.
func Find(text string, paragraphs, sentences []store.Span, mentions []Mention) []Attribution {
	t, err := readTables()
	if err != nil {
		return nil // a faulty table: Check says which
	}
	r := &reader{tables: t, text: text, mentions: mentions, used: map[int]bool{}, said: map[int]int{}}
	if r.paras = spans(paragraphs, len(text)); len(r.paras) == 0 {
		r.paras = lines(text)
	}
	r.quotes = quotations(text, r.paras)
	r.tokenize()
	r.split(spans(sentences, len(text)))
	spoken := r.transcript()
	for i, q := range r.at {
		if q >= 0 && !spoken[r.quotes[i].para] {
			r.quotation(q)
		}
	}
	r.indirect(spoken)
	r.chain()
	r.resolve()
	sort.SliceStable(r.out, func(i, k int) bool { return r.out[i].Start < r.out[k].Start })
	return r.out
}

// quotation attributes the quotation at token q by the first rule that fits.
func (r *reader) quotation(q int) {
	for i, rule := range []func(int) (Attribution, bool){
		r.sameCue, r.according, r.signed, r.inverted, r.after, r.before, r.passive, r.carried, r.announced,
	} {
		if a, ok := rule(q); ok {
			if a.Rule == RuleInverted || a.Rule == RuleAfter {
				a = r.within(q, a)
			}
			a.Direct = true
			a.Partial = a.Partial || i > 0 && r.partial(q) // the second half of one has no capital either
			a.Start, a.End = r.toks[q].start, r.toks[q].end
			r.said[q] = len(r.out)
			r.out = append(r.out, a)
			return
		}
	}
}

// attribution begins one for a speaker and a cue.
func (r *reader) attribution(rule string, p phrase, cue, width int) Attribution {
	a := Attribution{Rule: rule, Speaker: p.mention, SpeakerSpan: r.span(p.first, p.last), Confidence: confidence[rule]}
	if width > 0 {
		a.Cue = r.span(cue, cue+width-1)
		c, _ := r.cueAt(cue)
		a.Denied = c.denied
	}
	if !p.sure {
		a.Confidence *= 0.9
	}
	return a
}

func (r *reader) span(first, last int) store.Span {
	return store.Span{Start: r.toks[first].start, End: r.toks[last].end}
}

// confidence is set by hand near what each rule reached where it was measured: see RESULTS.md.
var confidence = map[string]float64{
	RuleInverted: 0.97, RuleAfter: 0.97, RuleBefore: 0.95, RuleInside: 0.85, RuleAccording: 0.95,
	RulePassive: 0.8, RuleContinued: 0.93, RuleParagraph: 0.95, RuleColon: 0.85, RuleTranscript: 0.95,
	RuleIndirect: 0.8, RuleFronted: 0.85, RuleReported: 0.85,
}

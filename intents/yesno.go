package intents

import (
	"slices"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
)

// yesno gives a verdict.
var yesno = intent{"yes-no", (*knowledge).verdict}

// verdict answers a yes/no question: Yes or No when a fact accounts for it, else what the articles do say.
func (k *knowledge) verdict(q *Query, found []candidate) bot.Answer {
	if q.Meetings == nil && !q.carried && len(q.content()) < 2 && !k.namesPeople(q) {
		if a, ok := k.byMeeting(q, vague(found)); ok {
			return a
		}
	}
	all := findings(found)
	if len(all) == 0 {
		return k.abstain(q, found)
	}
	all = plainFirst(q, all)
	best := all[0].best
	d := k.draft(q)
	d.show(q, choose(all, few))
	if reported(best.fact.Kind) && !slices.Contains(q.Speaker, best.fact.Speaker) {
		return d.out // somebody's word for it is shown; whether it is so, the article does not say
	}
	if best.fact.Confidence > 0 && (k.notYet(best.fact) || best.stated(q) < surelyStated) {
		return d.out // it tells of what was to be
	}
	if d.out.Conflict || q.reading.either() || !best.bears(q) || k.contested(q, best, found) {
		return d.out // the facts shown do not bear a verdict
	}
	says := k.says(q, best)
	if best.fact.Confidence > 0 && !best.fact.Negated {
		sure, denied := k.denial(q, best.fact.Statement)
		if !sure {
			return d.out
		}
		says = says != denied
	}
	word := "Yes."
	if says == q.Negated {
		word = "No."
	}
	if d.out.Lead != "" {
		word += " "
	}
	d.out.Lead = word + d.out.Lead
	return d.out
}

// plainFirst puts a fact that bears a verdict first, and leaves comparisons out, where a comparison accounts for hardly
// more of a question on one meeting.
func plainFirst(q *Query, all []finding) []finding {
	if len(q.Meetings) != 1 || all[0].best.fact.Kind != store.KindComparison {
		return all
	}
	plain := slices.DeleteFunc(slices.Clone(all), func(f finding) bool { return f.best.fact.Kind == store.KindComparison })
	for i, f := range plain {
		if f.best.coverage >= all[0].best.coverage-closeCall && f.best.bears(q) {
			return slices.Concat(plain[i:i+1], plain[:i], plain[i+1:])
		}
	}
	return all
}

// either reports whether a question gives a choice, "Obama or Putin", "before or after": neither yes nor no answers it.
func (r *reading) either() bool {
	for i := 1; i+1 < len(r.tokens); i++ {
		if r.is("choice", r.tokens[i].Norm) && !r.is("negation", r.tokens[i+1].Norm) {
			return true
		}
	}
	return false
}

// bears reports whether a fact says enough of what the question asks to bear a verdict.
func (c *candidate) bears(q *Query) bool {
	return c.lent <= mostLent && c.fact.Value != valueUnsaid && c.stated(q) >= enoughStated
}

// surelyStated is the share of a question that a sentence must state for a verdict when only a rule has read it.
const surelyStated = 0.85

// closeCall is how much less of the question a fact may account for and still gainsay a verdict.
const closeCall = 0.15

// contested reports whether another fact of the same meeting, nearly as good, would give the other verdict.
func (k *knowledge) contested(q *Query, best *candidate, found []candidate) bool {
	yes := k.says(q, best)
	for i := range found {
		c := &found[i]
		if c.missing == "" && c.fact.Meeting == best.fact.Meeting && c.coverage >= best.coverage-closeCall && c.bears(q) && k.says(q, c) != yes {
			return true
		}
	}
	return false
}

// vague lets pass what accounts for the least: "Did they get on?" has so few words that each meeting is told of.
func vague(found []candidate) []candidate {
	out := slices.Clone(found)
	for i := range out {
		if c := &out[i]; c.missing == missingContent && c.coverage >= enoughTold {
			c.missing = ""
		}
	}
	slices.SortStableFunc(out, passingFirst)
	return out
}

// reported marks the kinds of fact that tell what somebody said, wants or expects, and not what is so.
func reported(k store.Kind) bool {
	return k == store.KindStatement || k == store.KindPosition || k == store.KindNext
}

// mostLent is how much of a question may be met by another question alone for its fact to bear a verdict.
const mostLent = 0.3

// valueUnsaid marks a fact that somebody did not say whether something is so: neither yes nor no.
const valueUnsaid = "not-said"

// says reports whether a fact says that what the question asks about is so, its "not" left aside.
func (k *knowledge) says(q *Query, c *candidate) bool {
	if !c.fact.Negated {
		return !c.turned(q)
	}
	// "Did they fail?" of a fact that says they failed: the denial is in the word, not in the answer.
	for _, u := range q.units {
		for _, a := range u.alts {
			for _, key := range k.lex.GrammarWords("denying-concept") {
				if a.id == lang.NewSense(lang.Concept, key).ID && !a.flip && a.weight*c.doc.stated.weight(a.id) > 0.5 {
					return true
				}
			}
		}
	}
	return false
}

// enoughStated is the share of a question's content that the statement itself must have to bear a verdict: its
// search words also hold the contrary of what it says.
const enoughStated = 0.7

// stated is the share of the question's content that the statement's own words meet, as said or by the opposite. A
// fact that somebody was there says so in whatever words.
func (c *candidate) stated(q *Query) float64 {
	want, have := 0.0, 0.0
	for _, u := range q.units {
		if !u.tells() {
			continue
		}
		best := c.says(u)
		if c.fact.Kind == store.KindParticipant {
			best = max(best, u.met(c.doc.also))
		}
		want += u.weight
		have += u.weight * min(1, 1.25*best)
	}
	if want == 0 {
		return c.tellsOfMeeting(q)
	}
	return have / want
}

// says is how well the statement's own words meet a thing that the question mentions, from 0 to 1.
func (c *candidate) says(u unit) float64 {
	best := u.met(&c.doc.stated)
	for _, in := range u.inner {
		best = max(best, weightInner*in.met(&c.doc.stated))
	}
	return best
}

// met is how well terms meet a thing that the question mentions, from 0 to 1.
func (u unit) met(t *terms) float64 {
	best := 0.0
	for _, a := range u.alts {
		best = max(best, a.weight*t.weight(a.id))
	}
	return best
}

// ofMeeting are the kinds of fact that tell of a meeting as such: that it was, who was there, where and when.
var ofMeeting = []store.Kind{store.KindHeld, store.KindParticipant, store.KindDate, store.KindPlace, store.KindVenue}

// tellsOfMeeting is 1 unless the question asks only whether somebody had to do with a meeting ("Was Peskov at the talks?")
// and the fact tells of no meeting, but who he is.
func (c *candidate) tellsOfMeeting(q *Query) float64 {
	asks := false
	for _, u := range q.units {
		if !u.meeting {
			continue
		}
		if asks = true; c.says(u) > 0.5 {
			return 1
		}
	}
	if !asks || slices.Contains(ofMeeting, c.fact.Kind) {
		return 1
	}
	return 0
}

// turned reports whether the statement says the opposite of a word of the question, and not the word itself.
func (c *candidate) turned(q *Query) bool {
	odd := false
	for _, u := range q.units {
		if u.sort != sortWord || u.soft || u.light {
			continue
		}
		same, opposite := 0.0, 0.0
		for _, a := range u.alts {
			w := a.weight * c.doc.stated.weight(a.id)
			if a.flip {
				opposite = max(opposite, w)
			} else {
				same = max(same, w)
			}
		}
		if opposite > 0.5 && opposite > same {
			odd = !odd
		}
	}
	return odd
}

package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// This file holds the evidence test for facts that a rule has read: their sentences name the people and things of many
// questions that they do not answer.

// deed returns the word that a question says somebody did: "marry" of "Whom did Mwendo marry in Valmont?", "arranged"
// of "Who had arranged the summit?"; nil when none is found or when it is one that calls for an intent, such as "say".
func (q *Query) deed() *unit {
	r := q.reading
	for i := r.begin; i < len(r.tokens); i++ {
		w := r.tokens[i].Norm
		if r.is("auxiliary", w) {
			if at, ok := r.behindActor(i + 1); ok {
				return q.unitAt(at)
			}
			if i > 0 && r.is("who", r.tokens[i-1].Norm) && !r.is("being", w) {
				return q.unitAt(i + 1)
			}
			return nil
		}
		if r.is("who", w) && i+1 < len(r.tokens) && !r.is("auxiliary", r.tokens[i+1].Norm) {
			return q.unitAt(i + 1)
		}
	}
	return nil
}

// behindActor returns the token behind the people or countries that stand at a token; false when none do.
func (r *reading) behindActor(at int) (int, bool) {
	found := false
	for at < len(r.tokens) {
		if w := r.tokens[at].Norm; r.is("article", w) || r.is("opening", w) || r.is("joins", w) || r.is("of", w) || r.is("meeting-noun", w) || w == "between" {
			at++
			continue
		}
		end := r.actorAt(at)
		if end == at {
			break
		}
		at, found = end, true
	}
	return at, found && at < len(r.tokens)
}

// actorAt returns the end of the name or office at a token, the token itself when there is none.
func (r *reading) actorAt(at int) int {
	for _, m := range r.segs {
		if m.Start != at {
			continue
		}
		for _, s := range m.Senses {
			if s.Class == lang.Role {
				return m.End
			}
			if n := r.k.lex.Name(s.Key); s.Class == lang.Named && n != nil && (n.Class == "person" || n.Class == "organisation" || n.Kind == "country") {
				return m.End
			}
		}
	}
	return at
}

// unitAt returns the unit of content that begins at a token.
func (q *Query) unitAt(at int) *unit {
	for i := range q.units {
		if u := &q.units[i]; u.first == at && u.sort == sortWord && !u.meeting && !u.soft && !u.light && !q.reading.is("vague-deed", u.text) {
			return u
		}
	}
	return nil
}

// misread returns why a fact that a rule has read is no answer though it has the names of the question; "" when nothing
// speaks against it.
func (k *knowledge) misread(q *Query, c *candidate) string {
	if c.fact.Confidence == 0 {
		return ""
	}
	if c.kindFits && typed(c.fact.Kind) {
		if q.ahead() && !k.notYet(c.fact) {
			return "of a meeting that took place, and one that will is asked for"
		}
		return k.heldElsewhere(q, c)
	}
	if q.strangers && !q.YesNo && !q.wantsSpeaker() && !k.namesAll(q, c) {
		return "no meeting of theirs is known"
	}
	if c.fact.Kind == store.KindParticipant && len(q.Meetings) > 0 && !slices.Contains(q.Meetings, c.fact.Meeting) {
		return "another meeting"
	}
	if c.fact.Kind == store.KindPerson && !c.kindFits && q.Asks != store.AskWho {
		return "says who somebody is, and another thing is asked for"
	}
	if u := q.did; u != nil && !(q.Asks == store.AskHowMany && c.fact.Kind == store.KindFigure && q.focused() != nil) {
		if m, _, own := k.meet(u, c, nil, nil); m < enoughFocus || !own {
			return u.text
		}
	}
	if q.Asks == store.AskHowMany && !k.counts(q, c) {
		return missingGift + "number of it"
	}
	if q.Asks == store.AskWhere && !q.YesNo && !c.kindFits && c.fact.Kind != store.KindVenue && !k.placesSomething(q, c) {
		return missingGift + string(store.AskWhere)
	}
	if q.Intent == "said" && len(q.Speaker) > 0 && c.fact.Kind != store.KindStatement && q.tells() {
		return "nothing that was said"
	}
	return ""
}

// tells reports whether a question asks what somebody told another.
func (q *Query) tells() bool {
	return slices.ContainsFunc(q.reading.tokens, func(t lang.Token) bool { return q.reading.is("telling", t.Norm) })
}

// elsewhere takes a place or time for no meeting where somebody is named who met others, but nobody there or then: "When
// will Jiang go to Japan?" is not about the summits in Tokyo at which others were.
func (r *reading) elsewhere(q *Query) {
	if len(q.Meetings) == 0 || q.several || len(r.mainMeetings()) > 0 {
		return // where most meetings are of the same people, others are named for what they said there
	}
	people := r.attending(q)
	if len(people) == 0 {
		return
	}
	var kept []string
	for _, id := range q.Meetings {
		if m := r.k.meetings[id]; slices.ContainsFunc(people, func(p string) bool { return slices.Contains(m.People, p) }) {
			kept = append(kept, id)
		}
	}
	if len(kept) > 0 {
		q.Meetings = kept
		return
	}
	for i := range q.units {
		if u := &q.units[i]; u.sort == sortName || u.sort == sortTime {
			u.cue = nil
		}
	}
	if !slices.ContainsFunc(q.units, func(u unit) bool { return len(u.cue) > 0 }) {
		q.Meetings = nil
	}
}

// attending lists the people of a question of whom meetings are known.
func (r *reading) attending(q *Query) []string {
	var people []string
	for _, u := range q.units {
		if u.sort == sortName && !u.soft && !u.except && len(u.keys) > 0 && len(r.k.calendar.of[u.keys[0]]) > 0 {
			people = append(people, u.keys[0])
		}
	}
	return people
}

// fitRead is fit for a fact of either sort: that a sentence gives a figure is as good as the words "how big", which no
// sentence has.
func (q *Query) fitRead(c *candidate, words, kind float64) float64 {
	fit := q.fit(words, kind)
	if c.fact.Confidence > 0 && q.Intent == "number" {
		fit = max(fit, kind)
	}
	return fit
}

// nearNumber is within how many words of what is counted its number stands: "73,500 Soviet soldiers".
const nearNumber = 5

// counts reports whether the sentence of a fact has a number beside what a question counts. What is not named in the
// sentence may be counted anywhere in it.
func (k *knowledge) counts(q *Query, c *candidate) bool {
	thing := q.focused()
	if thing == nil {
		return true
	}
	a := k.lex.Analyze(c.fact.Statement)
	named := false
	for i, t := range a.Tokens {
		if !thing.isAt(a, i, lang.WordID(t.Stem)) {
			continue
		}
		named = true
		if lang.HasNumber(a.Tokens[max(0, i-nearNumber):min(len(a.Tokens), i+nearNumber)]) {
			return true
		}
	}
	return !named
}

// focused returns the word for the thing that a question turns on, "soldiers" of "how many soldiers"; nil when it has none.
func (q *Query) focused() *unit {
	for i := len(q.units) - 1; i >= 0; i-- {
		if u := &q.units[i]; u.must && u.sort == sortWord {
			return u
		}
	}
	return nil
}

// isAt reports whether a unit is met by the token of an analysis or by a phrase that begins there.
func (u *unit) isAt(a lang.Analysis, at int, word uint64) bool {
	if slices.ContainsFunc(u.alts, func(x alt) bool { return x.id == word }) {
		return true
	}
	for _, m := range a.Matches {
		if m.Start != at {
			continue
		}
		for _, s := range m.Senses {
			if slices.ContainsFunc(u.alts, func(x alt) bool { return x.id == s.ID }) {
				return true
			}
		}
	}
	return false
}

// placesSomething reports whether a sentence has something in or at a place that the question does not name, not only a
// name that happens to be one: "in Hangzhou", not "Nigeria's debt".
func (k *knowledge) placesSomething(q *Query, c *candidate) bool {
	a := k.lex.Analyze(c.fact.Statement)
	for _, m := range a.Segments() {
		if m.Start == 0 || !k.lex.Grammar("where-word", a.Tokens[m.Start-1].Norm) && !(m.Start > 1 && k.lex.Grammar("article", a.Tokens[m.Start-1].Norm) && k.lex.Grammar("where-word", a.Tokens[m.Start-2].Norm)) {
			continue
		}
		for _, s := range m.Senses {
			n := k.lex.Name(s.Key)
			if s.Class == lang.Named && n != nil && (n.Class == "place" || n.Class == "occasion") && !slices.ContainsFunc(q.units, func(u unit) bool { return slices.Contains(u.keys, s.Key) }) {
				return true
			}
		}
	}
	return false
}

// ahead reports whether a question is about what will be: "will" stands before whoever is to do it.
func (q *Query) ahead() bool {
	r := q.reading
	for i := r.begin; i < min(len(r.tokens), r.begin+4); i++ {
		if w := r.tokens[i].Norm; r.is("to-come", w) {
			return true
		}
	}
	return false
}

// asksOfMeetings reports whether a question has no content but words for a meeting and for what is asked of it: "in
// which city were the talks".
func (k *knowledge) asksOfMeetings(q *Query) bool {
	for _, u := range q.content() {
		if !k.meetingWord(u) && !k.namesAsked(q, u.text) {
			return false
		}
	}
	return true
}

// namesAsked reports whether a word says no more than what is asked for: a town for where, a day for when, a leader or
// taking part for who.
func (k *knowledge) namesAsked(q *Query, text string) bool {
	class := map[store.Asked]string{store.AskWhere: "town-word", store.AskWhen: "day-word", store.AskWho: "leader-word"}[q.Asks]
	if class == "" {
		return false
	}
	for _, w := range strings.Fields(text) {
		if !k.lex.Grammar(class, w) {
			return false
		}
	}
	return text != ""
}

// asksWhoMet reports whether a question asks who the people of a meeting were: "which leaders took part".
func (k *knowledge) asksWhoMet(q *Query) bool {
	return q.Asks == store.AskWho && !q.YesNo && q.Intent == "who" && len(q.Meetings) == 1
}

// metKinds are the kinds of fact that say who met.
var metKinds = []store.Kind{store.KindHeld, store.KindDate}

// heldElsewhere says that the meeting of a fact was not in a town that the question names, of which its sentence does not
// speak: "When did X visit Oslo?" is not answered with the day on which he received the Norwegian; "" when it may be.
func (k *knowledge) heldElsewhere(q *Query, c *candidate) string {
	m := k.meetings[c.fact.Meeting]
	if m == nil || m.Place == "" {
		return ""
	}
	for i := range q.units {
		u := &q.units[i]
		if u.sort != sortName || u.soft || u.except || len(u.keys) == 0 {
			continue
		}
		if n := k.lex.Name(u.keys[0]); n == nil || n.Kind != "city" || slices.ContainsFunc(u.keys, func(key string) bool { return slices.Contains(c.doc.names, key) || k.within(m.Place, key) }) {
			continue
		}
		return "the meeting was elsewhere"
	}
	return ""
}

// within reports whether a place is another or lies in it.
func (k *knowledge) within(place, other string) bool {
	for range 6 {
		if place == other {
			return true
		}
		n := k.lex.Name(place)
		if n == nil || n.In == "" {
			return false
		}
		place = n.In
	}
	return false
}

// namesAll reports whether a sentence names all people of a question.
func (k *knowledge) namesAll(q *Query, c *candidate) bool {
	for i := range q.units {
		u := &q.units[i]
		if n := k.lex.Name(firstOf(u.keys)); u.sort == sortName && !u.soft && !u.except && n != nil && n.Class == "person" &&
			!slices.ContainsFunc(u.keys, func(key string) bool { return slices.Contains(c.doc.names, key) }) {
			return false
		}
	}
	return true
}

func firstOf(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// nearOther is how far below the best the best fact of another meeting may score that a rule has read: what is only named
// beside a meeting says nothing on it.
const nearOther = 0.5

// nearBest drops from the findings at several meetings those that rules have read and that fit much worse than the best.
func nearBest(at [][]finding) [][]finding {
	best := 0.0
	for _, own := range at {
		if len(own) > 0 {
			best = max(best, own[0].best.score)
		}
	}
	for i, own := range at {
		if len(own) > 0 && own[0].best.fact.Confidence > 0 && own[0].best.score < best-nearOther {
			at[i] = nil
		}
	}
	return at
}

// nearDenial is within how many words before a verb a "not" denies it.
const nearDenial = 3

// denial reports whether a sentence that a rule has read denies what a question says was done, and whether that is sure:
// it is not when a "not" stands elsewhere in it.
func (k *knowledge) denial(q *Query, statement string) (sure, denied bool) {
	a := k.lex.Analyze(statement)
	negations := 0
	for i, t := range a.Tokens {
		if !k.lex.Grammar("negation", t.Norm) {
			continue
		}
		negations++
		for at := i + 1; q.did != nil && at <= min(i+nearDenial, len(a.Tokens)-1); at++ {
			denied = denied || q.did.isAt(a, at, lang.WordID(a.Tokens[at].Stem))
		}
	}
	return negations == 0 || negations == 1 && denied, denied
}

// ownOther reports whether a fact gives another value in the same article as one that a rule has read: the article does
// not contradict itself, it tells of another part.
func ownOther(o, f *store.Fact) bool {
	return o.Article == f.Article && o.Confidence > 0 && f.Confidence > 0 && (f.Kind == store.KindDuration || f.Kind == store.KindPlanned)
}

// saysMet reports whether a word of a question says no more than that people met, beside a value of their meeting that a
// rule has read: "When did Reagan receive Suzuki?"
func (k *knowledge) saysMet(u *unit, c *candidate) bool {
	if c.fact.Confidence == 0 || u.sort != sortWord || !typed(c.fact.Kind) {
		return false
	}
	meal := c.fact.Kind == store.KindDate || c.fact.Kind == store.KindPlace // how long a dinner was is another thing
	return k.lex.Grammar("host-word", u.text) || meal && k.lex.Grammar("meal-word", u.text)
}

package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// How like a known question of a comparison a question must be: its statement has the words of many. It is less when
// the question sets things beside each other itself.
const (
	likeJoint    = 0.6
	likeCompared = 0.3
)

func (q *Query) enoughJoint() float64 {
	if q.besides() {
		return likeCompared
	}
	return likeJoint // of "interval" too: that is computed from the dates themselves
}

// typed reports whether a kind of fact gives one value of the meeting itself.
func typed(k store.Kind) bool {
	switch k {
	case store.KindDate, store.KindPlace, store.KindDuration, store.KindPlanned:
		return true
	}
	return false
}

// telling is how much the kind of a fact alone says that it answers a question for that kind: a duration
// can only answer how long, a statement says something on anything.
func telling(kind store.Kind) float64 {
	switch kind {
	case store.KindArticle, store.KindHeld:
		return 0.4
	case store.KindStatement, store.KindPosition, store.KindFigure, store.KindDescription, store.KindPerson:
		return 0.7
	}
	return 1
}

// foreignOutlet reports whether a unit is an outlet of which the store has no article. A question names one as
// a source at second hand, and the fact need not repeat it.
func (k *knowledge) foreignOutlet(u *unit) bool {
	if u.sort != sortName || len(u.keys) == 0 {
		return false
	}
	n := k.lex.Name(u.keys[0])
	return n != nil && n.Class == "outlet"
}

// inherits reports whether a fact of a kind is about the people who met even when it does not name them.
func inherits(k store.Kind) bool {
	switch k {
	case store.KindAround, store.KindBackground, store.KindArticle, store.KindPerson, store.KindFigure:
		return false
	}
	return true
}

// enough is the share of the question that a candidate must account for. The fewer words a question has, the
// more each of them counts; a fact that is known to answer a question like it needs less. The line was fitted
// to cmd/readout/testdata/questions.jsonl by logistic regression (half as strict, it answers more and errs more).
func (q *Query) enough(c *candidate) float64 {
	n := float64(min(q.contents, 6))
	if n == 0 {
		n = 2 // names alone
	}
	enough := (4.88 - 0.516*n) / (5.08 + 1.89*c.like)
	if c.fact.Confidence > 0 {
		enough -= readLess
	}
	switch {
	case c.like >= plainLike:
		return leastContent
	case typed(c.fact.Kind) && c.like < enoughLike:
		return max(enough, enoughTyped)
	case q.Asks == store.AskWhy && c.like < enoughLike:
		return max(enough, enoughReason)
	}
	return max(enough, leastContent)
}

// readLess is how much less a fact must account for that a rule has read: it has no questions to be like.
const readLess = 0.15

// enoughBeside is the share of a yes/no question that a fact which a rule has read must account for to be shown without
// a verdict.
const enoughBeside = 0.6

// afterwards marks the intents that only a meeting which took place can answer.
var afterwards = map[string]bool{"outcome": true, "duration": true, "mood": true}

// notYet reports whether a fact is of a meeting that was only announced, or called off.
func (k *knowledge) notYet(f *store.Fact) bool {
	m := k.meetings[f.Meeting]
	return m != nil && (m.Status == store.Planned || m.Status == store.Cancelled)
}

// nextBest are the kinds of fact that a rule reads for what an intent asks when it reads none of the intent's own: what
// was agreed on was discussed.
var nextBest = map[string][]store.Kind{
	"topic": {store.KindAgreement, store.KindDisagreement, store.KindOutcome, store.KindPosition, store.KindStatement},
	"mood":  {store.KindPosition, store.KindOutcome},
	"when":  {store.KindNext},
	"where": {store.KindNext},
}

// enoughForm is how well a fact of another kind that a rule has read must fit the words that ask for a form of answer.
const enoughForm = 0.9

// overviews marks the intents that may be asked without any content: what they tell of is a meeting or an article.
var overviews = map[string]bool{"about": true, "says": true, "compare": true, "differ": true, "same": true, "list": true,
	"timeline": true, "count-articles": true}

// missingContent is the refusal of a fact that accounts for too little of the question.
const missingContent = "too little of the question"

// missingJoint is the refusal of a comparison that is not asked for.
const missingJoint = "sets things beside each other, which is not asked for"

// missingGift begins the refusal of a fact that tells of the thing but not what is wanted of it.
const missingGift = "gives no "

// evidence refuses a fact that does not account for the question.
func (k *knowledge) evidence(q *Query, c *candidate, words float64) {
	switch {
	case c.missing != "":
	case c.bare:
		c.missing = "nothing in the question to go by"
	case len(q.Articles) > 0 && !slices.Contains(q.Articles, c.fact.Article):
		c.missing = "another article"
	case q.carried && len(q.Meetings) > 0 && !slices.Contains(q.Meetings, c.fact.Meeting):
		c.missing = "another meeting"
	case q.form && len(q.Kinds) > 0 && !c.kindFits && words < 0.5 && len(q.Articles) == 0 && !q.substance() && !overviews[q.Intent]:
		c.missing = "another kind of fact is asked for"
	case typed(c.fact.Kind) && c.fact.Meeting != "" && len(q.Meetings) > 0 && !slices.Contains(q.Meetings, c.fact.Meeting):
		c.missing = "another meeting"
	case q.strangers && (q.Asks == store.AskWhen || q.Asks == store.AskWhere || q.Asks == store.AskHowLong) && k.aboutMeetings(q):
		c.missing = "no meeting of theirs is known"
	case c.fact.Confidence > 0 && c.fact.Kind == store.KindArticle && !c.kindFits:
		c.missing = "another kind of fact is asked for"
	case c.fact.Confidence > 0 && q.YesNo && c.coverage < enoughBeside && c.stated(q) < enoughStated:
		c.missing = missingContent
	case c.fact.Confidence > 0 && k.notYet(c.fact) && afterwards[q.Intent]:
		c.missing = "the meeting did not take place"
	case c.fact.Confidence > 0 && !c.kindFits && (q.Asks == store.AskWhen || q.Asks == store.AskWhere) && !q.YesNo && len(q.trigger) == 0 && !overviews[q.Intent] && len(q.Meetings) > 0 && k.aboutMeetings(q):
		c.missing = "another kind of fact is asked for"
	case c.fact.Confidence > 0 && q.form && len(q.Kinds) > 0 && !c.kindFits && !overviews[q.Intent] && words < enoughForm && !slices.Contains(nextBest[q.Intent], c.fact.Kind):
		c.missing = "another kind of fact is asked for"
	case k.misread(q, c) != "":
		c.missing = k.misread(q, c)
	case k.strays(q, c):
		c.missing = "not about what was spoken of"
	case c.fact.Kind == store.KindComparison: // it is judged by its questions
		if q.asksValue() && q.Intent != "timeline" && !valued(c.wants) || q.wantsSpeaker() && c.like < spokenLike {
			c.missing = missingGift + string(q.Asks)
		}
	case c.coverage < q.enough(c):
		c.missing = missingContent
	case q.YesNo && c.stated(q) == 0 && c.tellsOfMeeting(q) == 0:
		c.missing = "tells who it is, and whether they were there is asked for"
	case q.YesNo && !q.names(c.fact.Kind):
		c.missing = "gives one value of the meeting, and another thing is asked for"
	case typed(c.fact.Kind) && !c.kindFits && c.like < enoughLike && !overviews[q.Intent] && !q.YesNo:
		c.missing = "gives one value of the meeting, and another thing is asked for"
	case q.wantsSpeaker() && (c.like < spokenLike || c.fact.Speaker != "") && !k.spokenBy(q.Speaker, c):
		c.missing = "not said by " + strings.Join(q.Speaker, " or ")
	case !q.YesNo && !k.gives(q, c) && (!c.givesLike || q.asksValue()):
		c.missing = missingGift + string(q.Asks)
	}
}

// wantsSpeaker reports whether only somebody's own words or view will do.
func (q *Query) wantsSpeaker() bool {
	if len(q.Speaker) == 0 || q.YesNo {
		return false
	}
	switch q.Intent {
	case "quote", "said", "position":
		return true
	}
	return false
}

// spokenBy reports whether a fact reports the words or view of one of the keys: of the person, of somebody
// who speaks for the country, or of an unnamed official to whom the article attributes it.
func (k *knowledge) spokenBy(keys []string, c *candidate) bool {
	f := c.fact
	for _, key := range keys {
		switch {
		case f.Speaker == key:
			return true
		case f.Kind == store.KindPosition && c.doc.subject == key:
			return true
		case f.Speaker == "" && (f.Kind == store.KindPosition || f.Kind == store.KindDisagreement) && slices.Contains(f.People, key):
			return true
		case f.Speaker == "" && k.isActor(key) && c.doc.weight(lang.NewSense(lang.Named, key).ID) >= weightSpeaks && f.Kind == store.KindPosition:
			return true
		case k.speaksFor(f, key):
			return true
		}
	}
	return false
}

func (k *knowledge) isActor(key string) bool {
	n := k.lex.Name(key)
	return n != nil && (n.Class == "organisation" || n.Kind == "country" || n.SpeaksFor != "")
}

// speaksFor reports whether the speaker of a fact is one of a country's people, or the fact is attributed to it.
func (k *knowledge) speaksFor(f *store.Fact, key string) bool {
	country := key
	n := k.lex.Name(key)
	if n == nil || n.Class == "person" {
		return false
	}
	if n.SpeaksFor != "" {
		country = n.SpeaksFor
	}
	if s := k.lex.Name(f.Speaker); s != nil && s.In == country {
		return true
	}
	if f.Attributed == "" {
		return false
	}
	for _, m := range k.lex.Analyze(f.Attributed).Matches {
		for _, s := range m.Senses {
			if s.Class != lang.Named {
				continue
			}
			if s.Key == key || s.Key == country {
				return true
			}
			if a := k.lex.Name(s.Key); a != nil && a.SpeaksFor == country {
				return true
			}
		}
	}
	return false
}

// asksValue reports whether only a time, a number or a length of time will do, whatever a question was like.
func (q *Query) asksValue() bool {
	return q.Asks == store.AskWhen || q.Asks == store.AskHowMany || q.Asks == store.AskHowLong
}

// valued reports whether a question word can ask for a time or number: "which came first" and "how much time" among them.
func valued(wants store.Asked) bool {
	switch wants {
	case store.AskWhen, store.AskHowMany, store.AskHowLong, store.AskWhat:
		return true
	}
	return false
}

// spokenLike is how like a known question makes a fact an answer for what somebody said that is no statement of theirs:
// "what do they call the rebels" of what they are said to claim.
const spokenLike = 0.7

// gives reports whether a fact has what is wanted, beyond what the question says itself.
func (k *knowledge) gives(q *Query, c *candidate) bool {
	f := c.fact
	marked := slices.Contains(f.Answers, q.Asks)
	if q.reading.asksPerson() && !k.newName(q, c, "person") {
		return false
	}
	switch q.Asks {
	case store.AskWhen:
		if q.reading.asksClock() {
			return c.doc.clock
		}
		if f.Kind == store.KindDate && f.Confidence > 0 {
			return f.Value != "" // its sentence may say no more than "yesterday"
		}
		if len(q.trigger) > 0 && len(c.doc.when) == 0 && !c.doc.clock {
			return false // "on what date": only a date will do
		}
		return f.Kind == store.KindDate || (marked || len(c.doc.when) > 0 || c.doc.clock) && newTime(q, c)
	case store.AskWhere:
		return f.Kind == store.KindVenue || f.Kind == store.KindPlace && f.Confidence > 0 && f.Value != "" || (marked || f.Kind == store.KindPlace || f.Confidence > 0) && k.newName(q, c, "place", "occasion")
	case store.AskWho:
		if slices.Contains(sourceIntents, q.Intent) || f.Kind == store.KindParticipant || f.Kind == store.KindPerson {
			return true
		}
		return k.newName(q, c, "person", "organisation", "place", "outlet") || marked && len(c.doc.names) == 0 || f.Negated
	case store.AskHowLong:
		if f.Kind == store.KindPlanned || f.Kind == store.KindDuration || q.Intent == "planned" {
			return f.Value != "" && slices.Contains(q.Kinds, f.Kind)
		}
		return f.Value != "" && marked
	case store.AskHowMany:
		return marked || f.Kind == store.KindFigure || f.Kind == store.KindDuration || c.doc.numbers && (f.Confidence > 0 || c.coverage > enoughTyped)
	case store.AskWhy:
		return marked
	case store.AskWhatSaid:
		return marked || c.like >= spokenLike || len(q.Articles) > 0 || f.Speaker != "" || f.Quote != "" || f.Kind == store.KindStatement || f.Kind == store.KindPosition || f.Kind == store.KindDescription
	}
	return true
}

// asksClock reports whether a question asks for the time of day: "at what hour", "what time".
func (r *reading) asksClock() bool {
	for i := 1; i < len(r.tokens); i++ {
		if r.is("clock-word", r.tokens[i].Norm) && r.is("wh", r.tokens[i-1].Norm) {
			return true
		}
	}
	return false
}

// asksPerson reports whether a question asks for somebody by name: "which general", "what is the name of the interpreter".
func (r *reading) asksPerson() bool {
	for i := 1; i < len(r.tokens); i++ {
		if !r.is("person-noun", r.tokens[i].Norm) {
			continue
		}
		at := i - 1
		for at > 0 && (r.is("article", r.tokens[at].Norm) || r.is("of-name", r.tokens[at].Norm)) {
			at--
		}
		if r.is("name-opening", r.tokens[at].Norm) && (at < i-1 || r.tokens[at].Norm == "which") {
			return true
		}
	}
	return false
}

// newTime reports whether the statement gives a time that the question does not.
func newTime(q *Query, c *candidate) bool {
	for _, w := range c.doc.when {
		known := false
		for _, u := range q.units {
			known = known || u.when != nil && agrees(w, *u.when)
		}
		if !known {
			return true
		}
	}
	return len(c.doc.when) == 0
}

var sourceIntents = []string{"source", "same", "byline"}

// newName reports whether the statement names somebody or something of a class that the question does not.
func (k *knowledge) newName(q *Query, c *candidate, classes ...string) bool {
	for _, key := range c.doc.names {
		n := k.lex.Name(key)
		if n == nil || !slices.Contains(classes, n.Class) || k.attributes(c.fact, n) {
			continue
		}
		if q.Asks == store.AskWho && n.Class == "place" && n.Kind != "country" && n.SpeaksFor == "" {
			continue // a city is nobody
		}
		known := false
		for _, u := range q.units {
			known = known || slices.Contains(u.keys, key)
		}
		if !known {
			return true
		}
	}
	return false
}

// attributes reports whether a name stands in a statement only as its source: the outlet, or an informant.
func (k *knowledge) attributes(f *store.Fact, n *lang.Name) bool {
	a := k.articles[f.Article]
	return n.Class == "outlet" && a != nil && (strings.Contains(a.Outlet, n.Full) || slices.Contains(n.Aliases, a.Outlet)) ||
		f.Attributed != "" && strings.Contains(f.Attributed, n.Full)
}

// names reports whether a yes/no question gives a value of the sort that a typed fact holds, so that the fact
// can confirm or deny it: a time for a date, a place for a place, a number for a length of time.
func (q *Query) names(kind store.Kind) bool {
	if !typed(kind) || kind == store.KindPlanned && q.planned {
		return true
	}
	for _, u := range q.units {
		switch {
		case kind == store.KindDate && u.sort == sortTime:
			return true
		case kind == store.KindPlace && (u.sort == sortName || u.sort == sortMeeting):
			return true
		case kind == store.KindDuration || kind == store.KindPlanned:
			if u.sort == sortNumber || q.reading.hasLength() {
				return true
			}
		}
	}
	return false
}

// hasLength reports whether a question speaks of a length of time.
func (r *reading) hasLength() bool {
	return slices.ContainsFunc(r.tokens, func(t lang.Token) bool { return r.is("length", t.Norm) })
}

package intents

import (
	"slices"
	"sort"
	"strings"
	"time"

	"readout/internal/lang"
	"readout/store"
)

// A candidate is a fact held against a question.
type candidate struct {
	fact     *store.Fact
	doc      *doc
	coverage float64 // share of the question's content that the fact accounts for, 0 to 1
	score    float64 // for ranking
	like     float64 // how like the question is to one that the fact is known to answer, 0 to 1
	lent     float64 // weight of the units that only such a question of the fact has, not its own words
	bare     bool    // the question has nothing that a fact could account for
	missing  string  // why the evidence test refuses it; empty: it passes
	own      float64 // share of the content that its own words account for
	kindFits bool
}

// Bounds of the evidence test, tuned on cmd/readout/testdata/questions.jsonl.
const (
	leastContent = 0.55 // share of the content that any fact must account for

	enoughLike  = 0.62 // likeness to a question that the fact is known to answer: as good as being asked it
	plainLike   = 0.75 // likeness at which the least content is enough
	enoughFocus = 0.45 // how fully a fact must have what the question turns on

	enoughTyped   = 0.75 // the share for a date, place or length of time: it is the meeting's, and of nothing else
	enoughTold    = 0.65 // the share for telling what happened where the reason is not given
	enoughReason  = 0.7  // the same, where a reason is asked for: a wrong one does harm
	weightTrigger = 0.8  // of the words that called for the intent, beside the content
	floorForm     = 0.6  // credit of a fact of another kind when the intent asks for a form of answer
	enoughName    = 0.5  // how fully a fact must be about a name that the question gives
)

// judge holds a fact against the question: the evidence test, and the score for ranking.
func (k *knowledge) judge(q *Query, f *store.Fact, d *doc) candidate {
	c := candidate{fact: f, doc: d, kindFits: slices.Contains(q.Kinds, f.Kind)}
	if c.missing = k.lacks(q, &c); c.missing != "" {
		// It is about somebody or something else. Its place matters only for what is offered instead.
		if c.kindFits {
			c.score = telling(f.Kind)
		}
		return c
	}
	like, has := q.likeness(d.asked)
	c.like = like
	t := k.weigh(q, &c, has)
	c.bare = t.want == 0 && len(q.Kinds) == 0 && !overviews[q.Intent]
	words, kind := k.triggered(q, &c, has)
	if len(q.Kinds) > 0 || len(q.trigger) > 0 && !q.form || t.want == 0 {
		t.add(weightTrigger, q.fit(words, kind), true)
	}
	if run := k.run(q, d); run > 0 {
		t.add(run, 1, true)
	}
	c.coverage, c.own = 1, 1
	if t.want > 0 {
		c.coverage, c.own = t.have/t.want, t.own/t.want
	}
	k.evidence(q, &c, words)
	c.score += 3*like + 3*c.coverage + 0.8*c.own + 0.6*words + 0.9*kind + 0.6*t.have/float64(4+d.own)
	c.score += k.leaning(q, f)
	return c
}

// A tally sums what a question asks and what a fact has of it, by weight.
type tally struct{ want, have, own float64 }

func (t *tally) add(weight, met float64, own bool) {
	t.want += weight
	t.have += weight * met
	if own {
		t.own += weight * met
	}
}

// lacks returns the first name of the question that neither the fact nor its meeting has; "" when all are there.
func (k *knowledge) lacks(q *Query, c *candidate) string {
	for i := range q.units {
		u := &q.units[i]
		if u.sort != sortName && u.sort != sortMeeting || u.soft || u.except || k.foreignOutlet(u) && !q.form {
			continue
		}
		if m, _, _ := k.meet(u, c, c.doc.meeting, c.doc.article); m < enoughName {
			return u.text
		}
	}
	return ""
}

// weigh holds each unit of the question against the fact. has marks those that the likest of the fact's
// questions has.
func (k *knowledge) weigh(q *Query, c *candidate, has uint64) tally {
	var t tally
	for i := range q.units {
		u := &q.units[i]
		m, _, mine := k.meet(u, c, c.doc.meeting, c.doc.article)
		if c.like >= enoughLike && u.sort == sortWord && has&(1<<i) != 0 && m < 0.5 {
			m, mine = 0.9, true
			c.lent += u.weight
		}
		switch {
		case u.except:
			if mine {
				c.score -= 1.5
			}
		case u.soft:
			c.score += 0.6 * m * u.weight
		default:
			k.count(q, c, &t, u, m, mine)
		}
	}
	return t
}

// count adds one unit to the tally, or refuses the fact for it.
func (k *knowledge) count(q *Query, c *candidate, t *tally, u *unit, m float64, mine bool) {
	refuse := func(lacking bool) {
		if lacking && c.missing == "" {
			c.missing = u.text
		}
	}
	switch {
	case u.sort == sortWord:
		refuse(u.must && (m < enoughFocus || !mine))
		t.add(u.weight, m, mine)
		if mine && u.meeting {
			c.score += 0.3 // it speaks of the talks as such
		}
	case u.sort == sortNumber:
		c.score += 0.3 * m
	case u.sort == sortTime && u.cue == nil && u.when.Year == 0:
		t.add(u.weight, m, true) // "in July" may be any year's, and the fact need not repeat it
	case k.foreignOutlet(u) && !q.form:
		t.add(u.weight/2, m, false)
	default:
		refuse(m < enoughName)
		if mine && u.cue == nil && u.sort != sortTime {
			t.add(u.weight, m, true)
		}
	}
}

// fit tells how far a fact is what the intent asks for: by words that name a thing, and by kind where they only
// ask for a form of answer.
func (q *Query) fit(words, kind float64) float64 {
	switch {
	case len(q.trigger) > 0 && !q.form:
		return words
	case len(q.Kinds) == 0:
		return 1
	}
	return max(words, kind, floorForm)
}

// leaning is what speaks for a fact beside its words: the conversation, whose words it reports, who reviewed it.
func (k *knowledge) leaning(q *Query, f *store.Fact) float64 {
	lean := 0.0
	if q.lean != "" && f.Meeting == q.lean {
		lean += 0.3
	}
	for i := range q.context {
		if f.ID == q.context[i].ID {
			lean += 0.15
		}
	}
	if len(q.Speaker) > 0 {
		if n := k.lex.Name(f.Speaker); n == nil {
		} else if slices.Contains(q.Speaker, f.Speaker) {
			lean += 0.3
		} else if n.Class == "person" {
			lean -= 0.5 // somebody else's words
		}
	}
	if f.Confidence == 0 {
		lean += 0.05
	}
	return lean
}

// run rewards a question that repeats words of the fact in their order: three and more of a quotation or a
// sentence say more than the same words apart.
func (k *knowledge) run(q *Query, d *doc) float64 {
	best := 0
	for _, have := range d.runs {
		best = max(best, longestRun(q.reading.hashes, have))
	}
	if best < 3 {
		return 0
	}
	return 0.4 * float64(min(best, 8)-2)
}

// longestRun is the length of the longest common run of two sequences.
func longestRun(a, b []uint64) int {
	best := 0
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			best = max(best, n)
		}
	}
	return best
}

// triggered tells how far the fact fits the words that called for the intent, on average, and how far its kind
// fits the intent.
func (k *knowledge) triggered(q *Query, c *candidate, has uint64) (words, kind float64) {
	for i := range q.trigger {
		m, _, own := k.meet(&q.trigger[i], c, c.doc.meeting, nil)
		if own {
			words += m / float64(len(q.trigger))
		}
		if q.trigger[i].must && !q.form && !(c.like >= enoughLike && has&(1<<(len(q.units)+i)) != 0) && m < enoughFocus && c.missing == "" {
			c.missing = q.trigger[i].text
		}
	}
	if c.kindFits {
		kind = telling(c.fact.Kind)
	}
	return words, kind
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

// meet returns how fully a fact (or its meeting, or its article) is about a unit, whether by an opposite,
// and whether the fact's own words say it.
func (k *knowledge) meet(u *unit, c *candidate, meeting, article *doc) (m float64, flip, own bool) {
	if u.sort == sortTime {
		m, own = k.meetTime(u, c)
		return m, false, own
	}
	for _, a := range u.alts {
		if w := a.weight * c.doc.weight(a.id); w > m {
			m, flip, own = w, a.flip, true
		}
	}
	if len(u.inner) > 0 {
		parts := 0.0
		for i := range u.inner {
			part, _, _ := k.meet(&u.inner[i], c, nil, nil)
			parts += part / float64(len(u.inner))
		}
		if parts *= weightInner; parts > m {
			m, flip, own = parts, false, true
		}
	}
	if len(u.cue) > 0 && m < 0.95 {
		if slices.Contains(u.cue, c.fact.Meeting) {
			return 0.95, false, false
		}
		if m < weightBeside && k.beside(u.cue, c.fact.Meeting) {
			m, flip, own = weightBeside, false, false
		}
	}
	if own && m >= 0.9 {
		return m, flip, own
	}
	if meeting != nil && (u.sort != sortName || inherits(c.fact.Kind)) {
		share := 0.9
		if u.sort == sortWord && !u.meeting && !u.describes {
			share = 0.5 // a word in the meeting's names is no word of the fact
		}
		for _, a := range u.alts {
			if w := share * a.weight * meeting.weight(a.id); w > m && !a.flip {
				m, flip, own = w, false, false
			}
		}
	}
	if article != nil && (u.sort == sortArticle || u.sort == sortName && m == 0 || u.sort == sortWord) {
		for _, a := range u.alts {
			if w := 0.85 * a.weight * article.weight(a.id); w > m && !a.flip {
				m, flip, own = w, false, false
			}
		}
	}
	return m, flip, own
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

// weightBeside is how far a fact of a side meeting is one of the main meeting.
const weightBeside = 0.6

// beside reports whether a meeting took place beside one of others: at the same occasion, or within two days.
func (k *knowledge) beside(others []string, id string) bool {
	m := k.meetings[id]
	if m == nil {
		return false
	}
	for _, o := range others {
		other := k.meetings[o]
		if other == nil {
			continue
		}
		a, ok1 := m.From.Time()
		b, ok2 := other.From.Time()
		if m.Occasion != "" && m.Occasion == other.Occasion || ok1 && ok2 && len(m.From) == len(other.From) && a.Sub(b).Abs() <= 48*time.Hour {
			return true
		}
	}
	return false
}

// inherits reports whether a fact of a kind is about the people who met even when it does not name them.
func inherits(k store.Kind) bool {
	switch k {
	case store.KindAround, store.KindBackground, store.KindArticle, store.KindPerson, store.KindFigure:
		return false
	}
	return true
}

func (k *knowledge) meetTime(u *unit, c *candidate) (m float64, own bool) {
	for _, w := range c.doc.when {
		if agrees(*u.when, w) {
			return 1, true
		}
	}
	if slices.Contains(u.cue, c.fact.Meeting) {
		return 0.95, false
	}
	if u.when.Year == 0 && u.when.Month > 0 {
		for _, a := range u.alts {
			m = max(m, 0.9*c.doc.weight(a.id))
		}
		if m > 0.5 {
			return m, true
		}
	}
	if c.fact.Meeting == "" || c.fact.Kind == store.KindBackground || c.fact.Kind == store.KindArticle {
		if a := k.articles[c.fact.Article]; a != nil && u.when.Month == 0 && u.when.Fits(string(a.Published)) {
			return 0.8, false
		}
	}
	return 0, false
}

// agrees reports whether a fact's time says at least what the question's does.
func agrees(want, have lang.When) bool {
	ok := func(w, h int) bool { return w == 0 || w == h }
	return ok(want.Year, have.Year) && ok(want.Month, have.Month) && ok(want.Day, have.Day) &&
		(want.Weekday == "" || want.Weekday == have.Weekday)
}

// enough is the share of the question that a candidate must account for. The fewer words a question has, the
// more each of them counts; a fact that is known to answer a question like it needs less. The line was fitted
// to cmd/readout/testdata/questions.jsonl by logistic regression (half as strict, it answers more and errs more).
func (q *Query) enough(c *candidate) float64 {
	n := float64(min(q.contents, 6))
	if n == 0 {
		n = 2 // names alone
	}
	enough := (4.75 - 0.516*n) / (5.08 + 1.89*c.like)
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

// overviews marks the intents that may be asked without any content: what they tell of is a meeting or an article.
var overviews = map[string]bool{"about": true, "says": true, "compare": true, "differ": true, "same": true, "list": true,
	"timeline": true, "count-articles": true}

// missingContent is the refusal of a fact that accounts for too little of the question.
const missingContent = "too little of the question"

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
	case c.coverage < q.enough(c):
		c.missing = missingContent
	case q.YesNo && !q.names(c.fact.Kind):
		c.missing = "gives one value of the meeting, and another thing is asked for"
	case typed(c.fact.Kind) && !c.kindFits && c.like < enoughLike && !overviews[q.Intent] && !q.YesNo:
		c.missing = "gives one value of the meeting, and another thing is asked for"
	case q.wantsSpeaker() && !k.spokenBy(q.Speaker, c):
		c.missing = "not said by " + strings.Join(q.Speaker, " or ")
	case !q.YesNo && !k.gives(q, c):
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

// gives reports whether a fact has what is wanted, beyond what the question says itself.
func (k *knowledge) gives(q *Query, c *candidate) bool {
	f := c.fact
	marked := slices.Contains(f.Answers, q.Asks)
	switch q.Asks {
	case store.AskWhen:
		if len(q.trigger) > 0 && len(c.doc.when) == 0 {
			return false // "on what date": only a date will do
		}
		return f.Kind == store.KindDate || (marked || len(c.doc.when) > 0) && newTime(q, c)
	case store.AskWhere:
		return f.Kind == store.KindVenue || (marked || f.Kind == store.KindPlace || f.Confidence > 0) && k.newName(q, c, "place", "occasion")
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
		return marked || f.Speaker != "" || f.Quote != "" || f.Kind == store.KindStatement || f.Kind == store.KindPosition || f.Kind == store.KindDescription
	}
	return true
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

// rank judges facts and sorts them: those that pass first, best first, equal ones by id.
func (k *knowledge) rank(q *Query, facts []store.Fact) []candidate {
	out := make([]candidate, 0, len(facts))
	q.contents = len(q.content())
	for i, d := range k.docsOf(facts) {
		out = append(out, k.judge(q, &facts[i], d))
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		if (a.missing == "") != (b.missing == "") {
			return a.missing == ""
		}
		if a.score != b.score {
			return a.score > b.score
		}
		return a.fact.ID < b.fact.ID
	})
	return out
}

// names reports whether a yes/no question gives a value of the sort that a typed fact holds, so that the fact
// can confirm or deny it: a time for a date, a place for a place, a number for a length of time.
func (q *Query) names(kind store.Kind) bool {
	if !typed(kind) {
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

package intents

import (
	"slices"
	"strings"
	"time"

	"readout/internal/lang"
	"readout/store"
)

// A candidate is a fact held against a question.
type candidate struct {
	fact      *store.Fact
	doc       *doc
	coverage  float64     // share of the question's content that the fact accounts for, 0 to 1
	score     float64     // for ranking
	like      float64     // how like the question is to one that the fact is known to answer, 0 to 1
	lent      float64     // weight of the units that only such a question of the fact has, not its own words
	wants     store.Asked // what that one asks for
	givesLike bool        // it is like enough and asks for what this one asks for
	bare      bool        // the question has nothing that a fact could account for
	missing   string      // why the evidence test refuses it; empty: it passes
	own       float64     // share of the content that its own words account for
	kindFits  bool
}

// Bounds of the evidence test, tuned on cmd/readout/testdata/questions.jsonl.
const (
	leastContent = 0.55 // share of the content that any fact must account for

	enoughLike  = 0.62 // likeness to a question that the fact is known to answer: as good as being asked it
	plainLike   = 0.75 // likeness at which the least content is enough
	likeFocus   = 0.45 // likeness from which what the question turns on may stand in any question that the fact answers
	enoughFocus = 0.45 // how fully a fact must have what the question turns on

	enoughTyped   = 0.75 // the share for a date, place or length of time: it is the meeting's, and of nothing else
	enoughTold    = 0.65 // the share for telling what happened where the reason is not given
	enoughReason  = 0.7  // the same, where a reason is asked for: a wrong one does harm
	weightTrigger = 0.8  // of the words that called for the intent, beside the content
	floorForm     = 0.6  // credit of a fact of another kind when the intent asks for a form of answer
	frequentName  = 0.45 // weight below which a name stands in so many facts that one need not repeat it
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
	known := q.likeness(d.asked)
	c.like = known.most
	c.wants = known.wants
	c.givesLike = c.like >= enoughLike && c.wants != "" && c.wants == q.Asks
	if f.Kind == store.KindUnsaid || f.Kind == store.KindComparison && (c.like < q.enoughJoint() || !q.shares(known.ever)) {
		if c.missing = missingJoint; f.Kind == store.KindUnsaid {
			c.missing = ""
		}
		c.coverage = q.share(known.has)
		return c // only its questions count
	}
	t := k.weigh(q, &c, known)
	c.bare = t.want == 0 && len(q.Kinds) == 0 && !overviews[q.Intent] && !(q.Intent == "source" && len(q.Meetings) > 0)
	words, kind := k.triggered(q, &c, known.has)
	if len(q.Kinds) > 0 || len(q.trigger) > 0 && !q.form || t.want == 0 {
		t.add(weightTrigger, q.fitRead(&c, words, kind), true)
	}
	if run := k.run(q, d); run > 0 {
		t.add(run, 1, true)
	}
	c.coverage, c.own = 1, 1
	if t.want > 0 {
		c.coverage, c.own = t.have/t.want, t.own/t.want
	}
	k.evidence(q, &c, words)
	c.score += 3*c.like + 3*c.coverage + 0.8*c.own + 0.6*words + 0.9*kind + 0.6*t.have/float64(4+d.own)
	c.score += k.leaning(q, f)
	return c
}

// shares reports whether some of the question's units are words that say what it is about; true when it has none: two
// questions that share names only are about different things.
func (q *Query) shares(has uint64) bool {
	none := true
	for i := range q.units {
		if u := &q.units[i]; u.sort == sortWord && !u.light && !u.meeting && !u.soft {
			if has&(1<<i) != 0 {
				return true
			}
			none = false
		}
	}
	return none || has>>len(q.units) != 0
}

// share is how much of the question's weight some of its units have, a bit each.
func (q *Query) share(has uint64) float64 {
	all, some := 0.0, 0.0
	for i := range q.units {
		if u := &q.units[i]; !u.soft {
			all += u.weight
			if has&(1<<i) != 0 {
				some += u.weight
			}
		}
	}
	if all == 0 {
		return 0
	}
	return some / all
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
		if m, _, _ := k.meet(u, c, c.doc.meeting, c.doc.article); m < enoughName && !k.everywhere(q, u, c) {
			return u.text
		}
	}
	return ""
}

// everywhere reports whether a unit is a country or body that so many facts name that leaving it unsaid proves
// little, unless the fact speaks of another country instead.
func (k *knowledge) everywhere(q *Query, u *unit, c *candidate) bool {
	if u.sort != sortName || u.weight >= frequentName || len(u.keys) == 0 {
		return false
	}
	if n := k.lex.Name(u.keys[0]); n == nil || n.Class == "person" {
		return false
	}
	var asked []string
	for i := range q.units {
		for _, key := range q.units[i].keys {
			asked = append(asked, k.countryOf(key))
		}
	}
	return !slices.ContainsFunc(c.doc.names, func(key string) bool {
		country := k.countryOf(key)
		return country != "" && !slices.Contains(asked, country)
	})
}

// countryOf returns the country that a name is, speaks for or belongs to; "" when it has none.
func (k *knowledge) countryOf(key string) string {
	n := k.lex.Name(key)
	switch {
	case n == nil:
		return ""
	case n.SpeaksFor != "":
		return n.SpeaksFor
	case n.Kind == "country":
		return n.Key
	}
	return n.In
}

// weigh holds each unit of the question against the fact, and against the questions that it is known to answer.
func (k *knowledge) weigh(q *Query, c *candidate, known likeness) tally {
	var t tally
	for i := range q.units {
		u := &q.units[i]
		m, _, mine := k.meet(u, c, c.doc.meeting, c.doc.article)
		if c.like >= enoughLike && u.sort == sortWord && known.has&(1<<i) != 0 && m < 0.5 {
			m, mine = 0.9, true
			c.lent += u.weight
		}
		switch {
		case k.saysMet(u, c):
		case u.except:
			if mine {
				c.score -= 1.5
			}
		case u.soft:
			c.score += 0.6 * m * u.weight
		default:
			k.count(q, c, &t, u, m, mine, known.ever&(1<<i) != 0)
		}
	}
	return t
}

// count adds one unit to the tally, or refuses the fact for it. asked: some question that the fact answers has it.
func (k *knowledge) count(q *Query, c *candidate, t *tally, u *unit, m float64, mine, asked bool) {
	refuse := func(lacking bool) {
		if lacking && c.missing == "" {
			c.missing = u.text
		}
	}
	switch {
	case u.sort == sortWord:
		refuse(u.must && (m < enoughFocus || !mine) && !(asked && c.like >= likeFocus && !q.asksValue()))
		refuse(typed(c.fact.Kind) && !u.light && !u.meeting && m < enoughFocus) // its value is the meeting's, not the thing's
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
	case m < enoughName && k.everywhere(q, u, c):
		t.add(u.weight, m, mine)
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
		if u.means(c.fact.Meeting) {
			return 0.95, false, false
		}
		if m < weightBeside && (k.beside(u.cue, c.fact.Meeting) || c.toldAt(u.cue)) {
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

// weightBeside is how far a fact of a side meeting is one of the main meeting.
const weightBeside = 0.6

// beside reports whether a meeting took place beside one of others: at the same occasion, or within two days.
func (k *knowledge) beside(others []string, id string) bool {
	m := k.meetings[id]
	if m == nil || len(others) > fewMeetings {
		return false
	}
	near := daysNear(m.From)
	for _, o := range others {
		other := k.meetings[o]
		if other != nil && (m.Occasion != "" && m.Occasion == other.Occasion || slices.Contains(near, other.From)) {
			return true
		}
	}
	return false
}

// toldAt reports whether a fact of no meeting stands in an article that reports on one of the meetings: "by the time
// of Hangzhou" gives a question about what went before its setting.
func (c *candidate) toldAt(meetings []string) bool {
	return c.fact.Meeting == "" && len(meetings) <= fewMeetings && slices.ContainsFunc(meetings, func(id string) bool { return slices.Contains(c.doc.article.reports, id) })
}

// daysNear returns a date and, when it is a day, the two days on each side: written dates compare faster than times.
func daysNear(d store.Date) []store.Date {
	t, ok := d.Time()
	if !ok {
		return nil
	}
	if len(d) < len(time.DateOnly) {
		return []store.Date{d}
	}
	var near []store.Date
	for n := -2; n <= 2; n++ {
		near = append(near, store.Date(t.AddDate(0, 0, n).Format(time.DateOnly)))
	}
	return near
}

func (k *knowledge) meetTime(u *unit, c *candidate) (m float64, own bool) {
	for _, w := range c.doc.when {
		if agrees(*u.when, w) {
			return 1, true
		}
	}
	if u.means(c.fact.Meeting) {
		return 0.95, false
	}
	if c.toldAt(u.cue) {
		return weightBeside, false
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

// rank judges facts and sorts them: those that pass first, best first, equal ones by id.
func (k *knowledge) rank(q *Query, facts []*store.Fact) []candidate {
	out := make([]candidate, 0, len(facts))
	q.contents, q.did = len(q.content()), q.deed()
	for i, d := range k.docsOf(facts) {
		out = append(out, k.judge(q, facts[i], d))
	}
	q.bar(out)
	return inOrder(out)
}

// inOrder returns candidates in the order of rank, without what is unsaid: that is never shown. What is sorted are their
// places: a candidate is large.
func inOrder(all []candidate) []candidate {
	places := make([]int32, 0, len(all))
	for i := range all {
		if all[i].fact.Kind != store.KindUnsaid {
			places = append(places, int32(i))
		}
	}
	slices.SortFunc(places, func(i, j int32) int {
		a, b := &all[i], &all[j]
		switch pa, pb := a.missing == "", b.missing == ""; {
		case pa && !pb:
			return -1
		case pb && !pa:
			return 1
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return strings.Compare(a.fact.ID, b.fact.ID)
	})
	out := make([]candidate, len(places))
	for n, i := range places {
		out[n] = all[i]
	}
	return out
}

package intents

import (
	"fmt"
	"slices"

	"readout/bot"
	"readout/store"
)

// source tells which article says something, and on whose word.
var source = intent{"source", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if len(q.Meetings) > 0 && !q.substance() {
		return k.articlesOn(q, found)
	}
	all := findings(found)
	if len(all) == 0 {
		return k.abstain(q, found)
	}
	shown := choose(all, taste{3, 0.6, 500})
	d := k.draft(q)
	d.show(q, shown)
	var names []string
	for _, fd := range shown {
		for _, f := range fd.agree {
			if name := k.dated(f); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if !d.out.Conflict {
		d.out.Lead = and(names) + "."
	}
	return d.out
}}

// dated names a fact's outlet with the day of publication: "NBC News (28 September 2015)".
func (k *knowledge) dated(f *store.Fact) string {
	a := k.articles[f.Article]
	if a == nil {
		return f.Article
	}
	return fmt.Sprintf("%s (%s)", a.Outlet, a.Published.Format())
}

// says tells what one article says: on a thing, or its main points.
var says = intent{"says", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if len(q.content()) > 0 && !k.aboutMeetings(q) {
		return k.answer(q, found, some)
	}
	d := k.draft(q)
	for _, kind := range mainKinds {
		for _, fd := range findings(found) {
			if fd.best.fact.Kind == kind && (q.Articles == nil || slices.Contains(q.Articles, fd.best.fact.Article)) {
				d.finding("", fd)
				break
			}
		}
	}
	if len(d.out.Statements) == 0 {
		return k.answer(q, found, some)
	}
	return d.out
}}

// mainKinds are what a short account of a meeting or an article consists of, in this order.
var mainKinds = []store.Kind{store.KindHeld, store.KindDate, store.KindDuration, store.KindTopic, store.KindAgreement, store.KindOutcome, store.KindStatement, store.KindDescription}

// about tells the main points on a meeting, or what fits best on anything else.
var about = intent{"about", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if len(q.Meetings) == 0 || !k.aboutMeetings(q) {
		return k.answer(q, found, some)
	}
	if len(q.Meetings) > 1 {
		return k.perMeeting(q, found, few)
	}
	d := k.draft(q)
	d.out.Lead = k.readingOf(q)
	for _, kind := range mainKinds {
		for _, fd := range findings(found) {
			if fd.best.fact.Kind == kind && slices.Contains(q.Meetings, fd.best.fact.Meeting) {
				d.finding("", fd)
				break
			}
		}
	}
	if len(d.out.Statements) == 0 {
		return k.answer(q, found, some)
	}
	return d.out
}}

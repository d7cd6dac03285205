package intents

import (
	"fmt"
	"slices"
	"strings"

	"readout/bot"
	"readout/store"
)

// countMeetings counts the meetings that the articles tell of, and names them.
var countMeetings = intent{"count-meetings", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if !k.aboutMeetings(q) {
		return k.answer(q, found, few)
	}
	d := k.draft(q)
	ids := k.candidatesFor(q)
	if len(ids) == 0 && len(k.main) == 0 && !k.namesPeople(q) {
		return k.countAll(q, found)
	}
	for _, id := range ids {
		d.meeting(id, found)
	}
	n := len(d.out.Statements)
	if n == 0 {
		return k.abstain(q, found)
	}
	d.out.Lead = fmt.Sprintf("%s %s.", title(spell(n)), plural(n, "meeting"))
	return d.out
}}

// mostCounted is how many meetings are named where there are many.
const mostCounted = 5

// countAll counts the meetings that took place, of whomever, and names some.
func (k *knowledge) countAll(q *Query, found []candidate) bot.Answer {
	d := k.draft(q)
	n := 0
	for _, m := range k.catalog.Meetings {
		if m.Status != store.Held {
			continue
		}
		n++
		if len(d.out.Statements) < mostCounted {
			d.meeting(m.ID, found)
		}
	}
	if len(d.out.Statements) == 0 {
		return k.abstain(q, found)
	}
	d.out.Lead = fmt.Sprintf("%s %s, among them:", title(spell(n)), plural(n, "meeting"))
	return d.out
}

// countArticles counts the articles, all or those on the meetings that the question names.
var countArticles = intent{"count-articles", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if k.aboutMeetings(q) && q.Meetings == nil && !k.namesPeople(q) {
		return k.sources(q)
	}
	return k.articlesOn(q, found)
}}

// articlesOn lists the articles that tell of what a question names, each with what it says first.
func (k *knowledge) articlesOn(q *Query, found []candidate) bot.Answer {
	var articles []string
	var facts []*store.Fact
	for _, c := range passing(found) {
		if len(q.Meetings) > 0 && k.aboutMeetings(q) && !slices.Contains(q.Meetings, c.fact.Meeting) {
			continue
		}
		if !slices.Contains(articles, c.fact.Article) {
			articles = append(articles, c.fact.Article)
			facts = append(facts, c.fact)
		}
	}
	if len(facts) == 0 {
		return k.abstain(q, found)
	}
	d := k.draft(q)
	d.out.Lead = fmt.Sprintf("%s of the %s articles.", title(spell(len(facts))), k.articleCount())
	for _, f := range facts {
		a := k.articles[f.Article]
		d.say(fmt.Sprintf("%s, %s: %s", a.Outlet, a.Published.Format(), d.toldBy(f)), f)
	}
	return d.out
}

func (k *knowledge) namesPeople(q *Query) bool {
	for _, u := range q.units {
		if u.sort == sortName || u.sort == sortArticle {
			return true
		}
	}
	return false
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

package intents

import (
	"slices"

	"readout/bot"
)

// byOutlet sets side by side what the outlets say that a question names; false when it names fewer than two or
// fewer than two have something on it.
func (k *knowledge) byOutlet(q *Query, found []candidate) (bot.Answer, bool) {
	var named []*unit
	for i := range q.units {
		if u := &q.units[i]; u.sort == sortArticle && !u.soft {
			named = append(named, u)
		}
	}
	if len(named) < 2 {
		return bot.Answer{}, false
	}
	sides := make([]*Query, len(named))
	for i, u := range named {
		sides[i] = q.ofOutlet(u)
	}
	d := k.draft(q)
	for _, all := range k.each(sides, found, (*Query).fromOutlet) {
		if len(all) > 0 {
			fd := all[0]
			d.say(k.outlets(fd.agree[:1])+": "+d.toldBy(fd.best.fact), fd.best.fact)
		}
	}
	return d.out, len(d.out.Statements) == len(named)
}

// fromOutlet reports whether a candidate stands in an article of the one outlet that a side names.
func (q *Query) fromOutlet(c *candidate) bool {
	return slices.ContainsFunc(q.units, func(u unit) bool { return u.sort == sortArticle && !u.soft && u.isOf(c.doc.article) })
}

// isOf reports whether a unit names the article: that a fact of another article mentions the outlet is not enough.
func (u *unit) isOf(article *doc) bool {
	return article != nil && slices.ContainsFunc(u.alts, func(a alt) bool { return !a.flip && a.weight*article.weight(a.id) >= enoughName })
}

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
	d := k.draft(q)
	for _, u := range named {
		if fd, ok := k.bestOf(u, named, found); ok {
			d.say(k.outlets(fd.agree[:1])+": "+fd.best.fact.Statement, fd.best.fact)
		}
	}
	return d.out, len(d.out.Statements) == len(named)
}

// bestOf returns the best finding among the articles of one outlet; that it does not name the others is no fault.
func (k *knowledge) bestOf(u *unit, named []*unit, found []candidate) (finding, bool) {
	var own []candidate
	for _, c := range found {
		if !u.isOf(c.doc.article) {
			continue
		}
		other := c.missing == "another article" || slices.ContainsFunc(named, func(n *unit) bool { return n.text == c.missing })
		if c.missing == "" || other && c.coverage >= leastContent {
			c.missing = ""
			own = append(own, c)
		}
	}
	if all := findings(own); len(all) > 0 {
		return all[0], true
	}
	return finding{}, false
}

// isOf reports whether a unit names the article: that a fact of another article mentions the outlet is not enough.
func (u *unit) isOf(article *doc) bool {
	return article != nil && slices.ContainsFunc(u.alts, func(a alt) bool { return !a.flip && a.weight*article.weight(a.id) >= enoughName })
}

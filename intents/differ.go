package intents

import (
	"slices"
	"strings"

	"readout/bot"
	"readout/store"
)

// differ shows where articles contradict each other, and where they tell the same.
var differ = intent{"differ", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	var clash, both []finding
	all := k.held(q, found)
	if len(q.content()) > 0 && !k.aboutMeetings(q) || len(q.Kinds) > 0 {
		top := 0.0
		for _, fd := range all {
			top = max(top, fd.best.score)
		}
		all = slices.DeleteFunc(k.nearest(q, all), func(fd finding) bool { return fd.best.score < top-nearTop })
	}
	for _, fd := range all {
		switch {
		case len(fd.differ) > 0:
			clash = append(clash, fd)
		case k.independent(fd.agree) > 1:
			both = append(both, fd)
		}
	}
	d := k.draft(q)
	switch {
	case len(clash) > 0:
		limit := 1
		if len(q.content()) == 0 || k.aboutMeetings(q) {
			limit = 4
		}
		for _, fd := range clash[:min(limit, len(clash))] {
			d.conflict("", fd)
		}
		return d.out
	case len(both) > 0:
		d.out.Lead = "They agree."
		if q.YesNo {
			d.out.Lead = "Yes, they agree."
		}
		d.eachSource(both[0])
		return d.out
	}
	if a, ok := k.byArticle(q, found); ok {
		return a
	}
	return k.answer(q, found, some)
}}

// byArticle sets side by side what the articles say on a thing: the best of each; false when fewer than two have
// something on it.
func (k *knowledge) byArticle(q *Query, found []candidate) (bot.Answer, bool) {
	if len(passing(found)) == 0 {
		return bot.Answer{}, false
	}
	near := lenient(q, found)
	d := k.draft(q)
	var done []string
	for _, fd := range findings(near) {
		f := fd.best.fact
		if fd.best.score < near[0].score-bestOfArticle || len(done) == mostArticles {
			break
		}
		if slices.Contains(done, f.Article) {
			continue
		}
		done = append(done, f.Article)
		if len(fd.differ) > 0 {
			d.conflict("", fd)
			continue
		}
		d.say(k.outlets([]*store.Fact{f})+": "+d.toldBy(f), f)
	}
	return d.out, len(done) > 1
}

// How far below the best the best of another article may score, and how many articles are set side by side.
const (
	nearTop       = 0.7 // the same for a finding that several articles share
	bestOfArticle = 2.0
	mostArticles  = 4
)

// nearest keeps the best finding that several articles tell of, of the kind asked for when there is one.
func (k *knowledge) nearest(q *Query, all []finding) []finding {
	for _, fd := range all {
		if (len(fd.differ) > 0 || k.independent(fd.agree) > 1) && (len(q.Kinds) == 0 || fd.best.kindFits) {
			return []finding{fd}
		}
	}
	return nil
}

// held returns findings that come near enough to the question to compare sources on; with no content, all.
func (k *knowledge) held(q *Query, found []candidate) []finding {
	near := slices.Clone(found)
	all := len(q.content()) == 0 || k.aboutMeetings(q)
	for i := range near {
		if near[i].missing != "" && (all || near[i].coverage >= leastContent*0.75) && !missesName(q, &near[i]) {
			near[i].missing = ""
		}
	}
	slices.SortStableFunc(near, passingFirst)
	return findings(near)
}

// missesName reports whether the evidence test refused a candidate for a name.
func missesName(q *Query, c *candidate) bool {
	return slices.ContainsFunc(q.units, func(u unit) bool { return u.text == c.missing && u.sort != sortArticle })
}

// eachSource says a finding once for each article, in the article's own terms.
func (d *draft) eachSource(fd finding) {
	var outlets []string
	for _, f := range fd.agree {
		name := d.k.outlets([]*store.Fact{f})
		if slices.Contains(outlets, name) {
			continue
		}
		outlets = append(outlets, name)
		d.say(name+": "+d.toldBy(f), f)
	}
}

// same tells which articles say the same.
var same = intent{"same", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	for _, fd := range findings(found) {
		if len(fd.agree) < 2 {
			continue
		}
		d := k.draft(q)
		d.out.Lead = k.outlets(fd.agree) + "."
		d.show(q, []finding{fd})
		d.out.Lead = strings.TrimSpace(k.outlets(fd.agree) + ": " + d.out.Lead)
		return d.out
	}
	return k.answer(q, found, few)
}}

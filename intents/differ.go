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
		all = k.nearest(q, all)
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
	return k.answer(q, found, some)
}}

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
		d.say(name+": "+f.Statement, f)
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

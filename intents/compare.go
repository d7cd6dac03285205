package intents

import (
	"slices"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
)

// compare sets meetings side by side: by their length where that is asked, else by what fits the question at each.
var compare = intent{"compare", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if actors := q.actors(k); len(actors) > 1 && !q.several {
		return k.sideBySide(q, found, actors)
	}
	ids := q.Meetings
	if len(ids) < 2 {
		ids = q.reading.mainMeetings()
	}
	d := k.draft(q)
	var shown []finding
	for i, own := range k.atMeetings(q, found, ids) {
		for j, fd := range choose(own, taste{2, 0.7, 300}) {
			title := ""
			if j == 0 {
				title = k.meetings[ids[i]].Title
				shown = append(shown, fd)
			}
			d.finding(title, fd)
		}
	}
	if len(shown) < 2 {
		return k.answer(q, found, some)
	}
	if !d.out.Conflict {
		d.out.Lead = k.judgement(q, shown, len(shown) == len(ids))
	}
	return d.out
}}

// sideBySide sets people or countries side by side: what the articles say of each.
func (k *knowledge) sideBySide(q *Query, found []candidate, actors []string) bot.Answer {
	sides := make([]*Query, len(actors))
	for i, a := range actors {
		sides[i] = q.ofActor(actors, a)
	}
	var picked []finding
	for _, all := range k.each(sides, found, k.actsIn) {
		if len(all) > 0 && !shown(picked, all[0].best.fact) {
			picked = append(picked, all[0])
		}
	}
	if len(picked) < 2 {
		return k.answer(q, found, some)
	}
	d := k.draft(q)
	d.show(q, picked)
	return d.out
}

// actsIn reports whether a fact gives the words, or without a speaker the doings, of the one that a side is about.
func (k *knowledge) actsIn(side *Query, c *candidate) bool {
	key := side.Speaker[0]
	if n := k.lex.Name(key); n != nil && n.Class != "person" {
		return k.countryOf(c.fact.Speaker) == key || slices.ContainsFunc(c.doc.names, func(name string) bool { return k.countryOf(name) == key })
	}
	return c.fact.Speaker == key || c.fact.Speaker == "" && slices.Contains(c.fact.People, key)
}

// actors returns the persons that a question names, by key, or the countries when it names fewer than two persons.
func (q *Query) actors(k *knowledge) []string {
	var people, countries []string
	for _, u := range q.units {
		for _, key := range u.keys {
			n := k.lex.Name(key)
			if n != nil && n.Class == "person" && !slices.Contains(people, key) {
				people = append(people, key)
			}
			if country := k.countryOf(key); n != nil && n.Class == "place" && country == key && !slices.Contains(countries, key) {
				countries = append(countries, key)
			}
		}
	}
	if len(people) > 1 {
		return people
	}
	return countries
}

// atMeetings returns the findings at each meeting. What the question says of the other meeting need not be met.
func (k *knowledge) atMeetings(q *Query, found []candidate, ids []string) [][]finding {
	sides := make([]*Query, len(ids))
	for i, id := range ids {
		sides[i] = q.atMeeting(id)
	}
	lengths := k.comparesLength(q) && len(ofKind(found, store.KindDuration)) > 0
	return k.each(sides, found, func(side *Query, c *candidate) bool {
		return c.fact.Meeting == side.Meetings[0] && c.fact.Kind != store.KindArticle && (!lengths || c.fact.Kind == store.KindDuration) &&
			(!q.viewed || k.spokenBy(q.Speaker, c))
	})
}

func ofKind(found []candidate, kind store.Kind) []candidate {
	var out []candidate
	for _, c := range found {
		if c.fact.Kind == kind {
			out = append(out, c)
		}
	}
	return out
}

// comparesLength reports whether a question asks which meeting took longer.
func (k *knowledge) comparesLength(q *Query) bool {
	return slices.ContainsFunc(q.reading.tokens, func(t lang.Token) bool { return k.lex.Grammar("length", t.Norm) })
}

// judgement compares the values shown, where both have one.
func (k *knowledge) judgement(q *Query, shown []finding, everywhere bool) string {
	a, b := shown[0].best.fact, shown[1].best.fact
	x, okx := lang.Minutes(a.Value)
	y, oky := lang.Minutes(b.Value)
	switch {
	case okx && oky && x == y:
		return "Neither: both lasted the same time."
	case okx && oky && x > y:
		return "The first was longer."
	case okx && oky:
		return "The second was longer."
	case q.YesNo && everywhere && !slices.ContainsFunc(shown, func(fd finding) bool { return fd.best.fact.Negated || fd.best.coverage < enoughTyped }):
		return "Yes."
	case q.YesNo && a.Value != "" && a.Kind == b.Kind && a.Value == b.Value:
		return "Yes."
	}
	return ""
}

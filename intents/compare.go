package intents

import (
	"slices"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
)

// compare sets meetings side by side: by their length where that is asked, else by what fits the question at each.
var compare = intent{"compare", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if people := q.people(k); len(people) > 1 && !q.several {
		return k.sideBySide(q, found, people)
	}
	ids := q.Meetings
	if len(ids) < 2 {
		ids = q.reading.mainMeetings()
	}
	d := k.draft(q)
	var shown []finding
	for _, id := range ids {
		own := k.atMeeting(q, found, id)
		for i, fd := range choose(own, taste{2, 0.5, 260}) {
			title := ""
			if i == 0 {
				title = k.meetings[id].Title
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

// sideBySide sets people side by side: what the articles say of each.
func (k *knowledge) sideBySide(q *Query, found []candidate, people []string) bot.Answer {
	var picked []finding
	for _, p := range people {
		var own []candidate
		for _, c := range found {
			if (c.fact.Speaker == p || c.fact.Speaker == "" && slices.Contains(c.fact.People, p)) && (c.missing == "" || c.coverage >= leastContent) {
				c.missing = ""
				own = append(own, c)
			}
		}
		if all := findings(own); len(all) > 0 && !shown(picked, all[0].best.fact) {
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

// people returns the persons that a question names, by key.
func (q *Query) people(k *knowledge) []string {
	var out []string
	for _, u := range q.units {
		for _, key := range u.keys {
			if n := k.lex.Name(key); n != nil && n.Class == "person" && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// atMeeting returns the findings at one meeting. What the question says of the other meeting need not be met.
func (k *knowledge) atMeeting(q *Query, found []candidate, id string) []finding {
	var own []candidate
	for _, c := range found {
		if c.fact.Meeting == id && (c.missing == "" || c.coverage >= leastContent/2) {
			c.missing = ""
			own = append(own, c)
		}
	}
	if spoken := k.spoken(q, own); q.viewed && len(spoken) > 0 {
		own = spoken
	}
	if lengths := ofKind(own, store.KindDuration); k.comparesLength(q) && len(lengths) > 0 {
		own = lengths
	}
	return findings(own)
}

// spoken returns the candidates that report the words or view of the one asked about.
func (k *knowledge) spoken(q *Query, found []candidate) []candidate {
	var out []candidate
	for i := range found {
		if k.spokenBy(q.Speaker, &found[i]) {
			out = append(out, found[i])
		}
	}
	return out
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

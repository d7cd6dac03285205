package intents

import (
	"slices"

	"readout/internal/lang"
	"readout/store"
)

// focus marks what the question turns on, which an answer must have whatever else it has: the thing asked for
// ("which hotel …", "how many warplanes …"), what was done by whom ("who proposed …"), and what somebody spoke
// about ("… say about election meddling").
func (r *reading) focus(q *Query) {
	if q.YesNo {
		return
	}
	if views[q.Intent] {
		r.matter(q)
	}
	for i := r.begin; i < len(r.tokens); i++ {
		switch {
		case q.Asks == store.AskWhy && r.is("wh", r.tokens[i].Norm):
			return // a reason is told in words of its own
		case q.Asks == store.AskHow && r.is("degree", r.tokens[i].Norm) && i+2 < len(r.tokens) && !r.lightAt(i+1) && r.auxiliarySoon(i+2):
			r.mark(q, i+1, true) // "how old was …": only an age will do
			return
		case r.is("wh", r.tokens[i].Norm) && r.auxiliarySoon(i+1):
			r.mark(q, len(r.tokens)-1, false) // "what did they eat": the verb at the end
			return
		case r.is("focus-opening", r.tokens[i].Norm):
			at, noun := r.head(i + 1)
			if noun || r.tokens[i].Norm != "what" {
				r.mark(q, at, noun)
			}
			return
		case r.is("wh", r.tokens[i].Norm) && i > r.begin+2:
			return
		}
	}
}

// matter marks what somebody spoke about: the first word behind "about" or "on".
func (r *reading) matter(q *Query) {
	for i, t := range r.tokens {
		if !r.is("about-word", t.Norm) {
			continue
		}
		for j := range q.units {
			if u := &q.units[j]; u.first > i && u.sort == sortWord && !u.light && !u.meeting {
				u.must = true
				return
			} else if u.first > i && u.sort == sortName {
				return // a name must be met anyway
			}
		}
	}
}

// head returns the token of the noun that follows: the last before an auxiliary, or else the first word
// that carries evidence. -1 when nothing does. It is a
// noun for certain only in the first case.
func (r *reading) head(from int) (at int, noun bool) {
	for from < len(r.tokens) && r.is("focus-skip", r.tokens[from].Norm) {
		from++
	}
	first := -1
	for i := from; i < len(r.tokens) && i < from+4; i++ {
		if r.is("auxiliary", r.tokens[i].Norm) {
			if i > from && !r.functionAt(i-1) {
				return i - 1, true
			}
			return -1, false
		}
		if r.functionAt(i) || r.is("preposition-object", r.tokens[i].Norm) {
			break
		}
		if first < 0 && !r.lightAt(i) {
			first = i
		}
	}
	return first, false
}

// functionAt reports whether a token is a closed-class word.
func (r *reading) functionAt(i int) bool {
	for _, m := range r.an.Matches {
		if m.Start == i && m.End == i+1 && isLight(m, "function") {
			return true
		}
	}
	return false
}

// mark makes the unit at a token one that must be met.
func (r *reading) mark(q *Query, at int, noun bool) {
	if at < 0 || !noun && r.lightAt(at) {
		return
	}
	for _, units := range [][]unit{q.units, q.trigger} {
		for i := range units {
			u := &units[i]
			if u.sort == sortWord && !u.meeting && (noun || !u.light) && at >= u.first && at < max(u.first+1, r.endOf(*u)) {
				u.must = true
				u.light = false
				return
			}
		}
	}
	// A light word at the place of the noun carries evidence after all: "which general …".
	if isModifier := noun && slices.ContainsFunc(r.segs, func(m lang.Match) bool { return m.Start == at && isLight(m, "modifier") }); isModifier {
		u := r.wordUnit(at, at+1, r.tokens[at].Norm)
		u.must = true
		q.units = append(q.units, u)
	}
}

// auxiliarySoon reports whether an auxiliary follows, fillers such as "exactly" left aside.
func (r *reading) auxiliarySoon(i int) bool {
	for i < len(r.tokens) && r.lightAt(i) && !r.is("auxiliary", r.tokens[i].Norm) {
		i++
	}
	return i < len(r.tokens) && r.is("auxiliary", r.tokens[i].Norm)
}

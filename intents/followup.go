package intents

import (
	"context"
	"slices"

	"readout/store"
)

// maxEarlier is how many earlier turns can bear on a question.
const maxEarlier = 4

// carry completes a question that does not stand alone from the turns before it: the meeting, the person and
// the wanted type that were mentioned last.
func (t *turn) carry(ctx context.Context, q *Query, earlier []string) error {
	if !q.Ellipsis && q.Meetings != nil && (len(q.trigger) > 0 || len(q.content()) > 0 || len(q.Kinds) > 0) {
		return nil
	}
	if len(earlier) > maxEarlier {
		earlier = earlier[len(earlier)-maxEarlier:]
	}
	var before *Query
	for i, text := range earlier {
		p := t.k.parse(text)
		if before != nil {
			t.k.inherit(p, before)
		}
		if i == len(earlier)-1 {
			if err := t.focus(ctx, p); err != nil {
				return err
			}
		}
		before = p
	}
	t.k.inherit(q, before)
	return nil
}

// focus answers an earlier question again, so that what its answer was about can be referred to.
func (t *turn) focus(ctx context.Context, p *Query) error {
	facts, err := t.find(ctx, p)
	if err != nil {
		return err
	}
	for _, fd := range choose(findings(t.k.rank(p, facts)), few) {
		p.shown = append(p.shown, *fd.best.fact)
	}
	return nil
}

// inherit takes from the question before what this one leaves open.
func (k *knowledge) inherit(q, before *Query) {
	if before == nil {
		return
	}
	k.relativeYear(q, before)
	own := q.content()
	bare := q.Intent == "about" && len(own) == 0 || q.Intent == "what" && len(q.trigger) == 0 && len(own) == 0 || len(q.reading.tokens) > 0 && q.Asks == store.AskWhat && len(own) == 0 && q.Meetings != nil
	if q.Meetings == nil && before.Meetings != nil && !q.Ellipsis {
		q.lean = before.Meetings[0] // a full question starts afresh; of equals, what was spoken of comes first
	} else if q.Meetings == nil && before.Meetings != nil {
		if q.Pronoun == "other" && k.otherOf(q, before) == "" {
			q.Meetings = k.others(before.Meetings)
		} else {
			q.Meetings = slices.Clone(before.Meetings)
		}
		q.carried = true
	} else if q.Meetings == nil && q.Ellipsis && len(before.shown) > 0 && before.shown[0].Meeting != "" {
		q.lean = before.shown[0].Meeting
	}
	if bare {
		q.Intent, q.Asks, q.Kinds, q.YesNo = before.Intent, before.Asks, before.Kinds, before.YesNo
		q.trigger, q.form, q.want = before.trigger, before.form, before.want
		q.carried = true
	}
	if q.Articles == nil && q.Pronoun != "" && q.Meetings == nil {
		q.Articles = before.Articles
	}
	if views[before.Intent] && q.YesNo && len(own) == 0 && len(q.Speaker) > 0 {
		// "Does Putin see it the same way?": what is his view?
		q.Intent, q.Asks, q.Kinds, q.YesNo, q.form = before.Intent, before.Asks, before.Kinds, false, true
	}
	switch other := k.otherOf(q, before); {
	case other != "":
		q.speaks(k, other)
	case len(q.Speaker) == 0 && (q.Pronoun == "he" || bare):
		q.Speaker = before.Speaker
	case bare && views[before.Intent] && len(before.Speaker) > 0 && !slices.ContainsFunc(q.Speaker, k.ofMain):
		q.Speaker = before.Speaker // "What did Obama call ISIS? And Assad?": what he called him
	}
	k.carryUnits(q, before, bare, own)
}

// otherOf reads "and the other one?" after a question for somebody's words as: the other of the two who met; "" when it
// does not ask for that.
func (k *knowledge) otherOf(q, before *Query) string {
	if q.Pronoun != "other" || !views[before.Intent] || len(before.Speaker) != 1 || len(k.mainMet) != 2 {
		return ""
	}
	switch before.Speaker[0] {
	case k.mainMet[0]:
		return k.mainMet[1]
	case k.mainMet[1]:
		return k.mainMet[0]
	}
	return ""
}

// ofMain reports whether a name is one of those who met most often, or speaks for the country of one.
func (k *knowledge) ofMain(key string) bool {
	country := k.countryOf(key)
	return slices.ContainsFunc(k.mainMet, func(person string) bool {
		return key == person || country != "" && country == k.countryOf(person)
	})
}

// speaks makes a question one about somebody's words who is not named in it.
func (q *Query) speaks(k *knowledge, key string) {
	q.Speaker = []string{key}
	q.units = append(q.units, unit{text: k.lex.Name(key).Full, sort: sortName, weight: weightName * floorWord, alts: q.reading.nameAlts(key), keys: q.Speaker, first: fromBefore})
}

// relativeYear reads "the year before" and "a year later" as counted from the meeting spoken of last.
func (k *knowledge) relativeYear(q, before *Query) {
	if len(before.Meetings) != 1 || len(q.reading.tokens) == 0 {
		return
	}
	shift := 0
	var rest []unit
	for _, u := range q.units {
		switch {
		case q.reading.is("relative-year", u.text):
		case q.reading.is("order-previous", u.text):
			shift--
		case q.reading.is("order-next", u.text):
			shift++
		default:
			rest = append(rest, u)
		}
	}
	if shift == 0 || len(rest) > len(q.units)-2 {
		return
	}
	year := k.meetings[before.Meetings[0]].From.Year() + shift
	var there []string
	for _, id := range k.main {
		if k.meetings[id].From.Year() == year && (q.Meetings == nil || slices.Contains(q.Meetings, id)) {
			there = append(there, id)
		}
	}
	q.units, q.Meetings, q.carried = rest, there, true
}

// views marks the intents that ask for somebody's words or view.
var views = map[string]bool{"position": true, "said": true, "quote": true}

// carryUnits adds the earlier question's units: as its own where this one has no content, else to lean on.
func (k *knowledge) carryUnits(q, before *Query, bare bool, own []unit) {
	replaced := map[unitSort]bool{}
	for _, u := range q.units {
		replaced[u.sort] = true
		if u.cue != nil {
			replaced[sortMeeting], replaced[sortTime] = true, true
		}
	}
	for _, u := range before.units {
		if u.soft && !bare {
			continue
		}
		if u.cue != nil && q.Meetings != nil {
			continue // the meeting is carried as such
		}
		if replaced[u.sort] && u.sort != sortWord {
			u.soft = true
		}
		switch {
		case bare || len(own) == 0 && (q.Pronoun != "" || len(q.trigger) == 0 && len(q.Kinds) == 0):
		case u.sort == sortWord && q.Pronoun != "" && !u.light:
			u.weight *= weightReferred
		default:
			u.soft = true
		}
		u.first += fromBefore // behind its own
		q.units = append(q.units, u)
	}
	q.context = append(q.context, before.shown...)
}

// fromBefore is added to the places of the words of earlier questions: no question has so many words.
const fromBefore = 1000

// strays reports whether a question refers to something said before and a fact has nothing of it.
func (k *knowledge) strays(q *Query, c *candidate) bool {
	carried := false
	for i := range q.units {
		u := &q.units[i]
		if q.Pronoun == "" || u.first < fromBefore || u.light || u.meeting {
			continue
		}
		if m, _, _ := k.meet(u, c, c.doc.meeting, c.doc.article); m >= enoughFocus {
			return false
		}
		carried = true
	}
	return carried
}

// weightReferred is what a word of the question before counts when this one refers to it by a pronoun.
const weightReferred = 0.6

// others returns the main meetings but those given.
func (k *knowledge) others(ids []string) []string {
	main := (&reading{k: k}).mainMeetings()
	return slices.DeleteFunc(slices.Clone(main), func(id string) bool { return slices.Contains(ids, id) })
}

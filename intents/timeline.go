package intents

import (
	"slices"

	"readout/bot"
	"readout/store"
)

// timeline lists meetings by date.
var timeline = intent{"timeline", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if !k.aboutMeetings(q) {
		return k.answer(q, found, some)
	}
	d := k.draft(q)
	for _, id := range k.candidatesFor(q) {
		d.meeting(id, found)
	}
	if len(d.out.Statements) == 0 {
		return k.answer(q, found, many)
	}
	return d.out
}}

// aboutMeetings reports whether a question has no content but meetings and those who met.
func (k *knowledge) aboutMeetings(q *Query) bool {
	for _, u := range q.content() {
		if !k.meetingWord(u) {
			return false
		}
	}
	return true
}

// meeting says of a meeting that it was held, with its date, resting on the facts that say so.
func (d *draft) meeting(id string, found []candidate) {
	var rest []*store.Fact
	for _, kind := range []store.Kind{store.KindDate, store.KindHeld} {
		for i := range found {
			if f := found[i].fact; f.Meeting == id && f.Kind == kind {
				rest = append(rest, f)
			}
		}
		if len(rest) > 0 {
			break
		}
	}
	if len(rest) == 0 {
		return
	}
	slices.SortStableFunc(rest, func(a, b *store.Fact) int { return compareStrings(a.ID, b.ID) })
	m := d.k.meetings[id]
	d.say(m.Title+": "+d.tell(rest[0]), rest...)
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

package intents

import (
	"cmp"
	"slices"

	"readout/bot"
	"readout/store"
)

// topic tells what was discussed: each topic once, where the question leaves open which.
var topic = intent{"topic", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if each := eachTopic(q, found); k.leavesOpen(q) && len(each) > 0 {
		return k.answer(q, each, eachOnce)
	}
	return k.perMeeting(q, found, some)
}}

// eachOnce shows topics however well the question fits them: it names none.
var eachOnce = taste{most: 5, margin: 10, length: 620}

// leavesOpen reports whether a question names nothing but one meeting, those who met, and what is not wanted.
func (k *knowledge) leavesOpen(q *Query) bool {
	if len(q.Meetings) != 1 {
		return false
	}
	m := k.meetings[q.Meetings[0]]
	for _, u := range q.units {
		switch {
		case u.except || u.soft || u.light || u.meeting || u.cue != nil || u.sort == sortTime:
		case u.sort == sortName && m != nil && slices.ContainsFunc(u.keys, func(key string) bool { return slices.Contains(m.People, key) }):
		default:
			return false
		}
	}
	return true
}

// eachTopic keeps, of the facts on topics that pass, those of the claim on each topic that most of them make.
func eachTopic(q *Query, found []candidate) []candidate {
	pass := slices.DeleteFunc(slices.Clone(passing(found)), func(c candidate) bool {
		return c.fact.Kind != store.KindTopic || len(c.fact.Topics) == 0 || !slices.Contains(q.Meetings, c.fact.Meeting) || q.excepts(c.fact.Topics[0])
	})
	made := make(map[string]int) // how many facts make a claim
	most := make(map[string]string)
	for _, c := range pass {
		made[claimed(c.fact)]++
	}
	for _, c := range pass {
		if of := c.fact.Topics[0]; made[claimed(c.fact)] > made[most[of]] {
			most[of] = claimed(c.fact)
		}
	}
	return slices.DeleteFunc(pass, func(c candidate) bool { return most[c.fact.Topics[0]] != claimed(c.fact) })
}

// claimed names what a fact claims; a fact that shares its claim with none is a claim of its own.
func claimed(f *store.Fact) string { return cmp.Or(f.Claim, f.ID) }

// excepts reports whether a question does not want to hear of the thing with that key.
func (q *Query) excepts(key string) bool {
	return slices.ContainsFunc(q.units, func(u unit) bool { return u.except && slices.Contains(u.keys, key) })
}

package intents

import (
	"slices"

	"readout/bot"
)

// perSpeaker answers for each leader when the question says "he" and means nobody in particular.
func (k *knowledge) perSpeaker(q *Query, found []candidate, t taste) bot.Answer {
	if q.Pronoun != "he" || len(q.Speaker) > 0 {
		return k.perMeeting(q, found, t)
	}
	var picked []finding
	var speakers []string
	for _, fd := range findings(found) {
		s := fd.best.fact.Speaker
		if n := k.lex.Name(s); n == nil || n.Class != "person" || slices.Contains(speakers, s) || len(picked) > 2 {
			continue
		}
		speakers = append(speakers, s)
		picked = append(picked, fd)
	}
	if len(picked) < 2 {
		return k.answer(q, found, t)
	}
	d := k.draft(q)
	d.show(q, picked)
	d.out.Lead = "It depends on who is meant."
	return d.out
}

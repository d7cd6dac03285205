package intents

import (
	"fmt"
	"slices"
	"time"

	"readout/bot"
	"readout/store"
)

// interval computes the time between two meetings from their dates.
var interval = intent{"interval", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	ids := slices.Clone(q.Meetings)
	if len(ids) != 2 {
		return k.answer(q, found, few)
	}
	from, to := k.meetings[ids[0]], k.meetings[ids[1]]
	start, ok1 := from.From.Time()
	end, ok2 := to.From.Time()
	if !ok1 || !ok2 {
		return k.abstain(q, found)
	}
	if end.Before(start) {
		from, to, start, end = to, from, end, start
	}
	d := k.draft(q)
	d.meeting(from.ID, found)
	d.meeting(to.ID, found)
	if len(d.out.Statements) < 2 {
		return k.abstain(q, found)
	}
	d.out.Lead = title(between(from.From, to.From, start, end)) + "."
	return d.out
}}

// between says the time from one date to another in words, no more exactly than the dates are given.
func between(a, b store.Date, start, end time.Time) string {
	days := int(end.Sub(start).Hours() / 24)
	months := (end.Year()-start.Year())*12 + int(end.Month()) - int(start.Month())
	exact := len(a) == len("2006-01-02") && len(b) == len("2006-01-02")
	switch {
	case !exact:
		return fmt.Sprintf("about %s %s", spell(months), plural(months, "month"))
	case days < 60:
		return fmt.Sprintf("%d %s", days, plural(days, "day"))
	}
	if end.Day() >= start.Day() {
		return fmt.Sprintf("a little over %s %s (%d days)", spell(months), plural(months, "month"), days)
	}
	return fmt.Sprintf("not quite %s %s (%d days)", spell(months), plural(months, "month"), days)
}

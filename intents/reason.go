package intents

import (
	"strings"

	"readout/bot"
)

// reason gives a reason that an article gives; it never infers one. Where the articles tell what happened and
// not why, it says so and tells what they do say.
var reason = intent{"reason", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if len(passing(found)) > 0 {
		return k.answer(q, found, few)
	}
	for _, c := range found {
		if strings.HasPrefix(c.missing, missingGift) && (c.coverage >= enoughTold || c.like >= enoughLike) {
			d := k.draft(q)
			d.out.Lead = "The articles do not give a reason in so many words. They say:"
			c.missing = ""
			for _, fd := range findings([]candidate{c}) {
				d.finding("", fd)
			}
			return d.out
		}
	}
	return k.abstain(q, found)
}}

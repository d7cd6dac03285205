package intents

import "readout/bot"

// reason gives a reason that an article gives; it never infers one.
var reason = intent{"reason", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, few)
}}

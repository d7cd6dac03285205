package intents

import "readout/bot"

// number answers with a figure.
var number = intent{"number", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, few)
}}

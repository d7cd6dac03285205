package intents

import "readout/bot"

// list answers with all that fits.
var list = intent{"list", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, many)
}}

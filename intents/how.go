package intents

import "readout/bot"

// how tells in what way something was done.
var how = intent{"how", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, few)
}}

package intents

import "readout/bot"

// what answers what no other intent claims.
var what = intent{"what", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, few)
}}

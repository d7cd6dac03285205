package intents

import "readout/bot"

// who answers with a person, group or country that the question does not name itself.
var who = intent{"who", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, few)
}}

package intents

import "readout/bot"

// quote answers with somebody's own words.
var quote = intent{"quote", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perSpeaker(q, found, few)
}}

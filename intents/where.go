package intents

import "readout/bot"

// where answers with a place, a venue or an occasion.
var where = intent{"where", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, few)
}}

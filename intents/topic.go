package intents

import "readout/bot"

// topic tells what was discussed.
var topic = intent{"topic", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

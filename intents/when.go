package intents

import "readout/bot"

// when answers with the time of a meeting, or of what the question names.
var when = intent{"when", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, few)
}}

package intents

import "readout/bot"

// participants tells who else was there.
var participants = intent{"participants", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

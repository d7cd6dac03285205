package intents

import "readout/bot"

// planned tells how long a meeting was meant to take.
var planned = intent{"planned", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, few)
}}

package intents

import "readout/bot"

// duration tells how long a meeting really took.
var duration = intent{"duration", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, few)
}}

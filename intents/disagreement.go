package intents

import "readout/bot"

// disagreement tells what divides those who met.
var disagreement = intent{"disagreement", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

package intents

import "readout/bot"

// next tells what is to follow.
var next = intent{"next", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

package intents

import "readout/bot"

// mood describes how a meeting looked and felt.
var mood = intent{"mood", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

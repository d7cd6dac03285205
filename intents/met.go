package intents

import "readout/bot"

// met tells who the people of a meeting were.
var met = intent{"met", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, few)
}}

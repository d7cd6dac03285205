package intents

import "readout/bot"

// outcome tells what was agreed, or what came of a meeting.
var outcome = intent{"outcome", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perMeeting(q, found, some)
}}

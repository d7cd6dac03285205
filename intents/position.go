package intents

import "readout/bot"

// position tells what somebody wants, thinks or supports.
var position = intent{"position", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perSpeaker(q, found, some)
}}

package intents

import "readout/bot"

// said tells what somebody said on something.
var said = intent{"said", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.perSpeaker(q, found, some)
}}

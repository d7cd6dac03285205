package intents

import "readout/bot"

// whois tells who somebody is, or what a group is.
var whois = intent{"whois", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, some)
}}

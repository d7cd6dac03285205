package intents

import "readout/bot"

// whois tells who somebody is, or what a group is. Where no article says so, it tells what they say of the name.
var whois = intent{"whois", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	if len(passing(found)) == 0 && len(q.content()) == 0 {
		found = vague(found)
	}
	return k.answer(q, found, some)
}}

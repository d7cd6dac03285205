package intents

import "readout/bot"

// byline tells who wrote, took or contributed to an article.
var byline = intent{"byline", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	return k.answer(q, found, some)
}}

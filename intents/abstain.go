package intents

import (
	"fmt"
	"slices"

	"readout/bot"
	"readout/store"
)

// abstain says that the articles do not say it: no sources, how many articles were looked through, and the
// nearest questions that they do answer.
func (k *knowledge) abstain(q *Query, found []candidate) bot.Answer {
	n := len(k.catalog.Articles)
	text := fmt.Sprintf("None of the %s articles I have says that.", spell(n))
	switch n {
	case 0:
		text = "I have no articles yet, so I can't say anything about that."
	case 1:
		text = "The one article I have does not say that."
	}
	if k.gibberish(q) {
		text = fmt.Sprintf("I could not understand that, and nothing in the %s articles I have matches it. Ask me about %s.", spell(n), k.scope())
	}
	return bot.Answer{Status: bot.Abstained, Intent: q.Intent, Lead: text, Suggest: k.suggest(q, found)}
}

// gibberish reports whether nothing in a question is known: no phrase that opens a question, and no word of the store.
func (k *knowledge) gibberish(q *Query) bool {
	for _, u := range q.units {
		if len(u.words) > 0 || len(u.keys) > 0 || u.sort != sortWord {
			return false
		}
	}
	return q.phraseless && !q.YesNo
}

// suggest returns up to three questions that the bot can answer, the nearest to the question first.
func (k *knowledge) suggest(q *Query, found []candidate) []string {
	var out []string
	for i := range found {
		f := found[i].fact
		if s := k.ask(f); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
		if len(out) == 3 {
			return out
		}
	}
	return out
}

// ask returns a question that a fact answers, for the kinds that a question can name.
func (k *knowledge) ask(f *store.Fact) string {
	for _, p := range k.book.all {
		if p.ask != "" && slices.Contains(p.kinds, f.Kind) {
			return k.askOf(p, f)
		}
	}
	return ""
}

// askOf returns an intent's question about the meeting of a fact; "" where the meeting has no place, or the fact no value to tell.
func (k *knowledge) askOf(p *phrasing, f *store.Fact) string {
	m := k.meetings[f.Meeting]
	if m == nil || typed(f.Kind) && f.Value == "" {
		return ""
	}
	place := k.lex.Name(m.Place)
	if place == nil {
		return ""
	}
	return fmt.Sprintf(p.ask, place.Full+", "+fmt.Sprint(m.From.Year()))
}

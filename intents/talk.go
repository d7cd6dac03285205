package intents

import (
	"fmt"
	"strings"

	"readout/bot"
)

// talk answers what is about the bot and not about the news: greetings, thanks, help, its sources, and
// what is no question at all.
func (k *knowledge) talk(q *Query) (bot.Answer, bool) {
	if len(q.reading.tokens) == 0 {
		return k.small("offtopic", "I didn't get a question there. Ask me about "+k.scope()+"."), true
	}
	switch q.Intent {
	case "greeting":
		return k.small(q.Intent, "Hello! Ask me about "+k.scope()+"."), true
	case "thanks":
		return k.small(q.Intent, "You're welcome. Ask away if there is more."), true
	case "help":
		a := k.small(q.Intent, "I answer questions about "+k.scope()+", from "+k.articleCount()+
			" news articles, and cite the article for each answer. What they don't say, I don't say. You can ask who, when, where, how long, what was discussed or agreed, what somebody said, or where the articles differ.")
		a.Suggest = k.examples()
		return a, true
	case "sources":
		return k.sources(q), true
	}
	return bot.Answer{}, false
}

func (k *knowledge) small(intent, text string) bot.Answer {
	return bot.Answer{Status: bot.Smalltalk, Intent: intent, Lead: text}
}

// scope says what the store is about: "the Obama–Putin meetings of 2015 and 2016".
func (k *knowledge) scope() string {
	years := []string{}
	people := ""
	for _, id := range (&reading{k: k}).mainMeetings() {
		m := k.meetings[id]
		y := fmt.Sprint(m.From.Year())
		if len(years) == 0 || years[len(years)-1] != y {
			years = append(years, y)
		}
		if people == "" {
			var names []string
			for _, p := range m.People {
				if n := k.lex.Name(p); n != nil {
					words := strings.Fields(n.Full)
					names = append(names, words[len(words)-1])
				}
			}
			people = strings.Join(names, "–")
		}
	}
	if len(years) == 0 {
		return "meetings between leaders"
	}
	return fmt.Sprintf("the %s meetings of %s", people, and(years))
}

// examples returns questions that any store with a meeting can answer.
func (k *knowledge) examples() []string {
	ids := (&reading{k: k}).mainMeetings()
	if len(ids) == 0 {
		return nil
	}
	out := []string{"Give me a timeline of the meetings"}
	m := k.meetings[ids[len(ids)-1]]
	if n := k.lex.Name(m.Place); n != nil {
		out = append(out, "When did they meet in "+n.Full+"?", "What was discussed in "+n.Full+"?")
	}
	return append(out, "Which articles do you have?")[:min(3, len(out)+1)]
}

// sources lists the articles.
func (k *knowledge) sources(q *Query) bot.Answer {
	var b strings.Builder
	fmt.Fprintf(&b, "I have %s %s:", k.articleCount(), plural(len(k.catalog.Articles), "article"))
	const most = 12
	for i, a := range k.catalog.Articles {
		if i == most {
			fmt.Fprintf(&b, "\n… and %d more", len(k.catalog.Articles)-most)
			break
		}
		fmt.Fprintf(&b, "\n%s, %s", a.Outlet, bot.DateText(string(a.Published)))
		if a.Title != "" {
			fmt.Fprintf(&b, " · %s", a.Title)
		}
	}
	return k.small(q.Intent, b.String())
}

// Package extract reads a news article into the meetings it reports, the names it introduces and the facts it
// states, by rules. It does no input or output, knows no clock, and gives the same batch for the same article.
//
// # How an article is read
//
//	lines.go, sentences.go   paragraphs with their kind (body, headline, caption, credit, banner ...), sentences
//	document.go              one annotated document that all rules look at; nothing changes it after findMeetings
//	cast.go, adopt.go        who is named: known people, and new ones by the offices around their names (offices.go)
//	places.go                towns and countries that the lexicon does not know
//	mentions.go              each mention resolved to keys: roles.go by office and date, pronouns.go "he", "the two leaders"
//	when.go                  times of lang.Times, told to the sentences they stand in
//	events.go, verbs.go      passages that speak of people meeting; clause.go: who with whom; lead.go: leads without a word for it
//	modality.go, details.go  whether it took place; day and occasion, from its own clause; whereat.go: the place
//	meetings.go, whole.go    events gathered into meetings; what is known only from the article as a whole
//	dateline.go, turns.go    where and on which day it was written; whose turn it is in a transcript
//	company.go, serial.go    three and four leaders; one meeting after the other; live.go: pages written while it happens
//	where.go, identify.go    datelines and visits; which meetings are said enough of, and which are known (known.go, naming.go)
//	speech.go                who says what, from package attribution
//	facts.go                 runs the rules over the sentences of the body and checks each fact against the text
//	rest.go, alias.go        day and place that no sentence gives in so many words; names the lexicon lacks
//	held.go, date.go ...     one file a kind of fact: a function from document and sentence to facts
//
// Word lists are in data/*.rec: cues.rec is what rules look for, lines.rec what no reporting is, titles.rec what goes
// before a name. A new kind of fact is a new file and a line of the list in facts.go.
//
// # What the rules keep to
//
// Statement is the article's own sentence, with runs of blanks made one; Span is where it stands, without a dateline.
// Facts with the same sentence and different kinds stand side by side: a length of time, a place, what was agreed.
// A sentence of the body that no rule knows becomes a fact all the same (around, background), so that it can be found;
// its confidence says how little was understood. Rule names the rule.
//
// An event is planned, cancelled, denied or took place; only the last gives "held", a length or a subject that was
// discussed. "Did not say whether" gives nothing. A meeting mentioned in passing is one when people and a day, place
// or occasion are given. Meetings of the catalog are recognised by [store.SameMeeting] and keep their ids.
//
// # Traps
//
// A dateline is not where a meeting was: it counts with "here", at home with one of those who met, with a room of the
// meeting, where the text itself has something there, or in a third country. Weeks before the article was another
// meeting. "The two sides" are no leaders. A weekday belongs to the nearest event of its
// sentence, not to "said on Monday". "They had met in May" is another meeting; "before Monday, they last met in May"
// gives the day of the one at hand. Two leaders of one country do much together that is no meeting. "An hour longer"
// and "two hours later" are no length of a meeting. A family name goes first in China and Korea. Whom "he" means is
// told by the verb of speaking before by the order of names.
package extract

package intents

import (
	"fmt"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// A Query is what a question says, as far as it was understood: whom, when and where it names, what it
// wants to know, and which words an answer has to account for. It prints itself.
type Query struct {
	Text       string
	Intent     string       // the intent that its words call for
	Asks       store.Asked  // what is wanted
	Kinds      []store.Kind // the kinds of fact that answer it best
	want       store.Asked  // by its question word alone; "" for a yes/no question
	form       bool         // the words that call for the intent ask for a form of answer
	YesNo      bool         // it wants a verdict
	Negated    bool         // "didn't they agree?"
	Mends      []lang.Mend  // slips and what they were taken for
	Speaker    []string     // keys of whose words or view is wanted; any
	Meetings   []string     // ids that its cues fit, in the catalog's order; nil: it names none
	Pronoun    string       // "he", "it", "there": refers to something said before
	Ellipsis   bool         // too little said to stand alone: "and in 2016?"
	Articles   []string     // ids of the articles that it names by outlet; nil: it names none
	planned    bool         // a yes/no question on whether something went as planned
	viewed     bool         // a comparison of somebody's words or views
	contents   int          // how many units of content it has
	phraseless bool         // no phrase of any intent was found in it
	several    bool         // its cues name different meetings
	strangers  bool         // it names people of whom no meeting with each other is known
	carried    bool         // something was carried over from the question before
	lean       string       // id of the meeting that the last answer was about
	shown      []store.Fact // of an earlier question: the facts that answered it
	context    []store.Fact // the facts that answered the question before
	units      []unit
	trigger    []unit // the words that called for the intent
	did        *unit  // what it says somebody did, "marry": facts that a rule has read must tell of it
	reading    *reading
}

// A unit is one thing that a question mentions.
type unit struct {
	text      string
	sort      unitSort
	alts      []alt
	weight    float64
	cue       []string        // ids of the meetings that the unit may mean; nil: it is no cue
	cueSet    map[string]bool // the same as cue, when there are many
	points    []string        // the same, before several meetings were taken together
	when      *lang.When      // of sortTime
	words     []string        // the store's words for it: what is searched for
	count     int             // in about how many facts any of the words stands
	first     int             // its first token
	light     bool            // a modifier: its absence proves little
	keys      []string        // keys of the names it may mean
	except    bool            // "apart from Syria": what is not wanted
	must      bool            // without it nothing is an answer: what the question turns on
	inner     []unit          // of a phrase: its words one by one
	describes bool            // an adjective of a meeting: "the frosty talks"
	soft      bool            // carried over from earlier turns: it ranks, and proves nothing
	meeting   bool            // it says no more than "meeting", or "article"
}

// An alt is one identity that a unit may be met by.
type alt struct {
	id     uint64
	weight float64
	flip   bool // the opposite of what the question says
}

type unitSort uint8

const (
	sortWord    unitSort = iota // a word or concept
	sortName                    // a person, place, organisation, occasion
	sortTime                    // a calendar time
	sortNumber                  // a number
	sortMeeting                 // a meeting by its name
	sortArticle                 // an outlet or article of the store
)

// String shows the query for --why and for tests.
func (q *Query) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "intent=%s asks=%s", q.Intent, q.Asks)
	if q.YesNo {
		b.WriteString(" yes/no")
	}
	if q.Negated {
		b.WriteString(" negated")
	}
	if len(q.Speaker) > 0 {
		fmt.Fprintf(&b, " speaker=%s", strings.Join(q.Speaker, "|"))
	}
	if q.Meetings != nil {
		fmt.Fprintf(&b, " meetings=%s", strings.Join(q.Meetings, "|"))
	}
	if q.Pronoun != "" {
		fmt.Fprintf(&b, " refers=%s", q.Pronoun)
	}
	for _, u := range q.units {
		fmt.Fprintf(&b, " %q", u.text)
		switch {
		case u.cue != nil:
			b.WriteString("(meeting)")
		case len(u.keys) > 0:
			fmt.Fprintf(&b, "(%s)", strings.Join(u.keys, "|"))
		}
		if u.soft {
			b.WriteString("(carried over)")
		}
		if u.weight != 1 {
			fmt.Fprintf(&b, "·%.2f", u.weight)
		}
	}
	for _, m := range q.Mends {
		fmt.Fprintf(&b, " mended=%s→%s", m.Written, m.Meant)
	}
	return b.String()
}

// substance reports whether a question has any content beside its meeting and the words that call for its intent.
func (q *Query) substance() bool {
	for _, u := range q.units {
		if !u.soft && !u.meeting && !u.light && u.cue == nil && u.sort != sortTime && u.sort != sortArticle {
			return true
		}
	}
	return false
}

// tells reports whether a unit is a word that says more than whom and which meeting a question is about.
func (u unit) tells() bool { return u.sort == sortWord && !u.soft && !u.light && !u.meeting }

// content returns the units that an answer has to account for by its words.
func (q *Query) content() []unit {
	var out []unit
	for _, u := range q.units {
		if u.sort == sortWord && !u.light {
			out = append(out, u)
		}
	}
	return out
}

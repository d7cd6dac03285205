package bot

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Status says what became of a question. Its text is part of the command-line contract.
type Status string

const (
	Answered  Status = "answered"  // statements with their sources
	Abstained Status = "abstained" // the articles do not say; no citations
	Clarify   Status = "clarify"   // asked back, with choices
	Smalltalk Status = "smalltalk" // greeting, thanks, help: about the bot, not about the news
)

// A Question is what somebody wants to know, and what they asked just before ("and where?").
type Question struct {
	Text    string
	Earlier []string // earlier turns of the conversation, oldest first
}

// An Answer is what the bot says. Statements are about the world and carry sources; Lead and Note
// are about the answer and claim nothing that the statements do not.
type Answer struct {
	Status     Status
	Intent     string      // the intent that answered
	Lead       string      // before the statements: a verdict ("Yes."), a reading ("Hangzhou, 5 September 2016:")
	Statements []Statement //
	Note       string      // after the statements
	Citations  []Citation  // what the statements' numbers point to, from 1
	Meetings   []string    // ids of the meetings it speaks of
	Conflict   bool        // the articles differ, and the statements say how
	Suggest    []string    // where there is no answer: questions the bot can answer, at most three
	Next       []string    // where there is one: questions likely to follow that the bot can answer, at most three
	Why        []string    // how the answer came about, a line each
}

// A Statement is one plain sentence, no markup, and what it rests on.
type Statement struct {
	Text  string
	Cites []int    // numbers of citations, from 1, never empty
	Facts []string // ids of the facts behind it, in the order of Cites
}

// A Citation says where a statement was read, in words that a platform can render.
type Citation struct {
	N         int    `json:"n"` // its number in the answer, from 1
	Article   string `json:"article"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	URL       string `json:"url"` // opens at the passage (#:~:text=)
	Published string `json:"published"`
	Quote     string `json:"quote"`  // the speaker's own words, where there are some
	Anchor    string `json:"anchor"` // first words of the passage, as printed
}

// Text is the body of the answer: lead, statements with the numbers of their sources, note.
func (a Answer) Text() string {
	var b strings.Builder
	b.WriteString(a.Lead)
	for _, s := range a.Statements {
		if b.Len() > 0 {
			b.WriteByte(sep(a))
		}
		b.WriteString(s.Text)
		b.WriteByte(' ')
		for _, n := range s.Cites {
			b.WriteString("[" + strconv.Itoa(n) + "]")
		}
	}
	if a.Note != "" {
		if b.Len() > 0 {
			b.WriteByte(sep(a))
		}
		b.WriteString(a.Note)
	}
	return b.String()
}

// Offers are the questions to offer with the answer, for people to pick one.
func (a Answer) Offers() []string {
	if len(a.Suggest) > 0 {
		return a.Suggest
	}
	return a.Next
}

// sep keeps an answer of few statements on one line and gives a longer one a line a statement.
func sep(a Answer) byte {
	if len(a.Statements) > 2 {
		return '\n'
	}
	return ' '
}

// An Answerer knows the answers. intents.Router is one.
type Answerer interface {
	// Answer answers one question. Not knowing is an answer; an error means that the store failed.
	Answer(ctx context.Context, q Question) (Answer, error)
}

// DateText formats a day as every renderer shows it: "5 Sep 2016".
func DateText(iso string) string {
	t, err := time.Parse("2006-01-02", iso)
	if err != nil {
		return iso
	}
	return t.Format("2 Jan 2006")
}

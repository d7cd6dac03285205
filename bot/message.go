package bot

import (
	"context"
	"errors"
	"time"
)

// A Message is what somebody asked the bot, as an adapter received it. Everything in it that is no
// text for people is the adapter's own: the bot compares it and hands it back.
type Message struct {
	Platform string // name of the adapter
	// Keys name what was said: a message with a key that is known already was received before and
	// is not answered again. One that platforms may deliver under several names has all of them.
	Keys []string
	// Conversation is whose memory the message is understood in, and becomes part of.
	Conversation string
	// Opens is a second conversation that the message begins, "" for none: the thread under a
	// message that itself stands in a longer conversation.
	Opens  string
	Place  string    // channel in which it was asked, for limits; "" where only the asker reads it
	User   string    // who asked
	Text   string    // the question, without the platform's mark-up
	Target string    // where the answer goes, in the adapter's own words; kept over restarts
	At     time.Time // when it arrived; the Desk sets it
	// Overheard says that the message was said in a conversation the bot takes part in, and not to
	// the bot: it is answered only when there is something to say.
	Overheard bool
}

// A Delivery is an answer on its way to who asked.
type Delivery struct {
	ID      string // of the question and its answer: short, of letters and digits
	Message Message
	Answer  Answer
	// Again says that an earlier attempt may have reached the platform without our learning of it:
	// to be looked for before it is posted once more.
	Again bool
}

// Errors of a Deliverer that say what is to be done next. Any other error is tried again later.
var (
	// ErrUnclear: the answer may have been shown. It is tried again later, with Delivery.Again set.
	ErrUnclear = errors.New("it is not known whether the answer was shown")
	// ErrRefused: the platform will not have it, now or later. It is not tried again.
	ErrRefused = errors.New("the platform refuses the answer")
)

// A Deliverer shows answers on a platform. Adapters are Deliverers.
type Deliverer interface {
	// Deliver shows an answer. It returns nil only when the platform has confirmed it.
	Deliver(ctx context.Context, d Delivery) error
}

// An Exchange is a question and the answer it got.
type Exchange struct {
	ID      string
	Message Message
	Answer  Answer
}

// A Feedback is what somebody thinks of an answer.
type Feedback struct {
	Answer string    // id of the exchange
	User   string    // who says so
	Good   bool      //
	Text   string    // what was wrong, in their words; may be empty
	At     time.Time //
}

// ErrUnknown says that there is no exchange of that id (any more).
var ErrUnknown = errors.New("there is no such answer any more")

// A Link is how an adapter stands with its platform.
type Link struct {
	Platform string
	Up       bool
	Reason   string    // why it is not up, and what to do about it
	Since    time.Time // when it came to be so
	Opened   int       // how often a connection was opened so far: all but the first are reconnections
}

// A CheckState says what a check found.
type CheckState string

// What a check can find.
const (
	CheckOK      CheckState = "ok"
	CheckWarning CheckState = "warning" // works, and may not for long or not in full
	CheckFailure CheckState = "failure" // does not work
)

// A Check is one thing that `doctor` looked at.
type Check struct {
	Name  string     `json:"name"` // what was looked at: "Slack: scopes"
	State CheckState `json:"state"`
	Found string     `json:"found"`         // what is so, in a sentence; no secrets
	Fix   string     `json:"fix,omitempty"` // what to do about it, where it is not ok
}

// An Overview is what the bot knows at large.
type Overview struct {
	Articles int        // how many there are
	Facts    int        //
	Meetings []Occasion // oldest first
	Newest   []Citation // the newest articles, newest first; only Article, Outlet, Title, URL and Published are set
	Examples []string   // questions that it can answer
}

// An Occasion is a meeting as a list shows it.
type Occasion struct {
	ID   string // 2016-09-05-hangzhou
	Name string // Hangzhou, 5 September 2016
	From string // first day, 2016-09-05; may be a month or a year
}

// A Guide tells what there is to ask.
type Guide interface {
	Overview(ctx context.Context) (Overview, error)
	// Next returns at most n questions that are likely to follow an answer and that the bot can answer.
	Next(ctx context.Context, a Answer, n int) ([]string, error)
	// Complete offers at most n questions that somebody who has typed this may want to ask, the best first, each of at most 100
	// characters. Whatever it offers can be answered.
	Complete(ctx context.Context, typed string, n int) ([]string, error)
}

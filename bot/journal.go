package bot

import (
	"context"
	"time"
)

// An Outcome is how a question ended.
type Outcome string

const (
	Delivered Outcome = "delivered" // the platform confirmed the answer
	Refused   Outcome = "refused"   // the platform will not have it
	Silent    Outcome = "silent"    // overheard, and nothing to say
	Lost      Outcome = "lost"      // not delivered in time
)

// An Entry is a question that has not ended.
type Entry struct {
	ID      string
	Message Message
	Answer  *Answer // nil until it was answered
	Sent    bool    // a delivery was begun, and may have reached the platform
}

// A Journal remembers, over restarts, what was asked and what became of it. Package journal has one.
type Journal interface {
	// Accept writes a question down under an id. It is false, and nothing is written, when a key of
	// the message is known.
	Accept(ctx context.Context, id string, m Message) (bool, error)
	// Earlier returns the texts of the last n questions of a conversation before the one of that id, oldest first.
	Earlier(ctx context.Context, conversation, id string, n int) ([]string, error)
	// Sending writes down the answer to a question, of which a delivery begins.
	Sending(ctx context.Context, id string, a Answer) error
	// End writes down how a question ended.
	End(ctx context.Context, id string, o Outcome) error
	// Unended returns at most n questions that were accepted after the one of id after ("": from the
	// first) and have not ended, in the order in which they were accepted.
	Unended(ctx context.Context, after string, n int) ([]Entry, error)
	// Recall returns a question and its answer; ErrUnknown when there is none.
	Recall(ctx context.Context, id string) (Exchange, error)
	// Knows says whether anything was asked in a conversation.
	Knows(ctx context.Context, conversation string) (bool, error)
	// First says whether a key is new, and writes it down.
	First(ctx context.Context, key string) (bool, error)
	// Receive writes keys down of which nothing else is kept. It is false, and nothing is written, when one is known.
	Receive(ctx context.Context, keys ...string) (bool, error)
	// Waiting returns how many questions have not ended.
	Waiting(ctx context.Context) (int, error)
	// Feedback writes down what somebody thinks of an answer; of one person, the last word counts.
	Feedback(ctx context.Context, f Feedback) error
	// Forget removes what a person (Message.Person) asked and marked; what is being answered, once it has been.
	// Keys stay, from which nothing can be told of the person.
	Forget(ctx context.Context, person string) (Forgotten, error)
	// Prune removes questions and marks from before a time, and keys from before another.
	Prune(ctx context.Context, before, keys time.Time) error
}

// Forgotten is what was removed of a person.
type Forgotten struct {
	Questions int // that had been answered
	Marks     int // of answers, as good or wrong
}

package bot

import (
	"cmp"
	"time"
)

// Settings of a Desk. The zero value of each means its default.
type Settings struct {
	Deadline time.Duration // of finding an answer; default 2 s
	Delivery time.Duration // of one attempt to deliver it; default 2 minutes, as it may wait its turn
	Late     time.Duration // from when on an answer says that it is late; default 1 minute
	Window   time.Duration // how long after it was asked a question is still answered; default 1 hour
	Shutdown time.Duration // how long answers in hand may take once Run is told to stop; default none
	Waiting  int           // how many questions are held in memory at once; the rest waits in the journal; default 10,000
	Queue    int           // how many questions may wait, in memory and journal; default 100,000
	Memory   int           // how many earlier questions of a conversation are handed on; default 3
	Rules    Rules         // to begin with
	Watch    func(Event)   // is told what happens, must return at once, and may be called by many goroutines; nil for nobody
}

func (s Settings) withDefaults() Settings {
	s.Deadline = cmp.Or(s.Deadline, 2*time.Second)
	s.Delivery = cmp.Or(s.Delivery, 2*time.Minute)
	s.Late = cmp.Or(s.Late, time.Minute)
	s.Window = cmp.Or(s.Window, time.Hour)
	s.Waiting = cmp.Or(s.Waiting, 10_000)
	s.Queue = cmp.Or(s.Queue, 100_000)
	s.Memory = cmp.Or(s.Memory, 3)
	if s.Watch == nil {
		s.Watch = func(Event) {}
	}
	return s
}

// Rules are what can be changed while the Desk is at work.
type Rules struct {
	User      Rate          // how much one person may ask
	Channel   Rate          // how much may be asked in one channel
	Retention time.Duration // for how long questions, answers and marks are kept; default 30 days
	LogText   bool          // the line logged for a question says what was asked, and by whom
}

// keysKept is for how long the keys of what was received are kept at least: no platform delivers again later.
const keysKept = 24 * time.Hour

// An EventKind says what happened.
type EventKind string

// What can happen at a Desk.
const (
	Accepted  EventKind = "accepted"  // a question was written down
	Repeated  EventKind = "repeated"  // what was received before came again
	Limited   EventKind = "limited"   // a question was not taken, by the limit that Limit names
	Retried   EventKind = "retried"   // an answer could not be delivered yet
	Ended     EventKind = "ended"     // a question ended, as Outcome says
	Unwritten EventKind = "unwritten" // the journal could not be written
)

// An Event is something that happened at a Desk. Which fields are set depends on its kind.
type Event struct {
	Kind     EventKind
	Platform string
	Limit    string        // which: "user", "channel", "queue"
	Status   Status        // of the answer; "" when there was none
	Intent   string        // likewise
	Outcome  Outcome       //
	Waited   time.Duration // from the arrival of the question to its end
	Thought  time.Duration // of that, finding the answer
}

package bot

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Desk takes questions from all platforms and sees to it that each is answered once: it writes a
// question down before the platform is told that it arrived, answers it with the conversation before
// it in mind, has the adapter deliver the answer, and writes down that it was delivered. What a crash
// interrupts is taken up at the next start.
type Desk struct {
	answerer Answerer
	journal  Journal
	log      *slog.Logger
	set      Settings
	rules    atomic.Pointer[Rules]
	limits   limits
	waiting  atomic.Int64 // how many questions have not ended, in memory and journal
	adapters map[string]Deliverer
	turns    chan struct{} // holds one for each answer that is being found

	mu        sync.Mutex
	lines     map[string][]Entry // questions of a conversation that wait for the one being answered
	held      map[string]bool    // ids of all questions in memory
	coming    map[string]bool    // ids that are being written down: who does so holds them
	behind    bool               // the journal has some that are not in memory
	ended     map[string]bool    // ids that ended while the journal is being read; nil while it is not
	unwritten map[string]Outcome // how questions ended, where that could not be written down yet
	stopping  bool               // no question is taken into memory any more
	ctx       context.Context    // of the work, nil before Run
	working   sync.WaitGroup
	freed     chan struct{} // told when a question leaves the memory
	stopped   chan struct{} // closed when Run is told to stop
}

// NewDesk returns a Desk. Adapters are named with Attach before Run.
func NewDesk(a Answerer, j Journal, log *slog.Logger, s Settings) *Desk {
	d := &Desk{
		answerer: a, journal: j, log: log, set: s.withDefaults(),
		adapters:  make(map[string]Deliverer),
		turns:     make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
		lines:     make(map[string][]Entry),
		held:      make(map[string]bool),
		coming:    make(map[string]bool),
		unwritten: make(map[string]Outcome),
		freed:     make(chan struct{}, 1),
		stopped:   make(chan struct{}),
	}
	d.Adjust(s.Rules)
	return d
}

// Adjust changes the rules, from now on.
func (d *Desk) Adjust(r Rules) {
	if r.Retention == 0 {
		r.Retention = 30 * 24 * time.Hour
	}
	d.rules.Store(&r)
}

// Attach names the adapter that delivers to a platform.
func (d *Desk) Attach(platform string, to Deliverer) { d.adapters[platform] = to }

// Waiting returns how many questions have been written down and have not ended.
func (d *Desk) Waiting() int { return int(d.waiting.Load()) }

// Accept writes a question down. When it returns nil, the platform may be told that the question arrived:
// it will be answered, however often it is delivered again. Who asks more than the limits allow is told so
// once in a while, and what else they ask meanwhile gets no answer.
func (d *Desk) Accept(ctx context.Context, m Message) error {
	m.Text = strings.ToValidUTF8(m.Text, "\uFFFD")
	m.At = time.Now()
	if over := d.admit(m); over != nil {
		return d.refuse(ctx, m, over)
	}
	fresh, err := d.take(ctx, Entry{Message: m}, Event{Kind: Accepted, Platform: m.Platform})
	if !fresh {
		d.dismiss(m)
	}
	return err
}

// take writes a question down and holds it, unless it came before.
func (d *Desk) take(ctx context.Context, e Entry, what Event) (bool, error) {
	e.ID = rand.Text()[:10] // 50 bits: short enough for a button, too many to guess or to meet twice
	d.announce(e.ID)
	fresh, err := d.journal.Accept(ctx, e.ID, e.Message)
	if !fresh {
		d.arrived(e.ID)
	}
	switch {
	case err != nil:
		d.lagging() // it may have been written down all the same
		d.set.Watch(Event{Kind: Unwritten, Platform: e.Message.Platform})
		return false, fmt.Errorf("write a question down: %w", err)
	case !fresh:
		d.repeated(e.Message)
		return false, nil
	}
	d.waiting.Add(1)
	d.set.Watch(what)
	d.hold(e, true)
	return true, nil
}

// refuse answers a question that exceeds a limit with that, or, when its asker has been told already, writes
// only down that it came.
func (d *Desk) refuse(ctx context.Context, m Message, over *refusal) error {
	what := Event{Kind: Limited, Platform: m.Platform, Limit: over.limit}
	if !m.Overheard && d.limits.tell(m.Person(), over.window, m.At) {
		busy := over.busy()
		fresh, err := d.take(ctx, Entry{Message: m, Answer: &busy}, what)
		if !fresh {
			d.limits.untell(m.Person())
		}
		return err
	}
	fresh, err := d.journal.Receive(ctx, m.Keys...)
	switch {
	case err != nil:
		d.set.Watch(Event{Kind: Unwritten, Platform: m.Platform})
		return fmt.Errorf("write down that a question came: %w", err)
	case !fresh:
		d.repeated(m)
	default:
		d.set.Watch(what)
	}
	return nil
}

func (d *Desk) repeated(m Message) {
	d.log.Debug("a question came again", "platform", m.Platform)
	d.set.Watch(Event{Kind: Repeated, Platform: m.Platform})
}

// announce notes that a question is being written down: until that is done it is not taken from the journal, as
// who writes it holds it, too.
func (d *Desk) announce(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.coming[id] = true
}

// arrived takes back what announce noted.
func (d *Desk) arrived(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.coming, id)
}

// lagging notes that the journal may have questions that are not in memory.
func (d *Desk) lagging() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.behind = true
}

// hold takes a question into memory, behind those of its conversation, if there is room. It is called by who wrote
// the question down (first), and by who finds it in the journal.
func (d *Desk) hold(e Entry, first bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.coming[e.ID] && !first {
		return
	}
	delete(d.coming, e.ID)
	if _, settled := d.unwritten[e.ID]; settled || d.held[e.ID] || d.ended[e.ID] {
		return
	}
	if d.ctx == nil || d.stopping || len(d.held) >= d.set.Waiting {
		d.behind = true
		return
	}
	d.held[e.ID] = true
	key := e.Message.Platform + " " + e.Message.Conversation
	line, busy := d.lines[key]
	d.lines[key] = append(line, e)
	if !busy {
		d.working.Go(func() { d.serve(key) })
	}
}

// serve answers the questions of a conversation, one after the other, until none is left.
func (d *Desk) serve(key string) {
	for {
		d.mu.Lock()
		line := d.lines[key]
		if len(line) == 0 {
			delete(d.lines, key)
			d.mu.Unlock()
			return
		}
		d.lines[key] = line[1:]
		d.mu.Unlock()
		d.finish(d.ctx, line[0])
		d.release(line[0].ID)
	}
}

func (d *Desk) release(id string) {
	d.mu.Lock()
	delete(d.held, id)
	if d.ended != nil {
		d.ended[id] = true
	}
	d.mu.Unlock()
	select {
	case d.freed <- struct{}{}:
	default:
	}
}

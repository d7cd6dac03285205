package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// Settings of a Desk. The zero value of each means its default.
type Settings struct {
	Deadline time.Duration // of finding an answer; default 2 s
	Delivery time.Duration // of one attempt to deliver it; default 2 minutes, as it may wait its turn
	Late     time.Duration // from when on an answer says that it is late; default 1 minute
	Window   time.Duration // how long after it was asked a question is still answered; default 1 hour
	Waiting  int           // how many questions are held in memory at once; the rest waits in the journal; default 10,000
	Memory   int           // how many earlier questions of a conversation are handed on; default 3
}

func (s Settings) withDefaults() Settings {
	return Settings{
		Deadline: cmp.Or(s.Deadline, 2*time.Second),
		Delivery: cmp.Or(s.Delivery, 2*time.Minute),
		Late:     cmp.Or(s.Late, time.Minute),
		Window:   cmp.Or(s.Window, time.Hour),
		Waiting:  cmp.Or(s.Waiting, 10_000),
		Memory:   cmp.Or(s.Memory, 3),
	}
}

// A Desk takes questions from all platforms and sees to it that each is answered once: it writes a
// question down before the platform is told that it arrived, answers it with the conversation before
// it in mind, has the adapter deliver the answer, and writes down that it was delivered. What a crash
// interrupts is taken up at the next start.
type Desk struct {
	answerer Answerer
	journal  Journal
	log      *slog.Logger
	set      Settings
	adapters map[string]Deliverer

	mu      sync.Mutex
	lines   map[string][]Entry // questions of a conversation that wait for the one being answered
	held    map[string]bool    // ids of all questions in memory
	behind  bool               // the journal has some that are not in memory
	ended   map[string]bool    // ids that ended while the journal is being read; nil while it is not
	ctx     context.Context    // of the work, nil before Run
	working sync.WaitGroup
	freed   chan struct{} // told when a question leaves the memory
}

// NewDesk returns a Desk. Adapters are named with Attach before Run.
func NewDesk(a Answerer, j Journal, log *slog.Logger, s Settings) *Desk {
	return &Desk{
		answerer: a, journal: j, log: log, set: s.withDefaults(),
		adapters: make(map[string]Deliverer),
		lines:    make(map[string][]Entry),
		held:     make(map[string]bool),
		freed:    make(chan struct{}, 1),
	}
}

// Attach names the adapter that delivers to a platform.
func (d *Desk) Attach(platform string, to Deliverer) { d.adapters[platform] = to }

// Accept writes a question down. When it returns nil, the platform may be told that the question arrived:
// it will be answered, however often it is delivered again.
func (d *Desk) Accept(ctx context.Context, m Message) error {
	m.Text = strings.ToValidUTF8(m.Text, "\uFFFD")
	m.At = time.Now()
	id := rand.Text()[:10] // 50 bits: short enough for a button, too many to guess or to meet twice
	fresh, err := d.journal.Accept(ctx, id, m)
	if err != nil {
		return fmt.Errorf("write a question down: %w", err)
	}
	if !fresh {
		d.log.Debug("a question came again", "platform", m.Platform)
		return nil
	}
	d.hold(Entry{ID: id, Message: m})
	return nil
}

// hold takes a question into memory, behind those of its conversation, if there is room.
func (d *Desk) hold(e Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held[e.ID] || d.ended[e.ID] {
		return
	}
	if d.ctx == nil || d.ctx.Err() != nil || len(d.held) >= d.set.Waiting {
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

// Run answers until ctx is done, first of all what an earlier run left unanswered. It returns when
// the work in hand has stopped; what is not delivered by then is taken up by the next run.
func (d *Desk) Run(ctx context.Context) error {
	d.mu.Lock()
	d.ctx, d.behind = ctx, true
	d.mu.Unlock()
	defer d.working.Wait()
	prune := time.NewTicker(time.Hour)
	defer prune.Stop()
	for {
		if err := d.catchUp(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("reading unanswered questions", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-d.freed:
		case <-time.After(time.Second):
		case <-prune.C:
			d.prune(ctx)
		}
	}
}

// Retention is for how long questions, answers and the names of deliveries are kept.
const Retention = 30 * 24 * time.Hour

func (d *Desk) prune(ctx context.Context) {
	if err := d.journal.Prune(ctx, time.Now().Add(-Retention)); err != nil && ctx.Err() == nil {
		d.log.Error("removing old questions", "err", err)
	}
}

// page is how many questions are read from the journal at a time.
const page = 500

// catchUp takes questions from the journal into memory as far as there is room.
func (d *Desk) catchUp(ctx context.Context) error {
	if !d.room() {
		return nil
	}
	d.reading(make(map[string]bool)) // what ends meanwhile is not to be taken from a page read before
	defer d.reading(nil)
	after := ""
	for {
		entries, err := d.journal.Unended(ctx, after, page)
		if err != nil {
			return err
		}
		for _, e := range entries {
			d.hold(e)
			after = e.ID
		}
		d.mu.Lock()
		if len(entries) < page && len(d.held) < d.set.Waiting {
			d.behind = false
		}
		behind, full := d.behind, len(d.held) >= d.set.Waiting
		d.mu.Unlock()
		if !behind || full {
			return nil
		}
	}
}

func (d *Desk) reading(ended map[string]bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = ended
}

// room says whether the journal has more than the memory, and the memory is at most half full.
func (d *Desk) room() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.behind && len(d.held) <= d.set.Waiting/2
}

// finish brings a question to its end: delivered, or why not. What ctx interrupts stays open.
func (d *Desk) finish(ctx context.Context, e Entry) {
	log := d.log.With("ref", e.ID, "platform", e.Message.Platform)
	defer func() {
		if p := recover(); p != nil { // one question must not end the program for all
			log.Error("answering panicked", "panic", p, "stack", string(debug.Stack()))
			d.end(ctx, log, e.ID, Lost)
		}
	}()
	to := d.adapters[e.Message.Platform]
	switch {
	case time.Since(e.Message.At) > d.set.Window:
		log.Warn("a question was too old to answer", "asked", e.Message.At)
		d.end(ctx, log, e.ID, Lost)
	case to == nil:
		log.Debug("left for a run with that platform")
	default:
		a, ok := d.answer(ctx, log, e)
		if !ok {
			d.end(ctx, log, e.ID, Silent)
			return
		}
		d.deliver(ctx, log, to, e, a)
	}
}

// answer returns the answer to a question; false when it was overheard and there is nothing to say.
func (d *Desk) answer(ctx context.Context, log *slog.Logger, e Entry) (Answer, bool) {
	if e.Answer != nil {
		return *e.Answer, true
	}
	a, err := d.think(ctx, e)
	if err != nil {
		log.Error("finding an answer", "err", err)
		a = apology(e.ID)
	}
	if e.Message.Overheard && a.Status != Answered && (a.Status != Abstained || !strings.Contains(e.Message.Text, "?")) {
		return a, false
	}
	if waited := time.Since(e.Message.At); waited >= d.set.Late {
		a.Note = strings.TrimSpace(a.Note + " " + late(waited))
	}
	return a, true
}

// think finds the answer within the deadline.
func (d *Desk) think(ctx context.Context, e Entry) (a Answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, d.set.Deadline)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	earlier, err := d.journal.Earlier(ctx, e.Message.Conversation, e.ID, d.set.Memory)
	if err != nil {
		return Answer{}, err
	}
	a, err = d.answerer.Answer(ctx, Question{Text: e.Message.Text, Earlier: earlier})
	if guide, ok := d.answerer.(Guide); ok && err == nil {
		a.Next, err = guide.Next(ctx, a, offers)
	}
	return a, err
}

// offers is how many questions are offered with an answer: as many as people take in at a glance.
const offers = 3

// apology is what people are told when finding an answer failed.
func apology(id string) Answer {
	return Answer{Status: Smalltalk, Intent: "apology",
		Lead: "Sorry, that went wrong on my side. Please ask again later; if it stays so, tell whoever runs me the reference " + id + "."}
}

// late is the note of an answer that comes late.
func late(waited time.Duration) string {
	n, unit := int(waited.Round(time.Minute)/time.Minute), "minute"
	if n >= 120 {
		n, unit = n/60, "hour"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("(Asked %d %s ago; I could not answer earlier.)", n, unit)
}

// The pauses between attempts to deliver: each twice as long as the one before.
const (
	firstPause = time.Second
	lastPause  = 2 * time.Minute
)

// deliver has the adapter show an answer, again and again until it is confirmed, refused or too late.
func (d *Desk) deliver(ctx context.Context, log *slog.Logger, to Deliverer, e Entry, a Answer) {
	// Of an attempt that was begun before a crash it is not known how it ended.
	delivery := Delivery{ID: e.ID, Message: e.Message, Answer: a, Again: e.Sent}
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := d.attempt(ctx, to, delivery)
		switch {
		case err == nil:
			d.end(ctx, log, e.ID, Delivered)
			return
		case errors.Is(err, ErrRefused):
			log.Warn("an answer was refused", "err", err)
			d.end(ctx, log, e.ID, Refused)
			return
		case ctx.Err() != nil:
			return // the next run goes on
		case time.Since(e.Message.At) > d.set.Window:
			log.Error("an answer could not be delivered in time", "err", err)
			d.end(ctx, log, e.ID, Lost)
			return
		}
		log.Warn("an answer could not be delivered yet", "err", err, "next", pause)
		delivery.Again = delivery.Again || errors.Is(err, ErrUnclear)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// attempt writes down that a delivery begins, and delivers.
func (d *Desk) attempt(ctx context.Context, to Deliverer, v Delivery) error {
	if err := d.journal.Sending(ctx, v.ID, v.Answer); err != nil {
		return fmt.Errorf("write an answer down: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, d.set.Delivery)
	defer cancel()
	return to.Deliver(ctx, v)
}

// end writes down how a question ended, even when the program is about to stop: otherwise an answer
// that was shown would be looked for, or shown, again.
func (d *Desk) end(ctx context.Context, log *slog.Logger, id string, o Outcome) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := d.journal.End(ctx, id, o); err != nil {
		log.Error("writing down how a question ended", "err", err)
	}
}

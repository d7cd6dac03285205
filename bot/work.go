package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"
)

// A job is a question being answered.
type job struct {
	Entry
	log      *slog.Logger
	answer   Answer
	thought  time.Duration // finding the answer took
	attempts int           // to deliver it
}

// finish brings a question to its end: delivered, or why not. What ctx interrupts stays open.
func (d *Desk) finish(ctx context.Context, e Entry) {
	j := &job{Entry: e, log: d.log.With("ref", e.ID, "platform", e.Message.Platform)}
	defer func() {
		if p := recover(); p != nil { // one question must not end the program for all
			j.log.Error("answering panicked", "panic", p, "stack", string(debug.Stack()))
			d.end(ctx, j, Lost)
		}
	}()
	to := d.adapters[e.Message.Platform]
	switch {
	case time.Since(e.Message.At) > d.set.Window:
		d.end(ctx, j, Lost)
	case to == nil:
		j.log.Debug("left for a run with that platform")
	case ctx.Err() != nil: // the next run does it
	case !d.answer(ctx, j):
		if ctx.Err() == nil {
			d.end(ctx, j, Silent)
		}
	default:
		d.deliver(ctx, j, to)
	}
}

// answer finds the answer to a question. It is false when it was overheard and there is nothing to say, and
// when ctx ended the search.
func (d *Desk) answer(ctx context.Context, j *job) bool {
	if j.Answer != nil {
		j.answer = *j.Answer
		return true
	}
	a, err := d.think(ctx, j)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		j.log.Error("finding an answer", "err", err)
		a = apology(j.ID)
	}
	if j.Message.Overheard && a.Status != Answered && (a.Status != Abstained || !strings.Contains(j.Message.Text, "?")) {
		j.answer = a
		return false
	}
	if waited := time.Since(j.Message.At); waited >= d.set.Late {
		a.Note = strings.TrimSpace(a.Note + " " + late(waited))
	}
	j.answer = a
	return true
}

// think finds the answer within the deadline, which counts from when its turn comes: more answers at once
// than there are processors would all come later.
func (d *Desk) think(ctx context.Context, j *job) (a Answer, err error) {
	select {
	case d.turns <- struct{}{}:
		defer func() { <-d.turns }()
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, d.set.Deadline)
	defer cancel()
	began := time.Now()
	defer func() {
		j.thought = time.Since(began)
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if wantsForgetting(j.Message) {
		return d.forget(ctx, j.Message)
	}
	earlier, err := d.journal.Earlier(ctx, j.Message.Conversation, j.ID, d.set.Memory)
	if err != nil {
		return Answer{}, err
	}
	a, err = d.answerer.Answer(ctx, Question{Text: j.Message.Text, Earlier: earlier})
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
	return fmt.Sprintf("(Asked %s ago; I could not answer earlier.)", counted(n, unit))
}

// The pauses between attempts to deliver: each twice as long as the one before.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
)

// deliver has the adapter show an answer, again and again until it is confirmed, refused or too late.
func (d *Desk) deliver(ctx context.Context, j *job, to Deliverer) {
	// Of an attempt that was begun before a crash it is not known how it ended.
	delivery := Delivery{ID: j.ID, Message: j.Message, Answer: j.answer, Again: j.Sent}
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := d.attempt(ctx, to, delivery)
		j.attempts++
		switch {
		case err == nil:
			d.end(ctx, j, Delivered)
			return
		case errors.Is(err, ErrRefused):
			j.log.Warn("an answer was refused", "err", err)
			d.end(ctx, j, Refused)
			return
		case ctx.Err() != nil:
			return // the next run goes on
		case time.Since(j.Message.At) > d.set.Window:
			j.log.Error("an answer could not be delivered in time", "err", err)
			d.end(ctx, j, Lost)
			return
		}
		j.log.Warn("an answer could not be delivered yet", "err", err, "next", pause)
		d.set.Watch(Event{Kind: Retried, Platform: j.Message.Platform})
		delivery.Again = delivery.Again || errors.Is(err, ErrUnclear)
		select {
		case <-d.stopped:
			return // the next run goes on
		case <-time.After(pause):
		}
	}
}

// attempt writes down that a delivery begins, and delivers.
func (d *Desk) attempt(ctx context.Context, to Deliverer, v Delivery) error {
	if err := d.journal.Sending(ctx, v.ID, v.Answer); err != nil {
		d.set.Watch(Event{Kind: Unwritten, Platform: v.Message.Platform})
		return fmt.Errorf("write an answer down: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, d.set.Delivery)
	defer cancel()
	return to.Deliver(ctx, v)
}

// end writes down how a question ended, and tells those who watch. Where it cannot be written, it is tried again
// as long as the program runs, and the question is not answered again meanwhile.
func (d *Desk) end(ctx context.Context, j *job, o Outcome) {
	if err := d.write(ctx, j.ID, o); err != nil {
		j.log.Error("writing down how a question ended", "err", err)
		d.set.Watch(Event{Kind: Unwritten, Platform: j.Message.Platform})
		d.mu.Lock()
		d.unwritten[j.ID] = o
		d.mu.Unlock()
	}
	d.waiting.Add(-1)
	waited := time.Since(j.Message.At)
	attrs := []any{
		"status", j.answer.Status, "intent", j.answer.Intent, "outcome", o, "waited", waited.Round(time.Microsecond),
		"thought", j.thought.Round(time.Microsecond), "attempts", j.attempts,
	}
	if d.rules.Load().LogText {
		attrs = append(attrs, "by", j.Message.Person(), "text", j.Message.Text)
	}
	j.log.Info("question", attrs...)
	d.set.Watch(Event{Kind: Ended, Platform: j.Message.Platform, Status: j.answer.Status, Intent: j.answer.Intent, Outcome: o, Waited: waited, Thought: j.thought})
}

// write writes down how a question ended, even when the program is about to stop: otherwise an answer
// that was shown would be looked for, or shown, again.
func (d *Desk) write(ctx context.Context, id string, o Outcome) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return d.journal.End(ctx, id, o)
}

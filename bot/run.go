package bot

import (
	"context"
	"maps"
	"time"
)

// Run answers until ctx is done, first of all what an earlier run left unanswered. Then it takes nothing
// more into memory and lets what is in hand end, for Settings.Shutdown at most; what is not delivered by
// then is taken up by the next run.
func (d *Desk) Run(ctx context.Context) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	d.mu.Lock()
	d.ctx, d.behind = work, true
	d.mu.Unlock()
	d.tidy(ctx)
	d.count(ctx)
	hourly, second, counting := time.NewTicker(time.Hour), time.NewTicker(time.Second), time.NewTicker(10*time.Second)
	defer hourly.Stop()
	defer second.Stop()
	defer counting.Stop()
	for ctx.Err() == nil {
		if err := d.catchUp(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("reading unanswered questions", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-d.freed:
		case <-second.C:
			d.settle(ctx)
		case <-counting.C:
			d.count(ctx)
		case <-hourly.C:
			d.tidy(ctx)
		}
	}
	d.drain(stop)
	return nil
}

// drain lets the questions in hand end, and then stops the work.
func (d *Desk) drain(stop context.CancelFunc) {
	d.mu.Lock()
	d.stopping = true
	d.mu.Unlock()
	close(d.stopped)
	late := time.AfterFunc(d.set.Shutdown, stop)
	defer late.Stop()
	d.working.Wait()
	d.settle(context.Background())
}

// count counts anew what waits: what fails, comes again or is left for another run makes the count inexact.
func (d *Desk) count(ctx context.Context) {
	if n, err := d.journal.Waiting(ctx); err == nil { // otherwise the next writer says what is wrong
		d.waiting.Store(int64(n))
	}
}

// tidy removes what is older than is to be kept.
func (d *Desk) tidy(ctx context.Context) {
	now := time.Now()
	before := now.Add(-d.rules.Load().Retention)
	keys := now.Add(-keysKept)
	if before.Before(keys) { // a button may be pressed as long as there is an answer
		keys = before
	}
	if err := d.journal.Prune(ctx, before, keys); err != nil && ctx.Err() == nil {
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
			d.lagging()
			return err
		}
		for _, e := range entries {
			d.hold(e, false)
			after = e.ID
		}
		if len(entries) < page || !d.free() {
			return nil
		}
	}
}

// room says whether the journal may have more than the memory, and the memory is at most half full. What is
// written down from now on and finds no room is noted anew.
func (d *Desk) room() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.behind || len(d.held) > d.set.Waiting/2 {
		return false
	}
	d.behind = false
	return true
}

// free says whether there is room in memory, and notes, where there is none, that the journal has more.
func (d *Desk) free() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.held) < d.set.Waiting {
		return true
	}
	d.behind = true
	return false
}

func (d *Desk) reading(ended map[string]bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = ended
}

// settle writes down how questions ended, where that could not be done when they did.
func (d *Desk) settle(ctx context.Context) {
	d.mu.Lock()
	left := maps.Clone(d.unwritten)
	d.mu.Unlock()
	for id, o := range left {
		if err := d.write(ctx, id, o); err != nil {
			return // said when it failed first; the next time in a second
		}
		d.mu.Lock()
		delete(d.unwritten, id)
		d.mu.Unlock()
	}
}

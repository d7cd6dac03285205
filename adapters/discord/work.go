package discord

import (
	"context"
	"hash/fnv"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// What is done at once. Events of one person in one place follow one another in a line, so that follow-ups come after what
// they follow; requests to Discord that nobody waits for run beside.
const (
	lines       = 16   // which events wait in
	lineLength  = 1024 // events; a full line holds up the gateway, which then waits for us
	tasksAtOnce = 256
	taskTime    = 30 * time.Second
	taskGrace   = 3 * time.Second // for tasks in hand when the program is told to stop
)

// work runs what events ask for, contains its panics, and waits for it at the end.
type work struct {
	log   *slog.Logger
	lines [lines]chan func(context.Context)
	free  chan struct{}
	wg    sync.WaitGroup
	base  context.Context // of tasks
	end   context.CancelFunc
}

func newWork(log *slog.Logger) *work {
	w := &work{log: log, free: make(chan struct{}, tasksAtOnce)}
	w.base, w.end = context.WithCancel(context.Background())
	for i := range w.lines {
		w.lines[i] = make(chan func(context.Context), lineLength)
	}
	return w
}

// run serves the lines until ctx is done; then it takes what waits in them, so that it is written down, and waits for what is in hand.
func (w *work) run(ctx context.Context) {
	var serving sync.WaitGroup
	for _, line := range w.lines {
		serving.Go(func() {
			for ctx.Err() == nil {
				select {
				case <-ctx.Done():
				case do := <-line:
					w.contain("an event", func() { do(ctx) })
				}
			}
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), taskGrace)
			defer cancel()
			for len(line) > 0 {
				do := <-line
				w.contain("an event", func() { do(ctx) })
			}
		})
	}
	serving.Wait()
	defer time.AfterFunc(taskGrace, w.end).Stop()
	w.wg.Wait()
}

// enqueue has something done after what was enqueued under the same key before. It waits for room, as long as ctx lets it.
func (w *work) enqueue(ctx context.Context, key string, do func(context.Context)) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // it never fails
	select {
	case w.lines[h.Sum32()%lines] <- do:
	case <-ctx.Done():
	}
}

// do runs a task in the background.
func (w *work) do(what string, task func(ctx context.Context) error) {
	w.wg.Go(func() {
		w.free <- struct{}{}
		defer func() { <-w.free }()
		ctx, cancel := context.WithTimeout(w.base, taskTime)
		defer cancel()
		w.contain(what, func() {
			if err := task(ctx); err != nil {
				w.log.Warn(what+" failed", "err", err)
			}
		})
	})
}

// contain keeps a panic from ending the program.
func (w *work) contain(what string, do func()) {
	defer func() {
		if p := recover(); p != nil {
			w.log.Error(what+" panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	do()
}

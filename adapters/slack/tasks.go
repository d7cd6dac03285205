package slack

import (
	"context"
	"runtime/debug"
	"sync"
	"time"
)

// Bounds of what is done after an acknowledgement beside the answers: help, forms, buttons. It is lost when the program
// is killed; what must not be lost goes through the bot's journal.
const (
	tasksAtOnce  = 64
	tasksWaiting = 1000
	taskTime     = 2 * time.Minute
	taskGrace    = 3 * time.Second // that they have when the program is told to stop
)

// tasks runs what is to be done after Slack was told that something arrived.
type tasks struct {
	ctx    context.Context
	cancel context.CancelFunc
	free   chan struct{}

	mu      sync.Mutex
	waiting int
	stopped bool
	wg      sync.WaitGroup
}

func (t *tasks) start() {
	t.ctx, t.cancel = context.WithCancel(context.Background())
	t.free = make(chan struct{}, tasksAtOnce)
}

// stop takes no more tasks, and returns when those at work have ended.
func (t *tasks) stop() {
	t.mu.Lock()
	t.stopped = true
	t.mu.Unlock()
	timer := time.AfterFunc(taskGrace, t.cancel)
	defer timer.Stop()
	t.wg.Wait()
	t.cancel()
}

// admit says whether there is room for another task.
func (t *tasks) admit() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped || t.waiting >= tasksWaiting {
		return false
	}
	t.waiting++
	t.wg.Add(1)
	return true
}

func (t *tasks) leave() {
	t.mu.Lock()
	t.waiting--
	t.mu.Unlock()
	t.wg.Done()
}

// do runs a task in the background, and contains its panic.
func (a *Adapter) do(what string, task func(ctx context.Context) error) {
	if !a.work.admit() {
		a.log.Warn(what + ": left, there is too much to do")
		return
	}
	go func() {
		defer a.work.leave()
		a.work.free <- struct{}{}
		defer func() { <-a.work.free }()
		ctx, cancel := context.WithTimeout(a.work.ctx, taskTime)
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				a.log.Error(what+" panicked", "panic", p, "stack", string(debug.Stack()))
			}
		}()
		if err := task(ctx); err != nil {
			a.log.Warn(what+" failed", "err", hide(err))
		}
	}()
}

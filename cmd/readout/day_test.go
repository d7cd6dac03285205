package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/adapters"
	"readout/bot"
	"readout/bot/journal"
	"readout/config"
)

// flaky is an adapter whose connection breaks every so often, and comes back.
type flaky struct {
	http.Handler
	mu     sync.Mutex
	link   bot.Link
	shown  *atomic.Int64
	notes  *atomic.Int64
	jitter int
}

// Run is up for ten minutes and down for up to half a minute, again and again.
func (f *flaky) Run(ctx context.Context) error {
	for n := 0; ; n++ {
		f.set(true, "")
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(10 * time.Minute):
		}
		f.set(false, "connection lost")
		time.Sleep(time.Duration((n*7+f.jitter)%30) * time.Second)
	}
}

func (f *flaky) set(up bool, reason string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.link.Up, f.link.Reason, f.link.Since = up, reason, time.Now()
	if up {
		f.link.Opened++
	}
}

func (f *flaky) Link() bot.Link {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.link
}

func (f *flaky) Deliver(context.Context, bot.Delivery) error {
	if !f.Link().Up {
		return fmt.Errorf("connection lost")
	}
	f.shown.Add(1)
	return nil
}

func (f *flaky) Tell(context.Context, string, string) error {
	f.notes.Add(1)
	return nil
}

// A usage is what a program holds.
type usage struct {
	heap       uint64 // bytes
	goroutines int
	files      int   // open ones; -1 where that cannot be told
	bytes      int64 // of the database
	log        int64 // bytes of its write-ahead log, which is written again from its beginning when it has some megabytes
}

func holds(db string) usage {
	runtime.GC()
	runtime.GC() // what finalisers freed
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u := usage{heap: m.HeapAlloc, goroutines: runtime.NumGoroutine(), files: -1, bytes: fileSize(db), log: fileSize(db + "-wal")}
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		u.files = len(entries)
	}
	return u
}

// TestDay lives through thirty hours with questions, repeats, connections that break and come back, a restart every two
// hours, retention and pruning. After the first day, when the oldest keys go, memory, goroutines, open files and the size of
// the database stay as they were.
func TestDay(t *testing.T) {
	if testing.Short() {
		t.Skip("answers thousands of questions")
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "r.db")
	var shown, notes atomic.Int64
	asked, hour := 0, 0
	var used []usage
	synctest.Test(t, func(t *testing.T) {
		for range 15 { // restarts
			d := newDay(t, dir, &shown, &notes, hour)
			for range 2 { // hours
				for range 180 {
					d.ask(asked)
					asked++
					time.Sleep(20 * time.Second)
				}
				hour++
				time.Sleep(time.Minute) // what waits for a connection
				synctest.Wait()
				used = append(used, holds(db))
			}
			d.end()
		}
	})
	before, after := used[25], used[len(used)-1]
	t.Logf("%d questions, %d answers, %d notes to admins", asked, shown.Load(), notes.Load())
	t.Logf("after a day:  %+v", before)
	t.Logf("in the end:   %+v", after)
	if int(shown.Load()) != asked {
		t.Errorf("%d questions, %d answers", asked, shown.Load())
	}
	if notes.Load() < 30 {
		t.Errorf("admins were told %d times", notes.Load())
	}
	for what, grew := range map[string]bool{
		"heap": after.heap > before.heap*5/4+2<<20, "goroutines": after.goroutines > before.goroutines, "files": after.files > before.files,
		"database": after.bytes > before.bytes*11/10, "log": after.log > 12<<20,
	} {
		if grew {
			t.Errorf("%s grew: %+v, then %+v", what, before, after)
		}
	}
}

// A day is a run of the program without HTTP.
type day struct {
	t    *testing.T
	s    *session
	j    *journal.Journal
	sv   *server
	stop context.CancelFunc
	work *sync.WaitGroup
}

func newDay(t *testing.T, dir string, shown, notes *atomic.Int64, jitter int) *day {
	t.Helper()
	p := &program{stderr: os.Stderr}
	c, err := config.Load([]string{"HOME=" + dir, "READOUT_DB=" + filepath.Join(dir, "r.db"), "READOUT_RETENTION=1h", "READOUT_ADMIN=flaky:C1", "READOUT_LOG=error", "READOUT_DISK_FREE=0"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.openWith(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.Context(), c.DB)
	if err != nil {
		t.Fatal(err)
	}
	sv, err := newServer(c, s, j, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	sv.offer(adapters.Platform{
		Name: "flaky", Path: "/flaky", On: func(config.Config) bool { return true },
		New: func(config.Config, adapters.Host, *slog.Logger) adapters.Adapter {
			return &flaky{Handler: http.NotFoundHandler(), shown: shown, notes: notes, jitter: jitter}
		},
	}, nil)
	d := &day{t: t, s: s, j: j, sv: sv, work: &sync.WaitGroup{}}
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	sv.start(ctx, d.work)
	return d
}

// ask asks a question in one of many conversations; every other one is delivered twice.
func (d *day) ask(n int) {
	m := bot.Message{Platform: "flaky", Keys: []string{fmt.Sprint("event", n), fmt.Sprint("message", n)}, Conversation: fmt.Sprint("c", n%200), User: fmt.Sprint("u", n%50), Text: question}
	for range 1 + n%2 {
		if err := d.sv.host.Accept(d.t.Context(), m); err != nil {
			d.t.Error(err)
		}
	}
}

func (d *day) end() {
	d.stop()
	d.work.Wait()
	if err := d.j.Close(); err != nil {
		d.t.Error(err)
	}
	d.s.close()
}

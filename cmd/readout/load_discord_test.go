package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"readout/adapters/discord/discordtest"
)

// setting reads a number or a time of the environment.
func loadSetting[T any](b *testing.B, key string, otherwise T, parse func(string) (T, error)) T {
	text := os.Getenv(key)
	if text == "" {
		return otherwise
	}
	v, err := parse(text)
	if err != nil {
		b.Fatalf("%s: %v", key, err)
	}
	return v
}

// BenchmarkDiscordLoad holds the whole program under a number of commands a second (READOUT_LOAD_RATE, default 200) for some
// time (READOUT_LOAD_TIME, default 3s), over the gateway with READOUT_LOAD_SHARDS shards (default 1; 0 is HTTP), and reports how
// long the answers took and what memory is in use. The Discord it talks to takes its part of the machine, too. What is promised is
// 1,000 a second for a minute on two cores, 99 of 100 within 250 ms:
//
//	READOUT_LOAD_RATE=1000 READOUT_LOAD_TIME=60s go test -tags sqlite_fts5 -run '^$' -bench DiscordLoad -benchtime 1x ./cmd/readout
func BenchmarkDiscordLoad(b *testing.B) {
	rate := loadSetting(b, "READOUT_LOAD_RATE", 200, strconv.Atoi)
	length := loadSetting(b, "READOUT_LOAD_TIME", 3*time.Second, time.ParseDuration)
	shards := loadSetting(b, "READOUT_LOAD_SHARDS", 1, strconv.Atoi)
	d := discordtest.New(b, discordtest.Options{Unrecorded: true, Shards: max(shards, 1), MaxConcurrency: max(shards, 1)})
	serveDiscord(b, d, filepath.Join(b.TempDir(), "readout.db"), shards == 0, "READOUT_LOG=error")
	qs := platformQuestions(b)
	messageOf(b, d.Ask(discordtest.InServer(), "hello")) // names are read at the first question
	for b.Loop() {
		l := load{d: d, questions: qs, shards: max(shards, 1)}
		l.run(rate, length)
		l.report(b)
	}
}

// A load is many people asking.
type load struct {
	d         *discordtest.Server
	questions []platformQuestion
	shards    int

	mu      sync.Mutex
	took    []time.Duration
	silent  int
	began   time.Time
	ended   time.Time
	cpu     time.Duration
	memory  []uint64 // in use, in bytes, ten times over the run
	waiting sync.WaitGroup
}

// loaders is how many ask at the same time; each has its turn at its moment, however long the others wait.
const loaders = 8

func (l *load) run(rate int, length time.Duration) {
	l.began = time.Now()
	cpu := cpuTime()
	defer func() { l.cpu = cpuTime() - cpu }()
	var asking sync.WaitGroup
	total := int(float64(rate) * length.Seconds())
	for n := range loaders {
		asking.Go(func() {
			for i := n; i < total; i += loaders {
				time.Sleep(time.Until(l.began.Add(time.Duration(i) * time.Second / time.Duration(rate))))
				l.ask(i)
				if n == 0 && i/loaders%max(1, total/loaders/10) == 0 {
					l.weigh()
				}
			}
		})
	}
	asking.Wait()
	l.waiting.Wait()
	l.ended = time.Now()
	l.weigh()
}

// cpuTime is what this process has used of the machine, with the Discord in it; 0 where the system does not tell.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (l *load) ask(n int) {
	q := l.questions[n%len(l.questions)]
	p := discordtest.Place{Guild: strconv.Itoa((200 + n%l.shards) << 22), Channel: strconv.Itoa(700000000000000000 + n%500), User: strconv.Itoa(600000000000000000 + n%5000)}
	i := l.d.Ask(p, q.Turns[len(q.Turns)-1])
	l.waiting.Go(func() {
		kind, _ := i.Wait(5 * time.Second)
		l.mu.Lock()
		defer l.mu.Unlock()
		if kind == discordtest.Reply {
			l.took = append(l.took, i.Elapsed())
		} else {
			l.silent++
		}
	})
}

func (l *load) weigh() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.memory = append(l.memory, m.HeapAlloc)
}

func (l *load) report(b *testing.B) {
	slices.SortFunc(l.took, cmp.Compare)
	at := func(share float64) float64 {
		if len(l.took) == 0 {
			return -1
		}
		return float64(l.took[int(share*float64(len(l.took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "ms-median")
	b.ReportMetric(at(0.99), "ms-p99")
	b.ReportMetric(at(1), "ms-most")
	b.ReportMetric(float64(len(l.took))/l.ended.Sub(l.began).Seconds(), "answers/s")
	b.ReportMetric(float64(l.silent), "late")
	b.ReportMetric(float64(l.cpu.Microseconds())/1000/float64(max(1, len(l.took)+l.silent)), "cpu-ms/answer")
	b.Logf("%d answered, %d not in time; heap over the run: %s", len(l.took), l.silent, mebibytes(l.memory))
}

func mebibytes(sizes []uint64) string {
	out := ""
	for _, n := range sizes {
		out += fmt.Sprintf(" %.1f", float64(n)/(1<<20))
	}
	return out + " MiB"
}

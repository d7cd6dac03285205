package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"readout/bot"
)

// Of many who write at once each gets the outcome of its own write; one that cannot be done harms nobody.
func TestWritersShareCommits(t *testing.T) {
	j := fresh(t)
	const n = 500
	var wg sync.WaitGroup
	errs := make([]error, n)
	fresh := make([]bool, n)
	for i := range n {
		wg.Go(func() {
			id := fmt.Sprint("q", i)
			if i%50 == 0 {
				id = "the same for all" // ids are unique
			}
			fresh[i], errs[i] = j.Accept(t.Context(), id, bot.Message{Keys: []string{fmt.Sprint("k", i/2*2)}, Text: "x"})
		})
	}
	wg.Wait()
	count, failed := 0, 0
	for i := range n {
		if fresh[i] {
			count++
		}
		if errs[i] != nil {
			failed++
		}
	}
	waiting := must[int](t)(j.Waiting(t.Context()))
	if waiting != count || count > n/2 || count < n/2-10 || failed == 0 || failed > 10 {
		t.Errorf("%d accepted, %d failed, %d there", count, failed, waiting)
	}
}

func TestWriteEnds(t *testing.T) {
	j := must[*Journal](t)(Open(t.Context(), empty(t)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.First(ctx, "k"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if !must[bool](t)(j.First(t.Context(), "k")) {
		t.Error("a write that failed was done")
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
	if _, err := j.First(t.Context(), "k"); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
}

// BenchmarkBurst is what a busy hour asks of the journal: many conversations at once.
func BenchmarkBurst(b *testing.B) {
	j := fresh(b)
	a := bot.Answer{Status: bot.Answered, Statements: []bot.Statement{{Text: "They talked for about ninety minutes.", Cites: []int{1}}}}
	b.SetParallelism(64)
	var mu sync.Mutex
	n := 0
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			n++
			id := fmt.Sprint("q", n)
			mu.Unlock()
			_, err := j.Accept(context.Background(), id, bot.Message{Keys: []string{"e" + id, "t" + id}, Conversation: id, Text: "how long?", At: time.Now()})
			if err := errors.Join(err, j.Sending(context.Background(), id, a), j.End(context.Background(), id, bot.Delivered)); err != nil {
				b.Error(err)
			}
		}
	})
}

// However much is written, and however often the program is killed, the log stays short.
func TestLogStaysShort(t *testing.T) {
	path := empty(t)
	longest := int64(0)
	for range 20 {
		j := must[*Journal](t)(Open(t.Context(), path))
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				for n := range 25 {
					id := fmt.Sprint(time.Now().UnixNano(), " ", i, " ", n)
					_, err := j.Accept(t.Context(), id, bot.Message{Keys: []string{id}, Text: "how long?", Target: string(make([]byte, 500))})
					if err := errors.Join(err, j.End(t.Context(), id, bot.Delivered)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if info, err := os.Stat(path + "-wal"); err == nil {
			longest = max(longest, info.Size())
		}
		close(j.closing) // and nothing of what Close does: as if it was killed
		j.working.Wait()
		t.Cleanup(func() { j.db.Close(); j.readers.Close() })
	}
	if longest > 20<<20 {
		t.Errorf("the log had %d MiB", longest>>20)
	}
	t.Logf("the log had %d KiB at most", longest>>10)
}

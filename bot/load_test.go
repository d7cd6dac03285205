package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"readout/bot"
)

// BenchmarkLoad asks at a steady rate, as platforms at their busiest do: Slack 500 events a second, acknowledged within 100 ms,
// Discord 1,000 interactions a second, answered within 250 ms. It reports percentiles of the time until a question was written
// down (acknowledged) and until its answer was handed over.
func BenchmarkLoad(b *testing.B) {
	for _, rate := range []int{500, 1000} {
		b.Run(fmt.Sprint(rate, "-a-second"), func(b *testing.B) { load(b, rate) })
	}
}

func load(b *testing.B, rate int) {
	j := open(b, empty(b))
	defer j.Close()
	var mu sync.Mutex
	var acked, answered []time.Duration
	to := deliver(func(_ context.Context, d bot.Delivery) error {
		mu.Lock()
		defer mu.Unlock()
		answered = append(answered, time.Since(d.Message.At))
		return nil
	})
	d := bot.NewDesk(answers(echo), j, slog.New(slog.DiscardHandler), bot.Settings{Rules: bot.Rules{User: bot.Rate{N: 20, Per: time.Minute}}})
	d.Attach("test", to)
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error)
	go func() { done <- d.Run(ctx) }()
	var asking sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for n := range 5 * rate { // five seconds of it
		<-tick.C
		asking.Go(func() {
			m := message(fmt.Sprint("c", n%2000), "how long did Obama and Putin talk in Hangzhou?", fmt.Sprint("event", n), fmt.Sprint("message", n))
			m.User = fmt.Sprint("u", n%1000)
			began := time.Now()
			if err := d.Accept(ctx, m); err != nil {
				b.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			acked = append(acked, time.Since(began))
		})
	}
	asking.Wait()
	for d.Waiting() > 0 {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	<-done
	for name, times := range map[string][]time.Duration{"ack": acked, "answer": answered} {
		slices.Sort(times)
		b.ReportMetric(ms(times[len(times)/2]), "ms-"+name+"-p50")
		b.ReportMetric(ms(times[len(times)*99/100]), "ms-"+name+"-p99")
	}
	b.ReportMetric(0, "ns/op")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

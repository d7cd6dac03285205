package intents

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readout/bot"
)

// benchQuestions is about a hundred questions of all kinds, in the order of the files.
func benchQuestions(t testing.TB) []bot.Question {
	var out []bot.Question
	for i, turns := range manyQuestions(t) {
		if i%3 == 0 {
			last := len(turns) - 1
			out = append(out, bot.Question{Text: turns[last], Earlier: turns[:last:last]})
		}
	}
	return out
}

// warmed returns a Router that has been asked all questions once.
func warmed(b *testing.B, r *Router, questions []bot.Question) *Router {
	for _, q := range questions {
		if _, err := r.Answer(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	return r
}

// reportTimes reports the median and the 99th percentile.
func reportTimes(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "median-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e3, "p99-µs")
}

// askInTurn asks the questions in turn, b.N in all.
func askInTurn(b *testing.B, r *Router, questions []bot.Question) {
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := r.Answer(b.Context(), questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	reportTimes(b, took)
}

// BenchmarkAnswer is a full answer from the built-in store, in one goroutine.
func BenchmarkAnswer(b *testing.B) {
	questions := benchQuestions(b)
	askInTurn(b, warmed(b, New(builtin(b)), questions), questions)
}

// BenchmarkAnswerParallel is the throughput of as many goroutines as there are processors.
func BenchmarkAnswerParallel(b *testing.B) {
	questions := benchQuestions(b)
	r := warmed(b, New(builtin(b)), questions)
	var next atomic.Int64
	var failed sync.Once
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(next.Add(1))
			if _, err := r.Answer(b.Context(), questions[i%len(questions)]); err != nil {
				failed.Do(func() { b.Error(err) })
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
}

package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"readout/adapters/slack/slacktest"
)

// What BenchmarkSlackLoad is told by its environment.
const (
	loadSecondsEnv = "READOUT_LOAD_SECONDS" // how long events come; default 2
	loadRateEnv    = "READOUT_LOAD_RATE"    // how many a second; default 500
)

// loadQuestions are asked in turn.
var loadQuestions = []string{
	"how long was the hangzhou sit-down", "Where did they meet in 2015?", "What did Xi say to Obama?", "who else was in the room in Turkey?",
	"Did Obama talk to Merkel before he saw Putin in China?", "hello", "Give me a timeline of the meetings", "when did they meet in New York?",
}

// BenchmarkSlackLoad sends signed events at a steady rate, whatever becomes of them, to the whole program on loopback.
// It reports how long acknowledgements took, in milliseconds, and how long after the last event the last answer was
// posted; it fails when an event was not acknowledged or a question not answered exactly once.
func BenchmarkSlackLoad(b *testing.B) {
	seconds, rate := fromEnv(b, loadSecondsEnv, 2), fromEnv(b, loadRateEnv, 500)
	h := newHome(b)
	on := slacktest.Start(b)
	on.Trusting = true
	s := h.serveSlack(on, true, "READOUT_LOG=warn")
	b.ResetTimer()
	for range b.N {
		before := len(s.Messages())
		asked, acks := s.load(b, seconds*rate, time.Second/time.Duration(rate))
		ended := time.Now()
		s.answered(b, asked, before)
		slices.Sort(acks)
		b.ReportMetric(milliseconds(acks[len(acks)/2]), "ms-ack-median")
		b.ReportMetric(milliseconds(acks[len(acks)*99/100]), "ms-ack-p99")
		b.ReportMetric(milliseconds(acks[len(acks)-1]), "ms-ack-max")
		b.ReportMetric(time.Since(ended).Seconds(), "s-until-all-answered")
	}
	b.ReportMetric(float64(seconds*rate), "questions")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func fromEnv(b *testing.B, key string, otherwise int) int {
	b.Helper()
	v := os.Getenv(key)
	if v == "" {
		return otherwise
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		b.Fatalf("%s: %q is no number", key, v)
	}
	return n
}

// load sends n events, one every pause, and returns the threads they begin and how long their acknowledgements took.
func (s *slackServe) load(b *testing.B, n int, pause time.Duration) (asked []string, acks []time.Duration) {
	b.Helper()
	asked, acks = make([]string, n), make([]time.Duration, n)
	refused := make([]int, n)
	var wg sync.WaitGroup
	began := time.Now()
	for i := range n {
		// Channels enough that none has to wait its turn, as Slack takes about one message a second in each; and people
		// enough that none asks too much.
		e := s.Mention(fmt.Sprintf("U%05d", i%5000), fmt.Sprintf("C%05d", i%5000), "", loadQuestions[i%len(loadQuestions)])
		asked[i] = e.TS
		time.Sleep(time.Until(began.Add(time.Duration(i) * pause)))
		wg.Go(func() {
			at := time.Now()
			status, err := s.Post(e, 0)
			acks[i] = time.Since(at)
			if err != nil {
				status = 1
			}
			refused[i] = status
		})
	}
	wg.Wait()
	for i, status := range refused {
		if status != 200 {
			b.Errorf("event %d was answered with status %d", i, status)
		}
	}
	return asked, acks
}

// answered waits until each question has an answer, and fails when one has two.
func (s *slackServe) answered(b *testing.B, asked []string, before int) {
	b.Helper()
	deadline := time.Now().Add(5 * time.Minute)
	for len(s.Messages()) < before+len(asked) && time.Now().Before(deadline) {
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond) // a second answer would come by now
	answers := make(map[string]int)
	for _, m := range s.Messages()[before:] {
		answers[m.Thread]++
	}
	for _, thread := range asked {
		if n := answers[thread]; n != 1 {
			b.Errorf("the question %s has %d answers", thread, n)
		}
	}
}

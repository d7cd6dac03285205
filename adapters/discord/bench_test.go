package discord

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"testing"

	"readout/bot"
)

// at once is a host that has every question answered on the spot.
type atOnce struct {
	silence
	adapter *Adapter
	answer  bot.Answer
	failed  int
}

func (h *atOnce) Accept(ctx context.Context, m bot.Message) error {
	if err := h.adapter.Deliver(ctx, bot.Delivery{ID: "ABCDEFGHIJ", Message: m, Answer: h.answer}); err != nil {
		h.failed++
	}
	return nil
}

// BenchmarkInteractions is what an interaction costs the adapter alone: read from a frame, its answer laid out and sent, without
// the network and the journal. READOUT_LOAD_COUNT has it take so many in one go, and tells how the heap grows.
func BenchmarkInteractions(b *testing.B) {
	count, err := strconv.Atoi(os.Getenv("READOUT_LOAD_COUNT"))
	if err != nil {
		count = 1
	}
	h := &atOnce{answer: bot.Answer{
		Status: bot.Answered, Statements: []bot.Statement{{Text: "The talks lasted 90 minutes.", Cites: []int{1, 2}}}, Why: []string{"because"}, Suggest: []string{"a", "b"},
		Citations: []bot.Citation{{N: 1, Outlet: "NBC News", Title: "A title", Published: "2016-09-05", URL: "https://a.example/#:~:text=x"}, {N: 2, Outlet: "CNN", Published: "2016-09-05", URL: "https://b.example/"}},
	}}
	a := New(Config{Token: "x", ApplicationID: "1", APIURL: "http://127.0.0.1:1/api/v10"}, h, slog.New(slog.DiscardHandler))
	h.adapter = a
	a.rest.session.Client.Transport = &recorder{to: roundTripper(func(r *http.Request) (*http.Response, error) {
		_, _ = io.Copy(io.Discard, r.Body)
		return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"1"}}, Body: io.NopCloser(bytes.NewReader(nil)), Request: r}, nil
	})}
	c := &connection{ws: nowhere{}, session: new(session), log: a.log.Warn, onReady: func(string) {}, onEvent: func(ctx context.Context, event string, d []byte) {
		a.happen(ctx, event, d)
		for _, line := range a.work.lines {
			for len(line) > 0 {
				(<-line)(ctx)
			}
		}
	}}
	b.ReportAllocs()
	n := 0
	var sizes []uint64
	for b.Loop() {
		for range count {
			n++
			frame := fmt.Sprintf(`{"op":0,"t":"INTERACTION_CREATE","s":%d,"d":{"id":"%d","application_id":"1","token":"t%d","type":2,"guild_id":"3","channel_id":"%d","member":{"user":{"id":"%d"}},"data":{"name":"ask","options":[{"name":"question","type":3,"value":"how long?"}]}}}`, n, 1000+n, n, n%5000, n)
			if err := c.take(b.Context(), []byte(frame)); err != nil {
				b.Fatal(err)
			}
			if count > 1 && n%max(1, count/10) == 0 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				sizes = append(sizes, m.HeapAlloc>>10)
			}
		}
	}
	if h.failed > 0 || len(a.calls.open) > 0 || len(a.rest.limits.buckets) > 0 {
		b.Errorf("%d failed; %d calls and %d buckets are kept", h.failed, len(a.calls.open), len(a.rest.limits.buckets))
	}
	if count > 1 {
		b.Logf("%d interactions; heap in KiB: %v", n, sizes)
	}
}

package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/adapters/slack/slacktest"
)

// A slackServe is `readout serve` at work on a Slack of the tests.
type slackServe struct {
	*slacktest.Slack
	addr string // where it serves HTTP
	errs *sharedBuffer
	end  func() int // stops it and returns its exit status
}

// sharedBuffer is written by a program while a test reads it.
type sharedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *sharedBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *sharedBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serveSlack runs the whole program on Slack, by Socket Mode or HTTP, until the test ends, and fails when it logs a secret.
func (h home) serveSlack(on *slacktest.Slack, overHTTP bool, more ...string) *slackServe {
	h.t.Helper()
	s := h.startSlack(on, overHTTP, more...)
	s.waitReady(h.t)
	return s
}

// startSlack is serveSlack without waiting until it is connected.
func (h home) startSlack(on *slacktest.Slack, overHTTP bool, more ...string) *slackServe {
	h.t.Helper()
	addr, mode := slackAddr(h.t), "socket"
	if overHTTP {
		mode = "http"
		on.OverHTTP("http://" + addr + "/slack/events")
	}
	s := h.startProgram(append([]string{
		"READOUT_ADDR=" + addr, "SLACK_MODE=" + mode, "SLACK_API_URL=" + on.APIURL(),
		"SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_APP_TOKEN=" + slacktest.AppToken, "SLACK_SIGNING_SECRET=" + slacktest.SigningSecret,
	}, more...), addr)
	s.Slack = on
	return s
}

// startProgram runs the whole program with an environment, which makes it serve at addr, until the test ends.
func (h home) startProgram(environ []string, addr string) *slackServe {
	h.t.Helper()
	s := &slackServe{addr: addr, errs: new(sharedBuffer)}
	environ = append([]string{"HOME=" + h.dir, "READOUT_LOG=debug", "READOUT_DEADLINE=1m"}, environ...) // however busy the machine is
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{"serve"}, strings.NewReader(""), new(bytes.Buffer), s.errs, environ) }()
	s.end = sync.OnceValue(func() int {
		cancel()
		status := <-done
		for _, secret := range []string{slacktest.BotToken, slacktest.AppToken, slacktest.SigningSecret, "test-signing-secret", "secret-ticket-", "/response/"} {
			if strings.Contains(s.errs.String(), secret) {
				h.t.Errorf("a secret, %q, was logged", secret)
			}
		}
		return status
	})
	h.t.Cleanup(func() {
		s.end()
		if h.t.Failed() {
			h.t.Logf("it logged:\n%s", s.errs)
		}
	})
	return s
}

// slackAddr returns an address of this machine at which nobody listens.
func slackAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// waitReady returns once the program says that its platforms are connected.
func (s *slackServe) waitReady(t testing.TB) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if s.ready() == http.StatusOK {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it is not ready; it logged:\n%s", s.errs)
		}
	}
}

// ready returns the status of /readyz; 0 when nothing answers.
func (s *slackServe) ready() int {
	r, err := http.Get("http://" + s.addr + "/readyz")
	if err != nil {
		return 0
	}
	r.Body.Close()
	return r.StatusCode
}

// deliver delivers something, which must be acknowledged at the first try.
func (s *slackServe) deliver(t testing.TB, e slacktest.Event) slacktest.Event {
	t.Helper()
	if r := s.Send(e); !r.Acked || r.Tries != 1 {
		t.Fatalf("acknowledged %t after %d tries, status %d; it logged:\n%s", r.Acked, r.Tries, r.Status, s.errs)
	}
	return e
}

// last returns the last of n messages.
func (s *slackServe) last(n int) slacktest.Message { return s.WaitMessages(n)[n-1] }

// slackModes runs a test over Socket Mode and over HTTP.
func slackModes(t *testing.T, test func(t *testing.T, overHTTP bool)) {
	t.Helper()
	for _, overHTTP := range []bool{false, true} {
		t.Run(fmt.Sprintf("http=%t", overHTTP), func(t *testing.T) { test(t, overHTTP) })
	}
}

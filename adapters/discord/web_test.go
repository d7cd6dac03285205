package discord_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
	"readout/bot"
	"readout/bot/journal"
)

// The signature cases agree with Discord's own verifiers.
func TestSignatures(t *testing.T) {
	b, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, PublicKey, Timestamp, Body, Signature string
		Valid                                       bool
	}
	if err := json.Unmarshal(b, &cases); err != nil || len(cases) != 24 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		j, err := journal.Open(t.Context(), store(t))
		if err != nil {
			t.Fatal(err)
		}
		log := slog.New(slog.DiscardHandler)
		h := &host{Desk: bot.NewDesk(answers(echo), j, log, bot.Settings{}), Journal: j}
		a := discord.New(discord.Config{Token: "x", PublicKey: c.PublicKey, HTTP: true}, h, log)
		r := httptest.NewRequest(http.MethodPost, "/discord/interactions", strings.NewReader(c.Body))
		r.Header.Set("X-Signature-Timestamp", c.Timestamp)
		r.Header.Set("X-Signature-Ed25519", c.Signature)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		if refused := w.Code == http.StatusUnauthorized; refused == c.Valid {
			t.Errorf("%s: status %d", c.Name, w.Code)
		}
		if c.Valid && strings.HasPrefix(c.Body, `{"type":1`) && strings.TrimSpace(w.Body.String()) != `{"type":1}` {
			t.Errorf("%s: a PING got %q", c.Name, w.Body.String())
		}
		j.Close()
	}
}

func TestRequestsThatAreNoInteractions(t *testing.T) {
	d, r := called(t, discordtest.Options{}, echo)
	web := httptest.NewServer(r.Adapter)
	defer web.Close()
	signed := func(body string) *http.Response {
		t.Helper()
		req, err := d.Signed(t.Context(), web.URL, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { answer.Body.Close() })
		return answer
	}
	for body, want := range map[string]int{
		`{"type":1,"id":"1","token":"t","version":1,"application_id":"2"}`: 200, "": 400, "{": 400, "null": 400, "[]": 400, `"x"`: 400, `{}`: 400,
		`{"type":2}`: 400, `{"type":2,"id":"2","token":"../../x","user":{"id":"1"}}`: 400, `{"type":2,"id":"1/2","token":"x","user":{"id":"1"}}`: 400,
		`{"type":99,"id":"3","token":"x","user":{"id":"1"}}`: 400, `{"type":"two"}`: 400, strings.Repeat(" ", 2<<20): 413,
	} {
		if got := signed(body); got.StatusCode != want {
			t.Errorf("%.60q: status %d, want %d", body, got.StatusCode, want)
		}
	}
	req, _ := d.Signed(t.Context(), web.URL, []byte(`{"type":1}`))
	req.Header.Set("X-Signature-Timestamp", "1609459200")
	if got, err := http.DefaultClient.Do(req); err != nil || got.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong signature: %v, %v", got, err)
	}
	if got, err := http.Get(web.URL); err != nil || got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %v, %v", got, err)
	}
	if n := len(d.Shown()); n != 0 {
		t.Errorf("%d messages are shown", n)
	}
}

// A request that breaks off before its answer is answered by another way, while the interaction lives.
func TestLostRequest(t *testing.T) {
	release := make(chan struct{})
	d, r := called(t, discordtest.Options{}, slow(release))
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		inner := req.Clone(req.Context())
		inner.Body = io.NopCloser(bytes.NewReader(body))
		go r.ServeHTTP(&brokenWriter{header: http.Header{}}, inner.WithContext(t.Context()))
		panic(http.ErrAbortHandler)
	}))
	defer web.Close()
	d.SetEndpoint(web.URL)
	i := d.Ask(discordtest.InServer(), "a")
	close(release)
	contains(t, shown(t, i).Text(), "You asked: a")
	if n := len(d.Requests("/callback")); n != 1 {
		t.Errorf("%d responses were sent over REST", n)
	}
}

// A brokenWriter is the answer to a request whose connection is gone.
type brokenWriter struct{ header http.Header }

func (w *brokenWriter) Header() http.Header         { return w.header }
func (w *brokenWriter) WriteHeader(int)             {}
func (w *brokenWriter) Write(p []byte) (int, error) { return 0, fmt.Errorf("the connection is gone") }

// Without a public key the endpoint says so.
func TestEndpointWithoutKey(t *testing.T) {
	a := discord.New(discord.Config{Token: "x"}, nil, slog.New(slog.DiscardHandler))
	w := httptest.NewRecorder()
	a.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{}")))
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "DISCORD_PUBLIC_KEY") {
		t.Errorf("status %d: %s", w.Code, w.Body.String())
	}
}

// In whatever form the address of a stand-in is given, its API is found.
func TestAddresses(t *testing.T) {
	for _, path := range []string{"", "/", "/api", "/api/", "/api/v10", "/api/v9/"} {
		d := discordtest.New(t, discordtest.Options{})
		r := start(t, d, store(t), echo, func(c *discord.Config) { c.APIURL = d.URL() + path })
		if !d.WaitConnected(1) {
			t.Errorf("%q: not connected: %+v", path, r.Link())
			continue
		}
		contains(t, shown(t, d.Ask(discordtest.InServer(), "a")).Text(), "You asked: a")
		r.stop()
	}
	// one that serves without /api and version
	d := discordtest.New(t, discordtest.Options{})
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api") || strings.HasPrefix(r.URL.Path, "/v1") {
			http.NotFound(w, r)
			return
		}
		req, err := http.NewRequestWithContext(r.Context(), r.Method, d.APIURL()+r.URL.RequestURI(), r.Body)
		if err != nil {
			t.Error(err)
			return
		}
		req.Header = r.Header.Clone()
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}))
	defer proxy.Close()
	start(t, d, store(t), echo, func(c *discord.Config) { c.APIURL = proxy.URL })
	if !d.WaitConnected(1) {
		t.Error("not connected by way of a bare address")
	}
	contains(t, shown(t, d.Ask(discordtest.InServer(), "a")).Text(), "You asked: a")
}

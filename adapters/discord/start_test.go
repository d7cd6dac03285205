package discord_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
	"readout/bot"
	"readout/bot/journal"
)

// host is a bot with a desk and a journal, as the program has it.
type host struct {
	*bot.Desk
	bot.Journal
	added []string
	full  atomic.Bool // it leaves what is asked, as a desk does with who asks too much
}

func (h *host) Accept(ctx context.Context, m bot.Message) error {
	if h.full.Load() {
		return nil
	}
	return h.Desk.Accept(ctx, m)
}

func (h *host) Overview(context.Context) (bot.Overview, error) {
	return bot.Overview{Meetings: []bot.Occasion{{Name: "Hangzhou, 5 September 2016"}, {Name: "New York, 28 September 2015"}}}, nil
}

func (h *host) Complete(_ context.Context, typed string, n int) ([]string, error) {
	var out []string
	for range n {
		out = append(out, "completes "+typed+strings.Repeat("!", len(out)))
	}
	return out, nil
}

func (h *host) Next(context.Context, bot.Answer, int) ([]string, error) { return nil, nil }

func (h *host) Add(_ context.Context, address string) (string, error) {
	h.added = append(h.added, address)
	return "added " + address, nil
}

type answers func(ctx context.Context, q bot.Question) (bot.Answer, error)

func (f answers) Answer(ctx context.Context, q bot.Question) (bot.Answer, error) { return f(ctx, q) }

// echo answers with what it was asked, and after what.
func echo(_ context.Context, q bot.Question) (bot.Answer, error) {
	return bot.Answer{
		Status: bot.Answered, Intent: "echo",
		Statements: []bot.Statement{{Text: "You asked: " + strings.Join(append(q.Earlier, q.Text), " > ") + ".", Cites: []int{1}}},
		Citations: []bot.Citation{{N: 1, Article: "a-2016", Outlet: "NBC News", Title: "A title", Published: "2016-09-05",
			URL: "https://news.example/a(b)#:~:text=x%20y", Quote: "own words"}},
		Suggest: []string{"And then?", "Where was it?"}, Why: []string{"because"},
	}, nil
}

// A logbook is what was logged.
type logbook struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *logbook) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

// A running bot.
type running struct {
	*discord.Adapter
	host *host
	log  *logbook
	ran  chan error // what Run returned
	stop func()
}

// setting changes how the adapter is set up.
type setting func(c *discord.Config)

// start starts an adapter against a Discord, over a journal in a file. It is stopped with the test at the latest.
func start(t testing.TB, d *discordtest.Server, path string, a answers, settings ...setting) *running {
	t.Helper()
	j, err := journal.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	c := discord.Config{Token: discordtest.Token, ApplicationID: discordtest.ApplicationID, PublicKey: d.PublicKey(), APIURL: d.APIURL(), FirstPause: 20 * time.Millisecond}
	for _, s := range settings {
		s(&c)
	}
	r := &running{log: new(logbook), ran: make(chan error, 1)}
	log := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	r.host = &host{Desk: bot.NewDesk(a, j, log, bot.Settings{}), Journal: j}
	r.Adapter = discord.New(c, r.host, log)
	r.host.Attach(discord.Platform, r.Adapter)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { _ = r.host.Desk.Run(ctx) })
	wg.Go(func() { r.ran <- r.Adapter.Run(ctx) })
	r.stop = sync.OnceFunc(func() {
		cancel()
		wg.Wait()
		j.Close()
		noSecrets(t, r.log.text())
	})
	t.Cleanup(r.stop)
	return r
}

// noSecrets fails when a log has a token: the bot's own, or that of an interaction.
func noSecrets(t testing.TB, log string) {
	t.Helper()
	for _, secret := range []string{discordtest.Token, "aW50ZXJhY3Rpb24t"} {
		if i := strings.Index(log, secret); i >= 0 {
			t.Errorf("the log has a secret: %.300s", log[max(0, i-200):])
		}
	}
}

func store(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// patient gives a Discord more patience than the real one has, so that no test depends on how busy the machine is.
func patient(o discordtest.Options) discordtest.Options {
	if o.Deadline == 0 {
		o.Deadline = patience
	}
	return o
}

// talking starts a Discord and a bot that has connected to its gateway.
func talking(t testing.TB, o discordtest.Options, a answers, settings ...setting) (*discordtest.Server, *running) {
	t.Helper()
	d := discordtest.New(t, patient(o))
	r := start(t, d, store(t), a, settings...)
	if !d.WaitConnected(max(o.Shards, 1)) || !discordtest.Until(10*time.Second, func() bool { return r.Link().Up }) {
		t.Fatalf("not connected: %+v\n%s", r.Link(), r.log.text())
	}
	return d, r
}

// called starts a Discord and a bot that Discord calls over HTTP.
func called(t testing.TB, o discordtest.Options, a answers, settings ...setting) (*discordtest.Server, *running) {
	t.Helper()
	d := discordtest.New(t, patient(o))
	r := start(t, d, store(t), a, append(settings, func(c *discord.Config) { c.HTTP = true })...)
	web := httptest.NewServer(r.Adapter)
	t.Cleanup(web.Close)
	d.SetEndpoint(web.URL)
	if !discordtest.Until(10*time.Second, func() bool { return r.Link().Up }) {
		t.Fatalf("not connected: %+v\n%s", r.Link(), r.log.text())
	}
	return d, r
}

const patience = 20 * time.Second

// shown is the message that answers an interaction.
func shown(t testing.TB, i *discordtest.Interaction) discordtest.Message {
	t.Helper()
	m, ok := i.Message(patience)
	if !ok {
		t.Fatal("there was no answer")
	}
	return m
}

func contains(t testing.TB, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
}

var errDown = errors.New("the store is down")

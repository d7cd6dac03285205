package discord_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/adapters/discord"
	"readout/adapters/discord/discordtest"
	"readout/bot"
)

func TestRepeatsAreAnsweredOnce(t *testing.T) {
	d, _ := talking(t, discordtest.Options{}, echo)
	i := d.Ask(discordtest.InServer(), "once")
	shown(t, i)
	i.Again()
	d.Say(discordtest.InServer(), discordtest.Said{Text: "and once more", Mention: true})
	d.WaitShown(2, patience)
	d.Repeat(3) // as a resume with an old number does
	time.Sleep(2 * time.Second)
	if all := d.Shown(); len(all) != 2 || all[0].Edits+all[1].Edits > 0 {
		t.Errorf("shown: %+v", all)
	}
	if n := len(d.Requests("/callback")); n != 1 {
		t.Errorf("%d responses were sent", n)
	}
}

func TestRepeatsOverHTTP(t *testing.T) {
	d, r := called(t, discordtest.Options{}, echo)
	i := d.Ask(discordtest.InServer(), "once")
	shown(t, i)
	i.Again()
	if !discordtest.Until(patience, func() bool { return i.Status() == http.StatusAccepted }) {
		t.Errorf("a repeat got status %d", i.Status())
	}
	if n := len(d.Shown()); n != 1 {
		t.Errorf("%d messages are shown", n)
	}
	_ = r
}

// Whatever ends a connection, the session goes on, and what was said meanwhile is answered.
func TestReconnects(t *testing.T) {
	for name, end := range map[string]func(d *discordtest.Server){
		"cut":            (*discordtest.Server).DropGateway,
		"op 7":           (*discordtest.Server).AskReconnect,
		"op 9 true":      func(d *discordtest.Server) { d.Invalidate(true) },
		"close 4000":     func(d *discordtest.Server) { d.CloseGateway(4000) },
		"close 4008":     func(d *discordtest.Server) { d.CloseGateway(4008) },
		"no ack":         (*discordtest.Server).WithholdAcks,
		"silence":        (*discordtest.Server).Silence,
		"close, no code": func(d *discordtest.Server) { d.CloseGateway(1006) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			beat := 20 * time.Second
			if name == "no ack" || name == "silence" { // which only heartbeats tell
				beat = time.Second
			}
			d, r := talking(t, discordtest.Options{Heartbeat: beat}, echo)
			end(d)
			d.Say(discordtest.InDM(), discordtest.Said{Text: "still there?"})
			if all := d.WaitShown(1, patience); len(all) != 1 {
				t.Fatalf("shown: %+v\n%s", all, r.log.text())
			}
			discordtest.Until(patience, func() bool { return len(d.Resumes()) > 0 })
			if resumes := d.Resumes(); len(resumes) != 1 || resumes[0].Path != "/resume" {
				t.Errorf("resumes: %+v", resumes)
			}
			if n := len(d.Identifies()); n != 1 {
				t.Errorf("%d sessions were asked for", n)
			}
			if codes := d.Closes(); slices.Contains(codes, 1000) || slices.Contains(codes, 1001) {
				t.Errorf("it closed with %v, which ends a session", codes)
			}
			if !discordtest.Until(patience, func() bool { l := r.Link(); return l.Up && l.Opened == 2 }) {
				t.Errorf("link: %+v", r.Link())
			}
		})
	}
}

// Where a session cannot go on, a new one begins.
func TestNewSession(t *testing.T) {
	for name, end := range map[string]func(d *discordtest.Server){
		"op 9 false": func(d *discordtest.Server) { d.Invalidate(false) },
		"close 4007": func(d *discordtest.Server) { d.CloseGateway(4007) },
		"close 4009": func(d *discordtest.Server) { d.CloseGateway(4009) },
		"forgotten":  func(d *discordtest.Server) { d.ForgetSessions(); d.DropGateway() },
		"deaf to resumes": func(d *discordtest.Server) {
			d.Refuse(4000, 3)
			d.DropGateway()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, r := talking(t, discordtest.Options{}, echo, func(c *discord.Config) { c.IdentifyEvery = time.Millisecond })
			end(d)
			if !discordtest.Until(patience, func() bool { return len(d.Identifies()) == 2 && d.Connected() == 1 && r.Link().Up }) {
				t.Fatalf("%d identified, %d connected, link %+v\n%s", len(d.Identifies()), d.Connected(), r.Link(), r.log.text())
			}
			contains(t, shown(t, d.Ask(discordtest.InServer(), "again")).Text(), "You asked: again")
		})
	}
}

// A fatal close code ends in a state that says what to do, and not in a loop.
func TestFatalCloseCodes(t *testing.T) {
	for code, want := range map[int]string{4004: "DISCORD_TOKEN", 4010: "DISCORD_SHARDS", 4011: "DISCORD_SHARDS=auto", 4012: "newer", 4013: "intents", 4014: "intents"} {
		for _, when := range []string{"running", "at once"} {
			t.Run(fmt.Sprint(code, " ", when), func(t *testing.T) {
				t.Parallel()
				d := discordtest.New(t, discordtest.Options{})
				if when == "at once" {
					d.Refuse(code, 1000)
				}
				r := start(t, d, store(t), echo)
				if when == "running" {
					d.WaitConnected(1)
					d.CloseGateway(code)
				}
				select {
				case err := <-r.ran:
					if err == nil {
						t.Error("it gave up without an error")
					}
				case <-time.After(patience):
					t.Fatal("it goes on")
				}
				if l := r.Link(); l.Up || !strings.Contains(l.Reason, want) || !strings.Contains(l.Reason, fmt.Sprint(code)) {
					t.Errorf("link: %+v", l)
				}
				before := len(d.Identifies()) + len(d.Resumes())
				time.Sleep(200 * time.Millisecond)
				if n := len(d.Identifies()) + len(d.Resumes()); n != before || n > 1 {
					t.Errorf("it tried %d times", n)
				}
			})
		}
	}
}

func TestUnansweredIdentify(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Options{})
	d.Ignore(1)
	r := start(t, d, store(t), echo, func(c *discord.Config) { c.IdentifyEvery = time.Millisecond })
	time.Sleep(100 * time.Millisecond)
	began := time.Now()
	r.stop() // which is no matter of patience
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

func TestWrongToken(t *testing.T) {
	for _, http := range []bool{false, true} {
		d := discordtest.New(t, discordtest.Options{Token: "other"})
		r := start(t, d, store(t), echo, func(c *discord.Config) { c.HTTP = http })
		select {
		case err := <-r.ran:
			contains(t, fmt.Sprint(err), "DISCORD_TOKEN")
		case <-time.After(patience):
			t.Fatal("it goes on")
		}
		if l := r.Link(); l.Up || !strings.Contains(l.Reason, "DISCORD_TOKEN") {
			t.Errorf("link: %+v", l)
		}
		before := len(d.Requests(""))
		if err := r.Tell(t.Context(), discordtest.Channel, "hello"); err == nil {
			t.Error("something was said with a refused token")
		}
		if n := len(d.Requests("")); n != before || n > 4 {
			t.Errorf("%d requests were made with a refused token", n)
		}
	}
}

func TestMissingSettings(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{})
	for want, set := range map[string]setting{
		"DISCORD_PUBLIC_KEY is not set": func(c *discord.Config) { c.HTTP, c.PublicKey = true, "" },
		"64 hexadecimal digits":         func(c *discord.Config) { c.HTTP, c.PublicKey = true, "abc" },
		"DISCORD_SHARDS":                func(c *discord.Config) { c.Shards = "many" },
		"DISCORD_APPLICATION_ID":        func(c *discord.Config) { c.ApplicationID = "me" },
	} {
		r := start(t, d, store(t), echo, set)
		err := <-r.ran
		if l := r.Link(); err == nil || l.Up || !strings.Contains(l.Reason, want) {
			t.Errorf("%v, link %+v, want %q", err, l, want)
		}
	}
	if n := len(d.Requests("")); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

// What REST answers to an interaction's response, and what people see in the end.
func TestResponseFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault discordtest.Fault
		shown int
	}{
		{"503 once", discordtest.Fault{Path: "/callback", Status: 503}, 1},
		{"500, and it took effect", discordtest.Fault{Path: "/callback", Status: 500, Done: true}, 1},
		{"cut", discordtest.Fault{Path: "/callback", Drop: true}, 1},
		{"cut, and it took effect", discordtest.Fault{Path: "/callback", Drop: true, Done: true}, 1},
		{"hang", discordtest.Fault{Path: "/callback", Hang: true}, 1},
		{"hang, and it took effect", discordtest.Fault{Path: "/callback", Hang: true, Done: true}, 1},
		{"429", discordtest.Fault{Path: "/callback", Status: 429, RetryAfter: 300 * time.Millisecond}, 1},
		{"10062", discordtest.Fault{Path: "/callback", Status: 404, Code: 10062, Times: -1}, 0},
		{"40060", discordtest.Fault{Path: "/callback", Status: 400, Code: 40060, Done: true}, 1},
		{"400", discordtest.Fault{Path: "/callback", Status: 400, Code: 50035, Times: -1}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, r := talking(t, discordtest.Options{}, echo)
			d.Inject(tt.fault)
			i := d.Ask(discordtest.InServer(), "a")
			if tt.shown > 0 {
				shown(t, i)
			}
			time.Sleep(1200 * time.Millisecond)
			if n := len(d.Shown()); n != tt.shown {
				t.Errorf("%d messages are shown, want %d\n%s", n, tt.shown, r.log.text())
			}
			if n := len(d.Requests("/callback")); n > 4 {
				t.Errorf("%d responses were sent", n)
			}
			d.Mend()
			shown(t, d.Ask(discordtest.InServer(), "b"))
		})
	}
}

// What REST answers to a message, and what people see in the end.
func TestMessageFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault discordtest.Fault
	}{
		{"503 twice", discordtest.Fault{Path: "/messages", Status: 503, Times: 2}},
		{"500, and it took effect", discordtest.Fault{Path: "/messages", Status: 500, Done: true}},
		{"502 five times, and it took effect", discordtest.Fault{Path: "/messages", Status: 502, Done: true, Times: 5}},
		{"cut, and it took effect", discordtest.Fault{Path: "/messages", Drop: true, Done: true, Times: 4}},
		{"429", discordtest.Fault{Path: "/messages", Status: 429, RetryAfter: 400 * time.Millisecond, Times: 2}},
		{"429 for all", discordtest.Fault{Path: "/messages", Status: 429, RetryAfter: 400 * time.Millisecond, Global: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, r := talking(t, discordtest.Options{}, echo)
			d.Inject(tt.fault)
			d.Say(discordtest.InServer(), discordtest.Said{Text: "a", Mention: true})
			d.WaitShown(1, patience)
			discordtest.Until(patience, func() bool {
				entries, err := r.host.Unended(context.Background(), "", 1)
				return err == nil && len(entries) == 0
			})
			time.Sleep(100 * time.Millisecond)
			if n := len(d.Shown()); n != 1 {
				t.Errorf("%d messages are shown\n%s", n, r.log.text())
			}
		})
	}
}

func TestNoPermission(t *testing.T) {
	d, r := talking(t, discordtest.Options{}, echo)
	d.Deny(discordtest.Channel, 50013)
	d.Say(discordtest.InServer(), discordtest.Said{Text: "a", Mention: true})
	all := d.WaitShown(1, patience)
	if len(all) != 1 || all[0].Channel != discordtest.DMOf(discordtest.User) {
		t.Fatalf("shown: %+v", all)
	}
	contains(t, all[0].Content, "may not write in the channel", "You asked: a")
	d.Deny(discordtest.DMOf(discordtest.User), 50007)
	d.Say(discordtest.InServer(), discordtest.Said{Text: "b", Mention: true})
	if !discordtest.Until(patience, func() bool { return strings.Contains(r.log.text(), "an answer was refused") }) {
		t.Errorf("it was not given up:\n%s", r.log.text())
	}
	d.Deny(discordtest.Channel, 0)
	d.Say(discordtest.InServer(), discordtest.Said{Text: "c", Mention: true})
	if all := d.WaitShown(2, patience); len(all) != 2 {
		t.Errorf("shown: %+v", all)
	}
}

// slow answers when it is told to.
func slow(release chan struct{}) answers {
	return func(ctx context.Context, q bot.Question) (bot.Answer, error) {
		select {
		case <-release:
		case <-ctx.Done():
		}
		return echo(ctx, q)
	}
}

func TestDeferred(t *testing.T) {
	for name, begin := range map[string]func(testing.TB, discordtest.Options, answers, ...setting) (*discordtest.Server, *running){"gateway": talking, "http": called} {
		for _, private := range []bool{false, true} {
			t.Run(fmt.Sprint(name, private), func(t *testing.T) {
				t.Parallel()
				release := make(chan struct{})
				d, _ := begin(t, discordtest.Options{}, slow(release))
				i := d.Run(discordtest.InServer(), "ask", discordtest.Option{Name: "question", Value: "a"}, discordtest.Option{Name: "private", Value: private})
				kind, _ := i.Wait(patience)
				if kind != discordtest.DeferredReply || i.Elapsed() < time.Second || i.Elapsed() > 10*time.Second {
					t.Errorf("a response of type %d after %s", kind, i.Elapsed())
				}
				close(release)
				m := shown(t, i)
				if m.Ephemeral != private || len(d.Shown()) != 1 {
					t.Errorf("shown: %+v", d.Shown())
				}
				contains(t, m.Text(), "You asked: a")
			})
		}
	}
}

// A question that the bot leaves is not left without a response.
func TestLeftQuestion(t *testing.T) {
	both(t, discordtest.Options{}, func(t *testing.T, d *discordtest.Server, r *running) {
		r.host.full.Store(true)
		if m := shown(t, d.Ask(discordtest.InServer(), "one too many")); !m.Ephemeral || !strings.Contains(m.Content, "wait a little") {
			t.Errorf("shown: %+v", m)
		}
	})
}

// A connection that breaks while an answer is under way does not touch the answer.
func TestGatewayDropsInTheMiddle(t *testing.T) {
	release := make(chan struct{})
	d, _ := talking(t, discordtest.Options{}, slow(release))
	i := d.Ask(discordtest.InServer(), "a")
	d.Say(discordtest.InDM(), discordtest.Said{Text: "b"})
	time.Sleep(100 * time.Millisecond)
	d.DropGateway()
	close(release)
	shown(t, i)
	if all := d.WaitShown(2, patience); len(all) != 2 {
		t.Errorf("shown: %+v", all)
	}
}

// After a restart, buttons work, what was deferred is filled in, and nothing is said twice.
func TestRestart(t *testing.T) {
	path := store(t)
	d := discordtest.New(t, patient(discordtest.Options{}))
	release := make(chan struct{})
	first := start(t, d, path, func(ctx context.Context, q bot.Question) (bot.Answer, error) {
		if q.Text == "wait" {
			return slow(release)(ctx, q)
		}
		return echo(ctx, q)
	})
	d.WaitConnected(1)
	answered := shown(t, d.Ask(discordtest.InServer(), "a"))
	deferred := d.Ask(discordtest.InServer().As("600000000000000002"), "wait")
	if kind, _ := deferred.Wait(patience); kind != discordtest.DeferredReply {
		t.Fatalf("a response of type %d", kind)
	}
	first.stop()
	start(t, d, path, echo)
	d.WaitConnected(1)
	contains(t, shown(t, deferred).Text(), "You asked: wait")
	b, _ := answered.Button("Where was it?")
	contains(t, shown(t, d.Press(discordtest.InServer(), answered, b.CustomID)).Text(), "a > Where was it?")
	requests := len(d.Requests("/callback"))
	deferred.Again()
	time.Sleep(1700 * time.Millisecond)
	if n := len(d.Requests("/callback")); n != requests {
		t.Errorf("%d requests were made for an interaction that came again", n-requests)
	}
	if n := len(d.Shown()); n != 3 {
		t.Errorf("%d messages are shown", n)
	}
}

// An answer whose confirmation was lost is looked for after a restart, and not posted again, though its nonce is forgotten.
func TestRestartAfterAnUnclearPost(t *testing.T) {
	path := store(t)
	d := discordtest.New(t, patient(discordtest.Options{}))
	first := start(t, d, path, echo)
	d.WaitConnected(1)
	d.Inject(discordtest.Fault{Path: "POST /channels", Status: 500, Done: true, Times: -1})
	d.Say(discordtest.InServer(), discordtest.Said{Text: "a", Mention: true})
	d.WaitShown(1, patience)
	first.stop()
	d.Mend()
	d.ForgetNonces()
	again := start(t, d, path, echo)
	discordtest.Until(patience, func() bool {
		entries, err := again.host.Unended(context.Background(), "", 1)
		return err == nil && len(entries) == 0
	})
	if n := len(d.Shown()); n != 1 {
		t.Errorf("%d messages are shown", n)
	}
}

func TestPanics(t *testing.T) {
	d, r := talking(t, discordtest.Options{}, func(context.Context, bot.Question) (bot.Answer, error) { panic("index out of range") })
	contains(t, shown(t, d.Ask(discordtest.InServer(), "a")).Text(), "Sorry")
	for _, frame := range []string{"null", "[]", "{", `{"op":0}`, `{"op":0,"t":"INTERACTION_CREATE","s":3,"d":null}`, `{"op":0,"t":"MESSAGE_CREATE","s":4,"d":{"id":"1","channel_id":"2"}}`,
		`{"op":0,"t":"INTERACTION_CREATE","s":5,"d":{"id":"1","type":2,"token":"x","data":{"name":"ask"}}}`, `{"op":"x"}`, `{"op":0,"t":"GUILD_CREATE","s":6,"d":null}`, `{"op":99}`} {
		d.SendRaw([]byte(frame))
	}
	contains(t, shown(t, d.Ask(discordtest.InServer(), "b")).Text(), "Sorry")
	if l := r.Link(); !l.Up || l.Opened != 1 {
		t.Errorf("link: %+v", l)
	}
}

func TestStoreFails(t *testing.T) {
	d, _ := talking(t, discordtest.Options{}, func(context.Context, bot.Question) (bot.Answer, error) { return bot.Answer{}, errDown })
	m := shown(t, d.Ask(discordtest.InServer(), "a"))
	contains(t, m.Text(), "Sorry", "reference")
}

func TestRateLimit(t *testing.T) {
	d, _ := talking(t, discordtest.Options{PerChannel: 3}, echo)
	for n := range 5 {
		d.Say(discordtest.InServer().As(fmt.Sprint(600000000000000001+n)), discordtest.Said{Text: fmt.Sprint(n), Mention: true})
	}
	d.Say(discordtest.InDM(), discordtest.Said{Text: "elsewhere"})
	if all := d.WaitShown(4, 2*time.Second); len(all) != 4 {
		t.Errorf("%d were answered at once, of two channels", len(all))
	}
	if all := d.WaitShown(6, patience); len(all) != 6 || d.Exceeded() > 0 {
		t.Errorf("%d were answered, %d refused", len(all), d.Exceeded())
	}
}

// What Discord posts again after a restart gets a response without a second answer.
func TestRepeatsOverHTTPAfterARestart(t *testing.T) {
	path := store(t)
	d := discordtest.New(t, patient(discordtest.Options{}))
	serve := func() *running {
		r := start(t, d, path, echo, func(c *discord.Config) { c.HTTP = true })
		web := httptest.NewServer(r.Adapter)
		t.Cleanup(web.Close)
		d.SetEndpoint(web.URL)
		return r
	}
	first := serve()
	i := d.Ask(discordtest.InServer(), "once")
	shown(t, i)
	first.stop()
	serve()
	i.Again()
	if !discordtest.Until(patience, func() bool { return i.Status() == http.StatusAccepted }) {
		t.Errorf("a repeat got status %d", i.Status())
	}
	if n := len(d.Shown()); n != 1 {
		t.Errorf("%d messages are shown", n)
	}
}

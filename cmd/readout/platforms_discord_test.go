package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/adapters/discord/discordtest"
	"readout/bot"
)

// lockedBuffer is what the program writes while tests look at it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// freeAddr is an address on the loopback that nobody listens at.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// serveDiscord runs the whole program against a Discord, until stop is called or the test ends.
func serveDiscord(t testing.TB, d *discordtest.Server, db string, overHTTP bool, more ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	addr := freeAddr(t)
	environ := append(d.Environ(), "HOME="+t.TempDir(), "READOUT_DB="+db, "READOUT_ADDR="+addr, "READOUT_LOG=debug")
	if overHTTP {
		environ = append(environ, "DISCORD_MODE=http")
		d.SetEndpoint("http://" + addr + "/discord/interactions")
	}
	var log lockedBuffer
	done := make(chan int)
	go func() {
		done <- run(ctx, []string{"serve"}, strings.NewReader(""), &log, &log, append(environ, more...))
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("serve ended with status %d:\n%s", code, log.String())
		}
		for _, secret := range []string{discordtest.Token, "aW50ZXJhY3Rpb24t"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log has a secret")
			}
		}
	})
	t.Cleanup(stop)
	ready := func() bool {
		_, puts := d.Commands()
		if overHTTP {
			c, err := net.Dial("tcp", addr)
			if err != nil {
				return false
			}
			c.Close()
			return puts > 0 || len(d.Requests("GET /applications")) > 1
		}
		return d.Connected() >= 1 && (puts > 0 || len(d.Requests("commands")) > 0 || puts > 0)
	}
	if !discordtest.Until(30*time.Second, ready) {
		t.Fatalf("it does not serve:\n%s", log.String())
	}
	return stop
}

// patience is how long a test waits for what takes milliseconds.
const patience = 20 * time.Second

func messageOf(t testing.TB, i *discordtest.Interaction) discordtest.Message {
	t.Helper()
	m, ok := i.Message(patience)
	if !ok {
		t.Fatal("there was no answer")
	}
	return m
}

func wants(t testing.TB, m discordtest.Message, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("%q is not in:\n%s", want, m.Text())
		}
	}
}

// The whole program on Discord: each way to ask, with the real answers and their sources.
func TestDiscord(t *testing.T) {
	for name, overHTTP := range map[string]bool{"gateway": false, "http": true} {
		t.Run(name, func(t *testing.T) {
			d := discordtest.New(t, discordtest.Options{Deadline: patience}) // the machine may be busy
			db := filepath.Join(t.TempDir(), "readout.db")
			stop := serveDiscord(t, d, db, overHTTP)
			place := discordtest.InServer()

			asked := messageOf(t, d.Ask(place, "how long was the hangzhou sit-down"))
			wants(t, asked, "90 minutes. [1][2]", "[1] [NBC News, 5 Sep 2016](https://www.nbcnews.com/", "#:~:text=", "[2] [CNN via FOX 2, 5 Sep 2016](")
			wants(t, messageOf(t, d.Ask(place, "and in New York?")), "New York", "90 minutes")
			unknown := messageOf(t, d.Ask(place.As("600000000000000009"), "What did Xi say to Obama?"))
			wants(t, unknown, "None of the five articles I have says that.")
			if len(unknown.Embeds) > 0 {
				t.Errorf("sources of what the articles do not say: %+v", unknown.Embeds)
			}
			differ := messageOf(t, d.Ask(place.As("600000000000000008"), "Did Obama talk to Merkel before he saw Putin in China?"))
			wants(t, differ, "**Sources differ**", "• ", "[1]", "[2]")

			next := unknown.Buttons[0]
			if m := messageOf(t, d.Press(place, unknown, next.CustomID)); len(m.Embeds) == 0 {
				t.Errorf("a question that was offered has no answer with sources: %s", m.Text())
			}
			wants(t, messageOf(t, d.Run(place, "meetings")), "Hangzhou", "New York", "Antalya")
			wants(t, messageOf(t, d.Run(place, "timeline")), "2015", "2016")
			wants(t, messageOf(t, d.Run(place, "sources")), "NBC News", "AzVision.az")
			wants(t, messageOf(t, d.Run(place, "help")), "I answer questions about")
			choices := d.Type(place, "compare", "a", "hang").Choices(patience)
			if len(choices) != 1 || !strings.Contains(choices[0], "Hangzhou") {
				t.Errorf("to compare: %q", choices)
			}
			compared := d.Run(place, "compare", discordtest.Option{Name: "a", Value: "Hangzhou, 5 September 2016"}, discordtest.Option{Name: "b", Value: "New York, 28 September 2015"})
			wants(t, messageOf(t, compared), "Hangzhou", "New York", "[1]")

			choices = d.Type(place, "ask", "question", "h").Choices(patience)
			if len(choices) == 0 {
				t.Error("nothing is offered for the first letter")
			}
			claimed := d.Say(place.As("600000000000000002"), discordtest.Said{Text: "Obama and Putin talked for 90 minutes in Hangzhou."})
			wants(t, messageOf(t, d.Choose(place, "Check this claim", claimed)), "90 minutes", "[1]", "Question: Obama and Putin talked")
			wants(t, messageOf(t, d.Ask(discordtest.InForeign(), "where did they meet in 2016?")), "Hangzhou", "[1]")
			wants(t, messageOf(t, d.Ask(discordtest.InDM(), "where did they meet in 2016?")), "Hangzhou", "[1]")

			wrong, _ := asked.Button("Wrong")
			if kind, _ := d.Press(place, asked, wrong.CustomID).Wait(patience); kind != discordtest.Form {
				t.Errorf("a response of type %d to “wrong”", kind)
			}
			id := strings.TrimPrefix(wrong.CustomID, "wrong:")
			wants(t, messageOf(t, d.Submit(place, "form:"+id, "text", "It was shorter.")), "curator")

			stop()
			serveDiscord(t, d, db, overHTTP)
			why, _ := asked.Button("Why")
			wants(t, messageOf(t, d.Press(place, asked, why.CustomID)), "duration")
			if !overHTTP {
				talkOnDiscord(t, d)
			}
		})
	}
}

// talkOnDiscord mentions, replies and writes directly.
func talkOnDiscord(t *testing.T, d *discordtest.Server) {
	place := discordtest.InServer().As("600000000000000005")
	say := func(p discordtest.Place, s discordtest.Said) discordtest.Message {
		t.Helper()
		n := len(d.Shown())
		d.Say(p, s)
		all := d.WaitShown(n+1, patience)
		if len(all) != n+1 {
			t.Fatalf("%+v was not answered", s)
		}
		return all[n]
	}
	first := say(place, discordtest.Said{Text: "how long was the hangzhou sit-down?", Mention: true})
	wants(t, first, "90 minutes. [1][2]", "https://www.nbcnews.com/")
	wants(t, say(place.As("600000000000000006"), discordtest.Said{Text: "and in New York?", Reply: &first}), "New York", "90 minutes")
	wants(t, say(discordtest.InDM().As("600000000000000007"), discordtest.Said{Text: "where did they meet in 2016?"}), "Hangzhou", "[1]")
	wants(t, say(discordtest.InDM().As("600000000000000007"), discordtest.Said{Text: "and in 2015?"}), "2015")
}

// A platformQuestion is a line of testdata/platforms/questions.jsonl.
type platformQuestion struct {
	ID    string   `json:"id"`
	Turns []string `json:"turns"`
}

func platformQuestions(t testing.TB) []platformQuestion {
	t.Helper()
	b, err := os.ReadFile("testdata/platforms/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []platformQuestion
	for line := range strings.Lines(string(b)) {
		var q platformQuestion
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

// terminalAnswers are the answers that the terminal gives.
func terminalAnswers(t testing.TB, db string, qs []platformQuestion) []bot.Answer {
	t.Helper()
	p := &program{environ: []string{"HOME=" + t.TempDir(), "READOUT_DB=" + db}, stderr: &lockedBuffer{}}
	s, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	out := make([]bot.Answer, len(qs))
	for i, q := range qs {
		last := len(q.Turns) - 1
		if out[i], err = s.answerer.Answer(t.Context(), bot.Question{Text: q.Turns[last], Earlier: q.Turns[:last]}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

var (
	// sourceLine matches a source in the embed: its number, and where its link leads.
	sourceLine = regexp.MustCompile(`(?m)^\[(\d+)\] \[[^\]]+\]\((\S+)\)`)
	escaped    = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)
)

// The same questions get the same statements with the same sources as in the terminal.
func TestDiscordSaysTheSame(t *testing.T) {
	qs := platformQuestions(t)
	db := filepath.Join(t.TempDir(), "readout.db")
	want := terminalAnswers(t, db, qs)
	for name, overHTTP := range map[string]bool{"gateway": false, "http": true} {
		t.Run(name, func(t *testing.T) {
			d := discordtest.New(t, discordtest.Options{Deadline: patience}) // the machine may be busy
			serveDiscord(t, d, filepath.Join(t.TempDir(), "readout.db"), overHTTP)
			for i, q := range qs {
				place := discordtest.InServer().As(fmt.Sprint(600000000000000100 + i))
				var m discordtest.Message
				for _, turn := range q.Turns {
					m = messageOf(t, d.Ask(place, turn))
				}
				same(t, q, m, want[i])
			}
		})
	}
}

// same fails unless a message says what an answer does, with its sources.
func same(t *testing.T, q platformQuestion, m discordtest.Message, a bot.Answer) {
	t.Helper()
	text := escaped.ReplaceAllString(m.Text(), "$1")
	for _, s := range a.Statements {
		cites := ""
		for _, n := range s.Cites {
			cites += fmt.Sprintf("[%d]", n)
		}
		if !strings.Contains(text, s.Text+" "+cites) {
			t.Errorf("%s: %q is not in:\n%s", q.ID, s.Text+" "+cites, text)
		}
	}
	for line := range strings.SplitSeq(a.Lead+"\n"+a.Note, "\n") {
		if !strings.Contains(text, line) {
			t.Errorf("%s: %q is not in:\n%s", q.ID, line, text)
		}
	}
	var links, urls []string
	for _, found := range sourceLine.FindAllStringSubmatch(m.Text(), -1) {
		links = append(links, found[1]+" "+found[2])
	}
	for _, c := range a.Citations {
		urls = append(urls, fmt.Sprint(c.N)+" "+strings.NewReplacer("(", "%28", ")", "%29").Replace(c.URL))
	}
	if !slices.Equal(links, urls) {
		t.Errorf("%s: sources %q, want %q", q.ID, links, urls)
	}
}

// The commands of the set-up, against a Discord that has none of ours yet.
func TestDiscordSetup(t *testing.T) {
	d := discordtest.New(t, discordtest.Options{Registered: json.RawMessage(`[{"id":"1","application_id":"` + discordtest.ApplicationID + `","version":"1","type":1,"name":"old","description":"of before","default_member_permissions":null}]`)})
	call := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		environ := append(d.Environ(), "HOME="+t.TempDir())
		if code := run(t.Context(), append([]string{"discord"}, args...), strings.NewReader(""), &out, &errs, environ); code != want {
			t.Errorf("discord %q ended with status %d, want %d: %s", args, code, want, errs.String())
		}
		return out.String() + errs.String()
	}
	var shown []map[string]any
	if err := json.Unmarshal([]byte(call(0, "commands")), &shown); err != nil || len(shown) != 7 {
		t.Errorf("%d commands are shown: %v", len(shown), err)
	}
	if got := call(1, "commands", "diff"); !strings.Contains(got, "+ /ask is missing") || !strings.Contains(got, "- /old is not known any more") {
		t.Errorf("differences:\n%s", got)
	}
	call(0, "commands", "register")
	if got := call(0, "commands", "register"); !strings.Contains(got, "nothing was changed") {
		t.Errorf("registered again:\n%s", got)
	}
	call(0, "commands", "diff")
	if _, puts := d.Commands(); puts != 1 {
		t.Errorf("the commands were overwritten %d times", puts)
	}
	if got := call(0, "invite"); !strings.Contains(got, "client_id="+discordtest.ApplicationID) || !strings.Contains(got, "permissions=274877991936") {
		t.Errorf("invitation:\n%s", got)
	}
	db := filepath.Join(t.TempDir(), "readout.db")
	serveDiscord(t, d, db, false)
	if _, puts := d.Commands(); puts != 1 {
		t.Errorf("serve overwrote commands that are as they should be")
	}
}

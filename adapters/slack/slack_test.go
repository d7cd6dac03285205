package slack_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readout/adapters/slack"
	"readout/adapters/slack/slacktest"
	"readout/bot"
	"readout/bot/journal"
)

// A newsroom answers what the tests ask, and is all else that an adapter needs of the bot.
type newsroom struct {
	*bot.Desk
	bot.Journal
	added []string
	mu    sync.Mutex
	told  []bot.Feedback
	down  atomic.Int32 // so many questions can't be written down
}

// Answer repeats the question, with those before it, and two sources.
func (*newsroom) Answer(_ context.Context, q bot.Question) (bot.Answer, error) {
	switch {
	case q.Text == "help":
		return bot.Answer{Status: bot.Smalltalk, Intent: "help", Lead: "Ask me about meetings.", Suggest: []string{"Where did they meet?"}}, nil
	case strings.HasPrefix(q.Text, "unknown"):
		return bot.Answer{Status: bot.Abstained, Intent: "unknown", Lead: "None of the articles says that.", Suggest: []string{"Where did they meet?"}}, nil
	case strings.HasPrefix(q.Text, "slow"):
		time.Sleep(300 * time.Millisecond)
	case q.Text == "fail":
		return bot.Answer{}, errors.New("the store is gone")
	}
	return bot.Answer{
		Status: bot.Answered, Intent: "echo",
		Statements: []bot.Statement{{Text: strings.Join(append(q.Earlier, q.Text), " > "), Cites: []int{1, 2}, Facts: []string{"a/1", "b/1"}}},
		Citations: []bot.Citation{
			{N: 1, Article: "a", Outlet: "The Echo", Title: "They <met> & talked", URL: "https://echo.example/a?x=1&y=2#:~:text=they%20met", Published: "2016-09-05", Quote: "own words"},
			{N: 2, Article: "b", Outlet: "Courier", Title: "A title", URL: "https://courier.example/b", Published: "2016-09-06", Anchor: "as printed"},
		},
		Suggest: []string{"And where?", "And when?"}, Why: []string{"question: intent=echo", "facts looked at: 2"},
	}, nil
}

func (*newsroom) Overview(context.Context) (bot.Overview, error) {
	return bot.Overview{
		Articles: 5, Facts: 200, Meetings: []bot.Occasion{{ID: "m", Name: "Hangzhou, 5 September 2016", From: "2016-09-05"}},
		Newest:   []bot.Citation{{Article: "a", Outlet: "The Echo", Title: "They met", URL: "https://echo.example/a", Published: "2016-09-05"}},
		Examples: []string{"Where did they meet?", "How long did they talk?"},
	}, nil
}

// Feedback is the journal's, and kept.
func (n *newsroom) Feedback(ctx context.Context, f bot.Feedback) error {
	n.mu.Lock()
	n.told = append(n.told, f)
	n.mu.Unlock()
	return n.Journal.Feedback(ctx, f)
}

// feedback is what was said of answers, a line each.
func (n *newsroom) feedback() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := ""
	for _, f := range n.told {
		out += fmt.Sprintf("%s %t %q\n", f.User, f.Good, f.Text)
	}
	return out
}

func (n *newsroom) Add(_ context.Context, address string) (string, error) {
	n.added = append(n.added, address)
	return "a: new, 3 facts learnt.", nil
}

// Accept is the desk's, unless the journal is down.
func (n *newsroom) Accept(ctx context.Context, m bot.Message) error {
	if n.down.Add(-1) >= 0 {
		return errors.New("the disk is full")
	}
	return n.Desk.Accept(ctx, m)
}

// A stage is the adapter at work between a Slack and a newsroom.
type stage struct {
	*slacktest.Slack
	room    *newsroom
	adapter *slack.Adapter
	log     *logs
	ended   chan error // of the adapter's Run
	stop    func()
}

// logs keeps what is logged.
type logs struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (l *logs) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(b)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

// A setup is what differs from one stage to the next.
type setup struct {
	http   bool
	db     string              // of an earlier stage
	config func(*slack.Config) // changes the settings
	slack  func(*slacktest.Slack)
}

// secrets must stand in no log line.
var secrets = []string{slacktest.BotToken, slacktest.AppToken, slacktest.SigningSecret, "secret-ticket-", "/response/R", "trigger.0"}

// perform sets a stage up, and takes it down with the test. It fails when a secret was logged.
func perform(t *testing.T, on setup) *stage {
	t.Helper()
	s := &stage{Slack: slacktest.Start(t), log: new(logs), ended: make(chan error, 1)}
	if on.slack != nil {
		on.slack(s.Slack)
	}
	if on.db == "" {
		on.db = emptyDB(t)
	}
	j, err := journal.Open(t.Context(), on.db)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.room = &newsroom{Journal: j}
	s.room.Desk = bot.NewDesk(s.room, j, log, bot.Settings{})
	set := slack.Config{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken, SigningSecret: slacktest.SigningSecret, HTTP: on.http, APIURL: s.APIURL(), PostRate: 1000}
	if on.config != nil {
		on.config(&set)
	}
	s.adapter = slack.New(set, s.room, log)
	s.room.Attach(slack.Platform, s.adapter)
	s.run(t, j, on.http, set)
	return s
}

func (s *stage) run(t *testing.T, j *journal.Journal, http bool, set slack.Config) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var work sync.WaitGroup
	work.Go(func() { _ = s.room.Run(ctx) })
	work.Go(func() { s.ended <- s.adapter.Run(ctx) })
	var web *httptest.Server
	if http {
		web = httptest.NewServer(s.adapter)
		s.OverHTTP(web.URL + "/slack/events")
	}
	s.stop = sync.OnceFunc(func() {
		if web != nil {
			web.Close()
		}
		cancel()
		work.Wait()
		j.Close()
		for _, secret := range secrets {
			if strings.Contains(s.log.String(), secret) {
				t.Errorf("a secret, %q, was logged:\n%s", secret, s.log)
			}
		}
		if t.Failed() {
			t.Logf("the log:\n%s", s.log)
		}
	})
	t.Cleanup(s.stop)
	if !http && set.AppToken != "" {
		s.WaitSockets(2)
	}
}

func emptyDB(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// inBothModes runs a test over Socket Mode and over HTTP: the code behind both is the same.
func inBothModes(t *testing.T, test func(t *testing.T, on setup)) {
	t.Helper()
	for _, on := range []setup{{}, {http: true}} {
		name := "socket"
		if on.http {
			name = "http"
		}
		t.Run(name, func(t *testing.T) { test(t, on) })
	}
}

// send delivers something, which must be acknowledged at the first try.
func (s *stage) send(t *testing.T, e slacktest.Event) slacktest.Event {
	t.Helper()
	if r := s.Send(e); !r.Acked || r.Tries != 1 {
		t.Fatalf("acknowledged %t after %d tries, status %d", r.Acked, r.Tries, r.Status)
	}
	return e
}

// last returns the last of n messages.
func (s *stage) last(n int) slacktest.Message { return s.WaitMessages(n)[n-1] }

// contains fails the test for each part that a text has not.
func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s lacks %q:\n%s", what, p, text)
		}
	}
}

func TestMention(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		asked := s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where did they meet?"))
		m := s.last(1)
		if m.Channel != slacktest.General || m.Thread != asked.TS || m.Only != "" {
			t.Errorf("posted to %+v, want the thread %s", m, asked.TS)
		}
		contains(t, "the text", m.Text, "where did they meet? [1][2]", "Sources:\n[1] The Echo, 5 Sep 2016: They &lt;met&gt; &amp; talked https://echo.example/a?x=1&amp;y=2#:~:text=they%20met", "“own words”", "[2] Courier, 6 Sep 2016: A title")
		contains(t, "the blocks", string(m.Blocks), "where did they meet? [1][2]", "feedback_buttons", "And where?", "Why this answer?", `\u003chttps://courier.example/b|A title\u003e`)
		contains(t, "the metadata", string(m.Metadata), "readout_answer")

		s.send(t, s.Mention(slacktest.Bob, slacktest.General, asked.TS, "and when?"))
		if m := s.last(2); m.Thread != asked.TS || !strings.Contains(m.Text, "where did they meet? &gt; and when?") {
			t.Errorf("the follow-up's answer is %+v", m)
		}
	})
}

func TestDirect(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		first := s.send(t, s.Direct(slacktest.Alice, "", "one"))
		if m := s.last(1); m.Channel != slacktest.DirectOf(slacktest.Alice) || m.Thread != first.TS {
			t.Errorf("answered at %+v", m)
		}
		s.send(t, s.Direct(slacktest.Alice, "", "two"))
		contains(t, "the second answer", s.last(2).Text, "one &gt; two [1]")
		s.send(t, s.Direct(slacktest.Alice, first.TS, "below"))
		contains(t, "the thread's answer", s.last(3).Text, "one &gt; below [1]")
	})
}

func TestCommand(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where did they meet?"))
		private := s.last(1)
		if private.Only != slacktest.Alice || private.Method != "response_url" {
			t.Errorf("the answer is not for the asker alone: %+v", private)
		}
		contains(t, "the answer", private.Text, "Question: “where did they meet?”", "where did they meet? [1][2]")

		s.send(t, s.Press(slacktest.Alice, private, "share"))
		public := s.last(2)
		if public.Only != "" || public.Channel != slacktest.General {
			t.Errorf("it was shared with %+v", public)
		}
		contains(t, "what was shared", public.Text, "where did they meet? [1][2]", "[2] Courier")
		if strings.Contains(string(public.Blocks), `"share"`) {
			t.Error("what was shared can be shared again")
		}
		s.send(t, s.Press(slacktest.Alice, private, "share"))
		if m := s.last(3); m.Only != slacktest.Alice || !strings.Contains(m.Text, "shared here before") {
			t.Errorf("sharing twice gave %+v", m)
		}
		s.send(t, s.Press(slacktest.Alice, private, "aside:1"))
		if m := s.last(4); m.Only != slacktest.Alice || !strings.Contains(m.Text, "where did they meet? &gt; And when? [1]") {
			t.Errorf("the next question was answered by %+v", m)
		}
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "sources"))
		contains(t, "the answer to a word", s.last(5).Text, "Which articles do you have?")
	})
}

func TestButtons(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		asked := s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
		answer := s.last(1)
		s.send(t, s.Press(slacktest.Bob, answer, "Why this answer?"))
		if m := s.last(2); m.Only != slacktest.Bob || m.Thread != asked.TS || !strings.Contains(m.Text, "facts looked at: 2") {
			t.Errorf("why: %+v", m)
		}
		s.send(t, s.Press(slacktest.Bob, answer, "And where?"))
		if m := s.last(3); m.Only != "" || m.Thread != asked.TS || !strings.Contains(m.Text, "Question: “And where?”\nwhere? &gt; And where?") {
			t.Errorf("the next question: %+v", m)
		}
		s.send(t, s.Press(slacktest.Bob, answer, "good"))
		contains(t, "the thanks", s.last(4).Text, "Thank you")
		if got, want := s.room.feedback(), slacktest.Team+"/"+slacktest.Bob+" true \"\"\n"; got != want {
			t.Errorf("noted %q, want %q", got, want)
		}
	})
}

func TestWhatWasWrong(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
		s.send(t, s.Press(slacktest.Bob, s.last(1), "bad"))
		s.Wait("the form", func() bool { return len(s.Views()) == 1 })
		s.send(t, s.Submit(slacktest.Bob, s.Views()[0], "It was <b>Paris</b>."))
		if m := s.last(2); m.Only != slacktest.Bob || !strings.Contains(m.Text, "a curator will look at it") {
			t.Errorf("after the form: %+v", m)
		}
		who := slacktest.Team + "/" + slacktest.Bob
		if got, want := s.room.feedback(), who+" false \"\"\n"+who+" false \"It was <b>Paris</b>.\"\n"; got != want {
			t.Errorf("noted %q, want %q", got, want)
		}
	})
}

func TestHome(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		s.send(t, s.Opened(slacktest.Alice, "home"))
		s.Wait("the App Home", func() bool { return len(s.Views()) == 1 })
		v := s.Views()[0]
		if v.User != slacktest.Alice {
			t.Errorf("shown to %q", v.User)
		}
		contains(t, "the App Home", string(v.View), "1 meeting, from 5 articles with 200 facts", "Hangzhou, 5 September 2016", "|They met", "How long did they talk?")
		s.send(t, s.PressHome(slacktest.Alice, v, "Where did they meet?"))
		if m := s.last(1); m.Channel != slacktest.DirectOf(slacktest.Alice) || !strings.Contains(m.Text, "Question: “Where did they meet?”") {
			t.Errorf("an example's answer: %+v", m)
		}
		s.send(t, s.Direct(slacktest.Alice, "", "and when?"))
		contains(t, "the follow-up", s.last(2).Text, "Where did they meet? &gt; and when?")

		s.send(t, s.Opened(slacktest.Alice, "messages"))
		s.Wait("prompts", func() bool { return len(s.Prompts()) == 1 })
		if p := s.Prompts()[0]; p.Thread != "" || p.Channel != slacktest.DirectOf(slacktest.Alice) || len(p.Prompts) != 2 {
			t.Errorf("prompts: %+v", p)
		}
	})
}

func TestRestart(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		on.db = emptyDB(t)
		s := perform(t, on)
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where?"))
		answer := s.last(1)
		s.stop()

		again := perform(t, on)
		again.send(t, again.Press(slacktest.Alice, answer, "Why this answer?"))
		contains(t, "why, after a restart", again.last(1).Text, "facts looked at: 2")
		again.send(t, again.Press(slacktest.Alice, answer, "And when?"))
		contains(t, "the next question", again.last(2).Text, "where? &gt; And when?")
		again.send(t, again.Press(slacktest.Alice, answer, "share"))
		contains(t, "what was shared", again.last(3).Text, "Question: “where?”")
	})
}

func TestOverheard(t *testing.T) {
	s := perform(t, setup{})
	asked := s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
	s.WaitMessages(1)
	s.send(t, s.Overheard(slacktest.Bob, slacktest.General, "", "lunch?"))                                    // no conversation of ours
	s.send(t, s.Overheard(slacktest.Bob, slacktest.General, asked.TS, "unknown to me"))                       // nothing to say to that
	s.send(t, s.Overheard(slacktest.Bob, slacktest.General, asked.TS, "<@"+slacktest.Bot+"> where exactly?")) // comes as a mention, too
	s.send(t, s.Overheard(slacktest.Bob, slacktest.General, asked.TS, "and when?"))
	contains(t, "the answer in the thread", s.last(2).Text, "and when? [1]")
}

func TestWhoMayAsk(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config func(*slack.Config)
		want   string
	}{
		{"another workspace", func(c *slack.Config) { c.Workspaces = []string{"T0OTHER"} }, ""},
		{"another channel", func(c *slack.Config) { c.Channels = []string{"C0OTHER"} }, "not set up to answer in this channel"},
		{"this channel", func(c *slack.Config) {
			c.Channels, c.Workspaces = []string{slacktest.General}, []string{slacktest.Team}
		}, "where? [1]"},
		{"a shared channel", func(c *slack.Config) { c.Private = true }, "not set up to answer in this channel"},
		{"a shared channel by default", func(*slack.Config) {}, "where? [1]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := perform(t, setup{config: tt.config})
			e := s.Mention(slacktest.Alice, slacktest.General, "", "where?")
			e.Payload["is_ext_shared_channel"] = strings.HasPrefix(tt.name, "a shared")
			s.send(t, e)
			if tt.want == "" {
				s.stop()
				if got := s.Messages(); len(got) != 0 {
					t.Errorf("it answered: %+v", got)
				}
				return
			}
			contains(t, "what was said", s.last(1).Text, tt.want)
		})
	}
}

func TestAdd(t *testing.T) {
	for _, curator := range []bool{false, true} {
		t.Run(fmt.Sprint(curator), func(t *testing.T) {
			s := perform(t, setup{config: func(c *slack.Config) {
				if curator {
					c.Curators = []string{slacktest.Alice}
				}
			}})
			s.send(t, s.Command(slacktest.Alice, slacktest.General, "add <https://echo.example/new?a=1&amp;b=2>"))
			m := s.last(1)
			if m.Only != slacktest.Alice || strings.Contains(m.Text, "3 facts learnt") != curator {
				t.Errorf("said %+v", m)
			}
			if want := "[https://echo.example/new?a=1&b=2]"; curator && fmt.Sprint(s.room.added) != want || !curator && len(s.room.added) > 0 {
				t.Errorf("added %v", s.room.added)
			}
		})
	}
}

func TestTell(t *testing.T) {
	s := perform(t, setup{})
	if err := s.adapter.Tell(t.Context(), slacktest.General, "discord is down <!channel>"); err != nil {
		t.Fatal(err)
	}
	contains(t, "what was told", s.last(1).Text, "discord is down &lt;!channel&gt;")
}

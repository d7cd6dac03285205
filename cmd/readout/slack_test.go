package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"readout/adapters/slack/slacktest"
)

// said fails the test for each part that a message has not.
func said(t *testing.T, m slacktest.Message, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text, p) {
			t.Errorf("lacks %q:\n%s", p, m.Text)
		}
	}
}

// TestSlack goes through all the ways to ask, with the real answers and their sources.
func TestSlack(t *testing.T) {
	slackModes(t, func(t *testing.T, overHTTP bool) {
		h := newHome(t)
		s := h.serveSlack(slacktest.Start(t), overHTTP)
		const lasted = "The talks in Hangzhou lasted 90 minutes. [1][2]"

		asked := s.deliver(t, s.Mention(slacktest.Alice, slacktest.General, "", "how long was the hangzhou sit-down"))
		said(t, s.last(1), lasted, "Sources:\n[1] NBC News, 5 Sep 2016: Obama, Putin Discuss Syria", "[2] CNN via FOX 2, 5 Sep 2016", "#:~:text=")
		s.deliver(t, s.Mention(slacktest.Bob, slacktest.General, asked.TS, "and the year before at the UN?"))
		said(t, s.last(2), "The talks in New York lasted 90 minutes. [1]", "[1] NBC News, 28 Sep 2015")

		s.deliver(t, s.Direct(slacktest.Alice, "", "Did Obama talk to Merkel before he saw Putin in China?"))
		said(t, s.last(3), "Sources differ.", "By AzVision.az's account", "By NBC News's account")
		if !strings.Contains(string(s.last(3).Blocks), "*Sources differ*") {
			t.Errorf("the blocks do not show that the sources differ: %s", s.last(3).Blocks)
		}
		s.deliver(t, s.Direct(slacktest.Alice, "", "What did Xi say to Obama?"))
		if m := s.last(4); strings.Contains(m.Text, "Sources:") || !strings.Contains(m.Text, "None of the five articles") {
			t.Errorf("what the articles do not say is answered by %s", m.Text)
		}

		s.deliver(t, s.Command(slacktest.Alice, slacktest.General, "how long was the hangzhou sit-down?"))
		private := s.last(5)
		if said(t, private, lasted); private.Only != slacktest.Alice {
			t.Errorf("a command's answer is for %q", private.Only)
		}
		s.deliver(t, s.Press(slacktest.Alice, private, "share"))
		if said(t, s.last(6), lasted); s.last(6).Only != "" {
			t.Error("it was shared with nobody")
		}
		s.deliver(t, s.Press(slacktest.Bob, s.last(6), "why"))
		said(t, s.last(7), "Why this answer: status answered, intent duration", "facts looked at:")
		s.deliver(t, s.Press(slacktest.Bob, s.last(6), "bad"))
		s.Wait("the form", func() bool { return len(s.Views()) == 1 })
		s.deliver(t, s.Submit(slacktest.Bob, s.Views()[0], "It was 95 minutes."))
		said(t, s.last(8), "a curator will look at it")

		for n, word := range []string{"meetings", "timeline", "sources", "help"} {
			s.deliver(t, s.Command(slacktest.Bob, "C0OTHER", word))
			if m := s.last(9 + n); m.Only != slacktest.Bob || len(m.Text) < 100 {
				t.Errorf("/readout %s: %+v", word, m)
			}
		}
		s.deliver(t, s.Opened(slacktest.Alice, "home"))
		s.Wait("the App Home", func() bool { return len(s.Views()) == 2 })
		if v := string(s.Views()[1].View); !strings.Contains(v, "from 5 articles") || !strings.Contains(v, "Hangzhou") {
			t.Errorf("the App Home is %s", v)
		}
		if s.end() != statusOK {
			t.Errorf("it ended badly: %s", s.errs)
		}
	})
}

// TestSlackRestart has the program stop while Slack is down: the next run answers, once, and old buttons work.
func TestSlackRestart(t *testing.T) {
	slackModes(t, func(t *testing.T, overHTTP bool) {
		h, on := newHome(t), slacktest.Start(t)
		s := h.serveSlack(on, overHTTP)
		s.deliver(t, s.Mention(slacktest.Alice, slacktest.General, "", "where did they meet in 2016?"))
		answer := s.last(1)
		s.Fail("chat.postMessage", slacktest.Fault{Status: 503}, slacktest.Fault{Status: 503})
		s.deliver(t, s.Direct(slacktest.Bob, "", "who else was in the room in Turkey?"))
		s.Wait("an attempt", func() bool { return s.Calls("chat.postMessage") == 2 })
		s.end()

		s = h.serveSlack(on, overHTTP)
		said(t, s.last(2), "Susan Rice")
		s.deliver(t, s.Press(slacktest.Alice, answer, "why"))
		said(t, s.last(3), "Why this answer")
		if got := s.Messages(); len(got) != 3 {
			t.Errorf("%d messages, want 3:%s", len(got), s.Told())
		}
	})
}

// TestSlackHalfSetUp leaves out what Slack needs: the program says so in one sentence, tells that it is not ready, and goes on.
func TestSlackHalfSetUp(t *testing.T) {
	for _, tt := range []struct{ mode, env, want string }{
		{"socket", "SLACK_APP_TOKEN=", "SLACK_APP_TOKEN is not set"},
		{"http", "SLACK_SIGNING_SECRET=", "SLACK_SIGNING_SECRET is not set"},
	} {
		t.Run(tt.mode, func(t *testing.T) {
			h := newHome(t)
			s := h.startSlack(slacktest.Start(t), tt.mode == "http", tt.env)
			s.Wait("the complaint", func() bool { return strings.Contains(s.errs.String(), tt.want) })
			s.Wait("/readyz", func() bool { return s.ready() == http.StatusServiceUnavailable })
			r, err := http.Get("http://" + s.addr + "/readyz")
			if err != nil {
				t.Fatal(err)
			}
			defer r.Body.Close()
			if b, _ := io.ReadAll(r.Body); !strings.Contains(string(b), tt.want) {
				t.Errorf("/readyz says %s", b)
			}
			if n := strings.Count(s.errs.String(), tt.want); n != 1 {
				t.Errorf("it said so %d times:\n%s", n, s.errs)
			}
		})
	}
}

func TestSlackManifest(t *testing.T) {
	h := newHome(t)
	for _, tt := range []struct {
		args   []string
		status int
		want   string
	}{
		{nil, statusOK, `"socket_mode_enabled": true`},
		{[]string{"--mode", "http", "--url", "https://a.example/slack/events"}, statusOK, `"request_url": "https://a.example/slack/events"`},
		{[]string{"--mode", "http"}, statusUsage, "--url https://"},
		{[]string{"--mode", "http", "--url", "http://a.example"}, statusUsage, "begins with https://"},
		{[]string{"--url", "https://a.example"}, statusUsage, "--mode http"},
		{[]string{"--mode", "smoke"}, statusUsage, "socket or http"},
	} {
		status, stdout, stderr := h.run("", append([]string{"slack", "manifest"}, tt.args...)...)
		if status != tt.status || !strings.Contains(stdout+stderr, tt.want) {
			t.Errorf("%v: status %d: %s%s", tt.args, status, stdout, stderr)
		}
		if status == statusOK && !json.Valid([]byte(stdout)) {
			t.Errorf("%v: no JSON: %s", tt.args, stdout)
		}
	}
}

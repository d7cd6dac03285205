package slack_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"readout/adapters/slack"
	"readout/adapters/slack/slacktest"
)

// once fails the test unless exactly n messages were posted, also after some time has passed.
func (s *stage) once(t *testing.T, n int) {
	t.Helper()
	s.WaitMessages(n)
	time.Sleep(200 * time.Millisecond) // a second answer would be there by now
	if got := s.Messages(); len(got) != n {
		t.Errorf("%d messages, want %d:%s", len(got), n, s.Told())
	}
}

func TestDeliveredTwice(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		e := s.Mention(slacktest.Alice, slacktest.General, "", "where?")
		s.send(t, e)
		s.send(t, e)          // the same event, in the same envelope
		s.Deliver(e, 1)       // as a retry
		s.send(t, s.Again(e)) // under a new event id
		copied := s.Again(e)  // as the message that it also is
		inner := map[string]any{"channel_type": "channel"}
		for k, v := range e.Payload["event"].(map[string]any) {
			inner[k] = v
		}
		inner["type"] = "message"
		copied.Payload["event"] = inner
		s.send(t, copied)
		s.once(t, 1)
		command := s.Command(slacktest.Alice, slacktest.General, "and when?")
		s.send(t, command)
		s.send(t, command)
		s.once(t, 2)
		share := s.Press(slacktest.Alice, s.last(2), "share")
		s.send(t, share)
		s.send(t, share)
		s.once(t, 3)
	})
}

func TestNotWrittenDown(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		t.Parallel()
		on.slack = func(s *slacktest.Slack) { s.AckTime = 1500 * time.Millisecond }
		s := perform(t, on)
		s.room.down.Store(2)
		r := s.Send(s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
		if !r.Acked || r.Tries != 3 {
			t.Errorf("acknowledged %t after %d deliveries, want true after 3", r.Acked, r.Tries)
		}
		s.once(t, 1)
	})
}

// TestPosting has chat.postMessage go wrong in each way, where a channel may be read and where not.
func TestPosting(t *testing.T) {
	const late = 4 * time.Second // longer than the call time below
	for _, tt := range []struct {
		name    string
		faults  []slacktest.Fault
		history bool
		looks   bool // it has to look whether the message was posted
	}{
		{"429", []slacktest.Fault{{Status: 429, RetryAfter: "1"}}, false, false},
		{"429 without a time", []slacktest.Fault{{Status: 429}, {Status: 429, RetryAfter: "soon"}}, false, false},
		{"429 as an error code", []slacktest.Fault{{Code: "ratelimited"}}, false, false},
		{"500, not posted", []slacktest.Fault{{Status: 500, Body: "<html>oops</html>"}}, true, true},
		{"500, posted", []slacktest.Fault{{Status: 500, Posts: true}}, true, true},
		{"503 again and again, posted at last", []slacktest.Fault{{Status: 503}, {Status: 503, Posts: true}}, true, true},
		{"500, not posted, may not look", []slacktest.Fault{{Status: 500}}, false, true},
		{"an error of Slack's own, posted", []slacktest.Fault{{Code: "internal_error", Posts: true}}, true, true},
		{"time-out, not posted", []slacktest.Fault{{Delay: late}}, true, true},
		{"time-out, posted", []slacktest.Fault{{Delay: late, Posts: true}}, true, true},
		{"slow", []slacktest.Fault{{Delay: late / 8}}, false, false},
		{"an answer without a timestamp, posted", []slacktest.Fault{{Body: "{}", Posts: true}}, true, true},
		{"an answer that is no JSON, posted", []slacktest.Fault{{Body: "<html>", Posts: true}}, true, true},
		{"blocks refused", []slacktest.Fault{{Code: "invalid_blocks"}}, false, false},
		{"all blocks refused", []slacktest.Fault{{Code: "invalid_blocks"}, {Code: "msg_blocks_too_long"}}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := perform(t, setup{config: func(c *slack.Config) {
				if tt.faults[0].Delay > 0 { // the others must not run out of time on a busy machine
					c.CallTime = late / 2
				}
			}})
			if tt.history {
				s.AllowHistory()
			}
			s.Fail("chat.postMessage", tt.faults...)
			s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
			s.Wait("the answer's delivery", func() bool {
				x, err := s.room.Unended(t.Context(), "", 10)
				return err == nil && len(x) == 0 && len(s.Messages()) > 0
			})
			s.once(t, 1)
			contains(t, "the answer", s.last(1).Text, "where? [1][2]")
			if looked := s.Calls("conversations.replies") > 0; looked != tt.looks {
				t.Errorf("looked for it: %t", looked)
			}
		})
	}
}

func TestSimplerForm(t *testing.T) {
	s := perform(t, setup{})
	s.Fail("chat.postMessage", slacktest.Fault{Code: "invalid_blocks"})
	s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "one"))
	m := s.last(1)
	if strings.Contains(string(m.Blocks), "feedback_buttons") || !strings.Contains(string(m.Blocks), `"bad:`) {
		t.Errorf("not with ordinary buttons: %s", m.Blocks)
	}
	s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "two"))
	s.once(t, 2)
	if n := s.Calls("chat.postMessage"); n != 3 {
		t.Errorf("%d calls: what the workspace refuses is tried again", n)
	}
	s.send(t, s.Press(slacktest.Alice, m, "👎 Wrong"))
	s.Wait("the form", func() bool { return len(s.Views()) == 1 })
}

func TestNotAMember(t *testing.T) {
	for _, code := range []string{"not_in_channel", "channel_not_found", "is_archived", "restricted_action"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			s := perform(t, setup{})
			s.Refuse(slacktest.General, code)
			s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
			m := s.last(1)
			if m.Channel != slacktest.DirectOf(slacktest.Alice) {
				t.Errorf("told in %s", m.Channel)
			}
			contains(t, "what was told", m.Text, "I could not answer in <#"+slacktest.General+">", "Reference ", "where? [1][2]")
			s.Wait("the end", func() bool { return strings.Contains(s.log.String(), "an answer was refused") })
			contains(t, "the log", s.log.String(), "ref=", code)
			s.once(t, 1)
		})
	}
}

func TestResponses(t *testing.T) {
	t.Run("expired", func(t *testing.T) {
		s := perform(t, setup{})
		e := s.Command(slacktest.Alice, slacktest.General, "where?")
		s.ExpireResponses()
		s.send(t, e)
		if m := s.last(1); m.Method != "chat.postEphemeral" || m.Only != slacktest.Alice || m.Channel != slacktest.General {
			t.Errorf("answered by %+v", m)
		}
	})
	t.Run("expired, and not a member", func(t *testing.T) {
		s := perform(t, setup{})
		s.Refuse(slacktest.General, "not_in_channel")
		e := s.Command(slacktest.Alice, slacktest.General, "where?")
		s.ExpireResponses()
		s.send(t, e)
		if m := s.last(1); m.Channel != slacktest.DirectOf(slacktest.Alice) {
			t.Errorf("answered by %+v", m)
		}
	})
	t.Run("not Slack's", func(t *testing.T) {
		s := perform(t, setup{})
		e := s.Command(slacktest.Alice, slacktest.General, "where?")
		e.Payload["response_url"] = "http://169.254.169.254/latest/meta-data"
		s.send(t, e)
		if m := s.last(1); m.Method != "chat.postEphemeral" || m.Only != slacktest.Alice {
			t.Errorf("answered by %+v", m)
		}
	})
	t.Run("slow down", func(t *testing.T) {
		s := perform(t, setup{})
		s.Fail("response_url", slacktest.Fault{Status: 429, RetryAfter: "1"})
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where?"))
		s.once(t, 1)
	})
	t.Run("blocks refused", func(t *testing.T) {
		s := perform(t, setup{})
		s.Fail("response_url", slacktest.Fault{Status: 400}, slacktest.Fault{Status: 400})
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where?"))
		if m := s.last(1); m.Blocks != nil || m.Only != slacktest.Alice {
			t.Errorf("answered by %+v", m)
		}
	})
	t.Run("sharing where it is not a member", func(t *testing.T) {
		s := perform(t, setup{})
		s.Refuse(slacktest.General, "not_in_channel")
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where?"))
		s.send(t, s.Press(slacktest.Alice, s.last(1), "share"))
		if m := s.last(2); m.Method != "response_url" || m.Only != "" {
			t.Errorf("shared by %+v", m)
		}
	})
	t.Run("sharing that Slack does not confirm", func(t *testing.T) {
		s := perform(t, setup{})
		s.send(t, s.Command(slacktest.Alice, slacktest.General, "where?"))
		s.Fail("chat.postMessage", slacktest.Fault{Status: 500})
		s.send(t, s.Press(slacktest.Alice, s.last(1), "share"))
		contains(t, "what was said", s.last(2).Text, "press Share again")
		s.send(t, s.Press(slacktest.Alice, s.Messages()[0], "share"))
		if m := s.last(3); m.Only != "" {
			t.Errorf("the second press gave %+v", m)
		}
	})
}

func TestApology(t *testing.T) {
	s := perform(t, setup{})
	s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "fail"))
	contains(t, "the apology", s.last(1).Text, "Sorry", "reference")
	if strings.Contains(s.last(1).Text, "the store is gone") {
		t.Error("people see an internal error")
	}
}

// TestStrange sends what Slack may send and the bot does not know: it is acknowledged and nothing is said.
func TestStrange(t *testing.T) {
	inBothModes(t, func(t *testing.T, on setup) {
		s := perform(t, on)
		for _, inner := range []map[string]any{
			{"type": "brand_new_event", "user": slacktest.Alice},
			{"type": "reaction_added", "user": slacktest.Alice, "item": map[string]any{"type": "message", "channel": slacktest.General, "ts": "1.2"}},
			{"type": "member_joined_channel", "user": slacktest.Alice, "channel": slacktest.General},
			{"type": "message", "channel_type": "im", "channel": "D1", "subtype": "message_changed", "ts": "1.2", "message": map[string]any{"text": "x"}},
			{"type": "message", "channel_type": "im", "channel": "D1", "bot_id": "B1", "user": "U0OTHERBOT", "text": "hello", "ts": "1.2"},
			{"type": "message", "channel_type": "im", "channel": "D1", "user": slacktest.Bot, "text": "hello", "ts": "1.2"},
			{"type": "message"},
			{"type": "app_mention", "user": []any{}, "text": 7},
			{},
		} {
			_, odd := inner["text"].(int) // over HTTP there is no honest 200 for it
			s.deliver(t, s.Event(inner), on.http && odd)
		}
		for _, kind := range []string{slacktest.Interactive, slacktest.SlashCommands} {
			s.deliver(t, slacktest.Event{Kind: kind, Envelope: "e-" + kind, Payload: map[string]any{"type": "brand_new", "command": ""}}, false)
		}
		s.once(t, 0)
	})
}

// deliver delivers something as it is, right or wrong, which must be acknowledged or refused.
func (s *stage) deliver(t *testing.T, e slacktest.Event, refused bool) {
	t.Helper()
	status, acked := s.Deliver(e, 0)
	if acked == refused || refused && status != http.StatusBadRequest {
		t.Errorf("%v: status %d, acknowledged %t", e.Payload, status, acked)
	}
}

// TestRefusedRequests sends what is not Slack's, or not whole: each is refused cleanly, and nothing is said.
func TestRefusedRequests(t *testing.T) {
	s := perform(t, setup{http: true})
	e := s.Mention(slacktest.Alice, slacktest.General, "", "where?")
	send := func(name string, want int, change func(r *http.Request, body []byte) *http.Request) {
		t.Helper()
		r, err := s.Request(e)
		if err != nil {
			t.Fatal(err)
		}
		body := new(bytes.Buffer)
		if _, err := body.ReadFrom(r.Body); err != nil {
			t.Fatal(err)
		}
		r, _ = http.NewRequest(r.Method, r.URL.String(), bytes.NewReader(body.Bytes()))
		r.Header.Set("Content-Type", "application/json")
		slacktest.Sign(r.Header, body.Bytes(), time.Now())
		answer, err := http.DefaultClient.Do(change(r, body.Bytes()))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: status %d, want %d", name, answer.StatusCode, want)
		}
	}
	with := func(body string, sign bool) func(*http.Request, []byte) *http.Request {
		return func(r *http.Request, _ []byte) *http.Request {
			n, _ := http.NewRequest(r.Method, r.URL.String(), strings.NewReader(body))
			n.Header = r.Header
			if sign {
				slacktest.Sign(n.Header, []byte(body), time.Now())
			}
			return n
		}
	}
	signedAt := func(ago time.Duration) func(*http.Request, []byte) *http.Request {
		return func(r *http.Request, b []byte) *http.Request {
			slacktest.Sign(r.Header, b, time.Now().Add(-ago))
			return r
		}
	}
	send("another body", 401, with(`{"type":"event_callback"}`, false))
	send("no signature", 401, func(r *http.Request, _ []byte) *http.Request { r.Header.Del("X-Slack-Signature"); return r })
	send("a wrong signature", 401, func(r *http.Request, _ []byte) *http.Request {
		r.Header.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64))
		return r
	})
	send("an old signature", 401, signedAt(6*time.Minute))
	send("a signature of the future", 401, signedAt(-6*time.Minute))
	send("no JSON", 400, with("{", true))
	send("no object", 400, with("7", true))
	send("nothing", 400, with("", true))
	send("3 MB", 413, with(`{"type":"event_callback","x":"`+strings.Repeat("x", 3<<20)+`"}`, true))
	send("GET", 405, func(r *http.Request, _ []byte) *http.Request { r.Method = http.MethodGet; return r })
	send("a challenge", 200, with(`{"type":"url_verification","challenge":"c"}`, true))
	s.once(t, 0)
	send("the question itself", 200, signedAt(0))
	send("the same, replayed", 200, signedAt(time.Minute))
	s.once(t, 1)
	if log := s.log.String(); strings.Contains(log, "where?") {
		t.Error("the question was logged")
	}
}

func TestFlood(t *testing.T) {
	s := perform(t, setup{http: true, config: func(c *slack.Config) { c.PostRate = 100 }})
	const n = 60
	for i := range n {
		s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", fmt.Sprintf("question %d", i)))
	}
	s.once(t, n)
}

package slack_test

import (
	"strings"
	"testing"
	"time"

	"readout/adapters/slack"
	"readout/adapters/slack/slacktest"
)

func TestDisconnectWhileAnswering(t *testing.T) {
	for _, reason := range []string{"refresh_requested", "warning", ""} {
		t.Run("reason "+reason, func(t *testing.T) {
			t.Parallel()
			s := perform(t, setup{})
			for range 3 {
				s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "slow question"))
			}
			s.Disconnect(reason)
			s.once(t, 3)
			s.Wait("new connections", func() bool { open, opened := s.Sockets(); return open == 2 && opened == 4 })
			s.Wait("the link", func() bool { l := s.adapter.Link(); return l.Up && l.Opened == 4 })
			s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
			s.once(t, 4)
		})
	}
}

// TestNoGap has one connection end: the next event reaches the other at once.
func TestNoGap(t *testing.T) {
	s := perform(t, setup{})
	for n := range 5 {
		s.DisconnectOne("refresh_requested")
		if !s.adapter.Link().Up {
			t.Error("the link is down while one connection is open")
		}
		r := s.Send(s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
		if !r.Acked {
			t.Fatalf("event %d was lost", n)
		}
		s.once(t, n+1)
		s.WaitSockets(2)
	}
}

func TestMalformedFrames(t *testing.T) {
	s := perform(t, setup{})
	for _, payload := range []map[string]any{nil, {"type": 7}, {"event": "text"}} {
		s.deliver(t, slacktest.Event{Kind: slacktest.EventsAPI, Envelope: "odd", Payload: payload}, false)
	}
	s.deliver(t, slacktest.Event{Kind: "unheard_of", Envelope: "odder", Payload: map[string]any{}}, false)
	s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
	s.once(t, 1)
}

func TestRevoked(t *testing.T) {
	for _, http := range []bool{false, true} {
		s := perform(t, setup{http: http})
		s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
		s.once(t, 1)
		s.Revoke()
		if http { // then only posting tells
			s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "and now?"))
		}
		select {
		case err := <-s.ended:
			if err == nil || !strings.Contains(err.Error(), "install the app again") {
				t.Errorf("Run ended with %v", err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("Run goes on")
		}
		if l := s.adapter.Link(); l.Up || !strings.Contains(l.Reason, "invalid_auth") || !strings.Contains(l.Reason, "SLACK_BOT_TOKEN") {
			t.Errorf("the link is %+v", l)
		}
		s.stop()
	}
}

func TestMissingSettings(t *testing.T) {
	for _, tt := range []struct {
		http   bool
		change func(*slack.Config)
		want   string
	}{
		{false, func(c *slack.Config) { c.AppToken = "" }, "SLACK_APP_TOKEN is not set"},
		{false, func(c *slack.Config) { c.BotToken, c.AppToken = c.AppToken, "" }, "SLACK_BOT_TOKEN is an app-level token"},
		{true, func(c *slack.Config) { c.SigningSecret = "" }, "SLACK_SIGNING_SECRET is not set"},
	} {
		s := perform(t, setup{http: tt.http, config: func(c *slack.Config) { tt.change(c) }})
		if err := <-s.ended; err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %s", err, tt.want)
		}
		if l := s.adapter.Link(); l.Up || !strings.Contains(l.Reason, tt.want) {
			t.Errorf("the link is %+v", l)
		}
		if tt.http {
			if status, _ := s.Deliver(s.Mention(slacktest.Alice, slacktest.General, "", "where?"), 0); status != 401 {
				t.Errorf("status %d without a signing secret", status)
			}
		}
		s.stop()
	}
}

// TestSlackIsDown has no connection be opened at first: the link says why, and all is well as soon as Slack is.
func TestSlackIsDown(t *testing.T) {
	s := perform(t, setup{slack: func(s *slacktest.Slack) {
		s.Fail("apps.connections.open", slacktest.Fault{Status: 503}, slacktest.Fault{Code: "internal_error"}, slacktest.Fault{Status: 503}, slacktest.Fault{Status: 503})
		s.Fail("auth.test", slacktest.Fault{Status: 503})
	}})
	contains(t, "the log", s.log.String(), "a Socket Mode connection could not be opened", "Slack does not answer")
	s.Wait("the link", func() bool { return s.adapter.Link().Up })
	s.send(t, s.Mention(slacktest.Alice, slacktest.General, "", "where?"))
	s.once(t, 1)
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Environment of the trial against local-slack, a Slack workspace on loopback that others wrote.
const (
	localSlackEnv  = "READOUT_LOCAL_SLACK"      // path of the script start.sh, which starts it beside a command
	localInsideEnv = "READOUT_LOCAL_SLACK_MODE" // set by the test for itself, once it runs beside it
	localSlackURL  = "http://127.0.0.1:3100"
	transcriptFile = "../../adapters/slack/TRANSCRIPT.md"
)

// TestLocalSlack goes through everything that people do, against local-slack, in both modes. With -update it writes
// down what was said.
func TestLocalSlack(t *testing.T) {
	start := os.Getenv(localSlackEnv)
	if start == "" {
		t.Skipf("%s does not name the script that starts local-slack", localSlackEnv)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for mode, config := range map[string]string{"socket": "socket", "http": "events"} {
		args := []string{config, self, "-test.run=^TestInsideLocalSlack$", "-test.v"}
		if *update && mode == "socket" {
			args = append(args, "-update")
		}
		cmd := exec.Command(start, args...)
		cmd.Env = append(os.Environ(), localInsideEnv+"="+mode)
		out, err := cmd.CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("--- PASS: TestInsideLocalSlack")) {
			t.Errorf("%s: %v\n%s", mode, err, out)
		}
	}
}

// A localSlack is the control interface of local-slack.
type localSlack struct {
	t     *testing.T
	story *bytes.Buffer // the transcript
	seen  map[string]bool
}

type localMessage struct {
	TS     string          `json:"ts"`
	Thread string          `json:"thread_ts"`
	User   string          `json:"user"`
	Text   string          `json:"text"`
	Only   string          `json:"ephemeral_to"`
	Blocks json.RawMessage `json:"blocks"`
}

func (l *localSlack) post(what string, body map[string]any) map[string]json.RawMessage {
	l.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		l.t.Fatal(err)
	}
	r, err := http.Post(localSlackURL+what, "application/json", bytes.NewReader(b))
	if err != nil {
		l.t.Fatal(err)
	}
	defer r.Body.Close()
	var out map[string]json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&out); err != nil || string(out["ok"]) != "true" {
		l.t.Fatalf("%s: %v %s", what, err, out)
	}
	return out
}

func (l *localSlack) get(what string, into any) {
	l.t.Helper()
	r, err := http.Get(localSlackURL + what)
	if err != nil {
		l.t.Fatal(err)
	}
	defer r.Body.Close()
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		l.t.Fatalf("%s: %v", what, err)
	}
}

// next returns the next message of the bot's in a channel, and writes it down.
func (l *localSlack) next(channel string) localMessage {
	l.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var got struct{ Messages []localMessage }
		l.get("/_control/messages/"+channel, &got)
		for _, m := range got.Messages {
			if m.User == "U0BOT" && !l.seen[m.TS] {
				l.seen[m.TS] = true
				l.tell("readout", m)
				return m
			}
		}
	}
	l.t.Fatalf("no answer in %s", channel)
	return localMessage{}
}

// tell writes a message down.
func (l *localSlack) tell(who string, m localMessage) {
	where := ""
	if m.Thread != "" {
		where = ", in the thread"
	}
	if m.Only != "" {
		where += ", to the asker alone"
	}
	fmt.Fprintf(l.story, "**%s**%s\n\n%s\n\n", who, where, "> "+strings.ReplaceAll(html.UnescapeString(m.Text), "\n", "\n> "))
}

// heading begins a part of the transcript.
func (l *localSlack) heading(s string) { fmt.Fprintf(l.story, "## %s\n\n", s) }

// ask says something in a channel and returns the answer and the question's timestamp.
func (l *localSlack) ask(channel, thread, text string) (localMessage, string) {
	l.t.Helper()
	body := map[string]any{"channel": channel, "user": "U01ALICE", "text": text}
	if thread != "" {
		body["thread_ts"] = thread
	}
	l.tell("Alice", localMessage{Text: strings.Replace(text, "<@U0BOT>", "@readout", 1), Thread: thread})
	var asked localMessage
	if err := json.Unmarshal(l.post("/_control/message", body)["message"], &asked); err != nil {
		l.t.Fatal(err)
	}
	return l.next(channel), asked.TS
}

// press presses the button of that action id.
func (l *localSlack) press(channel string, m localMessage, action, value string) {
	l.t.Helper()
	label := map[string]string{"why": "Why this answer?", "share": "Share in this channel", "feedback": "👎 Wrong"}[action]
	fmt.Fprintf(l.story, "*Alice presses “%s”.*\n\n", label)
	l.post("/_control/interact", map[string]any{"channel": channel, "messageTs": m.TS, "user": "U01ALICE", "action": map[string]any{
		"type": "button", "action_id": action, "block_id": "b", "value": value, "text": map[string]any{"type": "plain_text", "text": label},
	}})
}

func (m localMessage) id(t *testing.T) string {
	t.Helper()
	var blocks []struct {
		ID string `json:"block_id"`
	}
	if err := json.Unmarshal(m.Blocks, &blocks); err != nil || len(blocks) == 0 {
		t.Fatalf("no blocks: %v", err)
	}
	return strings.TrimPrefix(blocks[0].ID, "answer:")
}

// calls counts the calls of a method of the Web API.
func (l *localSlack) calls(method string) int {
	var got struct {
		Log []struct{ Direction, Summary string }
	}
	l.get("/_control/log", &got)
	n := 0
	for _, e := range got.Log {
		if e.Direction == "from_bot" && e.Summary == method {
			n++
		}
	}
	return n
}

func (l *localSlack) wait(what string, ok func() bool) {
	l.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			l.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// TestInsideLocalSlack is TestLocalSlack's other half: it runs where local-slack does.
func TestInsideLocalSlack(t *testing.T) {
	mode := os.Getenv(localInsideEnv)
	if mode == "" {
		t.Skip("runs within TestLocalSlack only")
	}
	h := newHome(t)
	s := h.startProgram([]string{
		"READOUT_ADDR=127.0.0.1:8080", "SLACK_MODE=" + mode, "SLACK_API_URL=" + localSlackURL + "/api/",
		"SLACK_BOT_TOKEN=xoxb-test-token", "SLACK_APP_TOKEN=xapp-test-token", "SLACK_SIGNING_SECRET=test-signing-secret",
	}, "127.0.0.1:8080")
	s.waitReady(t)
	l := &localSlack{t: t, story: new(bytes.Buffer), seen: make(map[string]bool)}
	l.conversation()
	l.privately()
	l.home()
	if s.end() != statusOK {
		t.Errorf("it ended badly: %s", s.errs)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(filepath.FromSlash(transcriptFile), append([]byte(transcriptHead), bytes.TrimRight(l.story.Bytes(), "\n")...), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const transcriptHead = `# A conversation on Slack

Written down by TestLocalSlack: the program against local-slack 0.1.8, a Slack workspace on loopback that nobody of this
project wrote. What the bot says here is the text for notifications and screen readers; in Slack the same stands in
blocks, with the sources as links and with buttons.

`

func (l *localSlack) conversation() {
	t := l.t
	l.heading("A mention in a channel, and a follow-up in its thread")
	answer, asked := l.ask("C01GEN", "", "<@U0BOT> how long was the hangzhou sit-down")
	if answer.Thread != asked || !strings.Contains(answer.Text, "The talks in Hangzhou lasted 90 minutes. [1][2]") {
		t.Errorf("the mention got %+v", answer)
	}
	follow, _ := l.ask("C01GEN", asked, "<@U0BOT> and the year before at the UN?")
	if follow.Thread != asked || !strings.Contains(follow.Text, "The talks in New York lasted 90 minutes. [1]") {
		t.Errorf("the follow-up got %+v", follow)
	}
	l.press("C01GEN", follow, "why", follow.id(t))
	if why := l.next("C01GEN"); !strings.Contains(why.Text, "Why this answer") {
		t.Errorf("why got %+v", why)
	}
	l.press("C01GEN", follow, "feedback", "bad:"+follow.id(t))
	l.wait("the form", func() bool { return l.calls("views.open") == 1 })

	l.heading("A direct message")
	var opened struct {
		Channel struct{ ID string }
	}
	if err := json.Unmarshal(l.post("/api/conversations.open", map[string]any{"users": "U01ALICE"})["channel"], &opened.Channel); err != nil {
		t.Fatal(err)
	}
	direct, _ := l.ask(opened.Channel.ID, "", "Did Obama talk to Merkel before he saw Putin in China?")
	if !strings.Contains(direct.Text, "Sources differ.") {
		t.Errorf("the direct message got %+v", direct)
	}
	none, _ := l.ask(opened.Channel.ID, "", "What did Xi say to Obama?")
	if strings.Contains(none.Text, "Sources:") {
		t.Errorf("what the articles do not say got %+v", none)
	}
}

func (l *localSlack) privately() {
	t := l.t
	l.heading("A command, and its answer shared")
	l.tell("Alice", localMessage{Text: "/readout where did they meet in 2016?"})
	l.post("/_control/command", map[string]any{"channel": "C01GEN", "user": "U01ALICE", "command": "/readout", "text": "where did they meet in 2016?"})
	private := l.next("C01GEN")
	if private.Only != "U01ALICE" || !strings.Contains(private.Text, "Hangzhou") {
		t.Errorf("the command got %+v", private)
	}
	l.press("C01GEN", private, "share", private.id(t))
	if public := l.next("C01GEN"); public.Only != "" || !strings.Contains(public.Text, "Hangzhou") {
		t.Errorf("what was shared is %+v", public)
	}
}

func (l *localSlack) home() {
	l.heading("The App Home")
	l.post("/_control/open-home", map[string]any{"user": "U01ALICE"})
	l.wait("the App Home", func() bool { return l.calls("views.publish") > 0 })
	fmt.Fprint(l.story, "*Alice opens the app: it shows what the bot knows, its newest articles and example questions.*\n")
}

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"readout/adapters/discord/discordtest"
	"readout/adapters/slack/slacktest"
)

// A served is a `readout serve` as a process of its own.
type served struct {
	t    testing.TB
	p    testProcess
	cmd  *exec.Cmd
	addr string
	out  *lockedBuffer
}

// place returns a folder in which the program can run as a process.
func place(t testing.TB) testProcess {
	t.Helper()
	dir := t.TempDir()
	p := testProcess{dir: dir, binary: filepath.Join(dir, "readout")}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, p.binary)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// serveIn starts the program with what environ sets, and waits until it listens.
func serveIn(t testing.TB, p testProcess, environ ...string) *served {
	t.Helper()
	s := &served{t: t, p: p, addr: freeAddr(t), out: &lockedBuffer{}}
	s.cmd = p.command("serve")
	s.cmd.Env = append(append(s.cmd.Env, "READOUT_ADDR="+s.addr), environ...)
	s.cmd.Stderr = s.out
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = s.cmd.Wait() })
	s.until("it listens", func() bool { code, _ := s.get("/livez"); return code == http.StatusOK })
	return s
}

// until waits until something is so.
func (s *served) until(what string, so func() bool) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("waited in vain until %s; it says:\n%s", what, s.out)
		}
	}
}

// get asks for a path; 0 when nobody answers.
func (s *served) get(path string) (int, string) {
	r, err := http.Get("http://" + s.addr + path)
	if err != nil {
		return 0, ""
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, ""
	}
	return r.StatusCode, string(b)
}

// reasons asks why it is not ready.
func (s *served) reasons() string {
	_, body := s.get("/readyz")
	var r readiness
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return body
	}
	return strings.Join(r.Reasons, "; ")
}

// term asks it to end, and waits; it must end with status 0.
func (s *served) term() time.Duration {
	s.t.Helper()
	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("it ended with %v:\n%s", err, s.out)
	}
	return time.Since(began)
}

func inSlack(s *slacktest.Slack) []string {
	return []string{"SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_APP_TOKEN=" + slacktest.AppToken, "SLACK_API_URL=" + s.APIURL()}
}

// With nothing set up it explains what is missing and how to talk in the terminal, and serves health and metrics.
func TestServeWithNothingSetUp(t *testing.T) {
	s := serveIn(t, place(t))
	if code, _ := s.get("/readyz"); code != http.StatusServiceUnavailable || s.reasons() != "platforms: none is set up: `readout help serve` tells how" {
		t.Errorf("/readyz says %d, %q", code, s.reasons())
	}
	if code, body := s.get("/metrics"); code != http.StatusOK || !strings.Contains(body, "readout_ready 0") {
		t.Errorf("/metrics says %d", code)
	}
	if code, page := s.get("/"); code != http.StatusOK || !strings.Contains(page, "Not ready:\n  platforms: none is set up") || !strings.Contains(page, "`readout chat`") {
		t.Errorf("/ says %d, %s", code, page)
	}
	for _, want := range []string{"set SLACK_BOT_TOKEN or DISCORD_TOKEN", "`readout chat`", "`readout config init`"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("%q is missing in %s", want, s.out)
		}
	}
	if took := s.term(); took > 2*time.Second {
		t.Errorf("it took %s to end", took)
	}
}

// One platform that is set up wrongly, in whatever way, leaves the other at work, and /readyz says why it is red.
func TestOnePlatformWrong(t *testing.T) {
	for _, tt := range []struct {
		name, reason string
		environ      []string
	}{
		{"a value that is none", "discord: DISCORD_MODE: \"carrier-pigeon\" is neither gateway nor http", []string{"DISCORD_TOKEN=abcdefgh", "DISCORD_MODE=carrier-pigeon"}},
		{"a secret that cannot be read", "discord: DISCORD_TOKEN: the file of DISCORD_TOKEN_FILE cannot be read", []string{"DISCORD_TOKEN_FILE=/nowhere"}},
		{"a token that is refused", "discord: ", []string{"DISCORD_TOKEN=OTAw.wrong.token-of-some-length"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			slack := slacktest.Start(t)
			discord := discordtest.New(t, discordtest.Options{})
			environ := append(inSlack(slack), "DISCORD_API_URL="+discord.APIURL())
			s := serveIn(t, place(t), append(environ, tt.environ...)...)
			slack.WaitSockets(1)
			if !slack.Send(slack.Direct("U1", "", question)).Acked {
				t.Error("Slack does not work")
			}
			slack.WaitMessages(1)
			s.until("/readyz says why", func() bool {
				return strings.HasPrefix(s.reasons(), tt.reason) && !strings.Contains(s.reasons(), "slack:")
			})
			t.Logf("/readyz: %s", s.reasons())
			s.term()
		})
	}
}

// No secret is written anywhere, whatever goes wrong with it.
func TestSecretsStayHidden(t *testing.T) {
	slack := slacktest.Start(t)
	discord := discordtest.Start(discordtest.Options{})
	defer discord.Close()
	secrets := []string{"xoxb-1111-2222-verysecretbottoken", "xapp-1-A1-3333-verysecretapptoken", "verysecretsigning", "MTEx.verysecret.discordtokenverysecret"}
	p := place(t)
	environ := []string{"SLACK_BOT_TOKEN=" + secrets[0], "SLACK_APP_TOKEN=" + secrets[1], "SLACK_SIGNING_SECRET=" + secrets[2], "SLACK_API_URL=" + slack.APIURL(),
		"DISCORD_TOKEN=" + secrets[3], "DISCORD_API_URL=" + discord.APIURL(), "READOUT_LOG=debug", "READOUT_ADMIN=slack:C1"}
	s := serveIn(t, p, environ...)
	s.until("both are refused", func() bool {
		return strings.Contains(s.reasons(), "slack: ") && strings.Contains(s.reasons(), "discord: ")
	})
	time.Sleep(300 * time.Millisecond)
	var all strings.Builder
	for _, path := range []string{"/readyz", "/metrics", "/slack/events", "/"} {
		_, body := s.get(path)
		all.WriteString(body)
	}
	for _, args := range [][]string{{"config"}, {"config", "--json"}, {"doctor", "--online"}, {"doctor", "--json"}} {
		cmd := p.command(args...)
		cmd.Env = append(append(cmd.Env, environ...), "READOUT_ADDR="+s.addr)
		out, _ := cmd.CombinedOutput() // the status of doctor is 1
		all.Write(out)
	}
	if err := s.cmd.Process.Signal(syscall.SIGQUIT); err != nil { // the Go runtime writes all stacks
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	all.WriteString(s.out.String())
	if !strings.Contains(all.String(), "goroutine ") {
		t.Error("there are no stacks to look at")
	}
	for _, secret := range secrets {
		if at := strings.Index(all.String(), secret); at >= 0 {
			t.Errorf("a secret stands in: …%s", all.String()[max(0, at-200):min(all.Len(), at+60)])
		}
	}
}

func TestReload(t *testing.T) {
	p := place(t)
	conf := filepath.Join(p.dir, "readout.conf")
	write := func(text string) {
		if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("READOUT_LOG = info\n")
	s := serveIn(t, p, "READOUT_CONFIG="+conf)
	hup := func(want string) {
		t.Helper()
		if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		s.until(want, func() bool { return strings.Contains(s.out.String(), want) })
	}
	write("READOUT_USER_RATE = 7/h\nREADOUT_QUEUE = 5\n")
	hup("user_rate=\"{N:7 Per:1h0m0s}\"")
	hup("at the next start only\" settings=READOUT_QUEUE")
	write("READOUT_USER_RATE = lots\n")
	hup("not taken over")
	s.term()
}

// Two processes on one database would answer everything twice: the second does not start, and leaves the first at work.
func TestOneProcessAnswers(t *testing.T) {
	p := place(t)
	s := serveIn(t, p)
	for _, args := range [][]string{{"serve"}, {"restore", "backup.db"}} {
		cmd := p.command(args...)
		cmd.Env = append(cmd.Env, "READOUT_ADDR=127.0.0.1:0")
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "is at work on") {
			t.Errorf("%q: %v %s", args, err, out)
		}
	}
	if out, err := s.health(); err != nil || out != "ok\n" {
		t.Errorf("health says %q, %v", out, err)
	}
	if out, err := s.health("--ready"); err == nil || !strings.Contains(out, "not ready: platforms: none is set up") {
		t.Errorf("health --ready says %q", out)
	}
	s.term()
	if out, err := s.health(); err == nil || !strings.Contains(out, "does not answer") {
		t.Errorf("health says %q of nobody", out)
	}
}

func (s *served) health(args ...string) (string, error) {
	cmd := s.p.command(append([]string{"health"}, args...)...)
	cmd.Env = append(cmd.Env, "READOUT_ADDR="+s.addr)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// What is larger or slower than any platform's request is not waited for.
func TestHTTPLimits(t *testing.T) {
	s := serveIn(t, place(t), "SLACK_BOT_TOKEN=xoxb-1", "SLACK_MODE=http", "SLACK_SIGNING_SECRET=abc", "SLACK_API_URL=http://127.0.0.1:1/")
	post := func(body io.Reader, header string) int {
		r, err := http.NewRequest(http.MethodPost, "http://"+s.addr+"/slack/events", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Filler", header)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			return 0 // it hung up
		}
		res.Body.Close()
		return res.StatusCode
	}
	if code := post(strings.NewReader(strings.Repeat("x", 2<<20)), ""); code == http.StatusOK || code >= 500 {
		t.Errorf("two megabytes: %d", code)
	}
	if code := post(nil, strings.Repeat("x", 64<<10)); code != http.StatusRequestHeaderFieldsTooLarge && code != 0 {
		t.Errorf("a large header: %d", code)
	}
	if code, _ := s.get("/elsewhere"); code != http.StatusNotFound {
		t.Errorf("/elsewhere: %d", code)
	}
	if code := post(strings.NewReader("{}"), ""); code != http.StatusUnauthorized && code != http.StatusForbidden && code != http.StatusBadRequest {
		t.Errorf("an unsigned request: %d", code)
	}
	s.term()
}

// When the file of the database goes, or its disk is full, /readyz says so.
func TestDatabaseInTrouble(t *testing.T) {
	p := place(t)
	s := serveIn(t, p, "READOUT_DB=r.db", "READOUT_DISK_FREE=1000000G")
	s.until("the disk is nearly full", func() bool { return strings.Contains(s.reasons(), "disk: only ") })
	if err := os.Rename(filepath.Join(p.dir, "r.db"), filepath.Join(p.dir, "gone.db")); err != nil {
		t.Fatal(err)
	}
	s.until("the database is gone", func() bool { return strings.Contains(s.reasons(), "database: the file was deleted or moved away") })
	s.term()
}

// BenchmarkServe measures what a restart costs: from the start of the process until /livez answers, on a database that is
// there, and from SIGTERM to the end, idle. The aims are 300 ms and 2 s.
func BenchmarkServe(b *testing.B) {
	dir := b.TempDir()
	p := testProcess{dir: dir, binary: filepath.Join(dir, "readout")}
	build := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", p.binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	began := time.Now()
	s := serveIn(b, p)
	first := time.Since(began)
	s.term()
	var up, down time.Duration
	n := 0
	for b.Loop() {
		began := time.Now()
		s := serveIn(b, p)
		up += time.Since(began)
		down += s.term()
		n++
	}
	b.ReportMetric(float64(first.Milliseconds()), "ms-first-start")
	b.ReportMetric(float64(up.Milliseconds())/float64(n), "ms-start")
	b.ReportMetric(float64(down.Milliseconds())/float64(n), "ms-end")
	b.ReportMetric(0, "ns/op")
}

// When one platform is lost, people are told on the other.
func TestAdminsHearOfALoss(t *testing.T) {
	if testing.Short() {
		t.Skip("waits ten seconds")
	}
	slack := slacktest.Start(t)
	discord := discordtest.Start(discordtest.Options{})
	defer discord.Close()
	s := serveIn(t, place(t), append(append(inSlack(slack), discord.Environ()...), "READOUT_ADMIN=slack:C42")...)
	s.until("both are connected", func() bool { return s.reasons() == "" })
	if out, err := s.health("--ready"); err != nil {
		t.Errorf("health --ready says %q, %v", out, err)
	}
	discord.CloseGateway(4004)
	s.until("it is not ready", func() bool { return strings.HasPrefix(s.reasons(), "discord: ") })
	m := slack.WaitMessages(1)[0]
	if m.Channel != "C42" || !strings.HasPrefix(m.Text, "Readout: trouble with discord: ") {
		t.Errorf("told %q in %s", m.Text, m.Channel)
	}
	_, figures := s.get("/metrics")
	for _, want := range []string{`readout_link_up{platform="discord"} 0`, `readout_link_up{platform="slack"} 1`, "readout_ready 0"} {
		if !strings.Contains(figures, want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	s.term()
}

// What could not be answered stands in the report, together with the same in other words, until its asker is forgotten.
func TestReportAndForget(t *testing.T) {
	p := place(t)
	slack := slacktest.Start(t)
	s := serveIn(t, p, append(inSlack(slack), "READOUT_DB=r.db")...)
	slack.WaitSockets(1)
	slack.Send(slack.Direct("U1", "", "What was on the dinner menu?"))
	slack.WaitMessages(1)
	slack.Send(slack.Direct("U2", "", "what was on the Dinner menu"))
	slack.WaitMessages(2)
	slack.Send(slack.Direct("U2", "", question))
	slack.WaitMessages(3)
	report := func() report {
		var r report
		if err := json.Unmarshal(p.run(t, "--db", "r.db", "report", "--json", "--since", "1d"), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := report(); len(r.Unanswered) != 1 || r.Unanswered[0].Count != 2 || r.Unanswered[0].Question != "what was on the Dinner menu" || len(r.Unanswered[0].Wordings) != 1 {
		t.Errorf("the report: %+v", r)
	}
	slack.Send(slack.Direct("U2", "", "forget me, please"))
	if m := slack.WaitMessages(4)[3]; !strings.Contains(m.Text, "2 questions") {
		t.Errorf("it says %q", m.Text)
	}
	if r := report(); len(r.Unanswered) != 1 || r.Unanswered[0].Count != 1 {
		t.Errorf("the report: %+v", r)
	}
	if out := string(p.run(t, "--db", "r.db", "forget", "U1")); !strings.HasSuffix(out, "/U1: 1 question and 0 marks deleted\n") {
		t.Errorf("forget says %q", out)
	}
	if r := report(); len(r.Unanswered) != 0 {
		t.Errorf("the report: %+v", r)
	}
	s.term()
	for _, file := range []string{"r.db", "r.db-wal"} {
		if data, err := os.ReadFile(filepath.Join(p.dir, file)); err == nil && strings.Contains(string(data), "on the dinner menu?") && strings.Contains(string(data), "U1\"") {
			t.Errorf("%s still has it", file)
		}
	}
}

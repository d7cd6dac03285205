package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"readout/adapters/discord/discordtest"
	"readout/adapters/slack/slacktest"
	"readout/bot"
	"readout/bot/journal"
)

// TestFaults asks many questions on a Slack and a Discord of its own, while the program is killed at random moments, the
// connections to it drop, calls of the platforms' APIs fail, take effect and fail, or are put off, and the disk is full for a
// while. Each question that the program has acknowledged must be answered, once; the database must be whole after each kill.
// READOUT_FAULTS says how many questions (`make faults` asks 10,000); -short leaves it out.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	n := 300
	if s := os.Getenv("READOUT_FAULTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	h := newHarness(t)
	h.start()
	stop := make(chan struct{})
	var trouble sync.WaitGroup
	for _, make := range []func(<-chan struct{}){h.kill, h.disturb, h.fillDisk} {
		trouble.Go(func() { make(stop) })
	}
	h.ask(n)
	close(stop)
	trouble.Wait()
	h.calm()
	h.judge(n)
}

// A harness is the program, its platforms, and what was asked.
type harness struct {
	t       *testing.T
	p       testProcess
	db      string
	addr    string
	disk    string // a small disk that the database lies on; "" when none could be mounted
	slack   *slacktest.Slack
	discord *discordtest.Server

	mu     sync.Mutex
	proc   *exec.Cmd
	output bytes.Buffer // of the last run

	acked, refused sync.Map // ts of questions in Slack
	said           sync.Map // ids of questions in Discord
	kills, drops   atomic.Int64
	whole          atomic.Int64 // how often the database was looked at after a kill, and was whole
	room           sync.Mutex   // held while the disk is full
	faults, fills  atomic.Int64
}

func newHarness(t *testing.T) *harness {
	dir := t.TempDir()
	h := &harness{t: t, p: testProcess{dir: dir, binary: filepath.Join(dir, "readout")}, addr: freeAddr(t)}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, h.p.binary)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.db = filepath.Join(dir, "readout.db")
	if disk := filepath.Join(dir, "disk"); smallDisk(t, disk) {
		h.disk, h.db = disk, filepath.Join(disk, "readout.db")
	}
	h.slack = slacktest.Start(t)
	h.slack.Trusting = true
	h.slack.AckTime, h.slack.RetryAfter = 3*time.Second, [3]time.Duration{time.Second, 3 * time.Second, 10 * time.Second}
	h.discord = discordtest.Start(discordtest.Options{SessionStarts: 100_000, MaxConcurrency: 1000})
	t.Cleanup(h.discord.Close)
	t.Cleanup(h.end)
	return h
}

// smallDisk mounts a disk of 128 MiB in a folder, if we may.
func smallDisk(t *testing.T, dir string) bool {
	t.Helper()
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Logf("the disk will not be full, as none may be mounted here: %s", bytes.TrimSpace(out))
		return false
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return true
}

// start starts the program and waits until it listens.
func (h *harness) start() {
	h.mu.Lock()
	defer h.mu.Unlock()
	cmd := h.p.command("--db", h.db, "serve")
	cmd.Env = append(cmd.Env, "READOUT_ADDR="+h.addr, "READOUT_USER_RATE=none", "READOUT_CHANNEL_RATE=none", "READOUT_LOG=warn", "READOUT_DISK_FREE=0",
		"SLACK_BOT_TOKEN="+slacktest.BotToken, "SLACK_APP_TOKEN="+slacktest.AppToken, "SLACK_API_URL="+h.slack.APIURL())
	cmd.Env = append(cmd.Env, h.discord.Environ()...)
	h.output.Reset()
	cmd.Stderr = &h.output
	if err := cmd.Start(); err != nil {
		h.t.Error(err)
		return
	}
	h.proc = cmd
}

// end ends the program for good.
func (h *harness) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.proc != nil {
		_ = h.proc.Process.Kill()
		_ = h.proc.Wait()
		h.proc = nil
	}
}

// kill kills the program at random moments, looks at the database, and starts it again.
func (h *harness) kill(stop <-chan struct{}) {
	for !h.listens(stop) && !waited(stop, 50*time.Millisecond, 3*time.Second) {
		h.end()
		h.kills.Add(1)
		if h.room.TryLock() { // without room, SQLite cannot even look
			if i, err := inspectDatabase(context.Background(), h.db); err != nil || len(i.Faults) > 0 {
				h.t.Errorf("after kill %d: %v %v", h.kills.Load(), err, i.Faults)
			}
			h.room.Unlock()
			h.whole.Add(1)
		}
		if rand.N(4) == 0 { // now and then it stays away for longer
			waited(stop, 0, 3*time.Second)
		}
		h.start()
	}
}

// listens waits until the program listens, for ten seconds at most: on a full disk it may not even start. It is true when
// stop is closed meanwhile.
func (h *harness) listens(stop <-chan struct{}) bool {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end) && h.waiting() < 0; {
		if waited(stop, 10*time.Millisecond, 20*time.Millisecond) {
			return true
		}
	}
	return false
}

// waited waits for a random time; true when it is over before.
func waited(stop <-chan struct{}, least, most time.Duration) bool {
	select {
	case <-stop:
		return true
	case <-time.After(least + rand.N(most-least)):
		return false
	}
}

// disturb drops connections and has calls fail.
func (h *harness) disturb(stop <-chan struct{}) {
	slack := []slacktest.Fault{
		{Status: 429, RetryAfter: "1", Body: "{}"}, {Status: 500, Body: "oops"}, {Status: 500, Body: "oops", Posts: true}, {Code: "internal_error"},
		{Delay: 2 * time.Second, Posts: true}, {Status: 502, Body: "<html>", Posts: true},
	}
	discord := []discordtest.Fault{
		{Status: 429, RetryAfter: time.Second}, {Status: 500}, {Status: 500, Done: true}, {Drop: true}, {Drop: true, Done: true}, {Delay: 2 * time.Second},
	}
	for !waited(stop, 0, 400*time.Millisecond) {
		switch n := rand.N(10); {
		case n == 0:
			h.drops.Add(1)
			h.slack.Disconnect("")
		case n == 1:
			h.drops.Add(1)
			h.discord.DropGateway()
		case n == 2:
			h.drops.Add(1)
			h.slack.Disconnect("refresh_requested")
		case n < 6:
			h.faults.Add(1)
			h.slack.Fail("chat.postMessage", slack[rand.N(len(slack))])
		default:
			h.faults.Add(1)
			f := discord[rand.N(len(discord))]
			f.Path = "/messages"
			h.discord.Inject(f)
		}
	}
}

// fillDisk fills the disk now and then, and makes room again.
func (h *harness) fillDisk(stop <-chan struct{}) {
	if h.disk == "" {
		return
	}
	ballast := filepath.Join(h.disk, "ballast")
	for !waited(stop, time.Second, 5*time.Second) {
		h.fills.Add(1)
		h.room.Lock()
		full(ballast)
		waited(stop, 500*time.Millisecond, 2*time.Second)
		if err := os.Remove(ballast); err != nil {
			h.t.Error(err)
		}
		h.room.Unlock()
	}
}

// full writes into a file until there is no room.
func full(path string) {
	f, err := os.Create(path)
	if err != nil {
		return // there was none for its name
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 1 << 12, 1} {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
}

// question is one that the articles answer.
const question = "how long did Obama and Putin talk in Hangzhou?"

// ask asks n questions, half of them on each platform, by many people at once.
func (h *harness) ask(n int) {
	next := make(chan int)
	var people sync.WaitGroup
	for range 100 {
		people.Go(func() {
			for i := range next {
				if i%2 == 0 {
					h.askSlack(i)
				} else {
					h.askDiscord(i)
				}
			}
		})
	}
	for i := range n {
		next <- i
		time.Sleep(20 * time.Millisecond)
	}
	close(next)
	people.Wait()
}

func (h *harness) askSlack(i int) {
	user := fmt.Sprintf("U%08d", i/2%1000)
	e := h.slack.Direct(user, "", question)
	inner, _ := e.Payload["event"].(map[string]any)
	ts := fmt.Sprint(inner["ts"])
	if r := h.slack.Send(e); r.Acked {
		h.acked.Store(ts, true)
	} else {
		h.refused.Store(ts, true)
	}
}

func (h *harness) askDiscord(i int) {
	m := h.discord.Say(discordtest.InDM().As(fmt.Sprintf("6%017d", i/2%1000)), discordtest.Said{Text: question})
	h.said.Store(m.ID, true)
	time.Sleep(time.Duration(rand.N(50)) * time.Millisecond)
}

// calm ends all trouble, waits until nothing waits for an answer any more, and stops the program.
func (h *harness) calm() {
	h.discord.Mend()
	if h.waiting() < 0 { // it could not start on a full disk; whoever supervises it starts it again
		h.end()
		h.start()
	}
	deadline := time.Now().Add(3 * time.Minute)
	for quiet := 0; quiet < 3; time.Sleep(500 * time.Millisecond) {
		if quiet++; h.waiting() != 0 {
			quiet = 0
		}
		if time.Now().After(deadline) {
			h.t.Errorf("there is still something to be answered: %d\n%s", h.waiting(), h.output.Bytes())
			break
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.proc.Process.Signal(syscall.SIGTERM); err != nil {
		h.t.Error(err)
	}
	if err := h.proc.Wait(); err != nil {
		h.t.Errorf("it ended with %v:\n%s", err, h.output.Bytes())
	}
	h.proc = nil
}

// waiting asks the program how many questions have not ended; -1 when it does not say.
func (h *harness) waiting() int {
	r, err := http.Get("http://" + h.addr + "/metrics")
	if err != nil {
		return -1
	}
	defer r.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		return -1
	}
	for line := range strings.Lines(b.String()) {
		if v, ok := strings.CutPrefix(line, "readout_queue "); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil {
				return n
			}
		}
	}
	return -1
}

// judge counts answers by question.
func (h *harness) judge(n int) {
	t := h.t
	inSlack, inDiscord := make(map[string]int), make(map[string]int)
	for _, m := range h.slack.Messages() {
		inSlack[m.Thread]++
	}
	for _, m := range h.discord.Shown() {
		inDiscord[m.Reply]++
	}
	unanswered, doubled := 0, 0
	h.acked.Range(func(ts, _ any) bool {
		if inSlack[ts.(string)] == 0 {
			unanswered++
		}
		return true
	})
	for _, answers := range []map[string]int{inSlack, inDiscord} {
		for _, n := range answers {
			if n > 1 {
				doubled++
			}
		}
	}
	j, err := journal.Open(t.Context(), h.db)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := j.Tally(t.Context())
	if err := errors.Join(err, j.Close()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d questions: Slack acknowledged %d and gave up on %d, Discord said %d", n, size(&h.acked), size(&h.refused), size(&h.said))
	t.Logf("killed %d times, the database whole each of the %d times it was looked at, %d connections dropped, %d calls disturbed, the disk full %d times", h.kills.Load(), h.whole.Load(), h.drops.Load(), h.faults.Load(), h.fills.Load())
	t.Logf("answered: %d in Slack, %d in Discord; acknowledged and unanswered: %d; answered twice: %d; the journal: %v", len(inSlack), len(inDiscord), unanswered, doubled, tally)
	if unanswered > 0 || doubled > 0 {
		t.Errorf("%d unanswered, %d answered twice", unanswered, doubled)
	}
	// What the journal says was delivered, people have seen, and nothing else; nothing is left.
	if shown := len(inSlack) + len(inDiscord); tally[bot.Delivered] != shown || tally[""] != 0 || len(tally) > 1 && tally[bot.Delivered] == 0 {
		t.Errorf("%d shown, the journal says %v", shown, tally)
	}
	if i, err := inspectDatabase(t.Context(), h.db); err != nil || len(i.Faults) > 0 {
		t.Errorf("in the end: %v %v", err, i.Faults)
	}
}

func size(m *sync.Map) int {
	n := 0
	m.Range(func(any, any) bool { n++; return true })
	return n
}

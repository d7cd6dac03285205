// Package slacktest is a Slack for tests: a workspace on loopback that serves the part of the Web API that the bot
// calls, delivers events over Socket Mode or HTTP as Slack does (to one of several connections, again until they are
// acknowledged, signed), and fails when it is told to. It keeps what was posted.
//
// It is held to Slack's own descriptions: what it sends and what it is sent goes through the JSON Schemas made from
// Slack's published types, where the folder with them is at hand, and always through the limits that Slack documents.
package slacktest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// The workspace. Channels begin with C, direct messages with D, people with U.
const (
	BotToken      = "xoxb-1111-2222-bot-secret"
	AppToken      = "xapp-1-A0READOUT-3333-app-secret"
	SigningSecret = "0123456789abcdef0123456789abcdef"
	ConfigToken   = "xoxe.xoxp-config-secret"
	Team          = "T0READOUT"
	App           = "A0READOUT"
	Bot           = "U0BOT"
	Alice         = "U0ALICE"
	Bob           = "U0BOB"
	General       = "C0GENERAL"
	Scopes        = "app_mentions:read,chat:write,commands,im:history"
)

// DirectOf returns the channel in which a person talks with the bot alone.
func DirectOf(user string) string { return "D" + user }

// A Slack is a workspace with the app installed.
type Slack struct {
	// Trusting leaves out the checks of what is sent, for measuring speed. Set it before anything is sent.
	Trusting bool
	// AckTime is how long it waits for an acknowledgement before it delivers again. Slack's is 3 s.
	AckTime time.Duration
	// RetryAfter is the pause before each delivery after the first. Slack's are none, a minute, five minutes.
	RetryAfter [3]time.Duration

	t      testing.TB
	server *httptest.Server

	mu        sync.Mutex
	request   string // where events go over HTTP; "" means Socket Mode
	history   bool   // channels may be read
	revoked   bool
	scopes    string
	manifest  json.RawMessage
	clock     int64 // of timestamps
	names     int   // of ids
	triggers  map[string]bool
	responses map[string]*response
	faults    map[string][]Fault
	refused   map[string]string
	messages  []Message
	views     []View
	prompts   []Prompts
	calls     []Call
	sockets   []*socket
	opened    int
	next      int // the socket that gets the next event
}

// Start opens a workspace, which closes with the test.
func Start(t testing.TB) *Slack {
	t.Helper()
	s := &Slack{
		AckTime: 3 * time.Second, t: t, scopes: Scopes, clock: 1_700_000_000_000_000,
		triggers: make(map[string]bool), responses: make(map[string]*response),
		faults: make(map[string][]Fault), refused: make(map[string]string),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.api)
	mux.HandleFunc("POST /response/{id}", s.respond)
	mux.HandleFunc("GET /link/", s.link)
	s.server = httptest.NewServer(mux)
	t.Cleanup(s.close)
	return s
}

func (s *Slack) close() {
	s.Disconnect("")
	s.server.CloseClientConnections()
	s.server.Close()
}

// APIURL is the base address of the Web API.
func (s *Slack) APIURL() string { return s.server.URL + "/api/" }

// OverHTTP has events sent to a request URL instead of Socket Mode connections.
func (s *Slack) OverHTTP(requestURL string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.request = requestURL
}

// AllowHistory gives the app the scope to read channels. Direct messages may always be read.
func (s *Slack) AllowHistory() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.history = true
}

// Revoke has Slack refuse the app's tokens from now on.
func (s *Slack) Revoke() {
	s.mu.Lock()
	s.revoked = true
	s.mu.Unlock()
	s.Disconnect("link_disabled")
}

// GiveScopes changes what the bot's token may do.
func (s *Slack) GiveScopes(scopes string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scopes = scopes
}

// SetManifest is how the app is set up, for those with a configuration token.
func (s *Slack) SetManifest(m []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manifest = m
}

// Refuse has messages to a channel refused with an error code, such as not_in_channel; "" allows them again.
func (s *Slack) Refuse(channel, code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused[channel] = code
}

// A Fault is how one call of a Web API method goes wrong. The zero Fault is none.
type Fault struct {
	Status     int           // HTTP status; 0 for 200
	RetryAfter string        // the header of that name, with status 429
	Code       string        // "error" in the answer
	Delay      time.Duration // before the answer
	Body       string        // instead of an answer
	Posts      bool          // the call does its work all the same
}

// Fail has the next calls of a method go wrong, one fault each. The method "response_url" is for those addresses.
func (s *Slack) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

func (s *Slack) fault(method string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.faults[method]
	if len(queue) == 0 {
		return Fault{}, false
	}
	s.faults[method] = queue[1:]
	return queue[0], true
}

// A Message is one that the bot posted.
type Message struct {
	Channel  string
	TS       string
	Thread   string
	Only     string // the person who alone sees it; "" for all
	User     string // the author's id
	Text     string
	Blocks   json.RawMessage
	Metadata json.RawMessage
	Method   string // by which it came: a method of the Web API, or response_url
}

// A View is one that the bot published or opened.
type View struct {
	User    string // of whom it is the App Home; "" for a form
	Trigger string
	View    json.RawMessage
}

// Prompts are questions that the bot suggested.
type Prompts struct {
	Channel string `json:"channel_id"`
	Thread  string `json:"thread_ts"`
	Prompts []struct {
		Title   string `json:"title"`
		Message string `json:"message"`
	} `json:"prompts"`
}

// A Call is one of the Web API.
type Call struct {
	Method string
	At     time.Time
}

// Messages returns what was posted, in order.
func (s *Slack) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.messages...)
}

// Views returns the views that were published or opened, in order.
func (s *Slack) Views() []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]View(nil), s.views...)
}

// Prompts returns the suggestions that were made, in order.
func (s *Slack) Prompts() []Prompts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Prompts(nil), s.prompts...)
}

// Calls counts the calls of a method.
func (s *Slack) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, c := range s.calls {
		if c.Method == method {
			n++
		}
	}
	return n
}

// patience is how long a test waits for something to happen before it fails.
const patience = 20 * time.Second

// Wait returns when a condition holds; it fails the test when that takes too long. The condition is looked at
// whenever the bot has called.
func (s *Slack) Wait(what string, ok func() bool) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !ok() {
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for %s; posted so far: %s", what, s.Told())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// WaitMessages returns what was posted once there are at least n messages.
func (s *Slack) WaitMessages(n int) []Message {
	s.t.Helper()
	s.Wait(fmt.Sprintf("%d messages", n), func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.messages) >= n
	})
	return s.Messages()
}

// Told lists what was posted, a line each.
func (s *Slack) Told() string {
	out := ""
	for _, m := range s.Messages() {
		out += fmt.Sprintf("\n  %s to %s (thread %q, only %q): %.80q", m.Method, m.Channel, m.Thread, m.Only, m.Text)
	}
	return out
}

// now returns a new timestamp, as messages have them.
func (s *Slack) now() string {
	s.clock += 1000
	return fmt.Sprintf("%d.%06d", s.clock/1_000_000, s.clock%1_000_000)
}

// name returns a new id.
func (s *Slack) name(prefix string) string {
	s.names++
	return fmt.Sprintf("%s%08d", prefix, s.names)
}

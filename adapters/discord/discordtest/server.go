package discordtest

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// object is a JSON object: what goes over the wire is built and looked at as such.
type object = map[string]any

// Ids of what is always there.
const (
	ApplicationID = "900000000000000001"
	BotID         = "900000000000000002"
	Guild         = "800000000000000001" // a server that has the bot
	Foreign       = "800000000000000002" // a server that has not
	Channel       = "700000000000000001" // of Guild
	User          = "600000000000000001"
)

// Token is what the bot has to bring, unless Options say otherwise.
const Token = "OTAwMDAwMDAwMDAwMDAwMDAy.Gtest0.loopback-token-that-opens-nothing"

// Options of a Server. The zero value of each means its default.
type Options struct {
	Token          string          // default Token
	Shards         int             // what the gateway recommends; default 1
	MaxConcurrency int             // how many shards may identify within five seconds; default 1
	Pace           time.Duration   // between two shards that identify with one key; default 5 s
	SessionStarts  int             // how many are left today; default 1000
	Heartbeat      time.Duration   // interval; default 41.25 s
	Deadline       time.Duration   // for the first response to an interaction; default 3 s
	Intents        int             // those that are allowed; default all that are not privileged
	Endpoint       string          // address of the bot's interactions endpoint: they go there instead of over the gateway
	Registered     json.RawMessage // commands that are registered at the start; default none
	PerChannel     int             // messages a channel takes in five seconds (X-RateLimit-*); default no limit
	Application    object          // fields of applications/@me that are different
	Unrecorded     bool            // for load: keep no requests, and hold nothing against the schemas
}

func (o Options) withDefaults() Options {
	if o.Token == "" {
		o.Token = Token
	}
	o.Shards, o.MaxConcurrency = max(o.Shards, 1), max(o.MaxConcurrency, 1)
	if o.Pace == 0 {
		o.Pace = 5 * time.Second
	}
	if o.SessionStarts == 0 {
		o.SessionStarts = 1000
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	if o.Deadline == 0 {
		o.Deadline = 3 * time.Second
	}
	if o.Intents == 0 {
		o.Intents = 1<<26 - 1&^(1<<1|1<<8|1<<15)
	}
	return o
}

// A Server is a Discord. All of its methods may be called from many goroutines.
type Server struct {
	opt     Options
	http    *httptest.Server
	private ed25519.PrivateKey
	schemas *Schemas
	work    sync.WaitGroup // requests to the endpoint, and connections

	mu           sync.Mutex
	closed       bool
	counter      int64
	conns        map[*conn]bool
	sessions     map[string]*session
	next         reception // how the next connections are received
	identifies   []Identify
	resumes      []Resume
	closes       []int
	interactions map[string]*Interaction
	messages     map[string]*Message
	order        []string // ids of messages, oldest first
	nonces       map[string]string
	spent        map[string][]time.Time // when a channel got messages
	commands     []object
	puts         int
	faults       []*Fault
	requests     []Request
	violations   []string
	denied       map[string]int
	exceeded     int
	answered     int
}

// A Request is one that the bot made over REST.
type Request struct {
	Method, Path string // Path without /api and version
	Body         json.RawMessage
	Status       int // how it was answered; 0: not at all
	At           time.Time
}

// Start starts a Discord. Close ends it.
func Start(o Options) *Server {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		panic(err) // there is no randomness
	}
	s := &Server{
		opt: o.withDefaults(), private: private, conns: make(map[*conn]bool), sessions: make(map[string]*session),
		interactions: make(map[string]*Interaction), messages: make(map[string]*Message), nonces: make(map[string]string),
		spent: make(map[string][]time.Time), denied: make(map[string]int),
	}
	if !o.Unrecorded {
		s.schemas = FindSchemas()
	}
	if len(o.Registered) > 0 {
		if err := json.Unmarshal(o.Registered, &s.commands); err != nil {
			panic(err)
		}
	}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// New starts a Discord that ends with the test, and fails it for each violation.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	s := Start(o)
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Error(v)
		}
		if s.schemas.Missing() != "" && !o.Unrecorded {
			t.Log(s.schemas.Missing())
		}
	})
	return s
}

// Close cuts all connections and waits for what is under way.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	for c := range s.conns {
		c.drop()
	}
	s.mu.Unlock()
	s.http.CloseClientConnections()
	s.http.Close()
	s.work.Wait()
}

// URL is the address without path.
func (s *Server) URL() string { return s.http.URL }

// APIURL is the base address of the REST API.
func (s *Server) APIURL() string { return s.http.URL + "/api/v10" }

// PublicKey is the application's, in hexadecimal.
func (s *Server) PublicKey() string {
	return hex.EncodeToString(s.private.Public().(ed25519.PublicKey))
}

// SetEndpoint says where interactions are sent from now on; "" is the gateway.
func (s *Server) SetEndpoint(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.Endpoint = url
}

// Environ is the part of an environment that has the bot talk to this Discord.
func (s *Server) Environ() []string {
	return []string{
		"DISCORD_TOKEN=" + s.opt.Token, "DISCORD_API_URL=" + s.APIURL(),
		"DISCORD_APPLICATION_ID=" + ApplicationID, "DISCORD_PUBLIC_KEY=" + s.PublicKey(),
	}
}

// Violations lists what was wrong so far.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// Requests lists the requests so far whose path contains a text, in the order of their arrival.
func (s *Server) Requests(containing string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.requests {
		if strings.Contains(r.Method+" "+r.Path, containing) {
			out = append(out, r)
		}
	}
	return out
}

// Answered counts the interactions that got a first response.
func (s *Server) Answered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answered
}

// Exceeded counts the requests that were refused for a rate limit of Options.
func (s *Server) Exceeded() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exceeded
}

func (s *Server) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violateLocked(format, args...)
}

func (s *Server) violateLocked(format string, args ...any) {
	if len(s.violations) < 50 {
		s.violations = append(s.violations, "discordtest: "+fmt.Sprintf(format, args...))
	}
}

// id makes a snowflake of now (discord-api-docs, reference: snowflakes).
func (s *Server) id() string {
	s.counter++
	ms := time.Now().UnixMilli() - 1420070400000
	return strconv.FormatInt(ms<<22|s.counter&(1<<22-1), 10)
}

// Until waits until something is so, and says whether it came to be so in time.
func Until(limit time.Duration, so func() bool) bool {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if so() {
			return true
		}
	}
	return so()
}

package discordtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Fault is what goes wrong with requests of the bot.
type Fault struct {
	Path       string        // requests whose "METHOD /path" contains it
	Times      int           // how many of them; 0 is one, less is all
	Status     int           // answered instead
	Code       int           // Discord's own number of the error
	RetryAfter time.Duration // with status 429
	Global     bool          // with status 429: all routes
	Delay      time.Duration // before anything happens
	Done       bool          // the request takes effect, and only its answer is replaced or lost
	Drop       bool          // the connection is cut instead of an answer
	Hang       bool          // there is no answer until the bot gives up
}

// Inject has the next requests fail.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// Mend ends all faults.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Deny has messages to a channel refused with one of Discord's error codes (50013: no permission); 0 allows them again.
func (s *Server) Deny(channel string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.denied[channel] = code
}

func (s *Server) fault(request string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if !strings.Contains(request, f.Path) {
			continue
		}
		if f.Times--; f.Times == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return f
	}
	return nil
}

// instead is the answer that a fault gives.
func (f *Fault) instead() reply {
	if f.Status == http.StatusTooManyRequests {
		seconds := f.RetryAfter.Seconds()
		h := http.Header{}
		h.Set("Retry-After", strconv.FormatFloat(seconds, 'f', 3, 64))
		h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(seconds, 'f', 3, 64))
		h.Set("X-RateLimit-Scope", "user")
		if f.Global {
			h.Set("X-RateLimit-Global", "true")
			h.Set("X-RateLimit-Scope", "global")
		}
		return reply{status: f.Status, header: h, body: object{"message": "You are being rate limited.", "retry_after": seconds, "global": f.Global, "code": 0}}
	}
	return failure(f.Status, f.Code, http.StatusText(f.Status))
}

// A reply is an answer over REST.
type reply struct {
	status int
	header http.Header
	body   any
}

// failure is Discord's form of an error (topics/opcodes-and-status-codes).
func failure(status, code int, message string) reply {
	return reply{status: status, body: object{"code": code, "message": message}}
}

func (r reply) json() []byte {
	if r.body == nil {
		return nil
	}
	b, err := json.Marshal(r.body)
	if err != nil {
		panic(err) // it is built of strings and numbers
	}
	return b
}

package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Types of interactions, and of responses to them (interactions/receiving-and-responding).
const (
	Ping         = 1
	Command      = 2
	Component    = 3
	Autocomplete = 4
	Modal        = 5

	Pong          = 1
	Reply         = 4
	DeferredReply = 5
	Choices       = 8
	Form          = 9
)

// tokenLife is for how long an interaction's token opens its messages.
const tokenLife = 15 * time.Minute

// An Interaction is something that somebody did, and what became of it.
type Interaction struct {
	ID, Token string
	Kind      int
	At        time.Time

	s         *Server
	channel   string
	guild     string
	foreign   bool
	payload   object
	responded chan struct{} // closed by the first response
	response  json.RawMessage
	kind      int    // of the first response
	message   string // id of the one it made
	status    int    // how the endpoint answered
	followUps int
	elapsed   time.Duration
}

// Wait waits for the first response: its type and its data. The type is 0 when there was none in time.
func (i *Interaction) Wait(limit time.Duration) (kind int, data json.RawMessage) {
	select {
	case <-i.responded:
	case <-time.After(limit):
		return 0, nil
	}
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.kind, i.response
}

// Message waits for the message that answers, not taking "is thinking …" for one.
func (i *Interaction) Message(limit time.Duration) (Message, bool) {
	var found Message
	ok := Until(limit, func() bool {
		i.s.mu.Lock()
		defer i.s.mu.Unlock()
		m := i.s.messages[i.message]
		if m == nil || m.Loading {
			return false
		}
		found = *m
		return true
	})
	return found, ok
}

// Elapsed is how long the first response took.
func (i *Interaction) Elapsed() time.Duration {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.elapsed
}

// Status is how the bot's endpoint answered over HTTP.
func (i *Interaction) Status() int {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.status
}

// Choices waits for what an autocompletion offers.
func (i *Interaction) Choices(limit time.Duration) []string {
	kind, data := i.Wait(limit)
	var d struct {
		Choices []struct{ Name, Value string }
	}
	if kind != Choices || json.Unmarshal(data, &d) != nil {
		return nil
	}
	var out []string
	for _, c := range d.Choices {
		if units(c.Name) > 100 || units(c.Value) > 100 || units(c.Name) == 0 {
			i.s.violate("a choice of %d characters: %q", units(c.Name), c.Name)
		}
		out = append(out, c.Value)
	}
	if len(out) > 25 {
		i.s.violate("%d choices, 25 are allowed", len(out))
	}
	return out
}

// Again delivers the interaction once more, as it was.
func (i *Interaction) Again() { i.s.deliver(i) }

// Age makes the interaction older than it is.
func (i *Interaction) Age(by time.Duration) {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	i.At = i.At.Add(-by)
}

// deliver sends an interaction to the bot.
func (s *Server) deliver(i *Interaction) {
	s.mu.Lock()
	endpoint := s.opt.Endpoint
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.work.Add(1)
	s.mu.Unlock()
	defer s.work.Done()
	if endpoint == "" {
		guild := i.guild
		if i.foreign {
			guild = "" // nothing but the interaction itself comes from there
		}
		s.dispatch(guild, "INTERACTION_CREATE", 0, i.payload)
		return
	}
	b := raw(i.payload)
	s.check("InteractionCreateData", "an interaction", b)
	s.work.Add(1)
	go func() {
		defer s.work.Done()
		s.postSigned(endpoint, i, b)
	}()
}

// Signed makes a request to an interactions endpoint as Discord signs it.
func (s *Server) Signed(ctx context.Context, endpoint string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.private, append([]byte(stamp), body...))))
	return r, nil
}

var poster = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}

// postSigned posts an interaction to the bot's endpoint, whose answer is the first response.
func (s *Server) postSigned(endpoint string, i *Interaction, b []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.Deadline)
	defer cancel()
	r, err := s.Signed(ctx, endpoint, b)
	if err != nil {
		s.violate("the endpoint %q: %v", endpoint, err)
		return
	}
	answer, err := poster.Do(r)
	if err != nil {
		return // in vain: the user reads that the application did not respond
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	s.mu.Lock()
	i.status = answer.StatusCode
	s.mu.Unlock()
	if err != nil || answer.StatusCode != http.StatusOK {
		return
	}
	s.check(bodySchema(http.MethodPost, "/interactions/1/t/callback", 0), "the HTTP response to an interaction", body)
	if r := s.respond(i, body); r.status >= 300 {
		s.violate("the HTTP response to an interaction was refused: %s", r.json())
	}
}

// callback takes a response over REST.
func (s *Server) callback(id, token string, body []byte) reply {
	s.mu.Lock()
	i := s.interactions[id]
	s.mu.Unlock()
	if i == nil || i.Token != token {
		return failure(http.StatusNotFound, 10062, "Unknown interaction")
	}
	return s.respond(i, body)
}

// respond takes the first response, of which there can be one, in time.
func (s *Server) respond(i *Interaction, body []byte) reply {
	o := decode(body)
	kind, _ := o["type"].(float64)
	data, _ := o["data"].(object)
	if kind == Reply {
		s.checkMessage("the response to an interaction", data, false)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if i.kind != 0 {
		return failure(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	}
	if time.Since(i.At) > s.opt.Deadline {
		return failure(http.StatusNotFound, 10062, "Unknown interaction")
	}
	if !slices.Contains(allowedResponses[i.Kind], int(kind)) {
		s.violateLocked("an interaction of type %d got a response of type %v", i.Kind, kind)
		return failure(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	i.kind, i.response, i.elapsed = int(kind), raw(o["data"]), time.Since(i.At)
	s.answered++
	if kind == Reply || kind == DeferredReply {
		m := s.keepLocked(i.channel, data)
		m.Guild, m.Interaction, m.Loading = i.guild, i.ID, kind == DeferredReply
		if m.Loading {
			m.Flags |= FlagLoading
		}
		i.message = m.ID
	}
	close(i.responded)
	if s.opt.Unrecorded {
		delete(s.interactions, i.ID)
	}
	return reply{status: http.StatusNoContent}
}

var allowedResponses = map[int][]int{
	Ping: {Pong}, Command: {Reply, DeferredReply, Form}, Component: {Reply, DeferredReply, 6, 7, Form}, Autocomplete: {Choices}, Modal: {Reply, DeferredReply, 6, 7},
}

// opened finds the interaction whose messages a token opens.
func (s *Server) opened(token string) *Interaction {
	for _, i := range s.interactions {
		if i.Token == token && time.Since(i.At) < tokenLife && i.kind != 0 {
			return i
		}
	}
	return nil
}

func (s *Server) original(token string) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.opened(token)
	if i == nil {
		return failure(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	if i.message == "" {
		return failure(http.StatusNotFound, 10008, "Unknown Message")
	}
	return reply{status: 200, body: s.wire(s.messages[i.message])}
}

func (s *Server) editOriginal(token string, body []byte) reply {
	o := decode(body)
	s.checkMessage("PATCH @original", o, false)
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.opened(token)
	if i == nil {
		return failure(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	m := s.messages[i.message]
	if m == nil {
		return failure(http.StatusNotFound, 10008, "Unknown Message")
	}
	m.fill(o)
	if m.Loading {
		m.Loading, m.Flags = false, m.Flags&^FlagLoading
	} else {
		m.Edits++
	}
	return reply{status: 200, body: s.wire(m)}
}

// followUp takes one more message; who has the app only for themselves gets five (receiving-and-responding: followup messages).
func (s *Server) followUp(token string, body []byte) reply {
	o := decode(body)
	s.checkMessage("a follow-up", o, false)
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.opened(token)
	if i == nil {
		return failure(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	if i.followUps++; i.foreign && i.followUps > 5 {
		return failure(http.StatusBadRequest, 40094, "Too many follow-ups")
	}
	m := s.keepLocked(i.channel, o)
	m.Interaction = i.ID
	return reply{status: 200, body: s.wire(m)}
}

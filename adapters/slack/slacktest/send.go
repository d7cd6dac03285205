package slacktest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// A Receipt says how a delivery went.
type Receipt struct {
	Tries  int           // deliveries, the first among them
	Status int           // of the last, over HTTP
	Took   time.Duration // from the last delivery to its acknowledgement
	Acked  bool
}

// Send delivers something in the way the workspace is set up, and again, as Slack does, when it is not acknowledged.
func (s *Slack) Send(e Event) Receipt {
	s.checkEvent(e)
	var r Receipt
	for n := range 4 {
		if n > 0 {
			time.Sleep(s.RetryAfter[n-1])
		}
		began := time.Now()
		r.Tries++
		r.Status, r.Acked = s.Deliver(e, n)
		r.Took = time.Since(began)
		if r.Acked {
			break
		}
	}
	return r
}

// Deliver delivers something once; retry is how often it was delivered before.
func (s *Slack) Deliver(e Event, retry int) (status int, acked bool) {
	s.mu.Lock()
	request := s.request
	s.mu.Unlock()
	if request != "" {
		status, err := s.Post(e, retry)
		return status, err == nil && status == http.StatusOK
	}
	k := s.pick()
	if k == nil {
		time.Sleep(10 * time.Millisecond) // nobody listens yet
		return 0, false
	}
	frame := answer{"type": e.Kind, "envelope_id": e.Envelope, "payload": e.Payload, "accepts_response_payload": e.Kind != EventsAPI}
	if e.Kind == EventsAPI {
		frame["retry_attempt"], frame["retry_reason"] = retry, ""
		if retry > 0 {
			frame["retry_reason"] = "timeout"
		}
	}
	b, err := json.Marshal(frame)
	if err != nil {
		s.t.Errorf("write an envelope: %v", err)
	}
	return 0, k.deliver(e.Envelope, b, s.AckTime)
}

// client posts to request URLs.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}

// Post delivers something once over HTTP, signed, and returns the status.
func (s *Slack) Post(e Event, retry int) (int, error) {
	r, err := s.Request(e)
	if err != nil {
		return 0, err
	}
	if retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
		r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	}
	answer, err := client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("deliver an event: %w", err)
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<20))
	return answer.StatusCode, err
}

// Request is the signed request that delivers something over HTTP.
func (s *Slack) Request(e Event) (*http.Request, error) {
	body, kind, err := e.body()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	request := s.request
	s.mu.Unlock()
	r, err := http.NewRequest(http.MethodPost, request, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", kind)
	Sign(r.Header, body, time.Now())
	return r, nil
}

// body is what stands in the request: JSON for events, a form for the rest.
func (e Event) body() (body []byte, contentType string, err error) {
	payload, err := json.Marshal(e.Payload)
	if err != nil {
		return nil, "", fmt.Errorf("write a payload: %w", err)
	}
	form := url.Values{}
	switch e.Kind {
	case EventsAPI:
		return payload, "application/json", nil
	case SlashCommands:
		for key, v := range e.Payload {
			form.Set(key, fmt.Sprint(v))
		}
	default:
		form.Set("payload", string(payload))
	}
	return []byte(form.Encode()), "application/x-www-form-urlencoded", nil
}

// Sign signs a body as of a time.
func Sign(h http.Header, body []byte, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(SigningSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	h.Set("X-Slack-Request-Timestamp", stamp)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

package slack

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"
)

// maxBody is how much of a request is read. Slack's own are some kilobytes.
const maxBody = 1 << 20

// acceptTime is how long writing a question down may take: Slack waits three seconds for the acknowledgement
// (docs.slack.dev/apis/events-api).
const acceptTime = 2500 * time.Millisecond

// serve answers a request of Slack's. Anything but a success has Slack send it again.
func (a *Adapter) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Slack posts here", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "the body broke off", http.StatusBadRequest)
		return
	}
	if err := verify(a.set.SigningSecret, r.Header, body, a.set.Now()); err != nil {
		a.log.Warn("a request was refused", "err", err)
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	a.accept(w, r, body)
}

// accept unpacks a request that is Slack's own, and acknowledges it once it is written down.
func (a *Adapter) accept(w http.ResponseWriter, r *http.Request, body []byte) {
	unpack := unpackJSON
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/x-www-form-urlencoded" {
		unpack = unpackForm
	}
	p, err := unpack(body)
	if err != nil {
		a.log.Warn("a request could not be read", "err", err)
		http.Error(w, errMalformed.Error(), http.StatusBadRequest)
		return
	}
	if p.callback != nil && p.callback.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, p.callback.Challenge) // whoever asked has gone
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), acceptTime)
	defer cancel()
	if err := a.take(ctx, p); err != nil {
		a.log.Error("a request could not be taken", "err", err)
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

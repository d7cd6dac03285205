package discord

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// maxBody is how much of a request is read. Discord's own are some kilobytes; one with a long message may have hundreds.
const maxBody = 1 << 20

// serve answers an interaction that Discord posts (interactions/receiving-and-responding). What is not signed with the
// application's key gets 401, as Discord wants it and tries. The signature covers the time, but no age is asked for: what was
// received before is known by its id, and is not answered again.
func (a *Adapter) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Discord posts here", http.StatusMethodNotAllowed)
		return
	}
	key, err := a.set.key()
	if err != nil {
		http.Error(w, "DISCORD_PUBLIC_KEY is not set", http.StatusServiceUnavailable)
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
	r.Body = io.NopCloser(bytes.NewReader(body)) // to be read by who verifies
	if !discordgo.VerifyInteraction(r, key) {
		a.log.Warn("a request was refused: it is not signed by Discord")
		http.Error(w, "invalid request signature", http.StatusUnauthorized)
		return
	}
	i, err := readInteraction(body)
	if err != nil {
		a.log.Warn("an interaction could not be read", "err", err)
		http.Error(w, errMalformed.Error(), http.StatusBadRequest)
		return
	}
	if i.Type == interactionPing {
		a.write(w, response{Type: respondPong})
		return
	}
	a.received(w, r, i)
}

// received takes an interaction, and gives the response to it as the answer to its request.
func (a *Adapter) received(w http.ResponseWriter, r *http.Request, i *interaction) {
	p := newPending()
	defer p.leave()
	err := errors.New("it panicked")
	a.work.contain("an interaction", func() {
		err = a.interact(r.Context(), i, func(t target) sender { return p.sender(a.callback(t)) })
	})
	switch {
	case errors.Is(err, errRepeat): // without a body: it is answered elsewhere
		w.WriteHeader(http.StatusAccepted)
		return
	case errors.Is(err, errMalformed):
		a.log.Warn("an interaction was left", "type", i.Type, "err", err)
		http.Error(w, errMalformed.Error(), http.StatusBadRequest)
		return
	case err != nil:
		http.Error(w, "not now", http.StatusInternalServerError)
		return
	}
	select {
	case parcel := <-p.in:
		parcel.done <- a.write(w, parcel.response)
	case <-r.Context().Done():
	case <-time.After(callDeadline):
		w.WriteHeader(http.StatusAccepted) // too late for Discord
	}
}

// write writes a response, and says whether it left this machine's program.
func (a *Adapter) write(w http.ResponseWriter, r response) error {
	b, err := encode(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	if _, err := w.Write(b); err != nil {
		return err
	}
	if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil // whoever wraps the answer does not tell
}

// A pending request is one that waits for the response to its interaction.
type pending struct {
	in   chan parcel
	gone chan struct{} // closed when the request is over
	once sync.Once
}

// A parcel is a response on its way into the answer to a request.
type parcel struct {
	response response
	done     chan error
}

func newPending() *pending { return &pending{in: make(chan parcel), gone: make(chan struct{})} }

func (p *pending) leave() { p.once.Do(func() { close(p.gone) }) }

// sender hands a response to the request, or when that is over, to another sender.
func (p *pending) sender(otherwise sender) sender {
	return func(ctx context.Context, r response) error {
		parcel := parcel{response: r, done: make(chan error, 1)}
		select {
		case p.in <- parcel:
			if err := <-parcel.done; err == nil {
				return nil
			}
		case <-p.gone:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		return otherwise(ctx, r)
	}
}

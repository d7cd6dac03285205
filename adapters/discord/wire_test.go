package discord

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"readout/bot"
)

// silence is a host that takes everything and knows nothing.
type silence struct{}

func (silence) Accept(context.Context, bot.Message) error               { return nil }
func (silence) Knows(context.Context, string) (bool, error)             { return false, nil }
func (silence) First(context.Context, string) (bool, error)             { return true, nil }
func (silence) Feedback(context.Context, bot.Feedback) error            { return nil }
func (silence) Overview(context.Context) (bot.Overview, error)          { return bot.Overview{}, nil }
func (silence) Add(context.Context, string) (string, error)             { return "", nil }
func (silence) Next(context.Context, bot.Answer, int) ([]string, error) { return nil, nil }
func (silence) Complete(_ context.Context, typed string, _ int) ([]string, error) {
	return []string{typed}, nil
}
func (silence) Recall(_ context.Context, id string) (bot.Exchange, error) {
	if id == "" {
		return bot.Exchange{}, bot.ErrUnknown
	}
	return bot.Exchange{ID: id, Answer: bot.Answer{Suggest: []string{"a"}}}, nil
}

// quiet is an adapter that reaches nobody.
func quiet() *Adapter {
	a := New(Config{Token: "OTAwMDAwMDAwMDAwMDAwMDAy.x.y", ApplicationID: "1", APIURL: "http://127.0.0.1:1/api/v10"}, silence{}, slog.New(slog.DiscardHandler))
	a.rest.session.Client.Transport = roundTripper(func(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed })
	return a
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Whatever comes over the gateway, nothing panics, and the connection goes on unless the frame says otherwise.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{
		`{"op":0,"t":"READY","s":1,"d":{"session_id":"x","resume_gateway_url":"ws://x","user":{"id":"1"}}}`, `{"op":11}`, `{"op":9,"d":true}`, `{"op":9,"d":null}`, `{"op":7}`,
		`{"op":0,"t":"MESSAGE_CREATE","s":2,"d":{"id":"5","channel_id":"6","type":19,"content":"<@900000000000000002> a","author":{"id":"7"},"mentions":[{"id":"900000000000000002"}],"referenced_message":{"author":{"id":"900000000000000002"},"components":[{"components":[{"custom_id":"why:A"}]}]}}}`,
		`{"op":0,"t":"INTERACTION_CREATE","s":3,"d":{"id":"8","token":"t","type":2,"user":{"id":"7"},"data":{"name":"ask","options":[{"name":"question","value":"x"}]}}}`, "null", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a := quiet()
		c := &connection{ws: nowhere{}, session: new(session), log: a.log.Warn, onReady: func(string) {}, onEvent: a.happen}
		_ = c.take(t.Context(), b)
		for _, line := range a.work.lines {
			for len(line) > 0 {
				(<-line)(t.Context())
			}
		}
		a.calls.stop()
		a.work.wg.Wait()
	})
}

// nowhere is a socket that takes everything.
type nowhere struct{ socket }

func (nowhere) WriteMessage(int, []byte) error   { return nil }
func (nowhere) SetReadDeadline(time.Time) error  { return nil }
func (nowhere) SetWriteDeadline(time.Time) error { return nil }

// Whatever an interaction is like, nothing panics.
func FuzzInteraction(f *testing.F) {
	for _, seed := range []string{
		`{"id":"8","token":"t","type":2,"member":{"user":{"id":"7"}},"guild_id":"1","channel_id":"2","data":{"name":"compare","options":[{"name":"a","value":"x"},{"name":"private","value":true}]}}`,
		`{"id":"8","token":"t","type":2,"user":{"id":"7"},"data":{"name":"Check this claim","type":3,"target_id":"9","resolved":{"messages":{"9":{"content":"a","embeds":[{"title":"b"}]}}}}}`,
		`{"id":"8","token":"t","type":3,"user":{"id":"7"},"message":{"flags":64},"data":{"custom_id":"ask:0:A"}}`, `{"id":"8","token":"t","type":3,"user":{"id":"7"},"data":{"custom_id":"share:A"}}`,
		`{"id":"8","token":"t","type":3,"user":{"id":"7"},"data":{"custom_id":"ask:99999999999999999999:A"}}`,
		`{"id":"8","token":"t","type":4,"user":{"id":"7"},"data":{"name":"ask","options":[{"name":"question","value":"x","focused":true}]}}`,
		`{"id":"8","token":"t","type":5,"user":{"id":"7"},"data":{"custom_id":"form:A","components":[{"type":18,"component":{"custom_id":"text","value":"x"}}]}}`, `{"type":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a := quiet()
		i, err := readInteraction(b)
		if err != nil {
			return
		}
		got := make(chan struct{}, 16)
		_ = a.interact(t.Context(), i, func(target) sender {
			return func(context.Context, response) error { got <- struct{}{}; return nil }
		})
		a.calls.stop()
		a.work.wg.Wait()
		if len(got) > 1 {
			t.Errorf("%d first responses to %s", len(got), b)
		}
	})
}

// Escaping leaves nothing that formats, and cutting keeps to its length.
func FuzzText(f *testing.F) {
	for _, seed := range odd {
		f.Add(seed, 20)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = 1 + n&0xfff
		if got := fit(text, n); units(got) > n {
			t.Errorf("%q: %d characters of %d", got, units(got), n)
		}
		if got := escape(text); strings.Contains(got, "@everyone") || strings.Contains(got, "https://") {
			t.Errorf("%q is shown as %q", text, got)
		}
		_ = plain(text)
		_ = safe(text)
	})
}

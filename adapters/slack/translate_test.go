package slack

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/bot"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"<@U0BOT> how long?":                          "how long?",
		"how long, <@U0BOT|readout> ?":                "how long, ?",
		"<!here> in <#C01|general> &amp; &lt;b&gt;":   "in general & <b>",
		"add <https://a.b/c?d=1&amp;e=2>":             "add https://a.b/c?d=1&e=2",
		"see <https://a.b|the article>\n\tand <b":     "see the article and <b",
		"<!date^1392734382^{date}|18 Feb 2014> or so": "or so",
		"": "",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestMentions(t *testing.T) {
	for text, want := range map[string]bool{"<@U1> x": true, "x <@U1|readout>": true, "<@U12>": false, "U1": false} {
		if got := mentions(text, "U1"); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	if mentions("<@>", "") {
		t.Error("nobody is mentioned")
	}
}

// A quiet host takes everything and keeps the questions.
type quiet struct{ asked []bot.Message }

func (q *quiet) Accept(_ context.Context, m bot.Message) error {
	q.asked = append(q.asked, m)
	return nil
}
func (*quiet) Recall(context.Context, string) (bot.Exchange, error) {
	return bot.Exchange{}, bot.ErrUnknown
}
func (*quiet) First(context.Context, string) (bool, error)    { return false, nil }
func (*quiet) Knows(context.Context, string) (bool, error)    { return true, nil }
func (*quiet) Feedback(context.Context, bot.Feedback) error   { return nil }
func (*quiet) Overview(context.Context) (bot.Overview, error) { return bot.Overview{}, nil }
func (*quiet) Add(context.Context, string) (string, error)    { return "", nil }

// FuzzPayload reads whatever a socket may bring. Nothing panics, and a question that comes of it is one that can be
// answered: it says where, names what it is a repeat of, and its text is clean.
func FuzzPayload(f *testing.F) {
	for _, seed := range []string{
		`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_mention","user":"U1","text":"<@U2> how?","ts":"1.2","channel":"C1"}}`,
		`{"type":"event_callback","event":{"type":"message","channel_type":"im","user":"U1","text":"a","ts":"1.2","thread_ts":"1.1","channel":"D1"}}`,
		`{"command":"/readout","text":"meetings","team_id":"T1","channel_id":"C1","user_id":"U1","response_url":"https://hooks.slack.com/x","trigger_id":"1"}`,
		`{"type":"block_actions","trigger_id":"1","user":{"id":"U1"},"channel":{"id":"C1"},"message":{"ts":"1.2"},"actions":[{"action_id":"home:0","value":"who?"}]}`,
		`{"type":"view_submission","user":{"id":"U1"},"view":{"callback_id":"wrong","private_metadata":"{}","state":{"values":{"a":{"b":{"value":"x"}}}}}}`,
		`{"type":"url_verification","challenge":"c"}`, `{"event":null}`, `[]`, `{"type":"event_callback","event":{"type":"app_home_opened"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := unpackJSON(body)
		checkTaken(t, p, err)
	})
}

// FuzzForm reads whatever a form may bring.
func FuzzForm(f *testing.F) {
	f.Add([]byte("command=%2Freadout&text=how&team_id=T1&channel_id=C1&user_id=U1&trigger_id=1"))
	f.Add([]byte("payload=%7B%22type%22%3A%22block_actions%22%7D"))
	f.Add([]byte("ssl_check=1"))
	f.Add([]byte("%zz"))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := unpackForm(body)
		checkTaken(t, p, err)
	})
}

func checkTaken(t *testing.T, p parcel, err error) {
	t.Helper()
	if err != nil {
		return
	}
	h := new(quiet)
	a := New(Config{BotToken: "xoxb-", AppToken: "xapp-", APIURL: "http://127.0.0.1:0/"}, h, slog.New(slog.DiscardHandler))
	a.work.stop() // what is done beside questions is tried elsewhere
	if err := a.take(t.Context(), p); err != nil {
		t.Errorf("taking it: %v", err)
	}
	for _, m := range h.asked {
		where, err := readTarget(m.Target)
		if err != nil || where.User == "" || where.where() == "" && where.Response == "" {
			t.Errorf("nobody knows where to answer %+v: %v", m, err)
		}
		if m.Platform != Platform || m.Conversation == "" || m.Text == "" || !utf8.ValidString(m.Conversation) {
			t.Errorf("no question: %+v", m)
		}
	}
}

func TestTargetOutlivesRestarts(t *testing.T) {
	want := target{Team: "T", Channel: "C", Thread: "1.1", Asked: "1.2", Hidden: true, User: "U", Response: "https://x", Shared: true}
	if got, err := readTarget(want.String()); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := readTarget("no JSON"); err == nil {
		t.Error("no JSON was read")
	}
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		payload, place string
	}{
		{`{"type":"event_callback","event":{"type":"app_mention","user":"U1","text":"a","ts":"1.2","channel":"C1"}}`, "C1"},
		{`{"type":"event_callback","event":{"type":"message","channel_type":"im","user":"U1","text":"a","ts":"1.2","channel":"D1"}}`, ""},
		{`{"command":"/readout","text":"a","channel_id":"C1","user_id":"U1","response_url":"https://hooks.slack.com/x","trigger_id":"1"}`, ""},
	} {
		h := new(quiet)
		a := New(Config{}, h, slog.New(slog.DiscardHandler))
		p, err := unpackJSON([]byte(tt.payload))
		if err == nil {
			err = a.take(t.Context(), p)
		}
		if err != nil || len(h.asked) != 1 || h.asked[0].Place != tt.place {
			b, _ := json.Marshal(h.asked)
			t.Errorf("%.60s: %v: %s", tt.payload, err, b)
		}
		if strings.Contains(h.asked[0].User, " ") {
			t.Errorf("user %q", h.asked[0].User)
		}
	}
}

package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// callTime is how long a call of the Web API may take by default. It is long on purpose: of a message that is given up
// on it is not known whether it was posted.
const callTime = 30 * time.Second

// A poster posts to Slack.
type poster struct {
	set  Config
	http *http.Client
	api  *slackgo.Client
	pace pace
	log  *slog.Logger
	form atomic.Int32 // the first form that Slack has not refused
}

func newPoster(c Config, log *slog.Logger) *poster {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64 // all calls go to one host
	web := &http.Client{
		Timeout: c.CallTime, Transport: mended{transport, c},
		// A redirection would take the token to whoever it names.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &poster{
		set: c, http: web, log: log,
		pace: pace{every: time.Duration(float64(time.Second) / c.PostRate)},
		api:  slackgo.New(c.BotToken, slackgo.OptionAppLevelToken(c.AppToken), slackgo.OptionAPIURL(c.APIURL), slackgo.OptionHTTPClient(web)),
	}
}

// mended puts right what slack-go leaves to chance: it sends the token as servers that stand in for Slack may want it,
// too, and gives each answer "too many requests" a Retry-After that slack-go can read.
type mended struct {
	next http.RoundTripper
	set  Config
}

func (m mended) RoundTrip(r *http.Request) (*http.Response, error) {
	method, ours := strings.CutPrefix(r.URL.String(), m.set.APIURL)                         // nobody else gets the token
	if ours && r.Header.Get("Authorization") == "" && !strings.HasPrefix(method, "apps.") { // those take other tokens
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+m.set.BotToken)
	}
	answer, err := m.next.RoundTrip(r)
	if err == nil && answer.StatusCode == http.StatusTooManyRequests {
		seconds, bad := strconv.ParseFloat(answer.Header.Get("Retry-After"), 64)
		if bad != nil || seconds < 0 || seconds > 3600 {
			seconds = 1
		}
		answer.Header.Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds))))
	}
	return answer, err
}

// A place is where a message is posted.
type place struct {
	channel string // its id, or a person's
	thread  string // timestamp of the message below which; "" for none
	only    string // the person who alone is to see it; "" for all
}

// send posts a message, in its turn, and again when Slack says that it came too soon. It does so for nothing else: of
// any other failure it can't know whether the message was posted.
func (p *poster) send(ctx context.Context, to place, m message) error {
	if to.channel == "" {
		return fmt.Errorf("%w: nobody said where to post it", bot.ErrRefused)
	}
	options := []slackgo.MsgOption{slackgo.MsgOptionText(m.text, false), slackgo.MsgOptionDisableLinkUnfurl(), slackgo.MsgOptionDisableMediaUnfurl()}
	if len(m.blocks) > 0 {
		options = append(options, slackgo.MsgOptionBlocks(m.blocks...))
	}
	if to.thread != "" {
		options = append(options, slackgo.MsgOptionTS(to.thread))
	}
	if m.id != "" && to.only == "" {
		options = append(options, slackgo.MsgOptionMetadata(slackgo.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"id": m.id}}))
	}
	for {
		if err := p.pace.wait(ctx, to.channel); err != nil {
			return err
		}
		timestamp, err := p.call(ctx, to, options)
		var limited *slackgo.RateLimitedError
		if !errors.As(err, &limited) {
			return posted(timestamp, err)
		}
		p.log.Debug("Slack asks to slow down", "channel", to.channel, "wait", limited.RetryAfter)
		p.pace.hold(to.channel, limited.RetryAfter)
	}
}

func (p *poster) call(ctx context.Context, to place, options []slackgo.MsgOption) (timestamp string, err error) {
	if to.only != "" {
		return p.api.PostEphemeralContext(ctx, to.channel, to.only, options...)
	}
	_, timestamp, err = p.api.PostMessageContext(ctx, to.channel, options...)
	return timestamp, err
}

// show sends an answer in the richest form that Slack takes.
func (p *poster) show(v view, send func(message) error) error {
	for f := form(p.form.Load()); ; f++ {
		err := send(v.render(f))
		if f == formButtons && err == nil { // the refusal was a matter of the workspace, not of this answer
			p.form.Store(int32(formButtons))
		}
		if f == formText || !refusesForm(err) {
			return err
		}
		p.log.Warn("Slack refuses the form of an answer: it is shown in a simpler one", "ref", v.id, "err", err)
	}
}

// answer shows an answer where its question was asked.
func (p *poster) answer(ctx context.Context, d bot.Delivery, t target) error {
	v := view{id: d.ID, answer: d.Answer}
	if t.Hidden {
		v.asked = d.Message.Text
	}
	if t.Response != "" {
		v.private, v.share = true, t.Channel != "" && !isDirect(t.Channel)
		return p.whisper(ctx, t, v)
	}
	if d.Again {
		if there, err := p.find(ctx, d, t); there || err != nil {
			return err
		}
	}
	err := p.show(v, func(m message) error { return p.send(ctx, place{channel: t.Channel, thread: t.Thread}, m) })
	if errors.Is(err, bot.ErrRefused) && t.User != "" && !isDirect(t.Channel) {
		return fmt.Errorf("%w; %s", err, p.tellAside(ctx, t, v, err))
	}
	return err
}

// whisper shows a message to the asker alone: by the address that came with the question, or else in the channel, or
// else in a direct message.
func (p *poster) whisper(ctx context.Context, t target, v view) error {
	err := errGone
	if p.set.mayRespond(t.Response) {
		err = p.show(v, func(m message) error { return p.respond(ctx, t, m, false) })
	} else if t.Response != "" {
		p.log.Warn("an address for responses is not Slack's, and was not called", "ref", v.id)
	}
	if isGone(err) && t.Channel != "" && !isDirect(t.Channel) {
		err = p.show(v, func(m message) error {
			return p.send(ctx, place{channel: t.Channel, thread: t.Thread, only: t.User}, m)
		})
	}
	if !isGone(err) {
		return err
	}
	v.private, v.share = false, false
	to := t.User
	if isDirect(t.Channel) && t.Channel != "" {
		to = t.Channel
	}
	return p.show(v, func(m message) error { return p.send(ctx, place{channel: to}, m) })
}

// isGone says whether a message was refused where it was to appear.
func isGone(err error) bool { return errors.Is(err, errGone) || errors.Is(err, bot.ErrRefused) }

// tellAside gives the asker in a direct message what could not be posted in the channel, and says how that went.
func (p *poster) tellAside(ctx context.Context, t target, v view, why error) string {
	v.opening = fmt.Sprintf("I could not answer in <#%s>: %s. (Reference %s.) Here is the answer:", escapeTo(t.Channel, 40), whyNot(code(why)), v.id)
	if err := p.show(v, func(m message) error { return p.send(ctx, place{channel: t.User}, m) }); err != nil {
		return "nor does a direct message reach the asker: " + err.Error()
	}
	return "the asker has it in a direct message"
}

// whyNot says for a person why Slack refuses a message, and what helps.
func whyNot(code string) string {
	switch code {
	case "channel_not_found", "not_in_channel":
		return "I am not a member of it; invite me there"
	case "is_archived":
		return "it is archived"
	case "missing_scope", "no_permission", "restricted_action", "restricted_action_read_only_channel",
		"restricted_action_thread_only_channel", "restricted_action_non_threadable_channel":
		return "I may not post there; whoever runs the channel can allow it"
	case "":
		return "Slack refused the message"
	}
	return "Slack refused the message (" + lineTo(code, askedRoom) + ")"
}

// say tells a person something that is no answer, in Slack's mark-up, where they are: to them alone where others read along.
func (p *poster) say(ctx context.Context, t target, text string) error {
	m := message{text: text}
	if p.set.mayRespond(t.Response) {
		if err := p.respond(ctx, t, m, false); !isGone(err) {
			return err
		}
	}
	if isDirect(t.Channel) {
		return p.send(ctx, place{channel: t.where(), thread: t.Thread}, m)
	}
	to := place{channel: t.Channel, thread: t.Thread, only: t.User}
	if t.Thread == t.Asked { // there is no thread yet, and what only one person sees begins none
		to.thread = ""
	}
	err := p.send(ctx, to, m)
	if isGone(err) && t.User != "" {
		return p.send(ctx, place{channel: t.User}, m)
	}
	return err
}

// share shows a private answer to all in its channel.
func (p *poster) share(ctx context.Context, x bot.Exchange, t target) error {
	v := view{id: x.ID, answer: x.Answer, asked: x.Message.Text}
	err := p.show(v, func(m message) error { return p.send(ctx, place{channel: t.Channel, thread: t.Thread}, m) })
	if errors.Is(err, bot.ErrRefused) && p.set.mayRespond(t.Response) { // the asker may post where we may not
		return p.show(v, func(m message) error { return p.respond(ctx, t, m, true) })
	}
	return err
}

package discord

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"readout/bot"
)

// Deliver implements bot.Deliverer.
func (a *Adapter) Deliver(ctx context.Context, d bot.Delivery) error {
	t, err := readTarget(d.Message.Target)
	if err != nil {
		return fmt.Errorf("%w: %w", bot.ErrRefused, err)
	}
	s := showing{ID: d.ID, Answer: d.Answer, Private: t.Private}
	if t.Interaction == "" {
		return a.reply(ctx, d, t, render(s))
	}
	s.Question = d.Message.Text
	c := a.calls.get(t.Interaction)
	if c == nil { // from before a restart
		c = newCall(t, a.callback(t), callUnclear)
	}
	err = a.answerCall(ctx, c, render(s))
	if err == nil || errors.Is(err, bot.ErrRefused) || c.age(a.set.Now()) > callLife {
		a.calls.drop(c)
	}
	return err
}

// The pauses between attempts to post a message, while its nonce protects from showing it twice.
const (
	posts     = 3
	postPause = 500 * time.Millisecond
)

// reply posts an answer under the message that asked; where that is not allowed, without reference to it, and where nothing may
// be posted, in a direct message.
func (a *Adapter) reply(ctx context.Context, d bot.Delivery, t target, m outgoing) error {
	if d.Again && a.posted(ctx, t) {
		return nil
	}
	m.Nonce, m.Enforce = "readout-"+cut(d.ID, 16), true
	no := false
	m.Reference = &discordgo.MessageReference{MessageID: t.Message, ChannelID: t.Channel, FailIfNotExists: &no}
	err := a.post(ctx, t.Channel, m)
	if c := code(err); c == codeNoReply || c == codeMissingPermission {
		m.Reference = nil
		err = a.post(ctx, t.Channel, m)
	}
	if c := code(err); t.Guild != "" && (c == codeMissingPermission || c == codeMissingAccess || status(err) == http.StatusForbidden) {
		return a.confide(ctx, t, m, err)
	}
	return verdict(err)
}

// verdict says in the words of bot what an error of a post means.
func verdict(err error) error {
	switch s := status(err); {
	case err == nil, errors.Is(err, errToken), errors.Is(err, errUnsent), s == http.StatusTooManyRequests:
		return err
	case s >= 400 && s < 500:
		return fmt.Errorf("%w: %w", bot.ErrRefused, err)
	}
	return fmt.Errorf("%w: %w", bot.ErrUnclear, err)
}

// post posts a message, which has a nonce: Discord takes it once within some minutes, however often it is sent
// (resources/message: create message), so that it is sent again when it is not known what became of it.
func (a *Adapter) post(ctx context.Context, channel string, m outgoing) error {
	q := query{method: http.MethodPost, route: "/channels/" + channel + "/messages", name: "post a message", bucket: "messages " + channel, body: m}
	for n := 1; ; n++ {
		err := a.rest.do(ctx, q, nil)
		var e *apiError
		again := err != nil && !errors.Is(err, errToken) && (!errors.As(err, &e) || e.transient())
		if !again || status(err) != http.StatusTooManyRequests && n >= posts {
			return err
		}
		pause := max(postPause<<(n-1), after(err))
		if end, ok := ctx.Deadline(); ok && time.Until(end) < pause {
			return err // the desk tries again when there is time
		}
		if sleep(ctx, pause) != nil {
			return err
		}
	}
}

// confide sends an answer to who asked, with the reason why it does not stand in the channel.
func (a *Adapter) confide(ctx context.Context, t target, m outgoing, refusal error) error {
	var dm struct {
		ID string `json:"id"`
	}
	q := query{method: http.MethodPost, route: "/users/@me/channels", name: "open direct messages", bucket: "dm", body: recipient{t.User}}
	err := a.rest.do(ctx, q, &dm)
	if err == nil && dm.ID == "" {
		err = errors.New("open direct messages: the answer has no channel")
	}
	if err == nil {
		m.Reference = nil
		const note = "-# I may not write in the channel where you asked, so here it is.\n"
		if units(m.Content)+units(note) <= maxContent {
			m.Content = note + m.Content
		}
		err = a.post(ctx, dm.ID, m)
	}
	if s := status(err); s >= 400 && s < 500 && s != http.StatusTooManyRequests {
		return fmt.Errorf("%w: %w; in direct messages: %w", bot.ErrRefused, refusal, err)
	}
	return verdict(err)
}

type recipient struct {
	ID string `json:"recipient_id"`
}

// posted says whether the answer to a message stands in its channel already: the nonce of an earlier attempt may be too old to
// protect. Without the permission to read the channel it can't be known.
func (a *Adapter) posted(ctx context.Context, t target) bool {
	q := query{method: http.MethodGet, route: "/channels/" + t.Channel + "/messages?limit=50&after=" + t.Message, name: "look for an answer", bucket: "history " + t.Channel}
	var found []message
	if err := a.rest.do(ctx, q, &found); err != nil {
		return false
	}
	for _, m := range found {
		if m.Author != nil && m.Author.ID == a.me() && m.Reference.Message == t.Message {
			return true
		}
	}
	return false
}

// Tell implements adapters.Adapter.
func (a *Adapter) Tell(ctx context.Context, channel, text string) error {
	if !isSnowflake(channel) {
		return fmt.Errorf("tell: %q is no id of a Discord channel", channel)
	}
	m := say(text)
	m.Nonce, m.Enforce = rand.Text()[:20], true
	if err := a.post(ctx, channel, m); err != nil {
		return fmt.Errorf("tell channel %s: %w", channel, err)
	}
	return nil
}

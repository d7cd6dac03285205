package discord

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"strings"

	"readout/bot"
)

// addressed says whether a message is for us: a direct message, one that mentions us, or a reply to one of ours. Nothing else
// is looked at. Without the privileged intent Discord sends no text of other messages anyway.
func (a *Adapter) addressed(m *message) bool {
	me := a.me()
	if m.Author == nil || m.Author.Bot || m.Author.ID == "" || m.Author.ID == me || m.Webhook != "" {
		return false
	}
	if m.Type != messageDefault && m.Type != messageReply {
		return false
	}
	if m.Guild == "" || m.mentions(me) {
		return true
	}
	return m.answers(me) && strings.TrimSpace(m.Content) != ""
}

// mentions says whether a message mentions a user, by Discord's list or by its text.
func (m *message) mentions(user string) bool {
	if user == "" {
		return false
	}
	for _, u := range m.Mentions {
		if u.ID == user {
			return true
		}
	}
	return strings.Contains(m.Content, "<@"+user+">") || strings.Contains(m.Content, "<@!"+user+">")
}

// answers says whether a message is a reply to one of a user's.
func (m *message) answers(user string) bool {
	return m.Type == messageReply && m.Answers != nil && m.Answers.Author != nil && m.Answers.Author.ID == user
}

// hear hands what a message asks to the bot.
func (a *Adapter) hear(ctx context.Context, m *message) error {
	t := target{Guild: m.Guild, Channel: m.ChannelID, Message: m.ID, User: m.Author.ID}
	text := plain(m.Content)
	key := Platform + ":message:" + m.ID
	if address, ok := adds(text); ok {
		return a.once(ctx, t, key, func(ctx context.Context) string {
			if refusal, ok := a.curates(t.User); !ok {
				return refusal
			}
			return a.read(ctx, address)
		})
	}
	if text == "" && m.answers(a.me()) {
		return a.once(ctx, t, key, func(context.Context) string { return withheld })
	}
	text = cmp.Or(text, "help")
	conversation, err := a.conversationOf(ctx, m, t)
	if err != nil {
		return err
	}
	return a.host.Accept(ctx, bot.Message{
		Platform: Platform, Keys: []string{key}, Conversation: conversation, Opens: under(m.ChannelID, m.ID),
		Place: t.place(), User: t.User, Text: text, Target: t.String(),
	})
}

// conversationOf is the conversation that a message is part of: that of the answer it replies to, or else the one that its
// author has with us there.
func (a *Adapter) conversationOf(ctx context.Context, m *message, t target) (string, error) {
	if !m.answers(a.me()) {
		return t.conversation(), nil
	}
	if b, ok := find(m.Answers.Rows, isAct); ok { // the buttons of an answer bear its id
		x, err := a.host.Recall(ctx, b.CustomID[strings.LastIndexByte(b.CustomID, ':')+1:])
		if err == nil {
			return x.Message.Conversation, nil
		}
		if !errors.Is(err, bot.ErrUnknown) {
			return "", err
		}
	}
	if asked := m.Answers.Reference.Message; asked != "" {
		return under(m.ChannelID, asked), nil
	}
	return t.conversation(), nil
}

// withheld is said to a reply without text: Discord keeps the text of a reply to the answer of a command to itself
// (gateway/you-might-not-need-a-privileged-intent).
const withheld = "Discord does not show me what you wrote there. Please mention me in your message, or use /ask."

// once answers a message with a text that is no answer of the bot's, if it has not been before.
func (a *Adapter) once(ctx context.Context, t target, key string, text func(ctx context.Context) string) error {
	fresh, err := a.host.First(ctx, key)
	if err != nil || !fresh {
		return err
	}
	a.work.do("responding", func(ctx context.Context) error {
		m := say(text(ctx))
		m.Nonce, m.Enforce = "readout-"+t.Message[max(0, len(t.Message)-16):], true
		return a.post(ctx, t.Channel, m)
	})
	return nil
}

// markup matches what Discord writes between angle brackets: <@1>, <@!1>, <@&1>, <#1>, <:name:1>, <a:name:1>, <t:1:R>, </ask:1>,
// and links without a preview (reference: message formatting).
var markup = regexp.MustCompile(`<(@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(:\w)?|/[^<>]*:\d+|id:\w+)>|<(https?://[^<>\s]+)>`)

// signs matches what formats: bold, italics, strikes, spoilers, code.
var signs = regexp.MustCompile("\\*{1,3}|_{2,3}|~~|\\|\\||`{1,3}")

// quoted matches the beginning of a quoted, small or headed line.
var quotedLine = regexp.MustCompile(`(?m)^\s*(>{1,3}|-#|#{1,3})\s+`)

// plain returns what somebody typed, without Discord's mark-up.
func plain(text string) string {
	text = markup.ReplaceAllString(text, " $3 ")
	text = quotedLine.ReplaceAllString(text, "")
	text = signs.ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, `\`, "")
	return strings.Join(strings.Fields(text), " ")
}

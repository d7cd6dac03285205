package slack

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readout/bot"
)

// take does what a parcel asks for, as far as it must be done before Slack is told that it arrived.
func (a *Adapter) take(ctx context.Context, p parcel) error {
	switch {
	case p.callback != nil:
		return a.event(ctx, p.callback)
	case p.command != nil:
		return a.command(ctx, p.command)
	case p.interaction != nil:
		return a.interaction(ctx, p.interaction)
	}
	return nil
}

func (a *Adapter) event(ctx context.Context, c *callback) error {
	e := c.Event
	if e.Type == "app_home_opened" {
		a.opened(c)
		return nil
	}
	if e.Type != "message" && e.Type != "app_mention" {
		return nil
	}
	if e.Bot != "" || e.User == "" || e.User == a.me() || e.User == c.bot() || e.Channel == "" || e.TS == "" {
		return nil
	}
	if e.Subtype != "" && e.Subtype != "file_share" && e.Subtype != "thread_broadcast" { // edited, deleted, joined …
		return nil
	}
	t := target{Team: c.Team, Channel: e.Channel, Thread: e.Thread, Asked: e.TS, User: e.User, Shared: c.Shared}
	if t.Thread == "" {
		t.Thread = e.TS
	}
	m := bot.Message{Text: plain(e.Text)}
	switch {
	case e.ChannelType == "im" || strings.HasPrefix(e.Channel, "D"):
		m.Conversation, m.Opens = t.direct(), t.conversation(e.Channel, e.TS)
		if e.Thread != "" {
			m.Conversation, m.Opens = t.conversation(e.Channel, e.Thread), ""
		}
	case e.Type == "app_mention":
		m.Conversation = t.conversation(e.Channel, t.Thread)
	default:
		known, err := a.overhears(ctx, c, t)
		if err != nil || !known {
			return err
		}
		m.Conversation, m.Overheard = t.conversation(e.Channel, t.Thread), true
	}
	m.Keys = []string{t.conversation(e.Channel, e.TS, "message")}
	if c.EventID != "" {
		m.Keys = append(m.Keys, t.conversation("event", c.EventID))
	}
	return a.ask(ctx, t, m)
}

// overhears says whether a channel's message, which Slack sends only where the owner has given a history scope, is part
// of a conversation with us. One that mentions us comes as a mention, too.
func (a *Adapter) overhears(ctx context.Context, c *callback, t target) (bool, error) {
	if c.Event.Thread == "" || mentions(c.Event.Text, a.me()) || mentions(c.Event.Text, c.bot()) {
		return false, nil
	}
	return a.host.Knows(ctx, t.conversation(t.Channel, t.Thread))
}

// ask hands a question to the bot, unless it is not to be answered there.
func (a *Adapter) ask(ctx context.Context, t target, m bot.Message) error {
	workspace, channel := a.set.answersIn(t)
	if !workspace {
		a.log.Info("a question of another workspace was left", "workspace", t.Team)
		return nil
	}
	if !channel {
		if !m.Overheard {
			a.do("refusing", func(ctx context.Context) error {
				return a.post.say(ctx, t, "I am not set up to answer in this channel. Ask me in a direct message, please.")
			})
		}
		return nil
	}
	if m.Text == "" {
		m.Text = "help"
	}
	m.Platform, m.User, m.Target = Platform, t.Team+"/"+t.User, t.String()
	if t.Response == "" && !isDirect(t.Channel) {
		m.Place = t.Channel
	}
	return a.host.Accept(ctx, m)
}

// words are what `/readout WORD` stands for.
var words = map[string]string{
	"meetings": "Which meetings do you know?",
	"timeline": "Give me a timeline of the meetings",
	"sources":  "Which articles do you have?",
	"help":     "help",
	"":         "help",
}

func (a *Adapter) command(ctx context.Context, c *command) error {
	if c.User == "" {
		return nil
	}
	t := target{Team: c.Team, Channel: c.Channel, User: c.User, Response: c.Response, Hidden: true}
	trigger := cmp.Or(c.Trigger, c.Response)
	text := plain(c.Text)
	if word, address, ok := strings.Cut(text, " "); ok && strings.EqualFold(word, "add") && strings.Contains(address, "://") {
		return a.add(ctx, t, trigger, strings.TrimSpace(address))
	}
	if question, ok := words[strings.ToLower(text)]; ok {
		text = question
	}
	return a.ask(ctx, t, bot.Message{
		Keys: a.keys(t, trigger), Conversation: t.conversation(c.Channel, c.User, "command"), Text: text,
	})
}

// keys name what a person did, by the trigger that Slack gives with it, or what else only it has. They are hashed, as
// either opens something for who knows it.
func (a *Adapter) keys(t target, trigger string) []string {
	if trigger == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(trigger))
	return []string{t.conversation("trigger", hex.EncodeToString(sum[:16]))}
}

// add reads an article, for those who may have one read.
func (a *Adapter) add(ctx context.Context, t target, trigger, address string) error {
	if !slices.Contains(a.set.Curators, t.User) || t.User == "" {
		a.do("refusing", func(ctx context.Context) error {
			return a.post.say(ctx, t, "Only curators may add articles. Whoever runs me names them in SLACK_CURATORS.")
		})
		return nil
	}
	if fresh, err := a.firstOf(ctx, a.keys(t, trigger)); err != nil || !fresh {
		return err
	}
	a.do("adding an article", func(ctx context.Context) error {
		said, err := a.host.Add(ctx, address)
		if err != nil {
			said = "That could not be read: " + err.Error()
		}
		return a.post.say(ctx, t, escapeTo(said, maxSection))
	})
	return nil
}

func (a *Adapter) firstOf(ctx context.Context, keys []string) (bool, error) {
	for _, key := range keys {
		if fresh, err := a.host.First(ctx, key); err != nil || !fresh {
			return false, err
		}
	}
	return true, nil
}

// opened shows somebody who opens the app what there is to ask.
func (a *Adapter) opened(c *callback) {
	e := c.Event
	if workspace, _ := a.set.answersIn(target{Team: c.Team}); !workspace || e.User == "" {
		return
	}
	a.do("showing the App Home", func(ctx context.Context) error {
		if fresh, err := a.host.First(ctx, "slack:event:"+c.EventID); c.EventID != "" && (err != nil || !fresh) {
			return err
		}
		o, err := a.host.Overview(ctx)
		if err != nil {
			return err
		}
		if e.Tab == "messages" {
			return a.post.prompts(ctx, e.Channel, o)
		}
		return a.post.home(ctx, e.User, o)
	})
}

func (a *Adapter) interaction(ctx context.Context, i *interaction) error {
	t := i.target()
	if workspace, _ := a.set.answersIn(t); !workspace || t.User == "" {
		return nil
	}
	if i.Type == "view_submission" {
		return a.submitted(i, t)
	}
	if len(i.Actions) == 0 {
		return nil
	}
	act := i.Actions[0]
	name, number, _ := strings.Cut(act.ID, ":")
	switch name {
	case actionNext, actionAside:
		return a.next(ctx, t, i, act, number)
	case actionHome:
		t = target{Team: t.Team, Channel: t.User, User: t.User, Hidden: true}
		return a.ask(ctx, t, bot.Message{Keys: a.keys(t, i.trigger()), Conversation: t.direct(), Text: plain(act.Value)})
	case actionShare, actionWhy, actionFeedback:
		if fresh, err := a.firstOf(ctx, a.keys(t, i.trigger())); err != nil || !fresh {
			return err
		}
		a.do(name, func(ctx context.Context) error { return a.pressed(ctx, name, act.Value, i.Trigger, t) })
	}
	return nil
}

// target returns where what follows a press belongs. Its thread is "" where the button stood in none.
func (i *interaction) target() target {
	return target{
		Team: cmp.Or(i.Team.ID, i.User.Team), Channel: cmp.Or(i.Channel.ID, i.Container.Channel), User: i.User.ID,
		Thread: cmp.Or(i.Message.Thread, i.Container.ThreadTS), Response: i.Response,
	}
}

// next asks a question that an answer has suggested: in public where the answer is public.
func (a *Adapter) next(ctx context.Context, t target, i *interaction, act action, number string) error {
	x, err := a.host.Recall(ctx, act.Value)
	if errors.Is(err, bot.ErrUnknown) {
		a.gone(t)
		return nil
	}
	if err != nil {
		return err
	}
	offers := x.Answer.Offers()
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(offers) {
		return nil
	}
	t.Hidden, t.Shared = true, sharedWith(x, t)
	m := bot.Message{Keys: a.keys(t, i.trigger()), Conversation: x.Message.Conversation, Text: offers[n]}
	if !strings.HasPrefix(act.ID, actionAside) && !i.Container.Ephemeral {
		t.Response = ""
		t.Thread = cmp.Or(t.Thread, i.Message.TS, i.Container.MessageTS)
		t.Asked = t.Thread
		m.Opens = t.conversation(t.Channel, t.Thread)
	}
	return a.ask(ctx, t, m)
}

// trigger names the press. Slack sends a trigger with each; the rest is for servers that stand in for it.
func (i *interaction) trigger() string {
	if i.Trigger == "" && i.Response == "" && len(i.Actions) > 0 {
		return i.Actions[0].TS
	}
	return cmp.Or(i.Trigger, i.Response)
}

// sharedWith says whether a channel is shared with another organisation, as far as an answer in it tells.
func sharedWith(x bot.Exchange, t target) bool {
	old, err := readTarget(x.Message.Target)
	return err == nil && old.Channel == t.Channel && old.Shared
}

func (a *Adapter) gone(t target) {
	a.do("a late press", func(ctx context.Context) error {
		return a.post.say(ctx, t, "I don't have that answer any more. Please ask again.")
	})
}

// pressed does what a button under an answer is for.
func (a *Adapter) pressed(ctx context.Context, name, value, trigger string, t target) error {
	verdict, id, ok := strings.Cut(value, ":")
	if !ok {
		verdict, id = "", value
	}
	x, err := a.host.Recall(ctx, id)
	if errors.Is(err, bot.ErrUnknown) {
		a.gone(t)
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case name == actionWhy:
		return a.post.why(ctx, x, t)
	case name == actionShare:
		return a.share(ctx, x, t)
	}
	if err := a.host.Feedback(ctx, bot.Feedback{Answer: id, User: t.Team + "/" + t.User, Good: verdict == "good", At: a.set.Now()}); err != nil {
		return err
	}
	if verdict == "good" {
		return a.post.say(ctx, t, "Thank you, noted.")
	}
	return a.post.askWrong(ctx, trigger, id, t)
}

// share posts a private answer to its channel, once.
func (a *Adapter) share(ctx context.Context, x bot.Exchange, t target) error {
	if _, channel := a.set.answersIn(t); !channel {
		return a.post.say(ctx, t, "I am not set up to answer in this channel.")
	}
	key := t.conversation(t.Channel, "share", x.ID)
	fresh, err := a.host.First(ctx, key)
	if err != nil {
		return err
	}
	if _, again := a.unshared.LoadAndDelete(key); !fresh && !again {
		return a.post.say(ctx, t, "That answer was shared here before.")
	}
	err = a.post.share(ctx, x, t)
	if err == nil {
		return nil
	}
	a.unshared.Store(key, true)
	said := "That could not be shared: " + whyNot(code(err)) + "."
	if errors.Is(err, bot.ErrUnclear) {
		said = "Slack did not say whether that was shared. If you don't see it in the channel, press Share again."
	}
	return errors.Join(fmt.Errorf("sharing %s: %w", x.ID, err), a.post.say(ctx, t, said))
}

// wrong is what the form "what was wrong?" carries with it.
type wrong struct {
	Answer string `json:"answer"`
	Target string `json:"target"`
}

// submitted notes what somebody found wrong.
func (a *Adapter) submitted(i *interaction, t target) error {
	if i.View.Callback != callbackWrong {
		return nil
	}
	var w wrong
	if err := json.Unmarshal([]byte(i.View.Private), &w); err != nil {
		return nil // not our form
	}
	f := bot.Feedback{Answer: w.Answer, User: t.Team + "/" + t.User, Text: i.typed(), At: a.set.Now()}
	a.do("feedback", func(ctx context.Context) error {
		if err := a.host.Feedback(ctx, f); err != nil {
			return err
		}
		back, err := readTarget(w.Target)
		if err != nil {
			return fmt.Errorf("form: %w", err)
		}
		return a.post.say(ctx, back, "Thank you: a curator will look at it.")
	})
	return nil
}

// typed returns what stands in the only field of a form.
func (i *interaction) typed() string {
	for _, block := range i.View.State.Values {
		for _, field := range block {
			return field.Value
		}
	}
	return ""
}

package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readout/bot"
)

// completions is how many choices Discord shows, and choiceText how long one may be (interactions/application-commands).
const (
	completions = 25
	choiceText  = 100
)

// happen takes an event of the gateway.
func (a *Adapter) happen(ctx context.Context, event string, d []byte) {
	switch event {
	case "INTERACTION_CREATE":
		i, err := readInteraction(d)
		if err != nil {
			a.log.Warn("an interaction could not be read", "err", err)
			return
		}
		a.work.enqueue(ctx, i.ChannelID+i.who(), func(ctx context.Context) {
			if err := a.interact(ctx, i, a.callback); err != nil {
				a.log.Warn("an interaction was left", "type", i.Type, "err", err)
			}
		})
	case "MESSAGE_CREATE":
		m, err := readMessage(d)
		if err != nil {
			a.log.Warn("a message could not be read", "err", err)
			return
		}
		if a.addressed(m) {
			a.work.enqueue(ctx, m.ChannelID+m.Author.ID, func(ctx context.Context) {
				if err := a.hear(ctx, m); err != nil {
					a.log.Error("a message could not be taken", "err", err)
				}
			})
		}
	}
}

// errRepeat says that an interaction was received before.
var errRepeat = errors.New("it came again")

// interact does what an interaction asks for. Its first response, in time, is what send takes. An error means that there will be
// none: it is a repeat, or nothing that Discord sends.
func (a *Adapter) interact(ctx context.Context, i *interaction, send func(target) sender) error {
	t := target{
		Interaction: i.ID, Token: i.Token, Application: i.Application, At: a.set.Now().UnixMilli(),
		Guild: i.Guild, Channel: i.ChannelID, User: i.who(),
	}
	if !isSnowflake(t.Interaction) || !isToken(t.Token) || !isSnowflake(t.User) {
		return fmt.Errorf("%w: no id, token or user", errMalformed)
	}
	if !a.calls.first(i.ID) {
		return errRepeat
	}
	if !isSnowflake(t.Application) {
		t.Application = a.application()
	}
	t.Private = a.private(i)
	c := newCall(t, send(t), callOpen)
	a.calls.add(c)
	var err error
	switch i.Type {
	case interactionAutocomplete:
		a.work.do("completing", func(ctx context.Context) error { return a.complete(ctx, i, c) })
	case interactionCommand:
		err = a.command(ctx, i, c)
	case interactionComponent:
		err = a.press(ctx, i, c)
	case interactionModal:
		a.submitted(i, c)
	default:
		err = fmt.Errorf("%w: type %d", errMalformed, i.Type)
	}
	if errors.Is(err, errRepeat) || errors.Is(err, errMalformed) {
		a.calls.drop(c)
		return err
	}
	if err != nil {
		a.log.Error("an interaction could not be taken", "err", err)
		a.tell(c, "Sorry, I can't take questions right now. Please ask again later.")
	}
	return nil
}

// isToken says whether a token can stand in a route as it is.
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.~=+:", c) >= 0) {
			return false
		}
	}
	return s != "" && strings.Trim(s, ".") != ""
}

// private says whether the answer is for the asker alone: by option, by setting, or because what is pressed is.
func (a *Adapter) private(i *interaction) bool {
	switch i.Type {
	case interactionCommand:
		return i.flag(optionPrivate, a.set.Ephemeral)
	case interactionComponent, interactionModal:
		return i.Message.Flags&flagEphemeral != 0
	}
	return false
}

// questions are what commands without arguments stand for.
var questions = map[string]string{
	commandMeetings: "Which meetings do you know?",
	commandTimeline: "Give me a timeline of the meetings",
	commandSources:  "Which articles do you have?",
	commandHelp:     "help",
}

func (a *Adapter) command(ctx context.Context, i *interaction, c *call) error {
	own := under(c.Channel, i.ID)
	m := bot.Message{Conversation: own}
	switch name := i.Data.Name; {
	case i.Data.Type == commandMessage: // what somebody else wrote belongs to no conversation of the asker's
		if m.Text = claim(i); m.Text == "" {
			a.tell(c, "That message has no text that I can read.")
			return nil
		}
	case name == commandAsk:
		m.Text = cmp.Or(plain(i.text(optionQuestion)), "help")
		m.Conversation, m.Opens = c.conversation(), own
	case name == commandCompare:
		m.Text = "Compare " + plain(i.text(optionA)) + " and " + plain(i.text(optionB))
		m.Opens = c.conversation()
	case questions[name] != "": // means the same whatever was asked before, and can be followed up
		m.Text, m.Opens = questions[name], c.conversation()
	default:
		a.tell(c, "I don't know that command any more. Try /ask, please.")
		return nil
	}
	if address, ok := adds(m.Text); ok && i.Data.Type != commandMessage {
		a.add(c, c.User, address)
		return nil
	}
	return a.ask(ctx, c, m)
}

// claim is what a message says, as something to be checked.
func claim(i *interaction) string {
	m := i.Data.Resolved.Messages[i.Data.Target]
	text := plain(m.Content)
	for _, e := range m.Embeds {
		if text == "" {
			text = plain(e.Title + " " + e.Description)
		}
	}
	return cut(text, maxClaim)
}

// maxClaim is how much of a message is checked: no claim is longer.
const maxClaim = 600

// ask hands a question to the bot, whose answer is the response to a call. Each interaction is a conversation of its own, too, by
// which it is known when it comes again after a restart.
func (a *Adapter) ask(ctx context.Context, c *call, m bot.Message) error {
	if known, err := a.host.Knows(ctx, under(c.Channel, c.Interaction)); err != nil || known {
		return cmp.Or(err, errRepeat)
	}
	a.await(c)
	m.Platform, m.Keys = Platform, []string{Platform + ":interaction:" + c.Interaction}
	m.Place, m.User, m.Target = c.place(), c.User, c.target.String()
	return a.host.Accept(ctx, m)
}

// tell responds to a call with a text that only who did it sees.
func (a *Adapter) tell(c *call, text string) {
	m := say(text)
	m.Flags |= flagEphemeral
	a.work.do("responding", func(ctx context.Context) error { return a.respond(ctx, c, response{Type: respondMessage, Data: m}) })
}

// complete offers what somebody who is typing can ask for.
func (a *Adapter) complete(ctx context.Context, i *interaction, c *call) error {
	name, typed := i.focused()
	list := a.host.Complete
	if name == optionA || name == optionB {
		list = a.comparable
	}
	found, err := list(ctx, typed, completions)
	if err != nil {
		err = fmt.Errorf("complete: %w", err) // an empty list is better than none
	}
	choices := []choice{}
	for _, text := range found {
		if n := units(text); n > 0 && n <= choiceText && len(choices) < completions {
			choices = append(choices, choice{text, text})
		}
	}
	return errors.Join(err, a.respond(ctx, c, response{Type: respondChoices, Data: offer{choices}}))
}

type offer struct {
	Choices []choice `json:"choices"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// comparable offers the meetings whose names fit what is being typed.
func (a *Adapter) comparable(ctx context.Context, typed string, n int) ([]string, error) {
	o, err := a.host.Overview(ctx)
	if err != nil {
		return nil, err
	}
	var first, then []string
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, m := range o.Meetings {
		switch name := strings.ToLower(m.Name); {
		case strings.HasPrefix(name, typed):
			first = append(first, m.Name)
		case strings.Contains(name, typed):
			then = append(then, m.Name)
		}
	}
	all := append(first, then...)
	return all[:min(n, len(all))], nil
}

// press does what a button is for.
func (a *Adapter) press(ctx context.Context, i *interaction, c *call) error {
	act, id, _ := strings.Cut(i.Data.CustomID, ":")
	number := 0
	if act == actNext {
		var text string
		text, id, _ = strings.Cut(id, ":")
		number, _ = strconv.Atoi(text)
	}
	x, err := a.host.Recall(ctx, id)
	if errors.Is(err, bot.ErrUnknown) {
		a.tell(c, "I don't have that answer any more. Please ask again.")
		return nil
	}
	if err != nil {
		return err
	}
	switch act {
	case actNext:
		if number < 0 || number >= len(x.Answer.Offers()) {
			a.tell(c, "I don't know that question any more. Please ask it.")
			return nil
		}
		return a.ask(ctx, c, bot.Message{Conversation: c.conversation(), Opens: under(c.Channel, c.Interaction), Text: x.Answer.Offers()[number]})
	case actWhy:
		m := why(x)
		m.Flags |= flagEphemeral
		a.work.do(act, func(ctx context.Context) error { return a.respond(ctx, c, response{Type: respondMessage, Data: m}) })
	case actShare:
		a.work.do(act, func(ctx context.Context) error { return a.share(ctx, x, c) })
	case actGood, actWrong:
		a.work.do(act, func(ctx context.Context) error { return a.judge(ctx, act == actGood, x.ID, c) })
	default:
		a.tell(c, "I don't know that button any more. Please ask again.")
	}
	return nil
}

// share shows a private answer to the channel, once.
func (a *Adapter) share(ctx context.Context, x bot.Exchange, c *call) error {
	fresh, err := a.host.First(ctx, Platform+":share:"+c.Channel+":"+x.ID)
	if err != nil {
		return err
	}
	m := render(showing{ID: x.ID, Answer: x.Answer, Question: x.Message.Text, Shared: c.User})
	if !fresh {
		m = say("That answer was shared here before.")
		m.Flags |= flagEphemeral
	}
	return a.respond(ctx, c, response{Type: respondMessage, Data: m})
}

// judge notes what somebody thinks of an answer; who finds it wrong is asked what is.
func (a *Adapter) judge(ctx context.Context, good bool, id string, c *call) error {
	r := form(id)
	if good {
		m := say("Thank you, noted.")
		m.Flags |= flagEphemeral
		r = response{Type: respondMessage, Data: m}
	}
	f := bot.Feedback{Answer: id, User: c.User, Good: good, At: a.set.Now()}
	return errors.Join(a.host.Feedback(ctx, f), a.respond(ctx, c, r))
}

// submitted notes what somebody found wrong.
func (a *Adapter) submitted(i *interaction, c *call) {
	act, id, _ := strings.Cut(i.Data.CustomID, ":")
	text, ok := find(i.Data.Components, func(id string) bool { return id == formText })
	if act != actForm || !ok {
		a.tell(c, "I don't know that form any more.")
		return
	}
	a.work.do("feedback", func(ctx context.Context) error {
		said := "Thank you: a curator will look at it."
		err := a.host.Feedback(ctx, bot.Feedback{Answer: id, User: c.User, Text: cut(text.Value, 1000), At: a.set.Now()})
		if errors.Is(err, bot.ErrUnknown) {
			said, err = "I don't have that answer any more. Please ask again.", nil
		} else if err != nil {
			said = "Sorry, that could not be noted. Please try again later."
		}
		m := say(said)
		m.Flags |= flagEphemeral
		return errors.Join(err, a.respond(ctx, c, response{Type: respondMessage, Data: m}))
	})
}

// adds says whether a text asks to add the article at an address.
func adds(text string) (address string, ok bool) {
	word, address, ok := strings.Cut(text, " ")
	return strings.TrimSpace(address), ok && strings.EqualFold(word, "add") && strings.Contains(address, "://")
}

// curates says whether somebody may add articles, and if not, why.
func (a *Adapter) curates(user string) (refusal string, ok bool) {
	if slices.Contains(a.set.Curators, user) {
		return "", true
	}
	return "Only curators may add articles. Whoever runs me names them in DISCORD_CURATORS.", false
}

// read reads an article into the store, and says what was learnt.
func (a *Adapter) read(ctx context.Context, address string) string {
	said, err := a.host.Add(ctx, address)
	if err != nil {
		return "That could not be read: " + err.Error()
	}
	return said
}

// add reads an article, for those who may have one read.
func (a *Adapter) add(c *call, user, address string) {
	refusal, ok := a.curates(user)
	if !ok {
		a.tell(c, refusal)
		return
	}
	c.Private, c.errand = true, true
	a.await(c)
	a.work.do("adding an article", func(ctx context.Context) error {
		defer a.calls.drop(c)
		return a.answerCall(ctx, c, say(a.read(ctx, address)))
	})
}

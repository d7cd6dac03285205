package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// quickTime is how long a call may take of which nothing hangs.
const quickTime = 10 * time.Second

// What the App Home shows at most.
const (
	homeMeetings = 20
	homeNewest   = 10
	homeExamples = 5
	maxPrompts   = 4 // docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
)

// home shows somebody the App Home: what the bot knows, and what it can be asked.
func (p *poster) home(ctx context.Context, user string, o bot.Overview) error {
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	_, err := p.api.PublishViewContext(ctx, slackgo.PublishViewContextRequest{
		UserID: user, View: slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: homeBlocks(o)}},
	})
	return hide(err)
}

func homeBlocks(o bot.Overview) []slackgo.Block {
	blocks := []slackgo.Block{
		slackgo.NewHeaderBlock(plainText("What I can tell you")),
		slackgo.NewSectionBlock(mrkdwn(fmt.Sprintf("I answer questions about meetings between leaders: %s, from %s with %s. "+
			"Each answer names its sources; what they don't say, I don't say.",
			counted(len(o.Meetings), "meeting"), counted(o.Articles, "article"), counted(o.Facts, "fact"))), nil, nil),
	}
	var next []slackgo.BlockElement
	for i, q := range o.Examples[:min(len(o.Examples), homeExamples)] {
		if label := lineTo(q, maxButton); label != "" {
			next = append(next, button(fmt.Sprintf("%s:%d", actionHome, i), lineTo(q, maxSection/2), label))
		}
	}
	if len(next) > 0 {
		blocks = append(blocks, slackgo.NewSectionBlock(mrkdwn("*Ask, for example* (the answer comes as a direct message)"), nil, nil), slackgo.NewActionBlock("", next...))
	}
	blocks = append(blocks, listBlocks("Meetings", meetingLines(o.Meetings))...)
	blocks = append(blocks, listBlocks("Newest articles", articleLines(o.Newest))...)
	return append(blocks, slackgo.NewDividerBlock(), slackgo.NewContextBlock("", mrkdwn(
		"Write to me under *Messages*, mention me in a channel, or use `/readout QUESTION` for an answer that only you see.")))
}

func listBlocks(heading string, lines []string) []slackgo.Block {
	var blocks []slackgo.Block
	for _, text := range paragraphs(append([]string{"*" + heading + "*"}, lines...), maxSection) {
		if len(lines) > 0 {
			blocks = append(blocks, slackgo.NewSectionBlock(mrkdwn(text), nil, nil))
		}
	}
	return blocks
}

// meetingLines lists the latest meetings.
func meetingLines(ms []bot.Occasion) []string {
	var lines []string
	left := max(len(ms)-homeMeetings, 0)
	for _, m := range ms[left:] {
		lines = append(lines, "• "+lineTo(m.Name, 200))
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("… and %d earlier", left))
	}
	return lines
}

func articleLines(cs []bot.Citation) []string {
	var lines []string
	for _, c := range cs[:min(len(cs), homeNewest)] {
		title := lineTo(c.Title, 150)
		if link := webLink(c.URL, 800); link != "" && title != "" {
			title = "<" + link + "|" + title + ">"
		}
		lines = append(lines, "• "+title+" · "+origin(c))
	}
	return lines
}

// counted writes a number with its noun: "1 article", "5 articles".
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// prompts offers questions where somebody begins a conversation with the app. Slack has them in its agent view only,
// and then without a thread (docs.slack.dev/ai/migrating-to-agent-messaging).
func (p *poster) prompts(ctx context.Context, channel string, o bot.Overview) error {
	ctx, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	in := slackgo.AssistantThreadsSetSuggestedPromptsParameters{Title: "Ask, for example", ChannelID: channel}
	for _, q := range o.Examples[:min(len(o.Examples), maxPrompts)] {
		in.Prompts = append(in.Prompts, slackgo.AssistantThreadsPrompt{Title: lineTo(q, maxButton), Message: lineTo(q, maxSection)})
	}
	if len(in.Prompts) == 0 || channel == "" {
		return nil
	}
	err := p.api.SetAssistantThreadsSuggestedPromptsContext(ctx, in)
	if c := code(err); c != "" { // a workspace without agents
		p.log.Debug("Slack takes no suggested prompts", "err", c)
		return nil
	}
	return hide(err)
}

// why tells somebody how an answer came about.
func (p *poster) why(ctx context.Context, x bot.Exchange, t target) error {
	lines := []string{"Why this answer: " + escapeTo(fmt.Sprintf("status %s, intent %s", x.Answer.Status, x.Answer.Intent), leadRoom)}
	for _, line := range x.Answer.Why {
		lines = append(lines, "• "+lineTo(line, askedRoom*2))
	}
	text := paragraphs(lines, maxSection)[0] // the rest is for `readout ask --why`
	return p.say(ctx, t, text)
}

// askWrong asks somebody what is wrong with an answer.
func (p *poster) askWrong(ctx context.Context, trigger, id string, t target) error {
	private, err := json.Marshal(wrong{Answer: id, Target: t.String()})
	if err != nil {
		return err
	}
	field := slackgo.NewPlainTextInputBlockElement(plainText("The day is wrong: it was …"), "text")
	field.Multiline = true
	field.MaxLength = maxSection
	input := slackgo.NewInputBlock("wrong", plainText("What was wrong?"), plainText("A curator reads it, with the question and the answer."), field)
	quick, cancel := context.WithTimeout(ctx, quickTime)
	defer cancel()
	_, err = p.api.OpenViewContext(quick, trigger, slackgo.ModalViewRequest{
		Type: slackgo.VTModal, CallbackID: callbackWrong, PrivateMetadata: string(private),
		Title: plainText("Wrong answer"), Submit: plainText("Send"), Close: plainText("Cancel"),
		Blocks: slackgo.Blocks{BlockSet: []slackgo.Block{input}},
	})
	if err == nil {
		return nil
	}
	p.log.Warn("the form for what was wrong could not be opened", "ref", id, "err", hide(err))
	return p.say(ctx, t, "Noted, thank you: a curator will look at it.")
}

package slack

import (
	"fmt"
	"strings"

	slackgo "github.com/slack-go/slack"

	"readout/bot"
)

// Names of buttons and forms. A button's value is the short id of its answer; what follows ":" in its name is a number.
const (
	actionNext     = "next"  // ask a question that the answer suggests, where all see it
	actionAside    = "aside" // the same, from an answer that only the asker sees, and so is the next
	actionHome     = "home"
	actionShare    = "share"
	actionWhy      = "why"
	actionFeedback = "feedback"
	callbackWrong  = "wrong"
)

// blockPrefix begins the id of the first block of an answer; its short id follows.
const blockPrefix = "answer:"

// Sizes, in UTF-16 units. The first three are Slack's (docs.slack.dev/reference/block-kit), the others our choice within them.
const (
	maxSection = 3000
	maxContext = 2000
	maxButton  = 75

	blocksRoom    = 7600 // for all that is shown: from 11,000 on some were refused (slackapi/bolt-js#2509)
	blocksSources = 5000 // of which sources may take so much, before prose
	textRoom      = 3800 // for the text of notifications and screen readers: beyond 4,000 Slack may cut it
	textSources   = 2000

	headRoom  = 600 // for what stands before the answer
	leadRoom  = 500
	noteRoom  = 400
	askedRoom = 200
	leastRoom = 100 // for a statement, be its marks as long as they may
)

// A view is an answer with what is shown around it.
type view struct {
	id      string
	answer  bot.Answer
	opening string // a sentence of ours before it
	asked   string // the question, where nobody else shows it
	private bool   // only the asker sees it
	share   bool   // with a button that shows it to all in the channel
}

// A message is what is sent to Slack.
type message struct {
	id     string // of the answer in it; "" for none
	text   string
	blocks []slackgo.Block
}

// A form is how much of Block Kit an answer uses. What Slack refuses is tried in the next form.
type form int

const (
	formNative  form = iota // with Slack's own feedback buttons
	formButtons             // with ordinary buttons
	formText                // with nothing but text
)

func (v view) render(f form) message {
	m := message{id: v.id, text: v.text()}
	if f == formText {
		return m
	}
	m.blocks = append(v.body(), v.buttons()...)
	if v.judged() {
		m.blocks = append(m.blocks, v.feedback(f))
	}
	return m
}

// text is the whole answer with its sources.
func (v view) text() string {
	sources := fit(v.answer.Citations, textSources, spelt)
	room := textRoom - headRoom - total(sources)
	lines := v.head("Sources differ.")
	if whole := escape(v.answer.Text()); size(whole) <= room {
		lines = append(lines, nonEmpty(whole)...)
	} else {
		lines = append(lines, v.prose(room)...)
	}
	if len(sources) > 0 {
		lines = append(append(lines, "Sources:"), sources...)
	}
	return strings.Join(lines, "\n")
}

// body is what the answer says, and its sources.
func (v view) body() []slackgo.Block {
	sources := fit(v.answer.Citations, blocksSources, linked)
	lines := append(v.head("*Sources differ*"), v.prose(blocksRoom-headRoom-total(sources))...)
	var blocks []slackgo.Block
	for i, text := range paragraphs(lines, maxSection) {
		s := slackgo.NewSectionBlock(mrkdwn(text), nil, nil)
		if i == 0 && v.id != "" {
			s.BlockID = blockPrefix + v.id
		}
		blocks = append(blocks, s)
	}
	const heading = "*Sources*\n"
	for i, text := range paragraphs(sources, maxContext-len(heading)) {
		if i == 0 {
			text = heading + text
		}
		blocks = append(blocks, slackgo.NewContextBlock("", mrkdwn(text)))
	}
	return blocks
}

// head is what stands before the answer.
func (v view) head(differ string) []string {
	var lines []string
	if v.opening != "" {
		lines = append(lines, v.opening)
	}
	if v.asked != "" {
		lines = append(lines, "Question: “"+lineTo(v.asked, askedRoom)+"”")
	}
	if v.answer.Conflict {
		lines = append(lines, differ)
	}
	return lines
}

// prose is lead, statements and note, a line each where there are many. What has no room is left out, visibly:
// statements from the end on.
func (v view) prose(room int) []string {
	lead, note := escapeTo(v.answer.Lead, leadRoom), escapeTo(v.answer.Note, noteRoom)
	room -= size(lead) + size(note)
	var statements []string
	for i, s := range v.answer.Statements {
		line := v.statement(s, min(room, maxSection))
		if room -= size(line) + 1; room < 0 && i > 0 {
			left := len(v.answer.Statements) - i
			note = strings.TrimSpace(note + fmt.Sprintf(" (Shortened: %d more statements of this answer have no room here.)", left))
			break
		}
		statements = append(statements, line)
	}
	lines := nonEmpty(append(append([]string{lead}, statements...), note)...)
	if v.listed() || total(lines) > maxSection {
		return lines
	}
	return nonEmpty(strings.Join(lines, " "))
}

// listed says whether each statement has a line of its own.
func (v view) listed() bool { return v.answer.Conflict || len(v.answer.Statements) > 2 }

// statement is one statement with the numbers of its sources and, where they differ, their names.
func (v view) statement(s bot.Statement, most int) string {
	before, after := "", " "
	for i, n := range s.Cites {
		if i == 15 { // no person reads on
			after += "…"
			break
		}
		after += fmt.Sprintf("[%d]", n)
	}
	if v.answer.Conflict {
		after += v.outlets(s)
	}
	if v.listed() {
		before = "• "
	}
	return before + lineTo(s.Text, max(most-size(before)-size(after), leastRoom)) + strings.TrimRight(after, " ")
}

// outlets names the first two whose statement it is: " — NBC News, 5 Sep 2016".
func (v view) outlets(s bot.Statement) string {
	var names []string
	for _, n := range s.Cites {
		for _, c := range v.answer.Citations {
			if c.N == n && len(names) < 2 {
				names = append(names, origin(c))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " — " + strings.Join(names, "; ")
}

// buttons are the likely next questions, and what else can be done with the answer.
func (v view) buttons() []slackgo.Block {
	var blocks []slackgo.Block
	var next, other []slackgo.BlockElement
	action := actionNext
	if v.private {
		action = actionAside
	}
	for i, s := range v.answer.Offers() {
		if i == maxNext {
			break
		}
		if label := lineTo(s, maxButton); label != "" {
			next = append(next, button(fmt.Sprintf("%s:%d", action, i), v.id, label))
		}
	}
	if len(next) > 0 {
		blocks = append(blocks, slackgo.NewContextBlock("", mrkdwn("You could ask:")), slackgo.NewActionBlock("", next...))
	}
	if v.judged() {
		other = append(other, button(actionWhy, v.id, "Why this answer?"))
	}
	if v.share {
		other = append(other, button(actionShare, v.id, "Share in this channel"))
	}
	if len(other) > 0 {
		blocks = append(blocks, slackgo.NewActionBlock("", other...))
	}
	return blocks
}

// maxNext is how many next questions are shown.
const maxNext = 5

// judged says whether an answer is one that can be right or wrong.
func (v view) judged() bool {
	return v.id != "" && (v.answer.Status == bot.Answered || v.answer.Status == bot.Abstained)
}

// feedback are the buttons for right and wrong. Their words say what their signs say.
func (v view) feedback(f form) slackgo.Block {
	const yes, no = "👍 Right", "👎 Wrong"
	if f == formNative {
		return slackgo.NewContextActionsBlock("", slackgo.NewFeedbackButtonsBlockElement(actionFeedback,
			slackgo.NewFeedbackButton(plainText(yes), "good:"+v.id).WithAccessibilityLabel("This answer is right"),
			slackgo.NewFeedbackButton(plainText(no), "bad:"+v.id).WithAccessibilityLabel("This answer is wrong")))
	}
	return slackgo.NewActionBlock("", button(actionFeedback+":1", "good:"+v.id, yes), button(actionFeedback+":0", "bad:"+v.id, no))
}

func button(action, value, label string) *slackgo.ButtonBlockElement {
	return slackgo.NewButtonBlockElement(action, value, plainText(label))
}

// mrkdwn is a text in Slack's mark-up, in which Slack is to look for no names or addresses by itself.
func mrkdwn(text string) *slackgo.TextBlockObject {
	return &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: text, Verbatim: true}
}

func plainText(text string) *slackgo.TextBlockObject {
	return &slackgo.TextBlockObject{Type: slackgo.PlainTextType, Text: text}
}

func nonEmpty(lines ...string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// total is how much room lines take.
func total(lines []string) int {
	n := 0
	for _, l := range lines {
		n += size(l) + 1
	}
	return n
}

package discord

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"readout/bot"
)

// Limits of messages (resources/message), in UTF-16 units.
const (
	maxContent     = 2000
	maxDescription = 4096
	maxEmbeds      = 6000 // all text of all embeds of a message
	maxLabel       = 80   // of a button (components/reference)
)

// An outgoing message is one of ours. Nothing in it pings anybody.
type outgoing struct {
	Content    string                       `json:"content"`
	Embeds     []*discordgo.MessageEmbed    `json:"embeds"`
	Components []discordgo.MessageComponent `json:"components"`
	Mentions   mentions                     `json:"allowed_mentions"`
	Flags      int                          `json:"flags,omitempty"`
	Nonce      string                       `json:"nonce,omitempty"`
	Enforce    bool                         `json:"enforce_nonce,omitempty"`
	Reference  *discordgo.MessageReference  `json:"message_reference,omitempty"`
}

// mentions says who is pinged: nobody. discordgo's own would say null where nobody is meant.
type mentions struct {
	Parse   []string `json:"parse"`
	Replied bool     `json:"replied_user"`
}

// message makes an outgoing message. Without embeds of ours, those that links bring are suppressed; with them the flag would
// hide ours, and the content has no link.
func newMessage(content string, embeds ...*discordgo.MessageEmbed) outgoing {
	m := outgoing{Content: content, Embeds: []*discordgo.MessageEmbed{}, Components: []discordgo.MessageComponent{}, Mentions: mentions{Parse: []string{}}}
	m.Embeds = append(m.Embeds, embeds...)
	if len(embeds) == 0 {
		m.Flags = flagSuppressEmbeds
	}
	return m
}

// say makes a message of a text of ours that may hold others'.
func say(text string) outgoing {
	content := fit(text, maxContent)
	if strings.TrimSpace(content) == "" { // which Discord refuses
		content = "…"
	}
	return newMessage(content)
}

// A showing is an answer, and how it is to be shown.
type showing struct {
	ID       string
	Answer   bot.Answer
	Question string // shown under the answer, where nothing else shows it; "" is not
	Shared   string // id of who shares it; "" for nobody
	Private  bool   // only who asked sees it
}

// Room in the content for what stands under the answer.
const (
	maxQuestion = 200
	maxOutlets  = 500
)

// render lays an answer out: first its text in full, as plain content, with the outlets it rests on; then the sources with links
// and quotations, as an embed; then the buttons. What does not fit into the content goes on in an embed before the sources.
func render(s showing) outgoing {
	a := s.Answer
	blocks, sep := blocksOf(a)
	under := underOf(s)
	content, rest := take(blocks, sep, maxContent-units(under))
	m := newMessage(content + under)
	room := maxEmbeds
	if len(rest) > 0 {
		const title = "… continued"
		text, left := take(rest, "\n", min(maxDescription, maxEmbeds/2)-64)
		if len(left) > 0 {
			text += fmt.Sprintf("\n… and %d more", len(left))
		}
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Title: title, Description: text})
		room -= units(title) + units(text)
	}
	if len(a.Citations) > 0 {
		title := "Sources"
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Title: title, Description: sources(a.Citations, min(maxDescription, room-units(title)))})
	}
	if len(m.Embeds) > 0 {
		m.Flags &^= flagSuppressEmbeds
	}
	m.Components = buttons(s)
	return m
}

// maxBlock is the most of one statement. No rule makes longer ones; with what stands under it, it always fits into the content.
const maxBlock = 1000

// blocksOf is what an answer says, piece by piece, ready to be shown, and what stands between the pieces.
func blocksOf(a bot.Answer) (blocks []string, sep string) {
	sep = " "
	if len(a.Statements) > 2 || a.Conflict {
		sep = "\n"
	}
	if a.Conflict {
		blocks = append(blocks, "**Sources differ**")
	}
	add := func(text string) {
		for line := range strings.SplitSeq(text, "\n") {
			if line = fit(line, maxBlock); strings.TrimSpace(line) != "" {
				blocks = append(blocks, line)
			}
		}
	}
	add(a.Lead)
	if len(blocks) > 1 && !a.Conflict { // a list
		sep = "\n"
	}
	for _, s := range a.Statements {
		text := fit(strings.ReplaceAll(s.Text, "\n", " "), maxBlock) + " " + numbers(s.Cites)
		if a.Conflict {
			text = "• " + text
		}
		blocks = append(blocks, text)
	}
	add(a.Note)
	if len(blocks) == 0 {
		blocks = []string{"I have nothing to say to that."}
	}
	return blocks, sep
}

// numbers are those of sources: [1][2]. No parenthesis may follow, or it becomes a link.
func numbers(cites []int) string {
	var b strings.Builder
	for i, n := range cites {
		if i == 20 {
			b.WriteString("…")
			break
		}
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}

// take joins pieces as far as they fit into room, and returns the rest. The first is always taken, cut where it must be.
func take(blocks []string, sep string, room int) (text string, rest []string) {
	var b strings.Builder
	used := 0
	for i, block := range blocks {
		n := units(block)
		if i > 0 {
			n += units(sep)
		}
		if used+n > room && i > 0 {
			return b.String(), blocks[i:]
		}
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(block)
		used += n
	}
	return b.String(), nil
}

// underOf is what stands in small print under the text: outlets and days of the sources, the question, who shares it.
func underOf(s showing) string {
	var b strings.Builder
	if outlets := outletsOf(s.Answer.Citations); outlets != "" {
		b.WriteString("\n-# " + outlets)
	}
	if s.Question != "" {
		b.WriteString("\n-# Question: " + fit(strings.Join(strings.Fields(s.Question), " "), maxQuestion))
	}
	if isSnowflake(s.Shared) {
		b.WriteString("\n-# Shared by <@" + s.Shared + ">") // shown as a name; nobody is pinged
	}
	return b.String()
}

// outletsOf names the sources without links, for who sees no embeds: each outlet and day once, with its numbers.
func outletsOf(cs []bot.Citation) string {
	var names []string
	of := make(map[string][]int)
	for _, c := range cs {
		name := strings.TrimSuffix(fit(c.Outlet, 60)+", "+fit(bot.DateText(c.Published), 20), ", ")
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], c.N)
	}
	var b strings.Builder
	for i, name := range names {
		one := numbers(of[name]) + " " + name
		if i > 0 {
			one = " · " + one
		}
		if units(b.String())+units(one) > maxOutlets-20 {
			fmt.Fprintf(&b, " … and %d more", len(names)-i)
			break
		}
		b.WriteString(one)
	}
	return b.String()
}

// What buttons do; their ids are these words, and the id of the answer.
const (
	actNext  = "ask" // with the number of the question
	actWhy   = "why"
	actShare = "share"
	actGood  = "good"
	actWrong = "wrong"
	actForm  = "form" // the form that actWrong opens
	formText = "text" // its field
)

func isAct(id string) bool {
	act, _, ok := strings.Cut(id, ":")
	switch act {
	case actNext, actWhy, actShare, actGood, actWrong, actForm:
		return ok
	}
	return false
}

// buttons are those under an answer.
func buttons(s showing) []discordgo.MessageComponent {
	var next, more []discordgo.MessageComponent
	for i, q := range s.Answer.Offers() {
		if label := cut(clean(q), maxLabel); i < 5 && label != "" {
			next = append(next, discordgo.Button{Label: label, Style: discordgo.PrimaryButton, CustomID: fmt.Sprintf("%s:%d:%s", actNext, i, s.ID)})
		}
	}
	if len(s.Answer.Why) > 0 {
		more = append(more, discordgo.Button{Label: "Why this answer?", Style: discordgo.SecondaryButton, CustomID: actWhy + ":" + s.ID})
	}
	if s.Private && s.Shared == "" {
		more = append(more, discordgo.Button{Label: "Share here", Style: discordgo.SecondaryButton, CustomID: actShare + ":" + s.ID})
	}
	if s.Answer.Status == bot.Answered || s.Answer.Status == bot.Abstained {
		more = append(more,
			discordgo.Button{Label: "Helpful", Style: discordgo.SecondaryButton, Emoji: &discordgo.ComponentEmoji{Name: "👍"}, CustomID: actGood + ":" + s.ID},
			discordgo.Button{Label: "Wrong", Style: discordgo.SecondaryButton, Emoji: &discordgo.ComponentEmoji{Name: "👎"}, CustomID: actWrong + ":" + s.ID})
	}
	rows := []discordgo.MessageComponent{}
	for _, row := range [][]discordgo.MessageComponent{next, more} {
		if len(row) > 0 {
			rows = append(rows, discordgo.ActionsRow{Components: row})
		}
	}
	return rows
}

// why tells how an answer came about.
func why(x bot.Exchange) outgoing {
	lines := []string{fmt.Sprintf("Why this answer? It is %s, as a question of the kind “%s”.", x.Answer.Status, x.Answer.Intent)}
	lines = append(lines, x.Answer.Why...)
	blocks := make([]string, len(lines))
	for i, line := range lines {
		blocks[i] = fit(strings.ReplaceAll(line, "\n", " "), maxBlock)
	}
	text, left := take(blocks, "\n", maxContent-40)
	if len(left) > 0 {
		text += fmt.Sprintf("\n… and %d more lines", len(left))
	}
	return newMessage(text)
}

// form asks what was wrong with an answer (interactions/receiving-and-responding: modal).
func form(id string) response {
	return response{Type: respondForm, Data: modal{
		CustomID: actForm + ":" + id, Title: "What was wrong?",
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			CustomID: formText, Label: "A curator will read it", Style: discordgo.TextInputParagraph,
			Placeholder: "Which statement or source is wrong, and what would be right?", MaxLength: 1000,
		}}}},
	}}
}

type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

package slacktest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"unicode/utf16"
)

// block is what the limits are about.
type block struct {
	Type     string     `json:"type"`
	ID       string     `json:"block_id"`
	Text     *textValue `json:"text"`
	Elements []part     `json:"elements"`
}

type textValue struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// UnmarshalJSON also reads what is a bare string in a context block's element.
func (t *textValue) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &t.Text)
	}
	type plain textValue
	return json.Unmarshal(b, (*plain)(t))
}

type part struct {
	Type     string     `json:"type"`
	ActionID string     `json:"action_id"`
	Text     *textValue `json:"text"`
	Value    string     `json:"value"`
	Label    string     `json:"accessibility_label"`
	Positive *part      `json:"positive_button"`
	Negative *part      `json:"negative_button"`
}

// Limits says in what blocks go beyond what Slack takes (docs.slack.dev/reference/block-kit). most is how many blocks
// there may be: 50 in a message, 100 in a view.
func Limits(blocks json.RawMessage, most int) []string {
	var bs []block
	if err := json.Unmarshal(blocks, &bs); err != nil {
		return []string{err.Error()}
	}
	c := &counter{ids: make(map[string]bool)}
	if len(bs) > most || len(bs) == 0 {
		c.wrong("%d blocks, of at most %d", len(bs), most)
	}
	for _, b := range bs {
		c.block(b)
	}
	if c.total > 11_000 { // some messages were refused from there on
		c.wrong("%d units of text in all", c.total)
	}
	return c.found
}

// elementsOf is how many elements a block may have.
var elementsOf = map[string]int{"context": 10, "actions": 25, "context_actions": 5}

// A counter collects what is beyond the limits.
type counter struct {
	total int
	ids   map[string]bool
	found []string
}

func (c *counter) wrong(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *counter) block(b block) {
	if b.ID != "" && c.ids[b.ID] {
		c.wrong("two blocks have the id %s", b.ID)
	}
	c.ids[b.ID] = true
	c.size("block_id", b.ID, 255)
	if b.Text != nil {
		most := 3000
		if b.Type == "header" {
			most = 150
		}
		c.text(b.Type, b.Text, most)
	} else if b.Type == "section" {
		c.wrong("a section without text")
	}
	if most := elementsOf[b.Type]; most > 0 && (len(b.Elements) > most || len(b.Elements) == 0) {
		c.wrong("%d elements in a block of type %s, of at most %d", len(b.Elements), b.Type, most)
	}
	actions := make(map[string]bool)
	for _, p := range b.Elements {
		if p.ActionID != "" && actions[p.ActionID] {
			c.wrong("two elements of a block have the action id %s", p.ActionID)
		}
		actions[p.ActionID] = true
		c.part(b.Type, p)
	}
}

func (c *counter) part(in string, p part) {
	most := 75
	if in == "context" {
		most = 3000
	}
	if p.Text != nil {
		c.text(in+" element", p.Text, most)
	} else if p.Type == "button" {
		c.wrong("a button without text")
	}
	c.size("action_id", p.ActionID, 255)
	c.size("value", p.Value, 2000)
	c.size("accessibility_label", p.Label, 75)
	for _, sub := range []*part{p.Positive, p.Negative} {
		if sub != nil {
			c.part("feedback", *sub)
		}
	}
}

func (c *counter) text(where string, t *textValue, most int) {
	c.size(where, t.Text, most)
	if t.Text == "" {
		c.wrong("an empty text in %s", where)
	}
	c.total += units(t.Text)
	for _, wrong := range Markup(t.Text) {
		c.wrong("%s: %s", where, wrong)
	}
}

func (c *counter) size(where, s string, most int) {
	if n := units(s); n > most {
		c.wrong("%d units in a %s, of at most %d", n, where, most)
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

var (
	angle  = regexp.MustCompile(`<[^<>]*>`)
	link   = regexp.MustCompile(`^<(https?://[^|<> ]+\|[^<>]+|#[A-Z0-9]+)>$`)
	entity = regexp.MustCompile(`&(amp|lt|gt);`)
)

// Markup says what in a text is Slack's mark-up and neither a link nor a channel, or is not escaped: it could ping people.
func Markup(text string) []string {
	var out []string
	for _, s := range angle.FindAllString(text, -1) {
		if !link.MatchString(s) {
			out = append(out, fmt.Sprintf("mark-up %q", s))
		}
	}
	rest := entity.ReplaceAllString(angle.ReplaceAllString(text, ""), "")
	for _, r := range rest {
		if r == '<' || r == '>' || r == '&' {
			out = append(out, fmt.Sprintf("%q is not escaped", r))
			break
		}
	}
	return out
}

package discordtest

import (
	"encoding/json"
	"regexp"
	"unicode/utf16"
)

// units counts as Discord's clients do: in UTF-16, which is never less than in characters.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// bareLink matches a link that a client shows a preview of: one without angle brackets around it.
var bareLink = regexp.MustCompile(`(^|[^<\\])https?://`)

// checkMessage holds a message against the limits that only the documents have (resources/message, components/reference),
// and against what this bot promises: nobody is pinged, no preview of a link, a nonce where one protects.
func (s *Server) checkMessage(what string, o object, create bool) {
	if s.opt.Unrecorded {
		return
	}
	var m struct {
		Content  string
		Flags    int
		Nonce    string
		Enforce  bool `json:"enforce_nonce"`
		Mentions *struct {
			Parse       *[]string
			RepliedUser bool `json:"replied_user"`
		} `json:"allowed_mentions"`
		Embeds     []Embed
		Components []struct{ Components []Button }
	}
	if err := json.Unmarshal(raw(o), &m); err != nil {
		s.violate("%s: %v", what, err)
		return
	}
	if n := units(m.Content); n > 2000 {
		s.violate("%s: the content has %d characters, 2,000 are allowed", what, n)
	}
	if m.Mentions == nil || m.Mentions.Parse == nil || len(*m.Mentions.Parse) > 0 || m.Mentions.RepliedUser {
		s.violate("%s: allowed_mentions lets somebody be pinged", what)
	}
	if bareLink.MatchString(m.Content) && m.Flags&FlagSuppressEmbeds == 0 {
		s.violate("%s: a link in the content gets a preview: %s", what, m.Content)
	}
	if len(m.Embeds) > 0 && m.Flags&FlagSuppressEmbeds != 0 {
		s.violate("%s: SUPPRESS_EMBEDS hides its own embeds", what)
	}
	if m.Content == "" && len(m.Embeds) == 0 {
		s.violate("%s: an empty message", what)
	}
	if create && (m.Nonce == "" || units(m.Nonce) > 25 || !m.Enforce) {
		s.violate("%s: nonce %q, enforced: %t", what, m.Nonce, m.Enforce)
	}
	s.checkEmbeds(what, m.Embeds)
	ids := make(map[string]bool)
	if len(m.Components) > 5 {
		s.violate("%s: %d rows of components", what, len(m.Components))
	}
	for _, row := range m.Components {
		if len(row.Components) == 0 || len(row.Components) > 5 {
			s.violate("%s: a row of %d buttons", what, len(row.Components))
		}
		for _, b := range row.Components {
			s.checkButton(what, b, ids)
		}
	}
}

func (s *Server) checkButton(what string, b Button, ids map[string]bool) {
	if n := units(b.Label); n == 0 || n > 80 {
		s.violate("%s: a button's label has %d characters: %q", what, n, b.Label)
	}
	if n := units(b.CustomID); b.URL == "" && (n == 0 || n > 100 || ids[b.CustomID]) {
		s.violate("%s: a button's custom_id is %q", what, b.CustomID)
	}
	ids[b.CustomID] = true
}

// checkEmbeds knows the limits of embeds, one by one and in total (resources/message: embed limits).
func (s *Server) checkEmbeds(what string, embeds []Embed) {
	if len(embeds) > 10 {
		s.violate("%s: %d embeds", what, len(embeds))
	}
	total := 0
	limit := func(part, text string, most int) {
		total += units(text)
		if units(text) > most {
			s.violate("%s: an embed's %s has %d characters, %d are allowed", what, part, units(text), most)
		}
	}
	for _, e := range embeds {
		limit("title", e.Title, 256)
		limit("description", e.Description, 4096)
		limit("footer", e.Footer.Text, 2048)
		limit("author", e.Author.Name, 256)
		if len(e.Fields) > 25 {
			s.violate("%s: %d fields", what, len(e.Fields))
		}
		for _, f := range e.Fields {
			limit("field name", f.Name, 256)
			limit("field value", f.Value, 1024)
		}
	}
	if total > 6000 {
		s.violate("%s: embeds have %d characters, 6,000 are allowed", what, total)
	}
}

// chatName is the form of command and option names (interactions/application-commands: naming).
var chatName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

func (s *Server) checkCommand(o object) {
	var c struct {
		Name, Description string
		Type              int
		Options           []struct{ Name, Description string }
		Names             map[string]string `json:"name_localizations"`
	}
	if err := json.Unmarshal(raw(o), &c); err != nil {
		s.violate("a command: %v", err)
		return
	}
	slash := c.Type == 0 || c.Type == 1
	if n := units(c.Description); slash && (n == 0 || n > 100 || !chatName.MatchString(c.Name)) || !slash && n > 0 {
		s.violate("command %q: description %q", c.Name, c.Description)
	}
	for locale, name := range c.Names {
		if slash && !chatName.MatchString(name) {
			s.violate("command %q: its name in %s is %q", c.Name, locale, name)
		}
	}
	for _, opt := range c.Options {
		if n := units(opt.Description); n == 0 || n > 100 || !chatName.MatchString(opt.Name) {
			s.violate("command %q: option %q, %q", c.Name, opt.Name, opt.Description)
		}
	}
}

package discord

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"readout/bot"
)

// Lengths of what is shown of a source.
const (
	maxTitle  = 150
	maxOutlet = 80
	maxQuote  = 300
	maxURL    = 600
)

// How much of a source is shown, from all there is to the least.
type detail int

const (
	quoted   detail = iota // outlet, day, title, link to the passage, quotation
	titled                 // without the quotation
	linked                 // without the title
	paged                  // the link leads to the article and not to the passage
	unlinked               // outlet and day
)

// sources lists sources by number, in room units at most: all of them, in as much detail as fits.
func sources(cs []bot.Citation, room int) string {
	for d := quoted; d <= unlinked; d++ {
		if text := list(cs, d); units(text) <= room {
			return text
		}
	}
	var b strings.Builder
	for i, c := range cs {
		line := source(c, unlinked)
		if units(b.String())+units(line) > room-32 {
			fmt.Fprintf(&b, "… and %d more", len(cs)-i)
			break
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func list(cs []bot.Citation, d detail) string {
	lines := make([]string, len(cs))
	for i, c := range cs {
		lines[i] = source(c, d)
	}
	return strings.Join(lines, "\n")
}

// source is one source: [1] NBC News, 5 Sep 2016 as a link, its title, and the words that it is cited for.
func source(c bot.Citation, d detail) string {
	label := strings.NewReplacer("[", "(", "]", ")").Replace(clean(c.Outlet))
	label = fit(label, maxOutlet)
	if c.Published != "" {
		label = strings.TrimPrefix(label+", "+fit(bot.DateText(c.Published), 20), ", ")
	}
	if label == "" {
		label = "source"
	}
	to := ""
	switch d {
	case unlinked:
	case paged:
		page, _, _ := strings.Cut(c.URL, "#")
		to = safe(page)
	default:
		to = safe(c.URL)
	}
	line := fmt.Sprintf("[%d] %s", c.N, label)
	if to != "" {
		line = fmt.Sprintf("[%d] [%s](%s)", c.N, label, to)
	}
	if title := clean(c.Title); d <= titled && title != "" {
		line += " · " + fit(title, maxTitle)
	}
	if quote := clean(c.Quote); d == quoted && quote != "" {
		line += "\n> “" + fit(quote, maxQuote) + "”"
	}
	return line
}

// safe is an address that can stand in a masked link; "" when there is none. One with too long a passage leads to the page.
func safe(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	if len(address) > maxURL {
		address, _, _ = strings.Cut(address, "#")
	}
	if len(address) > maxURL {
		return ""
	}
	var b strings.Builder
	for i := range len(address) { // bytes: what is not ASCII is escaped, too
		if c := address[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("()<>\"\\`|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// clean is a text on one line without control characters.
func clean(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		return visible(c)
	}, text)), " ")
}

package discord

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// escape shows a text as it is, whatever Discord's markdown makes of its signs: nothing in it pings, links or formats
// (reference: message formatting). Characters that nobody sees, and such as turn the direction of writing, are left out.
func escape(text string) string {
	text = strings.Map(visible, text) // first: what is left out may stand between two signs that mean something together
	linked := strings.Contains(text, "](")
	start := true // of a line, where more signs mean something
	var b strings.Builder
	b.Grow(len(text) + 16)
	for i, c := range text {
		switch {
		case c == '\n':
			b.WriteRune(c)
			start = true
			continue
		case c == '@' && (strings.HasPrefix(text[i:], "@everyone") || strings.HasPrefix(text[i:], "@here")):
			b.WriteString("@\u200b") // a backslash does not help there
			start = false
			continue
		case strings.ContainsRune("\\*_~`|<", c), start && strings.ContainsRune("#>-+", c), linked && c == '[',
			c == ':' && strings.HasPrefix(text[i:], "://"):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
		start = start && unicode.IsSpace(c)
	}
	return b.String()
}

// visible keeps the characters that people see, line ends, and what joins emojis.
func visible(c rune) rune {
	if c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Cf, c) && c != '\u200d' || c == unicode.ReplacementChar {
		return -1
	}
	return c
}

// fit cuts a text so that it has at most n units when it is escaped, and escapes it.
func fit(text string, n int) string {
	for most := n; ; most = most * 3 / 4 {
		if out := escape(cut(text, most)); units(out) <= n {
			return out
		}
	}
}

// units counts as Discord's limits may: in UTF-16, which is never less than in characters.
func units(text string) int {
	n := 0
	for _, c := range text {
		n += utf16.RuneLen(c)
	}
	return n
}

// cut shortens a text to at most n units, at a blank where there is one near, and says so by an ellipsis. What it gets must not
// be escaped yet: an escape must not be cut in two.
func cut(text string, n int) string {
	if units(text) <= n {
		return text
	}
	used, end, blank := 0, 0, 0
	for i, c := range text {
		if used += max(utf16.RuneLen(c), 1); used > n-1 {
			break
		}
		end = i + len(string(c))
		if unicode.IsSpace(c) {
			blank = i
		}
	}
	if blank > end/2 {
		end = blank
	}
	return strings.TrimRightFunc(text[:end], unicode.IsSpace) + "…"
}

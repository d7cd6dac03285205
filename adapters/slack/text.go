package slack

import (
	"strings"
	"unicode"
)

// size is the length of a text as Slack counts it: in UTF-16 units, which are never fewer than characters.
func size(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// clean drops what must not be shown: control characters, and signs that turn the direction of the text around them.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == '\uFEFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// escaper writes the three signs with which Slack's mark-up begins, so that nothing in a text of other people is a
// mention, a link or a channel (docs.slack.dev/messaging/formatting-message-text).
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escape(s string) string { return escaper.Replace(clean(s)) }

// escapeTo escapes a text and cuts it, visibly, to a size.
func escapeTo(s string, most int) string {
	start, long := begin(s, most)
	whole := escape(start)
	if !long && size(whole) <= most {
		return whole
	}
	var b strings.Builder
	left := most - 1 // for the ellipsis
	for _, r := range clean(start) {
		sign := escaper.Replace(string(r))
		if left -= size(sign); left < 0 {
			break
		}
		b.WriteString(sign)
	}
	return strings.TrimRight(b.String(), " \n") + "…"
}

// lineTo is escapeTo for what is to stand on one line.
func lineTo(s string, most int) string {
	start, long := begin(s, most)
	if start = oneLine(start); long {
		start += " …"
	}
	return escapeTo(start, most)
}

// begin returns more than enough of a text to fill a size, and whether that is not all: a book is not gone through for
// its first line.
func begin(s string, most int) (start string, long bool) {
	if bytes := 8 * most; len(s) > bytes {
		return strings.ToValidUTF8(s[:bytes], ""), true
	}
	return s, false
}

// oneLine makes a text of other people fit a line of ours.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// paragraphs puts lines together to as few texts as a size allows. Lines must not be longer than that themselves.
func paragraphs(lines []string, most int) []string {
	var out []string
	for _, line := range lines {
		if n := len(out) - 1; n >= 0 && size(out[n])+1+size(line) <= most {
			out[n] += "\n" + line
			continue
		}
		out = append(out, line)
	}
	return out
}

package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a line of foreign text safe to show: control characters could move the cursor or
// rename the window, and directional overrides could make a link read as another.
func Clean(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == utf8.RuneError:
			return '?'
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, line)
}

// wrap writes words in rows of at most width columns and ends with a line break. A word that is
// longer than a row has one to itself. Width 0 means no limit.
func wrap(b *strings.Builder, text, first, rest string, width int) {
	words := strings.Fields(text)
	indent, column, fresh := first, 0, true
	b.WriteString(indent)
	column = utf8.RuneCountInString(indent)
	for _, word := range words {
		n := utf8.RuneCountInString(word)
		switch {
		case fresh:
			fresh = false
		case width > 0 && column+1+n > width:
			b.WriteString("\n" + rest)
			column = utf8.RuneCountInString(rest)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
}

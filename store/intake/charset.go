package intake

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/unicode/norm"
)

var (
	xmlEncoding  = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)`)
	metaEncoding = regexp.MustCompile(`(?i)<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)`)
)

// decode turns the bytes of a text into UTF-8. Bytes that are valid UTF-8 and use it are UTF-8, whatever is declared:
// other encodings do not look so by chance. Otherwise the declaration counts (XML, then HTTP and HTML as browsers
// read them), and text without one is taken for windows-1252, the Web's default (WHATWG Encoding).
func decode(data []byte, contentType string) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	ascii := isASCII(data)
	if utf8.Valid(data) && (!ascii || bytes.IndexByte(data, 0x1b) < 0) { // escapes: ISO-2022-JP is ASCII by bytes
		return string(data)
	}
	enc, name := declared(data, contentType)
	if name == "utf-8" {
		if multibyte(data) { // UTF-8 with a few broken bytes
			return strings.ToValidUTF8(string(data), "\uFFFD")
		}
		enc, _ = charset.Lookup("windows-1252")
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(out)
}

func declared(data []byte, contentType string) (encoding.Encoding, string) {
	if m := xmlEncoding.FindSubmatch(data[:min(len(data), 200)]); m != nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil {
			return enc, name
		}
	}
	enc, name, certain := charset.DetermineEncoding(data, contentType)
	if !certain { // it looks at the first 1024 bytes only
		if m := metaEncoding.FindSubmatch(data[:min(len(data), 16<<10)]); m != nil {
			if late, lateName := charset.Lookup(string(m[1])); late != nil {
				return late, lateName
			}
		}
	}
	return enc, name
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// multibyte reports whether data has a valid UTF-8 sequence of two bytes or more.
func multibyte(data []byte) bool {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if n > 1 && r != utf8.RuneError {
			return true
		}
		data = data[n:]
	}
	return false
}

// clean makes text fit to be quoted from: Unicode normal form C, line ends as "\n", no control characters, no
// invisible signs inside words (soft hyphens, zero-width spaces, marks of direction), no blanks at line ends, at most one empty line in a row.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n").Replace(text)
	text = strings.Map(visible, text)
	var b strings.Builder
	b.Grow(len(text))
	empty := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n"[:min(empty, 1)+1])
		}
		empty = 0
		b.WriteString(line)
	}
	return strings.TrimLeft(b.String(), " ")
}

func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t', r == '\u00a0', r == '\u202f', r == '\u3000':
		return ' '
	case r < 0x20, r >= 0x7f && r < 0xa0, r == '\u00ad', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r == '\u2060', r == '\ufeff':
		return -1
	}
	return r
}

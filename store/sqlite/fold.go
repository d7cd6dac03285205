package sqlite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord bounds a word in bytes; the rest of a longer one is dropped.
const longestWord = 64

// fold takes text apart into lower-case, unaccented words. A word with something inside, such as
// "cease-fire", "G-20" or "U.S.", comes apart in the first result ("cease", "fire") and whole in the
// second ("ceasefire"); the second is nil when there is no such word. A possessive 's is dropped.
// Facts and questions go through here alike, so that either spelling finds the other.
func fold(text string) (apart, whole []string) {
	f := folder{text: plain(text)}
	for f.next() {
		from := len(apart)
		apart = append(apart, f.parts...)
		if len(f.parts) > 1 && whole == nil {
			whole = append(make([]string, 0, 2*from+1), apart[:from]...)
		}
		if len(f.parts) > 1 {
			whole = append(whole, clip(strings.Join(f.parts, "")))
		} else if whole != nil {
			whole = append(whole, f.parts...)
		}
	}
	return apart, whole
}

// plain takes accents off and letters down. Invalid bytes become U+FFFD, which is no part of a word.
func plain(s string) string {
	if !ascii(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		s = norm.NFKD.String(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return r
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return unicode.ToLower(unicode.ToUpper(r))
	}, s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// A folder walks over folded text word by word.
type folder struct {
	text  string   // what is left
	parts []string // of the word just read
}

// next reads a word into parts; false at the end.
func (f *folder) next() bool {
	f.parts = f.parts[:0]
	if at := strings.IndexFunc(f.text, inWord); at > 0 {
		f.text = f.text[at:]
	} else if at < 0 {
		return false
	}
	for {
		n := strings.IndexFunc(f.text, outsideWord)
		if n < 0 {
			n = len(f.text)
		}
		part := f.text[:n]
		f.parts = append(f.parts, clip(part))
		f.text = f.text[n:]
		if !f.joins(part) {
			return true
		}
	}
}

// joins says whether the text goes on with a mark inside the word whose part was just read, and skips the mark.
func (f *folder) joins(part string) bool {
	mark, n := utf8.DecodeRuneInString(f.text)
	after, m := utf8.DecodeRuneInString(f.text[n:])
	if !inWord(after) {
		return false
	}
	before, b := utf8.DecodeLastRuneInString(part)
	switch mark {
	case '\'', '\u2019':
		if rest, _ := utf8.DecodeRuneInString(f.text[n+m:]); after == 's' && !inWord(rest) {
			f.text = f.text[n+m:]
			return false
		}
	case '.':
		if b < len(part) || unicode.IsNumber(before) { // only in "U.S.", not at the end of a sentence
			return false
		}
	case '-', '\u2010', '\u2011', '\u00ad':
	default:
		return false
	}
	if unicode.IsNumber(before) && unicode.IsNumber(after) { // not in "2015-09" or "3.5"
		return false
	}
	f.text = f.text[n:]
	return true
}

func outsideWord(r rune) bool { return !inWord(r) }

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// clip cuts a word to its greatest length, between characters.
func clip(word string) string {
	if len(word) <= longestWord {
		return word
	}
	n := longestWord
	for !utf8.RuneStart(word[n]) {
		n--
	}
	return word[:n]
}

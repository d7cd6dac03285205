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
	f := folder{text: []rune(plain(text))}
	for f.next() {
		apart = append(apart, f.parts...)
		whole = append(whole, clip(strings.Join(f.parts, "")))
		f.inner = f.inner || len(f.parts) > 1
	}
	if !f.inner {
		whole = nil
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
	text  []rune
	parts []string // of the word just read
	inner bool     // some word had more than one part
}

// next reads a word into parts; false at the end.
func (f *folder) next() bool {
	f.parts = nil
	for len(f.text) > 0 && !inWord(f.text[0]) {
		f.text = f.text[1:]
	}
	for len(f.text) > 0 {
		n := 0
		for n < len(f.text) && inWord(f.text[n]) {
			n++
		}
		part := f.text[:n]
		f.parts = append(f.parts, clip(string(part)))
		f.text = f.text[n:]
		if !f.joins(part) {
			break
		}
		f.text = f.text[1:]
	}
	return len(f.parts) > 0
}

// joins says whether the text goes on with a mark inside the word whose part was just read.
func (f *folder) joins(part []rune) bool {
	if len(f.text) < 2 || !inWord(f.text[1]) {
		return false
	}
	switch f.text[0] {
	case '\'', '\u2019':
		if f.text[1] == 's' && (len(f.text) == 2 || !inWord(f.text[2])) {
			f.text = f.text[2:]
			return false
		}
	case '.':
		if len(part) > 1 || unicode.IsNumber(part[0]) { // only in "U.S.", not at the end of a sentence
			return false
		}
	case '-', '\u2010', '\u2011', '\u00ad':
	default:
		return false
	}
	return !unicode.IsNumber(part[len(part)-1]) || !unicode.IsNumber(f.text[1]) // not in "2015-09" or "3.5"
}

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

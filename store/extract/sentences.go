package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/store"
)

// maxQuoted is the length in bytes to which sentences of one quotation stay together.
const maxQuoted = 600

// cutSentences finds the sentences of a paragraph. The sentences of a quotation stay together when it closes
// in the same paragraph, so that none has half a pair of quotation marks.
func (t *tables) cutSentences(text string, paragraph store.Span) []store.Span {
	var out []store.Span
	start := paragraph.Start
	open := 0 // where an unclosed quotation began, relative to nothing: a count of marks
	for i := paragraph.Start; i < paragraph.End; {
		r, size := utf8.DecodeRuneInString(text[i:paragraph.End])
		switch r {
		case '“':
			open = 1
		case '”':
			open = 0
		case '"':
			open = straightMark(text, i, start, open)
		}
		if !strings.ContainsRune(".!?…", r) {
			i += size
			continue
		}
		end := skipClosing(text, i+size, paragraph.End)
		closes := open == 1 && strings.ContainsAny(text[i+size:end], `"”`)
		if !t.sentenceEnd(text, start, i, end, paragraph.End) {
			i += size
			continue
		}
		if closes {
			open = 0
		}
		if open == 1 && end-start < maxQuoted && closesLater(text[end:paragraph.End]) {
			i = end
			continue
		}
		open = 0
		out = append(out, trim(text, store.Span{Start: start, End: end}))
		start, i = end, end
	}
	if s := trim(text, store.Span{Start: start, End: paragraph.End}); s.Start < s.End {
		out = append(out, s)
	}
	return out
}

// straightMark tells whether a straight quotation mark opens or closes: it opens after a blank.
func straightMark(text string, i, start, open int) int {
	if open == 1 {
		return 0
	}
	if i == start {
		return 1
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	if unicode.IsSpace(before) || strings.ContainsRune("(—–-[", before) {
		return 1
	}
	return 0
}

func closesLater(rest string) bool {
	i := strings.IndexAny(rest, `"“”`)
	return i >= 0 && i < maxQuoted && !strings.HasPrefix(rest[i:], "“")
}

// skipClosing moves past what closes a sentence with its full stop: more stops, quotation marks, brackets.
func skipClosing(text string, i, limit int) int {
	for i < limit {
		r, size := utf8.DecodeRuneInString(text[i:limit])
		if !strings.ContainsRune(`.!?…"”’')]»`, r) {
			break
		}
		i += size
	}
	return i
}

// sentenceEnd reports whether the stop at dot, closed at end, ends a sentence that began at start.
func (t *tables) sentenceEnd(text string, start, dot, end, limit int) bool {
	if end >= limit {
		return true
	}
	next := text[end:limit]
	trimmed := strings.TrimLeftFunc(next, unicode.IsSpace)
	if len(trimmed) == len(next) { // no blank: "4.5", "cnn.com"; a missing blank before a capital counts only after a closing mark
		return false
	}
	if strings.HasPrefix(text[dot:], "…") || strings.HasPrefix(text[dot:], "...") {
		return startsSentence(trimmed) && t.sentences["starter"][firstWord(trimmed)]
	}
	if text[dot] != '.' {
		return startsSentence(trimmed)
	}
	word := lastWord(text[start:dot])
	if !startsSentence(trimmed) {
		return false
	}
	lower := strings.ToLower(word)
	switch {
	case lower == "no" || lower == "nos":
		return !startsWithDigit(trimmed)
	case t.sentences["place"][lower] && word == lower: // "he fell ill."
		return true
	case t.sentences["maybe"][lower]:
		return end > dot+1 || t.sentences["starter"][firstWord(trimmed)]
	case t.sentences["title"][lower], t.sentences["other"][lower], t.sentences["place"][lower]:
		return end > dot+1
	case t.sentences["month"][lower]:
		return lower != "may" && !startsWithDigit(trimmed)
	case initials(word):
		return end > dot+1 || t.sentences["starter"][firstWord(trimmed)]
	case utf8.RuneCountInString(word) == 1 && word != "I" && unicode.IsUpper(rune(word[0])):
		return end > dot+1 // an initial: "Donald J. Trump"
	}
	return true
}

// initials reports whether a word is of capitals with dots between them: "H.W" of "George H.W. Bush".
func initials(word string) bool {
	parts := strings.Split(word, ".")
	for _, p := range parts {
		if r, size := utf8.DecodeRuneInString(p); size == 0 || size != len(p) || !unicode.IsUpper(r) {
			return false
		}
	}
	return len(parts) > 1
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func startsSentence(s string) bool {
	for _, r := range s {
		if strings.ContainsRune(`"“‘'([«—–-`, r) || unicode.IsSpace(r) {
			continue
		}
		return unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r)
	}
	return true
}

func firstWord(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(s)
}

// lastWord returns the letters and inner dots before a stop: "U.S" before the last dot of "U.S.".
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

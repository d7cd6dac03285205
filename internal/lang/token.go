package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is one word or number of a text. Start and End are byte offsets into it.
type Token struct {
	Norm       string // lower-case, unaccented, without apostrophes and dots: "obama", "us", "90"
	Stem       string // Snowball English stem of Norm
	Start, End int
	Capital    bool // written with a capital first letter
	Upper      bool // written in capitals throughout: "US", "IS"
	First      bool // first word of a sentence, so that a capital says nothing
	Possessive bool // written with 's or s'
	Joined     bool // a hyphen joins it to the token before it
	hash       uint64
}

// maxTokens bounds the work on one text; what comes later is not read. Questions and facts have far fewer.
const maxTokens = 4000

// Tokenize cuts a text into words and numbers. It never fails: what is neither is skipped.
func Tokenize(text string) []Token {
	if text == "" {
		return nil
	}
	return appendTokens(make([]Token, 0, min(len(text)/5+1, maxTokens)), text)
}

// appendTokens adds the words and numbers of a text to out, at most maxTokens in all.
func appendTokens(out []Token, text string) []Token {
	first := true
	for i := 0; i < len(text) && len(out) < maxTokens; {
		r, size := runeAt(text, i)
		if wordRune(r) {
			end, plain := plainEnd(text, i)
			if plain {
				out = append(out, plainWord(text[i:end], i, first, joined(out, text, i)))
			} else {
				end = wordEnd(text, i)
				out = appendWord(out, text, i, end, first)
			}
			first = false
			i = end
			continue
		}
		switch r {
		case '.', '?', '!', '\n', ':':
			first = true
		case '$', '€', '£':
			t := Token{Start: i, End: i + size}
			t.set(currency(r))
			out = append(out, t)
		}
		i += size
	}
	return out
}

// currency returns the word that a sign is read as.
func currency(sign rune) string {
	switch sign {
	case '$':
		return "dollar"
	case '€':
		return "euro"
	}
	return "pound"
}

// runeAt decodes the rune at text[i:], as [utf8.DecodeRuneInString] does; letters of ASCII are most of what comes.
func runeAt(text string, i int) (rune, int) {
	if i < len(text) && text[i] < utf8.RuneSelf {
		return rune(text[i]), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

func asciiLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiLetter(r) || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '`' || r == '‘' || r == '´' }

// wordEnd returns the end of the word that starts at i. An apostrophe, a dot or a comma belongs to
// the word when a letter or digit follows in the right way: "didn't", "U.S", "5,000", "1.5".
func wordEnd(text string, i int) int {
	var prev rune
	for j := i; j < len(text); {
		r, size := runeAt(text, j)
		if wordRune(r) {
			prev, j = r, j+size
			continue
		}
		next, _ := runeAt(text, j+size)
		switch {
		case apostrophe(r) && unicode.IsLetter(prev) && unicode.IsLetter(next):
		case r == '.' && dotted(text, i, j) && unicode.IsLetter(next) && !unicode.IsLetter(after(text, j+size)):
		case (r == '.' || r == ',') && unicode.IsDigit(prev) && unicode.IsDigit(next):
		default:
			return j
		}
		prev, j = r, j+size
	}
	return len(text)
}

// after returns the second rune of text[i:].
func after(text string, i int) rune {
	_, size := utf8.DecodeRuneInString(text[i:])
	r, _ := utf8.DecodeRuneInString(text[i+size:])
	return r
}

// dotted reports whether text[i:j] is a letter, or letters with dots between: the head of "U.S.".
func dotted(text string, i, j int) bool {
	s := strings.ReplaceAll(text[i:j], ".", "")
	return len(s) > 0 && utf8.RuneCountInString(s) == 1+strings.Count(text[i:j], ".")
}

// joined reports whether a hyphen joins what starts there to the token before it.
func joined(out []Token, text string, start int) bool {
	return start > 0 && text[start-1] == '-' && len(out) > 0 && out[len(out)-1].End == start-1
}

// plainEnd returns the end of the letters and digits of ASCII at i, and whether they are a word as they stand:
// whether nothing follows that could belong to it, or say more of it.
func plainEnd(text string, i int) (int, bool) {
	for i < len(text) && text[i] < utf8.RuneSelf && wordRune(rune(text[i])) {
		i++
	}
	if i == len(text) {
		return i, true
	}
	switch c := text[i]; c {
	case '\'', '`':
		return i, false
	case '.', ',':
		return i, i+1 == len(text) || text[i+1] == ' '
	default:
		return i, c < utf8.RuneSelf
	}
}

// plainWord is the token of a word of letters and digits of ASCII.
func plainWord(raw string, start int, first, joined bool) Token {
	t := Token{Start: start, End: start + len(raw), First: first, Joined: joined, Capital: 'A' <= raw[0] && raw[0] <= 'Z'}
	t.Upper = t.Capital && len(raw) > 1 && allUpper(raw)
	t.set(strings.ToLower(raw))
	return t
}

func appendWord(out []Token, text string, start, end int, first bool) []Token {
	raw := text[start:end]
	t := Token{Start: start, End: end, First: first}
	r, _ := utf8.DecodeRuneInString(raw)
	t.Capital = unicode.IsUpper(r)
	t.Upper = t.Capital && len(raw) > 1 && allUpper(raw)
	t.Joined = joined(out, text, start)
	word, suffix := cutApostrophe(Fold(raw))
	if suffix == "s" {
		t.Possessive = true
	} else if end < len(text) && strings.HasSuffix(word, "s") {
		next, _ := utf8.DecodeRuneInString(text[end:])
		t.Possessive = apostrophe(next)
	}
	if suffix == "t" && strings.HasSuffix(word, "n") { // "didn't": two words, so that "not" is seen
		word = strings.TrimSuffix(word, "n")
		switch word {
		case "ca":
			word = "can"
		case "wo":
			word = "will"
		}
		if word != "" {
			t.set(word)
			out = append(out, t)
		}
		not := Token{Start: start, End: end}
		not.set("not")
		return append(out, not)
	}
	t.set(strings.ReplaceAll(strings.ReplaceAll(word, ".", ""), ",", ""))
	if strings.ContainsAny(word, ".") && unicode.IsDigit(r) {
		t.set(word)
	}
	if t.Norm == "" {
		return out
	}
	return append(out, t)
}

// allUpper reports whether a text has no small letter.
func allUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.ToUpper(s) == s
		}
		if 'a' <= s[i] && s[i] <= 'z' {
			return false
		}
	}
	return true
}

// cutApostrophe splits "obama's" into "obama" and "s". Folding has made all apostrophes alike.
func cutApostrophe(s string) (word, suffix string) {
	if i := strings.LastIndexByte(s, '\''); i > 0 {
		switch suffix := s[i+1:]; suffix {
		case "s", "t", "re", "ve", "ll", "d", "m":
			return strings.ReplaceAll(s[:i], "'", ""), suffix
		}
	}
	return strings.ReplaceAll(s, "'", ""), ""
}

func (t *Token) set(norm string) {
	t.Norm = norm
	t.Stem = Stem(norm)
	t.hash = hashString(t.Stem)
}

// Fold lowers the case, removes accents and makes all apostrophes alike.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] == '`' {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case apostrophe(r):
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

const (
	hashStart = uint64(14695981039346656037)
	hashPrime = 1099511628211
)

// hashString is 64-bit FNV-1a.
func hashString(s string) uint64 { return hashMore(hashStart, s) }

// hashMore goes on hashing: the hash of a prefix and then s is that of both joined.
func hashMore(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

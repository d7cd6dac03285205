package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
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
	var out []Token
	first := true
	for i := 0; i < len(text) && len(out) < maxTokens; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if name := currencies[r]; name != "" && len(out) < maxTokens {
			t := Token{Start: i, End: i + size}
			t.set(name)
			out = append(out, t)
		}
		if !wordRune(r) {
			if r == '.' || r == '?' || r == '!' || r == '\n' || r == ':' {
				first = true
			}
			i += size
			continue
		}
		end := wordEnd(text, i)
		out = appendWord(out, text, i, end, first)
		first = false
		i = end
	}
	return out
}

// currencies are signs that are read as words.
var currencies = map[rune]string{'$': "dollar", '€': "euro", '£': "pound"}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '`' || r == '‘' || r == '´' }

// wordEnd returns the end of the word that starts at i. An apostrophe, a dot or a comma belongs to
// the word when a letter or digit follows in the right way: "didn't", "U.S", "5,000", "1.5".
func wordEnd(text string, i int) int {
	var prev rune
	for j := i; j < len(text); {
		r, size := utf8.DecodeRuneInString(text[j:])
		if wordRune(r) {
			prev, j = r, j+size
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[j+size:])
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

func appendWord(out []Token, text string, start, end int, first bool) []Token {
	raw := text[start:end]
	t := Token{Start: start, End: end, First: first}
	r, _ := utf8.DecodeRuneInString(raw)
	t.Capital = unicode.IsUpper(r)
	t.Upper = t.Capital && len(raw) > 1 && strings.ToUpper(raw) == raw
	t.Joined = start > 0 && text[start-1] == '-' && len(out) > 0 && out[len(out)-1].End == start-1
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
		t.set(word)
		not := Token{Start: start, End: end}
		not.set("not")
		return append(out, t, not)
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

// Stem returns the Snowball English ("Porter 2") stem of a folded word; words with digits are their own stems.
func Stem(word string) string {
	if len(word) < 3 || len(word) > 40 || strings.ContainsAny(word, "0123456789") {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// hashString is 64-bit FNV-1a.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

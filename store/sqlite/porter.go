package sqlite

import "strings"

// stem returns what FTS5's tokenizer "porter" makes of a folded word (Porter, 1980). It has to agree with
// FTS5 to the letter, since it says under which term the table term counts a word; a test compares them.
func stem(word string) string {
	const longest = 64 // FTS5 leaves longer words alone, and those under three letters
	if len(word) < 3 || len(word) > longest {
		return word
	}
	var room [longest + 8]byte
	b := append(room[:0], word...)
	b = plural(b)
	b = pastOrGerund(b)
	if n := len(b); b[n-1] == 'y' && hasVowel(b[:n-1]) {
		b[n-1] = 'i'
	}
	b = replaceSuffix(b, doubleSuffixes[:], measureOver0)
	b = replaceSuffix(b, singleSuffixes[:], measureOver0)
	b = dropSuffix(b)
	b = tidy(b)
	return string(b)
}

type suffix struct{ from, to string }

// Of suffixes that end alike the longer comes first; the first that fits decides.
var doubleSuffixes = [...]suffix{
	{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"logi", "log"},
	{"bli", "ble"}, {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"},
	{"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"},
	{"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"},
	{"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"},
}

var singleSuffixes = [...]suffix{
	{"ical", "ic"}, {"ness", ""}, {"icate", "ic"}, {"iciti", "ic"}, {"ful", ""}, {"ative", ""}, {"alize", "al"},
}

var lastSuffixes = [...]string{
	"al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
	"ate", "iti", "ous", "ive", "ize",
}

// ends says whether b ends in s with something before it.
func ends(b []byte, s string) bool {
	return len(b) > len(s) && string(b[len(b)-len(s):]) == s
}

func replaceSuffix(b []byte, suffixes []suffix, fits func([]byte) bool) []byte {
	for _, s := range suffixes {
		if ends(b, s.from) {
			if rest := b[:len(b)-len(s.from)]; fits(rest) {
				return append(rest, s.to...)
			}
			return b
		}
	}
	return b
}

func dropSuffix(b []byte) []byte {
	for _, s := range lastSuffixes {
		if !ends(b, s) {
			continue
		}
		rest := b[:len(b)-len(s)]
		if s == "ion" && !strings.ContainsRune("st", rune(rest[len(rest)-1])) {
			return b
		}
		if measureOver1(rest) {
			return rest
		}
		return b
	}
	return b
}

func plural(b []byte) []byte {
	n := len(b)
	if b[n-1] != 's' || b[n-2] == 's' {
		return b
	}
	if b[n-2] == 'e' && ((n > 4 && b[n-4] == 's' && b[n-3] == 's') || (n > 3 && b[n-3] == 'i')) {
		return b[:n-2]
	}
	return b[:n-1]
}

func pastOrGerund(b []byte) []byte {
	n := len(b)
	switch {
	case ends(b, "eed"):
		if measureOver0(b[:n-3]) {
			return b[:n-1]
		}
		return b
	case ends(b, "ed") && hasVowel(b[:n-2]):
		b = b[:n-2]
	case ends(b, "ing") && hasVowel(b[:n-3]):
		b = b[:n-3]
	default:
		return b
	}
	if ends(b, "at") || ends(b, "bl") || ends(b, "iz") {
		return append(b, 'e')
	}
	n = len(b)
	last := b[n-1]
	if n > 1 && !vowel(last, false) && last != 'l' && last != 's' && last != 'z' && last == b[n-2] {
		return b[:n-1]
	}
	if measureIs1(b) && consonantVowelConsonant(b) {
		return append(b, 'e')
	}
	return b
}

func tidy(b []byte) []byte {
	if n := len(b); b[n-1] == 'e' {
		if rest := b[:n-1]; measureOver1(rest) || (measureIs1(rest) && !consonantVowelConsonant(rest)) {
			b = rest
		}
	}
	if n := len(b); n > 1 && b[n-1] == 'l' && b[n-2] == 'l' && measureOver1(b[:n-1]) {
		b = b[:n-1]
	}
	return b
}

func vowel(c byte, afterConsonant bool) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return c == 'y' && afterConsonant
}

func hasVowel(b []byte) bool {
	for i, c := range b {
		if vowel(c, i > 0) {
			return true
		}
	}
	return false
}

// vowelsThenConsonant returns how many bytes a first run of vowels and the consonant behind it take; 0 when there is none.
func vowelsThenConsonant(b []byte, consonant bool) int {
	i := 0
	for ; i < len(b); i++ {
		if consonant = !vowel(b[i], consonant); !consonant {
			break
		}
	}
	for i++; i < len(b); i++ {
		if consonant = !vowel(b[i], consonant); consonant {
			return i + 1
		}
	}
	return 0
}

func measureOver0(b []byte) bool { return vowelsThenConsonant(b, false) > 0 }

func measureOver1(b []byte) bool {
	n := vowelsThenConsonant(b, false)
	return n > 0 && vowelsThenConsonant(b[n:], true) > 0
}

func measureIs1(b []byte) bool {
	n := vowelsThenConsonant(b, false)
	return n > 0 && vowelsThenConsonant(b[n:], true) == 0
}

// consonantVowelConsonant is Porter's *o: the stem ends so, and not in w, x or y.
func consonantVowelConsonant(b []byte) bool {
	switch b[len(b)-1] {
	case 'w', 'x', 'y':
		return false
	}
	pattern, consonant := 0, false
	for _, c := range b {
		consonant = !vowel(c, consonant)
		pattern = pattern << 1 & 7
		if consonant {
			pattern |= 1
		}
	}
	return pattern == 0b101
}

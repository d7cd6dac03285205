package lang

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// maxStemmed is the length in bytes of the longest word that is stemmed.
const maxStemmed = 40

// Stem returns the Snowball English ("Porter 2") stem of a folded word; words with digits are their own stems.
func Stem(word string) string {
	if len(word) < 3 || len(word) > maxStemmed {
		return word
	}
	if letters(word) {
		return stemLetters(word)
	}
	if strings.ContainsAny(word, "0123456789") {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// stemLetters is the same algorithm for words of a to z, nearly all there are: the tables of a start and
// each article have tens of thousands of words, and the generated stemmer takes ten times as long for one.
// A test holds the two against each other.
func stemLetters(word string) string {
	if len(word) <= 6 {
		if stem, ok := stemExceptions[word]; ok {
			return stem
		}
	}
	s := stemmer{n: len(word)}
	copy(s.buf[:], word)
	s.prelude()
	s.regions(word)
	s.plural()
	if last := s.buf[s.n-1]; last != 'g' && last != 'd' || !wholeWords[string(s.word())] {
		s.pastOrGerund()
		s.finalY()
		s.replace(&derivations)
		s.replace(&adjectives)
		s.drop()
		s.finalEL()
	}
	if s.marked {
		for i, c := range s.word() {
			if c == 'Y' {
				s.buf[i] = 'y'
			}
		}
	}
	if head := word[:min(s.n, len(word))]; head == string(s.word()) {
		return head // no memory is needed for it
	}
	return string(s.word())
}

// stemExceptions are the words that the rules would spoil.
var stemExceptions = map[string]string{
	"andes": "andes", "atlas": "atlas", "bias": "bias", "cosmos": "cosmos", "dying": "die", "early": "earli", "gently": "gentl",
	"howe": "howe", "idly": "idl", "lying": "lie", "news": "news", "only": "onli", "singly": "singl", "skies": "sky", "skis": "ski",
	"sky": "sky", "tying": "tie", "ugly": "ugli",
}

// wholeWords only look as if they ended in -ing or -eed.
var wholeWords = map[string]bool{
	"succeed": true, "proceed": true, "exceed": true, "canning": true, "inning": true, "earring": true, "herring": true, "outing": true,
}

// A stemmer is a word on its way to its stem. r1 and r2 are where the regions begin in which endings may go.
// The letters are in the stemmer itself, so that a word needs no memory of its own.
type stemmer struct {
	buf       [maxStemmed + 2]byte
	n, r1, r2 int
	marked    bool // a y that is a consonant is written Y
}

func (s *stemmer) word() []byte { return s.buf[:s.n] }

//lint:ignore SA4000 a is the first, and stands like the others
const vowels = 1<<('a'-'a') | 1<<('e'-'a') | 1<<('i'-'a') | 1<<('o'-'a') | 1<<('u'-'a') | 1<<('y'-'a')

func vowel(c byte) bool { return vowels>>(c-'a')&1 != 0 } // Y is none: it lies below a

// ends reports whether the word ends so, and where the ending begins. Most do not even share the first letter.
func (s *stemmer) ends(suffix string) (int, bool) {
	i := s.n - len(suffix)
	return i, i >= 0 && s.buf[i] == suffix[0] && string(s.buf[i:s.n]) == suffix
}

// put replaces what begins at i.
func (s *stemmer) put(i int, ending string) { s.n = i + copy(s.buf[i:], ending) }

func (s *stemmer) hasVowel(before int) bool {
	for _, c := range s.buf[:max(before, 0)] {
		if vowel(c) {
			return true
		}
	}
	return false
}

func (s *stemmer) prelude() {
	for i, c := range s.word() {
		if c == 'y' && (i == 0 || vowel(s.buf[i-1])) {
			s.buf[i], s.marked = 'Y', true
		}
	}
}

func (s *stemmer) regions(word string) {
	s.r1 = s.pastConsonant(0)
	if c := word[0]; c == 'a' || c == 'c' || c == 'g' {
		for _, head := range [...]string{"arsen", "commun", "gener"} {
			if strings.HasPrefix(word, head) {
				s.r1 = len(head)
			}
		}
	}
	s.r2 = s.pastConsonant(s.r1)
}

// pastConsonant returns the place behind the first consonant that follows a vowel, from i on.
func (s *stemmer) pastConsonant(i int) int {
	for ; i < s.n && !vowel(s.buf[i]); i++ {
	}
	for ; i < s.n && vowel(s.buf[i]); i++ {
	}
	return min(i+1, s.n)
}

// short reports whether w[:n] ends in a short syllable.
func (s *stemmer) short(n int) bool {
	if n < 2 || vowel(s.buf[n-1]) || !vowel(s.buf[n-2]) {
		return false
	}
	if n == 2 {
		return true
	}
	c := s.buf[n-1]
	return c != 'w' && c != 'x' && c != 'Y' && !vowel(s.buf[n-3])
}

func (s *stemmer) plural() { // step 1a
	if s.buf[s.n-1] != 's' && s.buf[s.n-1] != 'd' {
		return
	}
	if i, ok := s.ends("sses"); ok {
		s.put(i, "ss")
		return
	}
	for _, suffix := range [...]string{"ied", "ies"} {
		if i, ok := s.ends(suffix); ok {
			if i >= 2 {
				s.put(i, "i")
			} else {
				s.put(i, "ie")
			}
			return
		}
	}
	last := s.n - 1
	if s.buf[last] == 's' && s.buf[last-1] != 's' && s.buf[last-1] != 'u' && s.hasVowel(last-1) {
		s.n = last
	}
}

func (s *stemmer) pastOrGerund() { // step 1b
	if c := s.buf[s.n-1]; c != 'd' && c != 'g' && c != 'y' {
		return
	}
	for _, suffix := range [...]string{"eedly", "eed"} {
		if i, ok := s.ends(suffix); ok {
			if i >= s.r1 {
				s.put(i, "ee")
			}
			return
		}
	}
	for _, suffix := range [...]string{"ingly", "edly", "ing", "ed"} {
		if i, ok := s.ends(suffix); ok {
			if s.hasVowel(i) {
				s.n = i
				s.mendEnd()
			}
			return
		}
	}
}

// mendEnd restores what -ed and -ing changed: "hop(p)ed", "hop(e)d".
func (s *stemmer) mendEnd() {
	n := s.n
	switch c := s.buf[n-1]; {
	case n > 1 && (c == 't' && s.buf[n-2] == 'a' || c == 'l' && s.buf[n-2] == 'b' || c == 'z' && s.buf[n-2] == 'i'):
		s.put(s.n, "e")
	case n > 1 && c == s.buf[n-2] && strings.IndexByte("bdfgmnprt", c) >= 0:
		s.n = n - 1
	case n == s.r1 && s.short(n):
		s.put(s.n, "e")
	}
}

func (s *stemmer) finalY() { // step 1c
	n := s.n
	if n > 2 && (s.buf[n-1] == 'y' || s.buf[n-1] == 'Y') && !vowel(s.buf[n-2]) {
		s.buf[n-1] = 'i'
	}
}

// An ending and what takes its place, under a condition.
type ending struct {
	from, to string
	behind   string // the letters it may follow; empty: any
	inR2     bool   // only in the second region
}

// endings are in order of their last letter, the longest first.
type endings [26][]ending

// derivations are those of step 2, adjectives of step 3, lost of step 4.
var (
	derivations = endings{
		'i' - 'a': {
			{from: "lessli", to: "less"}, {from: "biliti", to: "ble"}, {from: "fulli", to: "ful"}, {from: "ousli", to: "ous"},
			{from: "entli", to: "ent"}, {from: "aliti", to: "al"}, {from: "iviti", to: "ive"}, {from: "abli", to: "able"},
			{from: "alli", to: "al"}, {from: "anci", to: "ance"}, {from: "enci", to: "ence"}, {from: "ogi", to: "og", behind: "l"},
			{from: "bli", to: "ble"}, {from: "li", behind: "cdeghkmnrt"},
		},
		'l' - 'a': {{from: "ational", to: "ate"}, {from: "tional", to: "tion"}},
		'm' - 'a': {{from: "alism", to: "al"}},
		'n' - 'a': {{from: "ization", to: "ize"}, {from: "ation", to: "ate"}},
		'r' - 'a': {{from: "izer", to: "ize"}, {from: "ator", to: "ate"}},
		's' - 'a': {{from: "iveness", to: "ive"}, {from: "fulness", to: "ful"}, {from: "ousness", to: "ous"}},
	}
	adjectives = endings{
		'e' - 'a': {{from: "icate", to: "ic"}, {from: "alize", to: "al"}, {from: "ative", inR2: true}},
		'i' - 'a': {{from: "iciti", to: "ic"}},
		'l' - 'a': {{from: "ational", to: "ate"}, {from: "tional", to: "tion"}, {from: "ical", to: "ic"}, {from: "ful"}},
		's' - 'a': {{from: "ness"}},
	}
	lost = endings{
		'c' - 'a': {{from: "ic"}},
		'e' - 'a': {{from: "ance"}, {from: "ence"}, {from: "able"}, {from: "ible"}, {from: "ate"}, {from: "ive"}, {from: "ize"}},
		'i' - 'a': {{from: "iti"}},
		'l' - 'a': {{from: "al"}},
		'm' - 'a': {{from: "ism"}},
		'n' - 'a': {{from: "ion", behind: "st"}},
		'r' - 'a': {{from: "er"}},
		's' - 'a': {{from: "ous"}},
		't' - 'a': {{from: "ement"}, {from: "ment"}, {from: "ent"}, {from: "ant"}},
	}
)

// replace puts another ending for the longest one of the table, if that stands in the first region.
func (s *stemmer) replace(table *endings) {
	if e, i := s.longest(table); e != nil && i >= s.r1 && (!e.inR2 || i >= s.r2) {
		s.put(i, e.to)
	}
}

func (s *stemmer) drop() { // step 4
	if e, i := s.longest(&lost); e != nil && i >= s.r2 {
		s.n = i
	}
}

// longest returns the longest ending of the table that the word has, and where it begins; nil when
// there is none or when it follows a wrong letter.
func (s *stemmer) longest(table *endings) (*ending, int) {
	last := s.buf[s.n-1]
	if last < 'a' || last > 'z' {
		return nil, 0
	}
	list := table[last-'a']
	for j := range list {
		e := &list[j]
		i, ok := s.ends(e.from)
		if !ok {
			continue
		}
		if e.behind != "" && (i == 0 || strings.IndexByte(e.behind, s.buf[i-1]) < 0) {
			return nil, 0
		}
		return e, i
	}
	return nil, 0
}

func (s *stemmer) finalEL() { // step 5
	last := s.n - 1
	switch s.buf[last] {
	case 'e':
		if last >= s.r2 || last >= s.r1 && !s.short(last) {
			s.n = last
		}
	case 'l':
		if last >= s.r2 && last > 0 && s.buf[last-1] == 'l' {
			s.n = last
		}
	}
}

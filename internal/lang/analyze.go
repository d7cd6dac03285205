package lang

import "strings"

// A Match is a word or phrase of a text that the lexicon knows: Tokens[Start:End].
type Match struct {
	Start, End int
	Senses     []Sense
}

// An Analysis is a text as the lexicon reads it. Matches overlap: "Syrian president" is there as
// well as "president". They are ordered by start, the longest first.
type Analysis struct {
	Tokens  []Token
	Matches []Match
}

// Analyze reads a text. It is the same for facts and for questions.
func (l *Lexicon) Analyze(text string) Analysis { return l.Read(Tokenize(text)) }

// Read finds the known words and phrases among tokens.
func (l *Lexicon) Read(tokens []Token) Analysis {
	a := Analysis{Tokens: tokens}
	for i := range tokens {
		n := min(l.longestFrom(tokens[i].hash), len(tokens)-i)
		for ; n > 0; n-- {
			part := tokens[i : i+n]
			if senses := fitting(l.lookup(phraseHash(part)), part); len(senses) > 0 {
				a.Matches = append(a.Matches, Match{i, i + n, senses})
			}
		}
	}
	return a
}

// fitting drops the senses that need capitals where there are none.
func fitting(senses []Sense, part []Token) []Sense {
	ok := func(s Sense) bool {
		if s.form != "" && len(part) == 1 && !hasForm(s, part[0].Norm) {
			return false
		}
		return !s.cased || part[0].Upper || part[0].Capital && !s.upper
	}
	for i, s := range senses {
		if ok(s) {
			continue
		}
		out := append([]Sense(nil), senses[:i]...)
		for _, s := range senses[i+1:] {
			if ok(s) {
				out = append(out, s)
			}
		}
		return out
	}
	return senses
}

// hasForm reports whether a word is the one that the sense asks for: a role may be in the plural.
func hasForm(s Sense, word string) bool {
	return word == s.form || s.Class == Role && strings.HasSuffix(word, "s") && word[:len(word)-1] == s.form
}

// Segments returns the matches of a left-to-right reading that takes the longest phrase at each place.
// Words that no match covers are not in it.
func (a Analysis) Segments() []Match {
	var out []Match
	next := 0
	for _, m := range a.Matches {
		if m.Start >= next {
			out = append(out, m)
			next = m.End
		}
	}
	return out
}

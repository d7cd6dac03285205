package extract

import (
	"slices"
	"strconv"
	"strings"

	"readout/store"
)

// scales of numbers in words.
var scales = map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "percent": 1}

// counted are the numbers in words that count something; "one" mostly does not.
var counted = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}

// maxFigures is how many figures are taken from a sentence; tables of numbers say nothing by themselves.
const maxFigures = 4

// figureFacts give the numbers and amounts of a sentence that are no dates, lengths of time or parts of names.
func figureFacts(d *document, s *sentence) []store.Fact {
	var out []store.Fact
	for i := range s.tokens {
		value, money := figureAt(s, i)
		if value == "" || len(out) == maxFigures {
			continue
		}
		f := d.fact(s, store.KindFigure, "figure", 0.5)
		f.Value, f.Hedge = value, hedgeBefore(s, i)
		f.Words = d.tables.words["figure"]
		if money {
			f.Words = append(slices.Clone(f.Words), d.tables.words["money"]...)
		}
		if y, ok := s.speaks(); ok {
			f.Speaker, f.Attributed = y.speaker, y.attributed
		}
		f.Answers = append(f.Answers, store.AskHowMany)
		out = append(out, f)
	}
	return out
}

// figureAt returns the number that begins at a token, in digits, and whether it is of money.
func figureAt(s *sentence, i int) (value string, money bool) {
	t := s.tokens[i]
	if timed(s, i) || t.Joined || inMention(s, i) || s.inside(cue{start: i, end: i + 1}, "pair") {
		return "", false
	}
	n, ok := counted[t.Norm]
	if !ok {
		if t.Norm[0] < '0' || t.Norm[0] > '9' {
			return "", false
		}
		var err error
		n, err = strconv.ParseFloat(strings.ReplaceAll(t.Norm, ",", ""), 64)
		if err != nil || n > 1e12 || n < 0 {
			return "", false
		}
	} else if w := s.norm(i + 1); w == "of" || w == "sides" || w == "countries" || w == "leaders" || w == "men" || w == "governments" || w == "nations" {
		return "", false
	}
	if by, ok := scales[s.norm(i+1)]; ok {
		n *= by
	}
	before := s.norm(i - 1)
	money = before == "dollar" || before == "euro" || before == "pound"
	return strconv.FormatFloat(n, 'f', -1, 64), money
}

// hedgeBefore returns the word that makes a number less than exact.
func hedgeBefore(s *sentence, i int) string {
	if w := s.norm(i - 1); w == "dollar" || w == "euro" || w == "pound" {
		i--
	}
	switch w := s.norm(i - 1); w {
	case "about", "around", "nearly", "almost", "over", "roughly", "approximately", "some", "up":
		return w
	case "than":
		if p := s.norm(i - 2); p == "more" || p == "less" || p == "fewer" {
			return p + " than"
		}
	case "least", "most":
		if s.norm(i-2) == "at" {
			return "at " + w
		}
	}
	return ""
}

// timed reports whether a token is part of a date or a length of time.
func timed(s *sentence, i int) bool {
	for _, m := range s.times {
		if i >= m.start && i < m.end {
			return true
		}
	}
	for _, l := range s.lengths {
		if i >= l.start && i < l.end {
			return true
		}
	}
	return false
}

// inMention reports whether a token is part of a name: "G-20".
func inMention(s *sentence, i int) bool {
	for _, m := range s.mentions {
		if i >= m.start && i < m.end {
			return true
		}
	}
	return false
}

package extract

import (
	"strconv"
	"strings"
)

// scales of numbers in words.
var scales = map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// figure returns the first number of a sentence that is no date and no length of time, in digits.
func figure(s *sentence) string {
	for i, t := range s.tokens {
		if t.Norm[0] < '0' || t.Norm[0] > '9' || timed(s, i) || s.quoted[i] || t.Joined || inMention(s, i) {
			continue
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(t.Norm, ",", ""), 64)
		if err != nil || n > 1e12 {
			continue
		}
		if by, ok := scales[s.norm(i+1)]; ok {
			n *= by
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
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

package extract

import "strings"

// findTalk notes the names that stand alone beside a verb of speaking: "said Roth", "Roth said". Who has such a name
// in full elsewhere in the article is a person.
func (d *document) findTalk() {
	for _, s := range d.sentences {
		for _, c := range s.cues {
			if c.class != "say-verb" || s.quoted[c.start] {
				continue
			}
			if i := c.end; i < len(s.tokens) && d.alone(s, i) && s.gap(i) == " " {
				d.cast.talk[s.norm(i)] = true
			}
			if i := c.start - 1; i >= 0 && d.alone(s, i) && s.gap(c.start) == " " {
				d.cast.talk[s.norm(i)] = true
			}
		}
	}
}

// alone reports whether an unknown capitalised word stands by itself.
func (d *document) alone(s *sentence, i int) bool {
	return d.strange(s, i) && s.line.kind == body && (i+1 >= len(s.tokens) || !s.tokens[i+1].Capital || s.gap(i+1) != " ") && len(s.norm(i)) > 2
}

// maxApposition is how many words may stand between a name and what its bearer says: "Ann Roe, an analyst at ..., said".
const maxApposition = 16

// speaksLater reports whether an apposition or relative clause behind a name ends with a verb of speaking.
func (d *document) speaksLater(s *sentence, end int) bool {
	if end >= len(s.tokens) || !strings.HasPrefix(s.gap(end), ",") {
		return false
	}
	switch s.norm(end) {
	case "a", "an", "the", "who", "his", "her", "another", "one":
	default:
		return false
	}
	for i := end + 2; i < min(end+maxApposition, len(s.tokens)); i++ {
		if _, ok := s.cueAt("say-verb", i); ok && strings.HasPrefix(s.gap(i), ",") && !s.quoted[i] {
			return true
		}
	}
	return false
}

// saidBy reports whether a name tells who is meant by the words before it: "said the coach of Norrland, Arne Lid".
func (d *document) saidBy(s *sentence, i int) bool {
	if i < 4 || s.gap(i) != ", " {
		return false
	}
	for k := i - 2; k >= max(0, i-8); k-- {
		if strings.ContainsAny(s.gap(k+1), ",;:\"“”") {
			return false
		}
		if _, ok := s.cueAt("say-verb", k); ok {
			switch s.norm(k + 1) {
			case "the", "a", "an", "his", "her", "their":
				return true
			}
			return false
		}
	}
	return false
}

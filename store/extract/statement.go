package extract

import (
	"strings"

	"readout/store"
)

// statementFacts say who said what: a sentence with a verb of speaking and a speaker, or one of a transcript.
func statementFacts(d *document, s *sentence) []store.Fact {
	if s.speaker == "" || s.line.speaker == "" && !s.speaks() || len(s.tokens) < 4 || s.has("open") {
		return nil
	}
	f := d.fact(s, store.KindStatement, "said", 0.8)
	f.Speaker = s.speaker
	f.Attributed = s.attributed(d)
	f.Quote = quotation(s.text)
	if s.speaker != store_official {
		f.People = union(f.People, []string{s.speaker})
	}
	if f.Quote != "" {
		f.Confidence = 0.85
	}
	return []store.Fact{f}
}

func (s *sentence) speaks() bool {
	for _, c := range s.cues {
		if (c.class == "say-verb" || c.class == "according") && !s.quoted[c.start] {
			return true
		}
	}
	return false
}

// attributed returns to whom the sentence attributes what it says, when that is no named person: "a senior US
// official".
func (s *sentence) attributed(d *document) string {
	if s.speaker != store_official {
		if c := d.cast.members[s.speaker]; c != nil && s.speaks() {
			return c.full
		}
		return ""
	}
	for _, c := range s.cues {
		if c.class != "official" || s.quoted[c.start] {
			continue
		}
		start := c.start
		for start > 0 && c.start-start < 6 && s.gap(start) == " " {
			w := s.norm(start - 1)
			if _, ok := s.cueAt("say-verb", start-1); ok || w == "and" || w == "that" || w == "as" || w == "to" {
				break
			}
			start--
			if w == "a" || w == "an" || w == "the" || w == "one" || w == "two" {
				break
			}
		}
		return s.raw(start, c.end)
	}
	return ""
}

// maxQuote is the number of words of a quotation that a fact keeps.
const maxQuote = 15

// quotation returns the first words between quotation marks, when there are at least two.
func quotation(text string) string {
	open := strings.IndexAny(text, `"“`)
	if open < 0 {
		return ""
	}
	size := 1
	if strings.HasPrefix(text[open:], "“") {
		size = len("“")
	}
	rest := text[open+size:]
	end := strings.IndexAny(rest, `"”`)
	if end < 0 {
		end = len(rest)
	}
	words := strings.Fields(rest[:end])
	if len(words) < 2 {
		return ""
	}
	return strings.TrimRight(strings.Join(words[:min(len(words), maxQuote)], " "), ",")
}

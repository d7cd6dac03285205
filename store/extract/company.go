package extract

import (
	"slices"
	"strings"
)

// groupAt resolves "the two leaders", "the three", "the leaders of France and Germany". It reports whether such words
// stand at a token, and whether anything tells who is meant.
func (d *document) groupAt(s *sentence, i int) (m mention, ok, found bool) {
	if c, is := s.cueAt("company", i); is && !d.governments(s, c.end) {
		n := countOf(s.raw(i, c.end))
		if len(d.company) == n {
			return mention{i, c.end, "person", d.company, group}, true, true
		}
		return mention{}, false, true
	}
	c, is := s.cueAt("pair", i)
	if !is || d.governments(s, c.end) {
		return mention{}, false, false
	}
	if s.norm(c.end) == "of" && s.gap(c.end) == " " {
		end, keys := d.leadersOf(s, c.end+1)
		return mention{i, end, "person", keys, group}, len(keys) > 1, true
	}
	keys := d.theTwo(s, s.raw(i, c.end))
	return mention{i, c.end, "person", keys, group}, len(keys) > 1, true
}

// countOf returns how many people "the three leaders" are.
func countOf(words string) int {
	words = strings.ToLower(words)
	switch {
	case strings.Contains(words, "three"), strings.Contains(words, "trio"):
		return 3
	case strings.Contains(words, "four"), strings.Contains(words, "quartet"):
		return 4
	case strings.Contains(words, "five"):
		return 5
	}
	return 0
}

// leadersOf returns who leads the countries of a list: "the United States, Mexico and Canada"; nobody when it is none
// of countries, or one of them has no leader who is known.
func (d *document) leadersOf(s *sentence, i int) (end int, keys []string) {
	end = i
	for end < len(s.tokens) {
		w := s.norm(end)
		if w == "the" || w == "and" || w == "both" {
			end++
			continue
		}
		m, ok := d.thing(s, end)
		if !ok || m.class != "place" || m.form == demonym {
			break
		}
		key := d.holder("leader", m.keys[0])
		if key == "" {
			return end, nil
		}
		keys, end = union(keys, []string{key}), m.end
		if end < len(s.tokens) && s.gap(end) != " " && s.gap(end) != ", " {
			break
		}
	}
	return end, keys
}

// companyOf returns the three or more leaders of states who stand together in a sentence: in a list, or "X and Y, joined
// by Z".
func (d *document) companyOf(s *sentence) []string {
	var run, best []string
	end := -1
	for _, m := range s.mentions {
		if !m.person() || m.form == pronoun || s.quoted[m.start] {
			continue
		}
		if m.form == group {
			if len(m.keys) > 2 {
				return m.keys
			}
			continue
		}
		if d.rank(m.keys[0]) != 1 {
			run, end = nil, -1
			continue
		}
		if end >= 0 && d.joined(s, end, m.start) == apposed && !s.hasIn("joined-by", end, m.start) {
			run = nil
		}
		run, end = union(run, m.keys), m.end
		if len(run) > len(best) {
			best = run
		}
	}
	if len(best) < 3 || len(best) > 5 || d.compatriots(best) {
		return nil
	}
	return slices.Clone(best)
}

// togetherAll reports whether words such as "the leaders" may mean all of the company: they give no number.
func togetherAll(words string) bool {
	words = strings.ToLower(words)
	for _, w := range []string{"two", "both", "pair", "duo", "neither", "minister"} {
		if strings.Contains(words, w) {
			return false
		}
	}
	return true
}

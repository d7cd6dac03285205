package extract

import "strings"

// reach is how many words before a verb decide whether it happened.
const reach = 7

// modeAt tells whether the meeting that a verb or noun names took place.
func (d *document) modeAt(s *sentence, at int, noun bool) mode {
	from := d.clauseStart(s, at)
	if s.hasIn("open", 0, at) {
		return denied
	}
	for _, c := range s.cues {
		if c.class == "cancelled" && !s.quoted[c.start] && (c.start >= from && c.start < at || c.start > at && (c.start-at < 14 || noun && c.start-at < 34) && d.happensTo(s, c)) {
			return cancelled
		}
	}
	if w := s.norm(at - 3); s.norm(at-1) == "have" && s.norm(at-2) == "to" && (w == "were" || w == "was") { // "were to have met"
		return cancelled
	}
	near := max(from, at-reach)
	if noun {
		near = max(from, at-5)
		if s.norm(at-1) == "for" { // "flies on to Tokyo today for talks"
			near = max(from, at-12)
		}
	}
	will := s.hasIn("planned", near, at)
	for _, c := range s.cues { // "would not meet", "will not hold talks"
		if will && c.class == "negation" && c.start >= max(from, near-3) && c.end <= at && !s.quoted[c.start] && s.hasIn("planned", max(0, c.start-2), c.start) {
			return denied
		}
	}
	for _, c := range s.cues {
		if c.start < near || c.end > at || s.quoted[c.start] {
			continue
		}
		switch c.class {
		case "planned":
			if !s.inside(c, "longer") {
				return planned
			}
		case "negation":
			if !noun {
				return denied
			}
			if c.end == at || c.end == at-1 {
				return denied
			}
		}
	}
	if !noun && s.norm(at-1) == "to" && !s.firstTo(at) {
		if s.hasIn("gathered-verb", max(from, at-16), at) {
			return took // "came together in Paris to talk about a map"
		}
		return planned
	}
	if noun { // "talks are due", "the summit will take place"
		for i := at; i < min(at+6, len(s.tokens)); i++ {
			switch s.norm(i) {
			case "will", "would", "scheduled", "planned", "due", "expected":
				if !s.hasIn("longer", i, len(s.tokens)) && s.norm(i-1) != "originally" {
					return planned
				}
			}
		}
	}
	return took
}

// happensTo reports whether a word of calling off is said of what stands before it: "was called off", "fell through";
// not "after the talks Bush delayed the sale".
func (d *document) happensTo(s *sentence, c cue) bool {
	if s.line.kind != body || s.norm(c.start) == "fell" || s.norm(c.start) == "cancellation" {
		return true
	}
	for i := c.start - 1; i >= max(0, c.start-3); i-- {
		switch s.norm(i) {
		case "was", "were", "be", "been", "is", "are", "being", "got":
			return true
		}
	}
	return strings.ContainsAny(s.gap(c.start), ",") || s.norm(c.start-1) == "but" || s.norm(c.start-1) == "and"
}

// firstTo reports whether "to meet" says what somebody is the first to have done.
func (s *sentence) firstTo(at int) bool {
	for i := at - 2; i >= max(0, at-12); i-- {
		switch s.norm(i) {
		case "first", "only", "second", "third", "last":
			return true
		}
	}
	return false
}

// inside reports whether a cue is part of one of another class: "scheduled" of "longer than scheduled".
func (s *sentence) inside(c cue, class string) bool {
	for _, o := range s.cues {
		if o.class == class && o.start <= c.start && o.end >= c.end {
			return true
		}
	}
	return false
}

// clauseStart returns the token at which the clause of a token begins: behind a semicolon, "but", or a comma
// with "and".
func (d *document) clauseStart(s *sentence, at int) int {
	for i := at; i > 0; i-- {
		switch w := s.norm(i); {
		case w == "but" || w == "while" || w == "although" || w == "though" || w == "after" && i < at || w == "before" && i < at:
			return i
		}
		for _, r := range s.gap(i) {
			if r == ';' || r == '—' || r == '”' || r == '“' {
				return i
			}
		}
	}
	return 0
}

// earlierAt reports whether the meeting at a token is an earlier one than that at hand.
func (d *document) earlierAt(s *sentence, at int) bool {
	for _, c := range s.cues {
		if c.class != "earlier" || s.quoted[c.start] {
			continue
		}
		switch w := s.norm(c.start); {
		case c.end-c.start > 1 && c.start <= at+3 && c.end >= at-3:
			return true
		case (w == "last" || w == "previous" || w == "earlier" || w == "former") && (c.end == at || c.end == at-1):
			return s.norm(c.start-1) != "the" || w != "last" || true
		case (w == "previously" || w == "last") && c.start < at && at-c.start <= 3:
			return true
		case w == "ago" && c.start > at:
			return true
		}
	}
	return s.norm(at-1) == "had" || s.norm(at-2) == "had" && s.norm(at-1) != "a"
}

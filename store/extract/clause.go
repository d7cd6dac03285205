package extract

import (
	"slices"
	"strings"
)

func subsetOf(keys, of []string) bool {
	for _, k := range keys {
		if !slices.Contains(of, k) {
			return false
		}
	}
	return true
}

// maxSubject is how many words may stand between who does something and the verb.
const maxSubject = 14

// subject returns the people before a verb: the nearest, and those who stand with them.
func (d *document) subject(s *sentence, verb int) []string {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > verb || !m.person() || s.quoted[m.start] {
			continue
		}
		from := m.end
		if s.norm(from) == "who" && from < verb { // "Mr Roth, who met"
			from++
		}
		if verb-m.end > maxSubject || d.clauseBreak(s, from, verb) {
			return nil
		}
		if s.tokens[m.end-1].Possessive && m.form != pronoun && strings.Contains(s.text[s.tokens[m.end-1].End:s.tokens[verb].Start], ",") {
			continue // "to Karlsbad, Mr Roth's home town, and talked"
		}
		keys := m.keys
		list := false // an "and" has been seen, so that commas join as well
		for k--; k >= 0; k-- {
			p := s.mentions[k]
			if !p.person() || p.form == pronoun && d.possessive(s, p) {
				continue
			}
			how := d.joined(s, p.end, m.start)
			if how == apposed || how == listed && !list && s.line.kind == body {
				break
			}
			list = list || how == coupled
			keys = union(keys, p.keys)
			m = p
		}
		return union(nil, keys)
	}
	return nil
}

// object returns the people behind a verb or noun: the next, and those who stand with them.
func (d *document) object(s *sentence, from int) []string {
	var keys, pending []string
	end := from
	for _, m := range s.mentions {
		if !m.person() || m.start < from {
			continue
		}
		if len(keys) == 0 {
			if m.start-from > 12 || d.clauseBreak(s, from, m.start) || m.form == pronoun && d.possessive(s, m) {
				if m.form == pronoun && m.start-from <= 2 {
					continue
				}
				return nil
			}
			keys, end = union(nil, m.keys), m.end
			continue
		}
		if m.form == pronoun && d.possessive(s, m) {
			continue
		}
		how := d.joined(s, end, m.start)
		if how == apposed {
			break
		}
		pending = union(pending, m.keys)
		if how == coupled || s.line.kind != body { // a list of names ends with "and"
			keys, pending = union(keys, pending), nil
		}
		end = m.end
	}
	return keys
}

// possessive reports whether a pronoun only says whose something is: "his".
func (d *document) possessive(s *sentence, m mention) bool {
	w := s.norm(m.start)
	return w == "his" || w == "her" && m.end < len(s.tokens) || w == "their"
}

// clauseBreak reports whether another verb or a mark of its own clause stands between tokens.
func (d *document) clauseBreak(s *sentence, from, to int) bool {
	for i := from; i <= to && i < len(s.tokens); i++ {
		if strings.ContainsAny(s.gap(i), "\"“”;:") && i > from {
			return true
		}
		if i == to {
			break
		}
		for _, class := range []string{"say-verb", "host-verb"} {
			if c, ok := s.cueAt(class, i); ok && c.end <= to {
				return true
			}
		}
		switch s.norm(i) {
		case "who", "that", "which", "because", "but", "while", "whether", "if", "when", "as", "where":
			return true
		}
	}
	return false
}

// link is how two mentions stand together.
type link uint8

// joined tells how two mentions stand together: only "and", commas, titles and the like may be between them.
func (d *document) joined(s *sentence, from, to int) link {
	if to-from > 14 {
		return apposed
	}
	linked := apposed
	for i := from; i <= to && i < len(s.tokens); i++ {
		gap := s.gap(i)
		switch {
		case strings.ContainsAny(gap, ";:\"“”()"):
			return apposed
		case strings.ContainsAny(gap, "-–/&"):
			linked = coupled
		case strings.Contains(gap, ","):
			linked = max(linked, listed)
		}
		if i == to {
			break
		}
		w := s.norm(i)
		if w == "and" || w == "with" {
			linked = coupled
			continue
		}
		if c, ok := s.cueAt("joined-by", i); ok && c.end <= to {
			linked, i = coupled, c.end-1
			continue
		}
		if w == "of" || w == "the" || w == "his" || w == "her" || w == "their" || w == "then" || w == "new" {
			continue
		}
		if _, ok := d.tables.titles[w]; ok || d.namedOther(s, i) || d.tables.notNames[w] && s.tokens[i].Capital {
			continue
		}
		if i > from && inMention(s, i) {
			continue
		}
		return apposed
	}
	return linked
}

// union returns the keys of both, sorted, once each.
func union(a, b []string) []string {
	out := append(append([]string(nil), a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

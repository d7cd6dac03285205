package attribution

import (
	"strings"
	"unicode"

	"readout/store"
)

const (
	maxLabel  = 60 // bytes of the name before the colon
	minLabels = 2  // fewer paragraphs with a label make no transcript
)

func splitWords(s string) []string {
	return strings.FieldsFunc(fold(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\'' })
}

// transcript attributes the paragraphs of a transcript ("PRESIDENT X: …", "Q: …") and returns which they
// are. A paragraph without a label goes on with the speaker above, when most of the text is a transcript.
func (r *reader) transcript() map[int]bool {
	labels := map[int]store.Span{}
	for i, p := range r.paras {
		if l, ok := r.label(p); ok {
			labels[i] = l
		}
	}
	if len(labels) < minLabels {
		return nil
	}
	spoken, surnames := map[int]bool{}, r.surnames()
	dense := 3*len(labels) >= len(r.paras)
	var last *Attribution
	for i, p := range r.paras {
		from := p.Start
		if l, ok := labels[i]; ok {
			last = r.labelled(l, surnames)
			from = l.End + r.pastColon(l.End, p.End)
		} else if last == nil || !dense || r.aside(p) {
			if !dense {
				last = nil
			}
			continue
		}
		from, to := trim(r.text, from, p.End)
		if from >= to {
			continue
		}
		a := *last
		a.Start, a.End = from, to
		r.out = append(r.out, a)
		spoken[i] = true
	}
	return spoken
}

// label returns the name before the colon that a paragraph begins with: in capitals, or the mark of a question.
func (r *reader) label(p store.Span) (store.Span, bool) {
	from, _ := trim(r.text, p.Start, p.End)
	line := r.text[from:p.End]
	if len(line) > maxLabel {
		line = strings.ToValidUTF8(line[:maxLabel], "")
	}
	if w, _, ok := strings.Cut(line, " "); ok && (w == "Q" || w == "Q.") {
		return store.Span{Start: from, End: from + len(w)}, true
	}
	name, _, ok := strings.Cut(line, ":")
	if !ok {
		return store.Span{}, false
	}
	name, _, _ = strings.Cut(name, "(")
	name = strings.TrimRight(name, " ")
	low := fold(name)
	if name == "" || r.is("labels", low) || len(strings.Fields(name)) > 6 {
		return store.Span{}, false
	}
	return store.Span{Start: from, End: from + len(name)}, r.is("questions", low) || capitals(name)
}

// capitals says that a name is written in capitals throughout, as in "PRESIDENT X" or "Mr. X" in part.
func capitals(name string) bool {
	letters := 0
	for _, c := range name {
		switch {
		case unicode.IsLower(c), unicode.IsDigit(c), strings.ContainsRune(`"“”[]/`, c):
			return false
		case unicode.IsLetter(c):
			letters++
		}
	}
	return letters > 0
}

// pastColon returns how many bytes the rest of a label has: "(through an interpreter):".
func (r *reader) pastColon(from, end int) int {
	rest := r.text[from:end]
	if at := strings.IndexByte(rest, ':'); at >= 0 && (strings.TrimSpace(rest[:at]) == "" || strings.HasPrefix(strings.TrimSpace(rest), "(")) {
		return at + 1
	}
	return 0
}

// labelled begins the attribution for a label.
func (r *reader) labelled(l store.Span, surnames map[string]int) *Attribution {
	a := &Attribution{Direct: true, Rule: RuleTranscript, Speaker: -1, SpeakerSpan: l, Confidence: confidence[RuleTranscript]}
	words := splitWords(r.text[l.Start:l.End])
	if len(words) == 0 || r.is("questions", words[0]) {
		return a
	}
	if i, ok := surnames[words[len(words)-1]]; ok {
		a.Speaker = i
	}
	return a
}

// surnames gives each last word of a person's mention the first mention that has it.
func (r *reader) surnames() map[string]int {
	out := map[string]int{}
	for i, m := range r.mentions {
		if m.Start < 0 || m.Start >= m.End || m.End > len(r.text) || m.Class != store.Person {
			continue
		}
		w := splitWords(r.text[m.Start:m.End])
		if len(w) == 0 {
			continue
		}
		if _, known := out[w[len(w)-1]]; !known {
			out[w[len(w)-1]] = i
		}
	}
	return out
}

// aside says that a paragraph of a transcript is no speech: "(Applause.)", "###", "END 3:15 P.M.".
func (r *reader) aside(p store.Span) bool {
	from, to := trim(r.text, p.Start, p.End)
	s := r.text[from:to]
	return s == "" || strings.ContainsAny(s[:1], "([#*-") || capitals(s) || strings.HasPrefix(s, "END")
}

func trim(text string, from, to int) (int, int) {
	if from > to {
		return to, to
	}
	body := text[from:to]
	left := strings.TrimLeftFunc(body, unicode.IsSpace)
	from += len(body) - len(left)
	return from, from + len(strings.TrimRightFunc(left, unicode.IsSpace))
}

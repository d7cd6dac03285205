package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"readout/store"
)

// A rule reads one kind of fact out of a sentence. Rules do not change the document.
type rule func(d *document, s *sentence) []store.Fact

// rules are in the order in which an overview shows their kinds.
var rules = []rule{
	heldFacts, dateFacts, placeFacts, venueFacts, durationFacts, participantFacts, topicFacts, personFacts,
	statementFacts, orderFacts, figureFacts, contentFacts,
}

// facts runs all rules over all sentences, and checks what they return.
func (d *document) facts() []store.Fact {
	var out []store.Fact
	seen := map[string]bool{}
	add := func(f store.Fact) {
		key := string(f.Kind) + "|" + f.Meeting + "|" + f.Claim + "|" + f.Value + "|" + f.Statement
		if typed := f.Value != "" && f.Claim != "" && f.Kind != store.KindStatement; typed {
			key = string(f.Kind) + "|" + f.Meeting + "|" + f.Claim + "|" + f.Value + "|" + f.Hedge
		}
		if seen[key] || !d.valid(&f) {
			return
		}
		seen[key] = true
		f.ID = fmt.Sprintf("%s/%s-%d", d.article.ID, f.Kind, len(out)+1)
		out = append(out, f)
	}
	for _, s := range d.sentences {
		if !s.body() {
			if s.line.kind == headline {
				for _, f := range heldFacts(d, s) {
					f.Confidence /= 2
					f.Rule += "-headline"
					add(f)
				}
			}
			continue
		}
		before := len(out)
		for _, r := range rules {
			for _, f := range r(d, s) {
				if f.Claim == "" && (f.Kind == store.KindAround || f.Kind == store.KindBackground) && tells(out[before:]) {
					continue // the sentence can be found by what it tells
				}
				add(f)
			}
		}
		out = append(out[:before], onceSaid(out[before:])...)
	}
	for _, f := range d.restFacts(out) {
		add(f)
	}
	for _, f := range d.articleFacts() {
		add(f)
	}
	return out
}

// longHeld is from how many words on a sentence that says that people met says other things as well.
const longHeld = 20

// tells reports whether facts of a sentence tell something of a meeting; who somebody is does not.
func tells(facts []store.Fact) bool {
	return slices.ContainsFunc(facts, func(f store.Fact) bool {
		switch f.Kind { // these give one value, and only to who asks for it
		case store.KindPerson, store.KindDate, store.KindPlace, store.KindVenue, store.KindDuration, store.KindPlanned, store.KindParticipant, store.KindFigure:
			return false
		case store.KindHeld:
			return len(strings.Fields(f.Statement)) < longHeld
		}
		return true
	})
}

// valid checks a fact against the text before it is returned.
func (d *document) valid(f *store.Fact) bool {
	if f.Span.Start < 0 || f.Span.End > len(d.article.Text) || f.Span.Start >= f.Span.End {
		return false
	}
	text := d.article.Text[f.Span.Start:f.Span.End]
	return utf8.ValidString(text) && collapse(text) == f.Statement && strings.HasPrefix(text, f.Anchor) && f.Confidence > 0 && f.Confidence <= 1
}

// collapse makes one blank of each run of them: a statement may have been wrapped.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// fact begins a fact of a sentence.
func (d *document) fact(s *sentence, kind store.Kind, rule string, confidence float64) store.Fact {
	f := store.Fact{
		Article: d.article.ID, Kind: kind, Statement: collapse(s.text), Anchor: anchor(s.text), Span: s.span,
		Rule: rule, Confidence: confidence, People: s.people(), Topics: d.topicsOf(s), Words: d.tables.words[string(kind)],
	}
	if s.meeting != nil {
		f.Meeting = s.meeting.ID
	}
	if s.has("cause") && !s.has("open") {
		f.Answers = append(f.Answers, store.AskWhy)
	}
	return f
}

// of sets the meeting of a fact and brings in its people.
func of(f store.Fact, m *meeting) store.Fact {
	f.Meeting = m.ID
	f.People = union(f.People, m.People)
	return f
}

// maxAnchor is the number of words of an anchor.
const maxAnchor = 6

// anchor returns the first words of a passage exactly as printed, on one line.
func anchor(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 {
		text = text[:i]
	}
	words, end, in := 0, 0, false
	for i, r := range text {
		blank := r == ' ' || r == '\t' || r == '\u00a0' || r == '\r'
		if blank && in {
			words++
			end = i
			if words == maxAnchor {
				return text[:end]
			}
		}
		in = !blank
	}
	return strings.TrimSpace(text)
}

// people returns the people of a sentence, pronouns and groups resolved.
func (s *sentence) people() []string {
	var out []string
	for _, m := range s.mentions {
		if m.person() {
			out = append(out, m.keys...)
		}
	}
	return union(nil, out)
}

// topicsOf returns what a sentence is about: subjects of the table, then countries and bodies.
func (d *document) topicsOf(s *sentence) []string {
	var out []string
	add := func(key string) {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	for _, c := range s.topics {
		if !inMention(s, c.start) {
			add(c.class)
		}
	}
	for _, m := range s.mentions {
		if m.class == "place" || m.class == "organisation" || m.class == "occasion" {
			if n := d.lex.Name(m.keys[0]); n != nil && (n.Class != "place" || n.Kind == "country" || n.Kind == "region") {
				add(n.Key)
			}
		}
	}
	return out
}

// onceSaid drops the statement of a sentence that another fact gives with the same speaker: what was agreed, what is to
// follow, what somebody wants.
func onceSaid(facts []store.Fact) []store.Fact {
	return slices.DeleteFunc(facts, func(f store.Fact) bool {
		return f.Kind == store.KindPosition && slices.ContainsFunc(facts, func(o store.Fact) bool {
			return o.Kind == store.KindStatement && o.Speaker == f.Speaker && o.Speaker != "" && o.Claim == ""
		})
	})
}

package extract

import (
	"slices"

	"readout/store"
)

// contentFacts give each sentence of the body that says something the kind that fits it best, so that it can be
// asked for. A sentence that only reports somebody's words is a statement already and gets a second kind only
// when it says what was agreed, what divides them, what came of it or what is to follow.
func contentFacts(d *document, s *sentence) []store.Fact {
	if len(s.tokens) < leastTokens {
		return nil
	}
	y, said := s.speaks()
	kind, confidence := d.contentKind(s)
	if said && !slices.Contains([]store.Kind{store.KindAgreement, store.KindDisagreement, store.KindOutcome, store.KindNext, store.KindPosition}, kind) {
		return nil
	}
	f := d.fact(s, kind, "content", confidence)
	f.Attributed = s.attributed()
	if said {
		f.Speaker, f.Quote = y.speaker, y.quote
	}
	f.Negated = d.negated(s, kind)
	if kind == store.KindPosition && f.Speaker == "" {
		f.Speaker = d.stance(s)
	}
	return []store.Fact{f}
}

// contentKind tells the kind of a sentence by its cues, outside quotations.
func (d *document) contentKind(s *sentence) (store.Kind, float64) {
	switch {
	case s.says("next") && d.modalVerb(s) && d.ours(s):
		return store.KindNext, 0.6
	case s.says("agree") && d.ours(s) && !s.has("cancelled") && !d.planAgree(s):
		if d.negatedCue(s, "agree") {
			return store.KindOutcome, 0.6
		}
		return store.KindAgreement, 0.6
	case s.says("joint-agree") && d.bothDo(s):
		return store.KindAgreement, 0.55
	case s.says("outcome") && d.ours(s):
		return store.KindOutcome, 0.6
	case s.says("disagree") && d.ours(s):
		return store.KindDisagreement, 0.55
	case s.says("describe") && (len(s.people()) > 0 || len(s.events) > 0):
		return store.KindDescription, 0.55
	case s.says("position") && d.stance(s) != "":
		return store.KindPosition, 0.55
	case d.past(s):
		return store.KindBackground, 0.5
	}
	return store.KindAround, 0.4
}

// says reports whether a cue of a class stands outside quotation marks.
func (s *sentence) says(class string) bool {
	for _, c := range s.cues {
		if c.class == class && !s.quoted[c.start] {
			return true
		}
	}
	return false
}

// ours reports whether a sentence is about the meeting: its people, or the talks.
func (d *document) ours(s *sentence) bool {
	if len(s.events) > 0 {
		return true
	}
	if s.meeting == nil {
		return len(s.people()) > 0
	}
	for _, p := range s.people() {
		if slices.Contains(s.meeting.People, p) {
			return true
		}
	}
	return s.has("pair") || s.has("meet-noun") || d.theirCountries(s)
}

// maxActor is within how many words of a sentence a country is named that does what it tells.
const maxActor = 6

// theirCountries reports whether a sentence is about what the countries of those who met do: "China agreed to buy".
func (d *document) theirCountries(s *sentence) bool {
	return slices.ContainsFunc(s.mentions, func(m mention) bool {
		return m.class == "place" && m.form == named && m.start < maxActor && !s.tokens[m.end-1].Possessive && d.isHome(s.meeting, m.keys[0])
	})
}

// isHome reports whether a place is the country of somebody who met, or stands for its government.
func (d *document) isHome(m *meeting, place string) bool {
	of := place
	if n := d.lex.Name(place); n != nil && n.SpeaksFor != "" {
		of = n.SpeaksFor
	}
	return slices.ContainsFunc(m.People, func(p string) bool {
		c := d.cast.members[p]
		return c != nil && c.country == of
	})
}

// bothDo reports whether those who met do together what a word of promising says: "the presidents pledged".
func (d *document) bothDo(s *sentence) bool {
	if s.meeting == nil {
		return false
	}
	for _, c := range s.cues {
		if c.class == "joint-agree" && !s.quoted[c.start] && d.modeAt(s, c.start, false) == took {
			if keys := d.subject(s, c.start); len(keys) > 1 && subset(keys, s.meeting.People) {
				return true
			}
		}
	}
	return false
}

// modalVerb reports whether a sentence speaks of what is to come.
func (d *document) modalVerb(s *sentence) bool {
	for _, c := range s.cues {
		if c.class != "next" || s.quoted[c.start] || d.negatedAt(s, c.start) {
			continue
		}
		return true
	}
	return false
}

// planAgree reports whether an agreement is only hoped for.
func (d *document) planAgree(s *sentence) bool {
	for _, c := range s.cues {
		if c.class == "agree" && !s.quoted[c.start] {
			return d.modeAt(s, c.start, false) == planned
		}
	}
	return false
}

func (d *document) negatedCue(s *sentence, class string) bool {
	for _, c := range s.cues {
		if c.class == class && !s.quoted[c.start] {
			return d.negatedAt(s, c.start)
		}
	}
	return false
}

func (d *document) negatedAt(s *sentence, at int) bool { return s.hasIn("negation", max(0, at-5), at) }

// negated reports whether the sentence says that something is not so.
func (d *document) negated(s *sentence, kind store.Kind) bool {
	if kind != store.KindOutcome && kind != store.KindAgreement {
		return false
	}
	return s.says("negation")
}

// past reports whether a sentence tells of earlier times.
func (d *document) past(s *sentence) bool {
	for _, m := range s.times {
		if !s.quoted[m.start] && d.article.Published != "" && len(m.value) >= 4 && string(m.value) < string(d.article.Published)[:min(len(m.value), len(d.article.Published))] {
			if days, ok := apart(m.value, d.article.Published); !ok || days > 10 {
				return true
			}
		}
	}
	return s.says("background")
}

// stance returns whose view a sentence tells: the person before the verb of wanting or opposing.
func (d *document) stance(s *sentence) string {
	for _, c := range s.cues {
		if c.class != "position" || s.quoted[c.start] {
			continue
		}
		if s.tokens[c.start].Joined || !d.acts(s, c.start) {
			continue // "US-backed"
		}
		if keys := d.subject(s, c.start); len(keys) == 1 {
			return keys[0]
		}
	}
	return ""
}

// maxActs is how many words may stand between somebody and what he wants.
const maxActs = 7

// acts reports whether the person nearest before a verb is its subject: near, and not behind a preposition.
func (d *document) acts(s *sentence, verb int) bool {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > verb || !m.person() {
			continue
		}
		i := m.start - 1
		for i > 0 && (d.isTitle(s.norm(i)) || inMention(s, i)) {
			i--
		}
		switch s.norm(i) {
		case "with", "of", "for", "by", "to", "against", "on", "about", "between", "from", "toward", "towards", "over":
			return i < 0
		}
		return verb-m.end <= maxActs
	}
	return false
}

package extract

import (
	"slices"
	"strings"

	"readout/store"
	"readout/store/extract/attribution"
)

// A saying is what a sentence holds of somebody's words.
type saying struct {
	speaker    string // key; "official" for an unnamed one; empty when only an outlet or nobody is named
	attributed string // who, as written: "a senior US official", "Reuters"
	quote      string
	unsaid     bool
	denied     bool
	rule       string
	confidence float64
	from, to   int  // bytes of the text
	cued       bool // the verb stands in this sentence
}

// attribute finds who says what, and tells each sentence.
func (d *document) attribute() {
	var paragraphs, sentences []store.Span
	for i := range d.lines {
		if d.lines[i].kind == body {
			paragraphs = append(paragraphs, d.lines[i].span)
		}
	}
	for _, s := range d.sentences {
		if s.body() {
			sentences = append(sentences, s.span)
		}
	}
	if len(paragraphs) == 0 {
		return
	}
	mentions := d.speakers()
	for _, a := range attribution.Find(d.text, paragraphs, sentences, mentions) {
		d.tellSaying(a, mentions)
	}
	for _, s := range d.sentences {
		slices.SortStableFunc(s.said, func(a, b saying) int {
			switch {
			case a.cued != b.cued:
				if a.cued {
					return -1
				}
				return 1
			case (a.speaker == "") != (b.speaker == ""):
				if a.speaker != "" {
					return -1
				}
				return 1
			}
			return a.from - b.from
		})
	}
}

// speakers are the mentions that may speak, and the unnamed officials.
func (d *document) speakers() []attribution.Mention {
	var out []attribution.Mention
	for _, s := range d.sentences {
		if !s.body() {
			continue
		}
		for _, m := range s.mentions {
			if m.form == pronoun || m.form == demonym || m.class == "occasion" {
				continue
			}
			out = append(out, attribution.Mention{
				Start: s.span.Start + s.tokens[m.start].Start, End: s.span.Start + s.tokens[m.end-1].End,
				Key: strings.Join(m.keys, "+"), Class: store.Class(m.class), Gender: d.gender(m), Plural: m.form == group,
			})
		}
		for _, c := range s.cues {
			if c.class != "anonymous" || inMention(s, c.start) {
				continue
			}
			if _, name := d.personFollows(s, c.end); name && s.gap(c.end) == " " {
				continue
			}
			start := d.phraseStart(s, c)
			out = append(out, attribution.Mention{
				Start: s.span.Start + s.tokens[start].Start, End: s.span.Start + s.tokens[c.end-1].End, Key: unnamed,
				Class: store.Person, Anonymous: true, Plural: strings.HasSuffix(s.norm(c.end-1), "s"),
			})
		}
	}
	return withoutOverlaps(out)
}

// withoutOverlaps drops the shorter of mentions that overlap: "the White House" in "the White House official".
func withoutOverlaps(list []attribution.Mention) []attribution.Mention {
	slices.SortStableFunc(list, func(a, b attribution.Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var out []attribution.Mention
	for _, m := range list {
		if n := len(out); n > 0 && m.Start < out[n-1].End {
			if m.End-m.Start > out[n-1].End-out[n-1].Start {
				out[n-1] = m
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

func (d *document) gender(m mention) string {
	if c := d.cast.members[m.keys[0]]; c != nil && len(m.keys) == 1 {
		return c.gender
	}
	return ""
}

// phraseStart returns where the phrase of an unnamed speaker begins: "a senior White House official".
func (d *document) phraseStart(s *sentence, c cue) int {
	start := c.start
	for start > 0 && c.start-start < 7 && (s.gap(start) == " " || s.gap(start) == "-" || s.gap(start) == ". " && s.tokens[start-1].Upper) {
		w := s.norm(start - 1)
		_, verb := s.cueAt("say-verb", start-1)
		if verb || d.lex.Grammar("auxiliary", w) || d.lex.Grammar("wh", w) || d.lex.Grammar("cause", w) || slices.Contains(phraseEnds, w) {
			break
		}
		start--
		if w == "a" || w == "an" || w == "the" || w == "one" || w == "some" || w == "several" {
			break
		}
	}
	return start
}

// phraseEnds are words that belong to no phrase which names somebody.
var phraseEnds = []string{"and", "or", "but", "that", "as", "to", "by", "with", "from", "for", "on", "in", "at", "of", "told", "after", "before",
	"when", "while", "if", "both", "other", "between", "according", "also", "then"}

// unnamed is the speaker of words whose speaker the article does not name, as packs write it.
const unnamed = "official"

// tellSaying tells the sentences that a passage touches who says it.
func (d *document) tellSaying(a attribution.Attribution, mentions []attribution.Mention) {
	y := saying{unsaid: a.Unsaid, denied: a.Denied, rule: a.Rule, confidence: a.Confidence, from: a.Start, to: a.End}
	y.speaker, y.attributed = d.whoSays(a, mentions)
	for _, s := range d.sentences {
		cued := a.Cue.End > a.Cue.Start && a.Cue.Start >= s.span.Start && a.Cue.End <= s.span.End
		if !s.body() || !cued && (a.End <= s.span.Start || a.Start >= s.span.End) {
			continue
		}
		y.cued = cued
		y.quote = ""
		if a.Direct || a.Partial {
			from, to := max(a.Start, s.span.Start), min(a.End, s.span.End)
			if from < to {
				y.quote = shorten(d.text[from:to])
			}
		}
		s.said = append(s.said, y)
	}
}

// whoSays returns the key of a speaker and the words for one that has no name of his own.
func (d *document) whoSays(a attribution.Attribution, mentions []attribution.Mention) (speaker, attributed string) {
	via := ""
	if len(a.Via) > 0 && a.Via[0].End <= len(d.text) && a.Via[0].Start < a.Via[0].End {
		via = collapse(d.text[a.Via[0].Start:a.Via[0].End])
	}
	if a.Speaker < 0 || a.Speaker >= len(mentions) {
		return d.writtenSpeaker(a.SpeakerSpan, via)
	}
	m := mentions[a.Speaker]
	written := collapse(trimPossessive(d.text[m.Start:m.End]))
	switch {
	case m.Anonymous:
		if key := d.apposedTo(m.End); key != "" {
			return key, via
		}
		return unnamed, written
	case strings.Contains(m.Key, "+"):
		return "", via // both said it: the people of the sentence
	case m.Class == store.Person:
		return m.Key, via
	case m.Class == store.Outlet:
		return "", written
	}
	return m.Key, written
}

// maxPhrase is the length in bytes of a phrase that names a speaker.
const maxPhrase = 80

// writtenSpeaker tells who a speaker is that attribution knows as written only: "she" by our own reading, a phrase
// as an unnamed speaker.
func (d *document) writtenSpeaker(span store.Span, via string) (speaker, attributed string) {
	if span.End <= span.Start || span.End-span.Start > maxPhrase {
		return "", via
	}
	written := collapse(d.text[span.Start:span.End])
	for _, s := range d.sentences {
		if span.Start < s.span.Start || span.End > s.span.End {
			continue
		}
		start, end := s.tokensOf(span.Start-s.span.Start, span.End-s.span.Start)
		for _, m := range s.mentions {
			if m.person() && m.start < end && m.end > start && len(m.keys) == 1 && (m.form != named || m.end == end) {
				return m.keys[0], via
			}
		}
	}
	for i := range d.lines {
		if l := &d.lines[i]; l.speaker != "" && span.Start >= l.span.Start && span.End <= l.span.Start+l.spoken {
			return d.turnSpeaker(l.speaker), ""
		}
	}
	if key := d.apposedTo(span.End); key != "" {
		return key, via
	}
	if pronouns[strings.ToLower(written)] != "" || len(strings.Fields(written)) == 1 && strings.ToLower(written) == written && len(written) < 5 {
		return "", via
	}
	return unnamed, written
}

// apposedTo returns whose name stands behind a comma at a byte of the text: "his spokesman, Karl Lund".
func (d *document) apposedTo(at int) string {
	for _, s := range d.sentences {
		if at < s.span.Start || at >= s.span.End {
			continue
		}
		for _, m := range s.mentions {
			from := s.span.Start + s.tokens[m.start].Start
			if m.person() && m.form == named && from >= at && (d.text[at:from] == ", " || d.text[at:from] == " ") {
				return m.keys[0]
			}
		}
	}
	return ""
}

// maxQuote is the number of words of a quotation that a fact keeps.
const maxQuote = 15

// shorten takes the quotation marks off and leaves the first words; a quotation of one word is none.
func shorten(quote string) string {
	quote = strings.Trim(collapse(quote), "\"“”'‘’,. ")
	words := strings.Fields(quote)
	return strings.TrimRight(strings.Join(words[:min(len(words), maxQuote)], " "), ",;:")
}

// attributed returns to whom a sentence attributes what it says, when that is nobody with a name of his own.
func (s *sentence) attributed() string {
	for _, y := range s.said {
		if y.attributed != "" && !y.unsaid {
			return y.attributed
		}
	}
	return ""
}

// speaks returns the first saying of a sentence that has a speaker.
func (s *sentence) speaks() (saying, bool) {
	for _, y := range s.said {
		if y.speaker != "" && !y.unsaid {
			return y, true
		}
	}
	return saying{}, false
}

package extract

import (
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// A document is an article with everything that the rules look at.
type document struct {
	*Reader
	article   store.Article
	text      string
	lines     []line
	sentences []*sentence
	cast      cast
	pairs     []string       // the people that "the two leaders" are, by the last event that named them
	company   []string       // the three or more leaders who stand together first
	turns     []string       // the two leaders who take turns in a joint press conference
	together  map[string]int // how often two leaders stand together in a sentence
	events    []*event
	meetings  []*meeting           // the first is what the article is about
	dateplace string               // key of the place in the dateline
	dayGiven  bool                 // a dateline or heading gives the day
	day       store.Date           // on which it was written: that of the dateline, else that of publication
	places    map[string]*newPlace // that the lexicon does not know, by form
}

// A sentence of a document. Offsets of tokens are relative to span.Start.
type sentence struct {
	at       int // in document.sentences
	line     *line
	span     store.Span // in the text, without a dateline
	first    bool       // of its paragraph
	text     string
	tokens   []lang.Token
	matches  []lang.Match
	byStart  []int // token → first match that starts there, -1 when none
	cues     []cue
	topics   []cue
	mentions []mention
	times    []moment
	lengths  []length
	quoted   []bool // token stands between quotation marks
	speaker  string // who speaks, as far as pronouns of the next sentence need it
	said     []saying
	events   []*event
	meeting  *meeting // that it is about; nil when none
}

// annotate reads the text: lines, sentences, words, names, times.
func (r *Reader) annotate(a store.Article) *document {
	d := &document{Reader: r, article: a, text: strings.ToValidUTF8(a.Text[:min(len(a.Text), maxText)], "")}
	if len(d.text) != min(len(a.Text), maxText) { // spans must fit the text as it was given
		d.text = a.Text[:validPrefix(a.Text[:min(len(a.Text), maxText)])]
	}
	d.lines = r.tables.cutLines(d.text, a.Title)
	d.townsBeforeColons()
	for i := range d.lines {
		l := &d.lines[i]
		if l.kind != body && l.kind != headline && l.kind != deck {
			continue
		}
		from := l.span
		from.Start += max(l.dateline, l.spoken)
		for n, span := range r.tables.cutSentences(d.text, from) {
			d.addSentence(l, span, n == 0)
		}
	}
	d.cast = newCast()
	d.readDatelines()
	d.readDay()
	d.adoptPlaces()
	d.markTimes()
	d.introduce()
	d.takeTurns()
	for _, s := range d.sentences {
		d.name(s)
	}
	return d
}

// validPrefix is the length of the part of a text before the first byte that is no UTF-8.
func validPrefix(s string) int {
	for i, r := range s {
		if r == '\uFFFD' && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return len(s)
}

func (d *document) addSentence(l *line, span store.Span, first bool) {
	s := &sentence{at: len(d.sentences), line: l, span: span, first: first, text: d.text[span.Start:span.End]}
	a := d.lex.Analyze(s.text)
	if len(a.Tokens) == 0 {
		return
	}
	s.tokens, s.matches = a.Tokens, a.Matches
	s.index()
	s.cues = d.tables.cues.find(s.tokens)
	s.topics = d.tables.topics.find(s.tokens)
	s.markQuoted()
	d.sentences = append(d.sentences, s)
}

// index notes which match is the first at each token.
func (s *sentence) index() {
	s.byStart = make([]int, len(s.tokens))
	for i := range s.byStart {
		s.byStart[i] = -1
	}
	for i, m := range s.matches {
		if s.byStart[m.Start] < 0 {
			s.byStart[m.Start] = i
		}
	}
}

// markQuoted marks the tokens between quotation marks.
func (s *sentence) markQuoted() {
	s.quoted = make([]bool, len(s.tokens))
	open := false
	at := 0
	for i, t := range s.tokens {
		for _, r := range s.text[at:t.Start] {
			switch r {
			case '“':
				open = true
			case '”':
				open = false
			case '"':
				open = !open
			}
		}
		s.quoted[i] = open
		at = t.Start
	}
}

// raw returns the text of tokens.
func (s *sentence) raw(start, end int) string {
	if start >= end || end > len(s.tokens) {
		return ""
	}
	return s.text[s.tokens[start].Start:s.tokens[end-1].End]
}

// gap returns what stands between token i-1 and token i.
func (s *sentence) gap(i int) string {
	switch {
	case i <= 0 && len(s.tokens) > 0:
		return s.text[:s.tokens[0].Start]
	case i >= len(s.tokens):
		return s.text[s.tokens[len(s.tokens)-1].End:]
	}
	from, to := s.tokens[i-1].End, s.tokens[i].Start
	if from > to {
		return ""
	}
	return s.text[from:to]
}

func (s *sentence) norm(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Norm
}

// has reports whether a cue of a class stands in the sentence.
func (s *sentence) has(class string) bool { return s.hasIn(class, 0, len(s.tokens)) }

// hasIn reports whether a cue of a class begins among tokens start to end.
func (s *sentence) hasIn(class string, start, end int) bool {
	for _, c := range s.cues {
		if c.start >= start && c.start < end && c.class == class {
			return true
		}
	}
	return false
}

// cueAt returns the cue of a class that begins at a token.
func (s *sentence) cueAt(class string, i int) (cue, bool) {
	for _, c := range s.cues {
		if c.start == i && c.class == class {
			return c, true
		}
	}
	return cue{}, false
}

// cueEndingAt returns the cue of a class that ends before a token.
func (s *sentence) cueEndingAt(class string, i int) (cue, bool) {
	for _, c := range s.cues {
		if c.end == i && c.class == class {
			return c, true
		}
	}
	return cue{}, false
}

// body reports whether the sentence is reporting, not a title.
func (s *sentence) body() bool { return s.line.kind == body }

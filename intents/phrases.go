package intents

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"readout/internal/lang"
	"readout/internal/records"
	"readout/store"
)

//go:embed phrases.rec
var phrasesFile []byte

// A phrasing is what phrases.rec says of one intent.
type phrasing struct {
	intent   string
	order    int // place in the file; earlier wins among equals
	asks     store.Asked
	kinds    []store.Kind
	phrases  []phrase
	examples []string
	form     bool   // its words ask for a form of answer, not for a thing
	ask      string // a question for facts of these kinds; %s is the meeting
	likely   int    // how likely it is asked about a meeting just told of, 1 first; 0 is never
}

// A phrase is a pattern over the tokens of a question.
type phrase struct {
	parts      []part
	start, end bool // anchored at the beginning, at the end
	words      int  // literal words in it: the longer phrase wins
}

// A part of a phrase is a set of words, a gap or a class of names.
type part struct {
	stems []string
	gap   bool
	class string // "name", "outlet", "meeting"
}

// classes are what may stand in angle brackets.
var classes = []string{"name", "outlet", "meeting"}

// maxGap is how many tokens "..." may skip.
const maxGap = 10

var loadPhrasings = sync.OnceValues(func() (*phraseBook, error) { return readPhrasings(phrasesFile, "intents/phrases.rec") })

// A phraseBook is all phrasings, with an index by first word.
type phraseBook struct {
	byIntent map[string]*phrasing
	all      []*phrasing
	first    map[string][]entry // stem of the first word → phrases
	classed  []entry            // phrases that begin with a class
	likely   []*phrasing        // those with a question that is likely to follow, the likeliest first
}

type entry struct {
	p *phrasing
	i int
}

func readPhrasings(file []byte, name string) (*phraseBook, error) {
	recs, err := records.Read(bytes.NewReader(file), name)
	if err != nil {
		return nil, err
	}
	book := &phraseBook{byIntent: map[string]*phrasing{}, first: map[string][]entry{}}
	for _, r := range recs {
		p, err := readPhrasing(r)
		if err != nil {
			return nil, err
		}
		if book.byIntent[p.intent] != nil {
			return nil, r.Errorf(records.Field{}, "the intent %q stands twice", p.intent)
		}
		p.order = len(book.all)
		for i := range p.phrases {
			book.index(p, i)
		}
		book.byIntent[p.intent] = p
		book.all = append(book.all, p)
	}
	book.likely = byLikelihood(book.all)
	return book, nil
}

// readPhrasing reads and checks one record.
func readPhrasing(r records.Record) (*phrasing, error) {
	p := &phrasing{}
	for _, f := range r.Fields {
		if err := p.field(f); err != nil {
			return nil, r.Errorf(f, "%v", err)
		}
	}
	switch {
	case p.intent == "":
		return nil, r.Errorf(records.Field{}, `the record has no "intent"`)
	case p.likely > 0 && p.ask == "":
		return nil, r.Errorf(records.Field{}, `the intent %q has "likely" and no "ask"`, p.intent)
	case len(p.phrases) == 0:
		return nil, r.Errorf(records.Field{}, "the intent %q has no phrases", p.intent)
	}
	return p, nil
}

// field reads one field of a record.
func (p *phrasing) field(f records.Field) error {
	switch f.Name {
	case "intent":
		p.intent = f.Value
	case "asks":
		p.asks = store.Asked(f.Value)
		if !slices.Contains(allAsked, p.asks) {
			return fmt.Errorf("%q is nothing that can be asked for", f.Value)
		}
	case "kinds":
		for _, name := range records.SplitList(f.Value) {
			if !slices.Contains(store.Kinds, store.Kind(name)) {
				return fmt.Errorf("there is no kind %q", name)
			}
			p.kinds = append(p.kinds, store.Kind(name))
		}
	case "form":
		if f.Value != "yes" {
			return fmt.Errorf(`"form" is "yes" or left out`)
		}
		p.form = true
	case "ask":
		p.ask = f.Value
		if strings.Count(p.ask, "%") != 1 || !strings.Contains(p.ask, "%s") {
			return fmt.Errorf("%q must have %%s once, where the meeting stands", p.ask)
		}
	case "likely":
		n, err := strconv.Atoi(f.Value)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no rank: write 1, 2, …", f.Value)
		}
		p.likely = n
	case "examples":
		p.examples = records.SplitList(f.Value)
	case "phrases":
		for _, text := range records.SplitList(f.Value) {
			ph, err := parsePhrase(text)
			if err != nil {
				return err
			}
			p.phrases = append(p.phrases, ph)
		}
	default:
		return fmt.Errorf("there is no field %q", f.Name)
	}
	return nil
}

var allAsked = []store.Asked{store.AskWhat, store.AskWhen, store.AskWhere, store.AskWho, store.AskHowLong,
	store.AskHowMany, store.AskWhy, store.AskHow, store.AskWhatSaid}

func (b *phraseBook) index(p *phrasing, i int) {
	head := p.phrases[i].parts[0]
	if head.class != "" {
		b.classed = append(b.classed, entry{p, i})
	}
	for _, stem := range head.stems {
		b.first[stem] = append(b.first[stem], entry{p, i})
	}
}

func parsePhrase(text string) (phrase, error) {
	var ph phrase
	rest, ok := strings.CutPrefix(text, "^")
	ph.start = ok
	for _, word := range strings.Fields(rest) {
		switch {
		case word == "$":
			ph.end = true
		case word == "...":
			ph.parts = append(ph.parts, part{gap: true})
		case strings.HasPrefix(word, "<"):
			class := strings.Trim(word, "<>")
			if !slices.Contains(classes, class) {
				return ph, fmt.Errorf("%q: there is no class %q", text, class)
			}
			ph.parts = append(ph.parts, part{class: class})
		default:
			if err := ph.addWord(word); err != nil {
				return ph, err
			}
		}
	}
	if n := len(ph.parts); n > 0 && ph.parts[n-1].gap {
		ph.parts = ph.parts[:n-1]
	}
	if len(ph.parts) == 0 || ph.parts[0].gap {
		return ph, fmt.Errorf("the phrase %q must begin with a word", text)
	}
	return ph, nil
}

// addWord adds "a|b". A hyphen or apostrophe inside makes two tokens, as in a question.
func (ph *phrase) addWord(word string) error {
	choices := strings.Split(word, "|")
	if len(choices) == 1 {
		for _, t := range lang.Tokenize(word) {
			ph.parts = append(ph.parts, part{stems: []string{t.Stem}})
			ph.words++
		}
		return nil
	}
	var p part
	for _, c := range choices {
		t := lang.Tokenize(c)
		if len(t) != 1 {
			return fmt.Errorf("%q: each choice is one word", word)
		}
		p.stems = append(p.stems, t[0].Stem)
	}
	ph.parts = append(ph.parts, p)
	ph.words++
	return nil
}

// A hit is a phrase found in a question.
type hit struct {
	p     *phrasing
	words int    // literal words matched
	used  uint64 // which tokens the literal words took, a bit a token
}

// find returns for each intent its best hit, the best intent first.
func (b *phraseBook) find(q *reading) []hit {
	best := make([]hit, len(b.all))
	try := func(e entry, at int) {
		ph := e.p.phrases[e.i]
		if ph.start && at != q.begin && at != 0 {
			return
		}
		var used uint64
		if !q.match(ph, 0, at, &used) {
			return
		}
		h := &best[e.p.order]
		h.p, h.words, h.used = e.p, max(h.words, ph.words), h.used|used
	}
	for at, t := range q.tokens {
		for _, e := range b.first[t.Stem] {
			try(e, at)
		}
		for _, e := range b.classed {
			try(e, at)
		}
	}
	var out []hit
	for _, h := range best {
		if h.p != nil {
			out = append(out, h)
		}
	}
	// Insertion sort by words, most first: few, and the order of the file must decide among equals.
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && q.before(out[j], out[j-1]); j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// before reports whether a hit wins over another: by its words, then by opening the question.
func (q *reading) before(a, b hit) bool {
	if x, y := q.opensWith(a), q.opensWith(b); x != y {
		return x
	}
	if a.words != b.words {
		return a.words > b.words
	}
	if formOnly[a.p.intent] || a.p.intent == "who" {
		return false
	}
	opens := uint64(1) << min(q.begin, 63)
	return a.used&opens != 0 && b.used&opens == 0
}

// opensWith reports whether a hit takes a question word at the opening that settles what is asked for, whatever else is
// said: "why", "how many".
func (q *reading) opensWith(h hit) bool {
	if q.begin >= len(q.tokens) || h.used&(1<<min(q.begin, 63)) == 0 {
		return false
	}
	switch q.k.wants(q.tokens[q.begin:min(q.begin+2, len(q.tokens))]) {
	case store.AskWhy:
		return h.p.asks == store.AskWhy
	case store.AskHowMany:
		return h.p.asks != store.AskHow && !views[h.p.intent]
	}
	return false
}

// match tries the phrase's parts from i on at token at.
func (q *reading) match(ph phrase, i, at int, used *uint64) bool {
	if i == len(ph.parts) {
		return !ph.end || at == len(q.tokens)
	}
	p := ph.parts[i]
	if p.gap {
		for skip := 0; skip <= maxGap && at+skip <= len(q.tokens); skip++ {
			if q.match(ph, i+1, at+skip, used) {
				return true
			}
		}
		return false
	}
	if at >= len(q.tokens) {
		return false
	}
	if p.class != "" {
		for _, end := range q.classEnds(p.class, at) {
			if q.match(ph, i+1, end, used) {
				return true
			}
		}
		return false
	}
	for _, stem := range p.stems {
		if q.tokens[at].Stem == stem && q.match(ph, i+1, at+1, used) {
			*used |= 1 << at
			return true
		}
	}
	return false
}

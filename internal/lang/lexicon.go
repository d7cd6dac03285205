package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"sync"

	"readout/internal/records"
)

//go:embed data
var data embed.FS

// Class tells what sort of meaning a sense is.
type Class uint8

const (
	Concept Class = iota // a meaning that several words share: key of concepts.rec
	Named                // a Name
	Role                 // an office: key of roles.rec
	Light                // a word that carries little evidence: "function", "filler", "generic", "modifier"
	Label                // something the caller added: a meeting, an article
)

// A Sense is one meaning of a word or phrase. ID identifies class and key.
type Sense struct {
	Class Class
	Key   string
	ID    uint64
	// Strength is how surely the word means it, 0 to 1: the words of a concept are listed the closest first,
	// and a word that stands in many concepts means each of them less surely.
	Strength float64
	cased    bool // counts only when written with a capital
	upper    bool // counts only when written in capitals throughout
	// form is the very word of a light sense: "set" is light, "settings" is not though its stem is the same.
	form string
}

// NewSense makes the sense of a class and key.
func NewSense(c Class, key string) Sense {
	return Sense{Class: c, Key: key, ID: senseID(c, key), Strength: 1}
}

func senseID(c Class, key string) uint64 { return hashString(string(rune('A'+c)) + key) }

// WordID is the identity of a word by its stem, beside the senses it may have.
func WordID(stem string) uint64 { return hashString("w" + stem) }

// A Lexicon knows words, phrases and names. It is immutable once built and may be shared.
type Lexicon struct {
	base     *Lexicon // looked up after this one's own; nil for the base itself
	phrases  map[uint64][]Sense
	longest  map[uint64]int // stem of a phrase's first word → words in the longest phrase that begins so
	names    map[string]*Name
	order    []string            // keys of names in the order they were added
	words    map[string][]string // concept key → its words
	special  map[string][]string // concept key → narrower concept keys
	opposite map[string][]string // concept key → opposed concept keys
	light    []string            // the words of light.rec
	slips    map[string]string   // slip → what was meant
	grammar  map[string]bool     // class and word of grammar.rec
	keys     map[string]string   // "prefix word" → rest, for the classes called prefix=rest
	classes  map[string][]string // class of grammar.rec → its words
	vocab    *vocabulary         // rightly spelt words that a slip may stand for
}

var baseLexicon = sync.OnceValues(func() (*Lexicon, error) { return load(data) })

// Base returns the lexicon of the built-in tables. The error names a faulty table by file and line.
func Base() (*Lexicon, error) { return baseLexicon() }

func newLexicon(base *Lexicon) *Lexicon {
	return &Lexicon{base: base, phrases: map[uint64][]Sense{}, longest: map[uint64]int{}, names: map[string]*Name{}}
}

func load(fsys embed.FS) (*Lexicon, error) {
	l := newLexicon(nil)
	l.words, l.special, l.opposite = map[string][]string{}, map[string][]string{}, map[string][]string{}
	l.keys = map[string]string{}
	l.slips, l.grammar, l.classes = map[string]string{}, map[string]bool{}, map[string][]string{}
	for _, step := range []struct {
		file string
		use  func([]records.Record) error
	}{
		{"concepts", l.addConcepts},
		{"broader", func(rs []records.Record) error { return pairs(rs, l.special) }},
		{"opposites", func(rs []records.Record) error { return bothWays(rs, l.opposite) }},
		{"light", l.addLight},
		{"slips", l.addSlips},
		{"grammar", l.addGrammar},
		{"roles", l.addRoles},
		{"people", l.addNames("person")},
		{"places", l.addNames("place")},
		{"organisations", l.addNames("organisation")},
		{"occasions", l.addNames("occasion")},
	} {
		if err := readTable(fsys, "data/"+step.file+"*.rec", step.use); err != nil {
			return nil, err
		}
	}
	l.share()
	return l, nil
}

// readTable reads the files of one table: a large one is in several, such as concepts-things.rec.
func readTable(fsys fs.FS, pattern string, use func([]records.Record) error) error {
	names, err := fs.Glob(fsys, pattern)
	if err != nil || len(names) == 0 {
		return fmt.Errorf("no table %s", pattern)
	}
	for _, name := range names {
		f, err := fsys.Open(name)
		if err != nil {
			return fmt.Errorf("open table: %w", err)
		}
		recs, err := records.Read(f, name)
		f.Close()
		if err != nil {
			return err
		}
		if err := use(recs); err != nil {
			return err
		}
	}
	return nil
}

// eachField calls use for the fields of all records.
func eachField(recs []records.Record, use func(key string, values []string)) error {
	for _, r := range recs {
		for _, f := range r.Fields {
			use(f.Name, records.SplitList(f.Value))
		}
	}
	return nil
}

func pairs(recs []records.Record, into map[string][]string) error {
	return eachField(recs, func(key string, values []string) { into[key] = append(into[key], values...) })
}

func bothWays(recs []records.Record, into map[string][]string) error {
	return eachField(recs, func(key string, values []string) {
		for _, v := range values {
			into[key] = append(into[key], v)
			into[v] = append(into[v], key)
		}
	})
}

func (l *Lexicon) addConcepts(recs []records.Record) error {
	return eachField(recs, func(key string, values []string) {
		s := NewSense(Concept, key)
		for i, w := range values {
			s.Strength = 1
			if !strings.Contains(w, " ") { // a phrase is meant wherever it stands in the list
				s.Strength -= stepStrength * float64(min(i, 10))
			}
			l.words[key] = append(l.words[key], w)
			l.addPhrase(w, s)
		}
	})
}

// stepStrength is what each further place in a concept's list takes off a word's strength, for ten places.
const stepStrength = 0.03

// share weakens the concepts of words that stand in several.
func (l *Lexicon) share() {
	for _, senses := range l.phrases {
		n := 0
		for _, s := range senses {
			if s.Class == Concept {
				n++
			}
		}
		for i := range senses {
			switch {
			case senses[i].Class != Concept || n < 3:
			case n < 5:
				senses[i].Strength *= 0.85
			default:
				senses[i].Strength *= 0.7
			}
		}
	}
}

func (l *Lexicon) addLight(recs []records.Record) error {
	return eachField(recs, func(key string, values []string) {
		for _, w := range values {
			l.light = append(l.light, w)
			s := NewSense(Light, key)
			s.form = Fold(w)
			l.addPhrase(w, s)
		}
	})
}

func (l *Lexicon) addSlips(recs []records.Record) error {
	return eachField(recs, func(key string, values []string) {
		for _, w := range values {
			l.slips[Fold(w)] = Fold(key)
		}
	})
}

func (l *Lexicon) addGrammar(recs []records.Record) error {
	return eachField(recs, func(key string, values []string) {
		for _, w := range values {
			l.grammar[key+" "+Fold(w)] = true
			if prefix, rest, ok := strings.Cut(key, "="); ok {
				l.keys[prefix+" "+Fold(w)] = rest
			}
			l.classes[key] = append(l.classes[key], w)
		}
	})
}

func (l *Lexicon) addRoles(recs []records.Record) error {
	return eachField(recs, func(key string, values []string) {
		for _, w := range values {
			s := NewSense(Role, key)
			s.form = Fold(w)
			l.addPhrase(w, s)
		}
	})
}

func (l *Lexicon) addNames(class string) func([]records.Record) error {
	return func(recs []records.Record) error {
		names, err := readNames(recs, class)
		if err != nil {
			return err
		}
		for _, n := range names {
			l.addName(n)
		}
		return nil
	}
}

func (l *Lexicon) addName(n Name) {
	for i, o := range n.Offices {
		n.Offices[i].Role = l.RoleOf(o.Role)
	}
	if l.names[n.Key] == nil {
		l.order = append(l.order, n.Key)
	}
	l.names[n.Key] = &n
	s := NewSense(Named, n.Key)
	for _, forms := range [][]string{{n.Full}, n.Aliases, n.Demonyms} {
		for _, form := range forms {
			l.addForm(form, s)
		}
	}
	s.cased = true
	for _, form := range n.Cased {
		l.addForm(form, s)
	}
}

// addForm adds a form of a name. An acronym that is also a word of grammar ("WHO", "IS", "US") or that is
// marked as cased counts only in capitals.
func (l *Lexicon) addForm(form string, s Sense) {
	if strings.ToUpper(form) == form && (s.cased || l.function(Fold(strings.ReplaceAll(form, ".", "")))) {
		s.cased, s.upper = true, true
	}
	l.addPhrase(form, s)
}

// function reports whether a word is closed-class.
func (l *Lexicon) function(word string) bool {
	root := l.root()
	if root.grammar["wh "+word] || root.grammar["thing "+word] || root.grammar["auxiliary "+word] || root.grammar["person "+word] {
		return true
	}
	return hasSense(root.phrases[hashString(Stem(word))], senseID(Light, "function"))
}

// addPhrase makes a word or phrase mean s. "cease-fire" is entered as two words and as one.
func (l *Lexicon) addPhrase(phrase string, s Sense) {
	l.addStems(Tokenize(phrase), s)
	if strings.Contains(phrase, "-") {
		l.addStems(Tokenize(strings.ReplaceAll(phrase, "-", "")), s)
	}
}

func (l *Lexicon) addStems(tokens []Token, s Sense) {
	if len(tokens) == 0 {
		return
	}
	h := phraseHash(tokens)
	for _, have := range l.phrases[h] {
		if have.ID == s.ID && have.cased == s.cased && have.form == s.form {
			return
		}
	}
	l.phrases[h] = append(l.phrases[h], s)
	l.longest[tokens[0].hash] = max(l.longest[tokens[0].hash], len(tokens))
}

func phraseHash(tokens []Token) uint64 {
	h := tokens[0].hash
	for _, t := range tokens[1:] {
		h = h*1099511628211 ^ t.hash
	}
	return h
}

// With returns a lexicon that also knows the given names and labels; the receiver stays as it is.
// A name whose key is known already adds its forms and replaces the entry.
func (l *Lexicon) With(names []Name, labels map[string][]string, words map[string]int) *Lexicon {
	out := newLexicon(l)
	for _, n := range names {
		if old := l.Name(n.Key); old != nil {
			n = merge(*old, n)
		}
		out.addName(n)
	}
	keys := make([]string, 0, len(labels))
	for key := range labels {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		for _, form := range labels[key] {
			out.addPhrase(form, NewSense(Label, key))
		}
	}
	out.vocab = newVocabulary(l, out, words)
	return out
}

// merge keeps what old knows and new does not say.
func merge(old, n Name) Name {
	pick := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	n.Full, n.Gender, n.In = pick(n.Full, old.Full), pick(n.Gender, old.Gender), pick(n.In, old.In)
	n.SpeaksFor, n.Of, n.Kind = pick(n.SpeaksFor, old.SpeaksFor), pick(n.Of, old.Of), pick(n.Kind, old.Kind)
	n.By = pick(n.By, old.By)
	n.From, n.To = pick(n.From, old.From), pick(n.To, old.To)
	n.Aliases = append(append([]string(nil), old.Aliases...), n.Aliases...)
	n.Cased = append(append([]string(nil), old.Cased...), n.Cased...)
	n.Demonyms = append(append([]string(nil), old.Demonyms...), n.Demonyms...)
	if len(n.Offices) == 0 {
		n.Offices = old.Offices
	} else {
		n.Offices = append(append([]Office(nil), n.Offices...), old.Offices...)
	}
	return n
}

// Name returns the name of a key, or nil.
func (l *Lexicon) Name(key string) *Name {
	for ; l != nil; l = l.base {
		if n := l.names[key]; n != nil {
			return n
		}
	}
	return nil
}

// RoleOf returns the key of the role that a title names, or the title itself when the table lacks it.
func (l *Lexicon) RoleOf(title string) string {
	tokens := Tokenize(title)
	if len(tokens) > 0 {
		for _, s := range l.lookup(phraseHash(tokens)) {
			if s.Class == Role {
				return s.Key
			}
		}
	}
	return title
}

// lookup returns the senses of a phrase: this lexicon's own first, then its base's.
func (l *Lexicon) lookup(h uint64) []Sense {
	if l.base == nil {
		return l.phrases[h]
	}
	own, below := l.phrases[h], l.base.lookup(h)
	switch {
	case len(own) == 0:
		return below
	case len(below) == 0:
		return own
	}
	out := append([]Sense(nil), own...)
	for _, s := range below {
		if !hasSense(out, s.ID) {
			out = append(out, s)
		}
	}
	return out
}

func hasSense(senses []Sense, id uint64) bool {
	for _, s := range senses {
		if s.ID == id {
			return true
		}
	}
	return false
}

func (l *Lexicon) longestFrom(hash uint64) int {
	n := 0
	for ; l != nil; l = l.base {
		n = max(n, l.longest[hash])
	}
	return n
}

// root returns the lexicon of the built-in tables.
func (l *Lexicon) root() *Lexicon {
	for l.base != nil {
		l = l.base
	}
	return l
}

// Words returns the words that mean a concept.
func (l *Lexicon) Words(concept string) []string { return l.root().words[concept] }

// Narrower returns the concepts that a general one covers: "weapon" covers "missile".
func (l *Lexicon) Narrower(concept string) []string { return l.root().special[concept] }

// Opposites returns the concepts opposed to one: "before" and "after".
func (l *Lexicon) Opposites(concept string) []string { return l.root().opposite[concept] }

// Names returns the names added by [Lexicon.With], in order; those of the base are left out.
func (l *Lexicon) Names() []*Name {
	out := make([]*Name, 0, len(l.order))
	for _, key := range l.order {
		out = append(out, l.names[key])
	}
	return out
}

// Grammar reports whether a word is of a class of grammar.rec, such as "auxiliary" or "negation".
func (l *Lexicon) Grammar(class, word string) bool { return l.root().grammar[class+" "+word] }

// Everyone returns all names, those of the base first, in order.
func (l *Lexicon) Everyone() []*Name {
	if l.base == nil {
		return l.Names()
	}
	return append(l.base.Everyone(), l.Names()...)
}

// GrammarKey returns the rest of the name of the first class that begins with prefix and has the word, or "".
func (l *Lexicon) GrammarKey(prefix, word string) string {
	return l.root().keys[prefix+" "+word]
}

// GrammarWords returns the words of a class of grammar.rec.
func (l *Lexicon) GrammarWords(class string) []string { return l.root().classes[class] }

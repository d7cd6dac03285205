package lang

import (
	"slices"
	"sort"
)

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
	cased bool // counts only when written with a capital
	upper bool // counts only when written in capitals throughout
	Key   string
	ID    uint64
	// Strength is how surely the word means it, 0 to 1: the words of a concept are listed the closest first,
	// and a word that stands in many concepts means each of them less surely.
	Strength float64
	// form is the very word of a light sense or a role: "set" is light, "settings" is not though its stem is the same.
	form string
}

// NewSense makes the sense of a class and key.
func NewSense(c Class, key string) Sense {
	return Sense{Class: c, Key: key, ID: senseID(c, key), Strength: 1}
}

func senseID(c Class, key string) uint64 {
	return hashMore((hashStart^uint64('A'+c))*hashPrime, key) // the class as a letter, then the key
}

// WordID is the identity of a word by its stem, beside the senses it may have.
func WordID(stem string) uint64 { return hashMore(hashString("w"), stem) }

// A Lexicon knows words, phrases and names. It is immutable once built and may be shared.
type Lexicon struct {
	base     *Lexicon // looked up after this one's own; nil for the base itself
	index    *index
	names    map[string]*Name
	order    []string             // keys of names in the order they were added
	words    map[string][]string  // concept key → its words
	special  map[string][]string  // concept key → narrower concept keys
	opposite map[string][]string  // concept key → opposed concept keys
	light    []string             // the words of light.rec
	slips    map[string]string    // slip → what was meant
	grammar  map[classWord]bool   // words of grammar.rec
	keys     map[classWord]string // prefix and word → rest, for the classes called prefix=rest
	classes  map[string][]string  // class of grammar.rec → its words
	closed   closedClass
	vocab    *vocabulary // rightly spelt words that a slip may stand for
}

// newLexicon returns an empty lexicon for the built-in tables, with room for what they have.
func newLexicon() *Lexicon {
	return &Lexicon{
		names: make(map[string]*Name, 3000), words: make(map[string][]string, 2000), special: map[string][]string{},
		opposite: map[string][]string{}, slips: make(map[string]string, 3000), grammar: make(map[classWord]bool, 500),
		keys: map[classWord]string{}, classes: map[string][]string{},
	}
}

func (l *Lexicon) addConcepts(p *part) { pairs(p.fields, l.words) }

func (l *Lexicon) addLight(p *part) {
	for _, f := range p.fields {
		l.light = append(l.light, f.values...)
	}
}

func (l *Lexicon) addSlips(p *part) {
	for _, f := range p.fields {
		meant := Fold(f.key)
		for _, w := range f.values {
			l.slips[Fold(w)] = meant
		}
	}
}

func (l *Lexicon) addNames(p *part) {
	for i := range p.names {
		l.addName(&p.names[i])
	}
}

func (l *Lexicon) addName(n *Name) {
	if l.names[n.Key] == nil {
		l.order = append(l.order, n.Key)
	}
	l.names[n.Key] = n
}

// With returns a lexicon that also knows the given names and labels; the receiver stays as it is.
// A name whose key is known already adds its forms and replaces the entry.
func (l *Lexicon) With(names []Name, labels map[string][]string, words map[string]int) *Lexicon {
	out := &Lexicon{base: l, names: make(map[string]*Name, len(names))}
	var f forms
	for _, n := range names {
		if old := l.Name(n.Key); old != nil {
			n = merge(*old, n)
		}
		n.Offices = slices.Clone(n.Offices) // their roles are renamed below
		out.addName(&n)
		f.name(&n)
	}
	f.settle(l.root().closed)
	keys := make([]string, 0, len(labels))
	for key := range labels {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		label := f.mean(NewSense(Label, key))
		for _, form := range labels[key] {
			f.add(form, label, 0)
		}
	}
	out.index = newIndex([]*phrases{&f.phrases})
	out.index.over(l)
	out.nameRoles(l)
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

// nameRoles puts the keys of roles for the titles that names were given, as roles knows them.
func (l *Lexicon) nameRoles(roles *Lexicon) {
	known := map[string]string{}
	for _, n := range l.names {
		for i := range n.Offices {
			title := n.Offices[i].Role
			key, ok := known[title]
			if !ok {
				key = roles.RoleOf(title)
				known[title] = key
			}
			n.Offices[i].Role = key
		}
	}
}

// lookup returns the senses of a phrase: this lexicon's own first, then its base's.
func (l *Lexicon) lookup(h uint64) []Sense {
	for ; l.base != nil; l = l.base {
		if senses := l.index.lookup(h); len(senses) > 0 {
			return senses // with those of the base: see index.over
		}
	}
	return l.index.lookup(h)
}

func (l *Lexicon) longestFrom(hash uint64) int {
	for ; l.base != nil; l = l.base {
		if n := l.index.longestFrom(hash); n > 0 {
			return n // at least that of the base: see index.over
		}
	}
	return l.index.longestFrom(hash)
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

// Everyone returns all names, those of the base first, in order.
func (l *Lexicon) Everyone() []*Name {
	if l.base == nil {
		return l.Names()
	}
	return append(l.base.Everyone(), l.Names()...)
}

package lang

import (
	"slices"
	"strings"
)

// A classWord is a word of a class of grammar.rec.
type classWord struct{ class, word string }

func (l *Lexicon) addGrammar(p *part) {
	for _, f := range p.fields {
		prefix, rest, ok := strings.Cut(f.key, "=")
		for _, w := range f.values {
			word := Fold(w)
			l.grammar[classWord{f.key, word}] = true
			if ok {
				l.keys[classWord{prefix, word}] = rest
			}
		}
		l.classes[f.key] = append(l.classes[f.key], f.values...)
	}
}

// Grammar reports whether a word is of a class of grammar.rec, such as "auxiliary" or "negation".
func (l *Lexicon) Grammar(class, word string) bool { return l.root().grammar[classWord{class, word}] }

// GrammarKey returns the rest of the name of the first class that begins with prefix and has the word, or "".
func (l *Lexicon) GrammarKey(prefix, word string) string {
	return l.root().keys[classWord{prefix, word}]
}

// GrammarWords returns the words of a class of grammar.rec.
func (l *Lexicon) GrammarWords(class string) []string { return l.root().classes[class] }

// A closedClass knows the words that a sentence is built with, whatever it is about.
type closedClass struct {
	words map[string]bool // of grammar.rec
	stems map[uint64]bool // of light.rec: the hashes of their stems
}

func (c closedClass) has(word string) bool {
	return c.words[word] || c.stems[hashString(Stem(word))]
}

// newClosedClass finds them in what was read of the tables.
func newClosedClass(parts []part) closedClass {
	c := closedClass{words: map[string]bool{}, stems: map[uint64]bool{}}
	light := senseID(Light, "function")
	for i := range parts {
		switch p := &parts[i]; p.table.file {
		case "grammar":
			for _, f := range p.fields {
				if slices.Contains([]string{"wh", "thing", "auxiliary", "person"}, f.key) {
					for _, w := range f.values {
						c.words[Fold(w)] = true
					}
				}
			}
		case "light":
			for _, q := range p.forms.postings {
				if p.forms.senses[q.sense].ID == light {
					c.stems[q.hash] = true
				}
			}
		}
	}
	return c
}

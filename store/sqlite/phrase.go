package sqlite

import (
	"strings"

	"readout/store"
)

// A phrase is one or more words that must stand side by side.
type phrase struct {
	words []string // folded
	stems []string // of words
	match string   // for FTS5; nothing but quoted words, whatever was asked
}

func phraseOf(words []string) phrase {
	p := phrase{words: words, match: `"` + strings.Join(words, " ") + `"`}
	for _, w := range words {
		p.stems = append(p.stems, stem(w))
	}
	return p
}

// phrasesOf returns the phrases that one alternative of a group stands for: "cease-fire" and "cease fire"
// also find "ceasefire". None when it has no words.
func (db *DB) phrasesOf(alternative string) []phrase {
	if p, ok := db.phrases.get(alternative); ok {
		return p
	}
	apart, whole := fold(alternative)
	if whole == nil && len(apart) == 2 {
		whole = []string{clip(apart[0] + apart[1])}
	}
	var all []phrase
	for _, words := range [][]string{apart, whole} {
		if 0 < len(words) && len(words) <= longestPhrase {
			all = append(all, phraseOf(words))
		}
	}
	if len(alternative) <= 256 {
		db.phrases.put(alternative, all, 1)
	}
	return all
}

// in says whether the phrase stands in the words of a fact.
func (p *phrase) in(words []string) bool {
	for i := 0; i+len(p.stems) <= len(words); i++ {
		if p.startsAt(words[i:]) {
			return true
		}
	}
	return false
}

func (p *phrase) startsAt(words []string) bool {
	for i, want := range p.stems {
		if words[i][0] != want[0] || stem(words[i]) != want { // stemming keeps the first letter
			return false
		}
	}
	return true
}

// indexedWords lists the words of a fact in the order in which they are indexed.
func indexedWords(f *store.Fact) []string {
	var words []string
	for _, part := range parts(f) {
		apart, whole := fold(part)
		words = append(append(words, apart...), separator)
		if whole != nil {
			words = append(append(words, whole...), separator)
		}
	}
	return words
}

package sqlite

import (
	"slices"
	"strings"

	"readout/store"
)

// separator stands between the parts of an indexed text so that no phrase runs across them. It is a
// character for private use: FTS5 takes it for a word, and folding never lets it into a question.
const separator = "\uE000"

// An entry is what the index keeps of one fact; each list holds a thing once, sorted.
type entry struct {
	text  string   // for FTS5
	words []string // as they stand
	stems []string // as FTS5 finds them
	keys  []string // terms of the fact's people, speaker and kind
	told  bool     // it counts among the facts and its words among theirs
}

// indexWith says by what a fact can be found.
func indexWith(f *store.Fact, stem func(string) string) entry {
	var e entry
	var texts []string
	for _, part := range parts(f) {
		apart, whole := fold(part)
		for _, words := range [][]string{apart, whole} {
			if len(words) > 0 {
				texts = append(texts, strings.Join(words, " "))
				e.words = append(e.words, words...)
			}
		}
	}
	e.text = strings.Join(texts, " "+separator+" ")
	e.words = distinct(e.words)
	for _, w := range e.words {
		e.stems = append(e.stems, stem(w))
	}
	e.stems = distinct(e.stems)
	e.keys = keys(f)
	e.told = !f.Kind.Aside()
	return e
}

// parts lists the texts of a fact that can be searched: its own words, and the names behind its keys.
func parts(f *store.Fact) []string {
	p := make([]string, 0, 3+len(f.Words)+len(f.Questions)+len(f.People)+len(f.Topics))
	p = append(p, f.Statement, f.Quote)
	p = append(p, f.Words...)
	p = append(p, f.Questions...)
	for _, list := range [][]string{f.People, {f.Speaker}, f.Topics} {
		for _, key := range list {
			p = append(p, strings.ReplaceAll(key, "-", " "))
		}
	}
	return p
}

func personKey(key string) string    { return "p:" + key }
func speakerKey(key string) string   { return "s:" + key }
func kindKey(kind store.Kind) string { return "k:" + string(kind) }

func keys(f *store.Fact) []string {
	k := make([]string, 0, 2+len(f.People))
	k = append(k, kindKey(f.Kind))
	if f.Speaker != "" {
		k = append(k, speakerKey(f.Speaker))
	}
	for _, p := range f.People {
		k = append(k, personKey(p))
	}
	return distinct(k)
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

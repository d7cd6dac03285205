package lang

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"readout/internal/records"
)

var baseTimes = sync.OnceValues(func() (*timeTables, error) { return loadTimes(data) })

// timesTable is how the names of its files begin. It is no table of the lexicon: questions are read without it.
const timesTable = "times"

// timeTables are the words of times*.rec; they do not change once they are read.
type timeTables struct {
	words   map[string]*timeWord
	longest int // bytes of a word
}

// A timeWord is a word with what it means by class: month "9", unit "N".
type timeWord struct {
	norm    string
	senses  []timeSense
	phrases []timePhrase // that begin with it, the longest first
}

type timeSense struct{ class, value string }

// A timePhrase is what follows the first word of a phrase.
type timePhrase struct {
	rest []string
	timeSense
}

// unknownWord stands for every word that is in no table.
var unknownWord = &timeWord{}

// loadTimes reads the files data/times*.rec. The error names a faulty one by file and line.
func loadTimes(fsys fs.FS) (*timeTables, error) {
	names, err := fs.Glob(fsys, "data/"+timesTable+"*.rec")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no table data/%s*.rec", timesTable)
	}
	t := &timeTables{words: map[string]*timeWord{}}
	for _, name := range names {
		if err := t.open(fsys, name); err != nil {
			return nil, err
		}
	}
	for _, w := range t.words {
		slices.SortStableFunc(w.phrases, func(a, b timePhrase) int { return len(b.rest) - len(a.rest) })
	}
	return t, nil
}

func (t *timeTables) open(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	recs, err := records.Read(f, name)
	if err != nil {
		return err
	}
	for _, rec := range recs {
		for _, field := range rec.Fields {
			class, value, _ := strings.Cut(field.Name, "=")
			list := records.SplitList(field.Value)
			if len(list) == 0 {
				return rec.Errorf(field, "%s has no words", field.Name)
			}
			for _, w := range list {
				t.add(strings.Fields(strings.ToLower(w)), timeSense{class, value})
			}
		}
	}
	return nil
}

// add takes a word or phrase; a hyphen inside is a word of its own, as in a text.
func (t *timeTables) add(words []string, s timeSense) {
	var parts []string
	for _, w := range words {
		for i, p := range strings.Split(w, "-") {
			if i > 0 {
				parts = append(parts, "-")
			}
			parts = append(parts, p)
		}
	}
	first := t.word(parts[0])
	if len(parts) == 1 {
		first.senses = append(first.senses, s)
		return
	}
	first.phrases = append(first.phrases, timePhrase{parts[1:], s})
	for _, p := range parts[1:] {
		t.word(p)
	}
}

func (t *timeTables) word(norm string) *timeWord {
	w := t.words[norm]
	if w == nil {
		w = &timeWord{norm: norm}
		t.words[norm] = w
		t.longest = max(t.longest, len(norm))
	}
	return w
}

// as returns what a word means in a class.
func (w *timeWord) as(class string) (string, bool) {
	for i := range w.senses {
		if w.senses[i].class == class {
			return w.senses[i].value, true
		}
	}
	return "", false
}

func (r *timeReader) word(i int) *timeWord {
	if i < 0 || i >= len(r.tok) {
		return unknownWord
	}
	return r.tok[i].word
}

// is reports whether a token is a word of a class.
func (r *timeReader) is(i int, class string) bool {
	_, ok := r.word(i).as(class)
	return ok
}

// number returns the number that a word means in a class.
func (r *timeReader) number(i int, class string) (int, bool) {
	v, ok := r.word(i).as(class)
	if !ok {
		return 0, false
	}
	n, sign := 0, 1
	for _, c := range v {
		switch {
		case c == '-':
			sign = -1
		case c >= '0' && c <= '9':
			n = n*10 + int(c-'0')
		}
	}
	return sign * n, true
}

// phrase returns what the longest phrase of a class at a token means, and the token after it; i itself when there is none.
func (r *timeReader) phrase(i int, class string) (string, int) {
	w := r.word(i)
	for j := range w.phrases {
		p := &w.phrases[j]
		if p.class == class && r.follows(i+1, p.rest) {
			return p.value, i + 1 + len(p.rest)
		}
	}
	if v, ok := w.as(class); ok {
		return v, i + 1
	}
	return "", i
}

func (r *timeReader) follows(i int, words []string) bool {
	if i+len(words) > len(r.tok) {
		return false
	}
	for j, w := range words {
		if t := r.tok[i+j]; t.word.norm != w && !(w == "-" && t.mark == '-') {
			return false
		}
	}
	return true
}

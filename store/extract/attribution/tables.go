package attribution

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"readout/internal/records"
)

//go:embed *.rec
var files embed.FS

// A cue is what the table says of a verb.
type cue struct {
	bare, that bool // what may follow in indirect speech; a verb with neither needs quotation marks
	hearer     bool // a hearer may follow: "told reporters"
	denied     bool
}

// A wordSet holds words, lower-case.
type wordSet map[string]bool

// The tables, as read from the files.
type tables struct {
	cues  map[string]cue
	lists map[string]wordSet
}

var readTables = sync.OnceValues(load)

// Check reports a mistake in the built-in tables, by file and line; without tables Find finds nothing.
func Check() error {
	_, err := readTables()
	return err
}

func load() (*tables, error) {
	t := &tables{cues: map[string]cue{}, lists: map[string]wordSet{}}
	for file, read := range map[string]func(records.Record) error{"cues.rec": t.addCue, "words.rec": t.addLists} {
		text, err := files.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading the table %s: %w", file, err)
		}
		recs, err := records.Read(bytes.NewReader(text), file)
		if err != nil {
			return nil, err
		}
		for _, r := range recs {
			if err := read(r); err != nil {
				return nil, err
			}
		}
	}
	return t, t.complete()
}

func (t *tables) addCue(r records.Record) error {
	var c cue
	switch f, _ := r.Field("takes"); f.Value {
	case "bare":
		c.bare, c.that = true, true
	case "that":
		c.that = true
	case "quote":
	default:
		return r.Errorf(f, "takes is %q: write bare, that or quote", f.Value)
	}
	c.hearer = r.Get("to") == "yes"
	c.denied = r.Get("force") == "denied"
	for _, form := range r.List("forms") {
		if _, known := t.cues[form]; !known { // the first entry of a form decides
			t.cues[form] = c
		}
	}
	return nil
}

func (t *tables) addLists(r records.Record) error {
	for _, f := range r.Fields {
		if t.lists[f.Name] == nil {
			t.lists[f.Name] = wordSet{}
		}
		for _, w := range records.SplitList(f.Value) {
			t.lists[f.Name][w] = true
		}
	}
	return nil
}

// lists that the code asks for.
var needed = [...]string{"he", "she", "they", "i", "nobody", "nobodies", "bodies", "determiners", "prepositions",
	"and", "breaks", "adverbs", "time", "be", "modals", "not", "declined", "according", "citing", "opens", "titles", "nouns", "clauses", "sayings",
	"unnamed", "contrast", "unreal", "reached", "labels", "questions"}

func (t *tables) complete() error {
	for _, name := range needed {
		if len(t.lists[name]) == 0 {
			return fmt.Errorf("words.rec: the list %q is missing", name)
		}
	}
	return nil
}

func (t *tables) is(list, word string) bool { return t.lists[list][word] }

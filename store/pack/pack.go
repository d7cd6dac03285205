// Package pack reads, checks and writes reviewed facts as files that a person edits.
//
// A pack is one .rec file, or a folder of them, in the format of package records. The
// first field of a record says what the record is: article, fact, meeting, name or topic.
// A fact belongs to the last article above it in its file; meetings, names and topics may
// stand in any file and are known in all of them. [Builtin] is the pack that the program
// brings with it.
package pack

import (
	"context"
	"fmt"

	"readout/store"
)

// A Pack is what a set of files holds, ready to be stored.
type Pack struct {
	Batches []store.Batch // one for each article, in the order of the files; each can be stored without the others
	Topics  []Topic       // in the order of the files
}

// A Topic is a subject that facts are filed under.
type Topic struct {
	Key   string   // canonical: "syria-ceasefire"
	Name  string   // as shown: "the ceasefire in Syria"
	Words []string // other words and phrases for it
}

// Known says whether a key (of a person, place, organisation, occasion, topic or meeting) is
// known from elsewhere, such as the lexicon or a store. Nil knows none.
type Known func(key string) bool

// Facts returns how many facts the pack has.
func (p Pack) Facts() int {
	n := 0
	for _, b := range p.Batches {
		n += len(b.Facts)
	}
	return n
}

// Load stores every batch of the pack, replacing what an earlier pack said of the same
// articles: loading a pack twice is the same as loading it once. It stops at the first
// batch that the store refuses; those before it stay.
func Load(ctx context.Context, s store.Store, p Pack) error {
	for _, b := range p.Batches {
		if err := s.Put(ctx, b); err != nil {
			return fmt.Errorf("storing the facts of article %s: %w", b.Article.ID, err)
		}
	}
	return nil
}

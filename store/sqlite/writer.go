package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"readout/store"
)

// A writer is one writing transaction. What many batches change alike (counts, keys) is gathered and
// written by flush.
type writer struct {
	ctx   context.Context
	tx    *sql.Tx
	meta  meta
	words map[string]int // changes of word.facts
	terms map[string]int // changes of term.facts
	keys  []factKey      // rows for fact_key
	known map[thing]bool // meetings and names whose row in known is to be made anew
	stems map[string]string
}

// mostStems bounds how many stems a writer remembers.
const mostStems = 1 << 16

// index says by what a fact can be found.
func (w *writer) index(f *store.Fact) entry {
	return indexWith(f, func(word string) string {
		s, ok := w.stems[word]
		if !ok && len(w.stems) < mostStems {
			s = stem(word)
			w.stems[word] = s
		} else if !ok {
			s = stem(word)
		}
		return s
	})
}

type factKey struct {
	term string
	fact uint32
}

// newWriter: the statements run to their end once begun, which saves a goroutine for each; the
// transaction itself ends with ctx.
func newWriter(ctx context.Context, tx *sql.Tx) *writer {
	return &writer{ctx: context.WithoutCancel(ctx), tx: tx, words: map[string]int{}, terms: map[string]int{}, known: map[thing]bool{}, stems: map[string]string{}}
}

func (w *writer) exec(query string, args ...any) error {
	_, err := w.tx.ExecContext(w.ctx, query, args...)
	return err
}

// count notes that a fact comes (by is 1) or goes (-1).
func (w *writer) count(e *entry, by int) {
	if e.told {
		for _, word := range e.words {
			w.words[word] += by
		}
		w.meta.facts += by
	}
	for _, stem := range e.stems {
		w.terms[stem] += by
	}
	for _, key := range e.keys {
		w.terms[key] += by
	}
}

// finish writes what is gathered and the new version.
func (w *writer) finish() (meta, error) {
	if err := w.flush(); err != nil {
		return meta{}, err
	}
	if err := w.seal(); err != nil {
		return meta{}, err
	}
	w.meta.version++
	err := w.exec(`UPDATE meta SET version = ?, facts = ?, last = ?, sealed = ?`,
		w.meta.version, w.meta.facts, w.meta.last, w.meta.sealed)
	return w.meta, err
}

const (
	countWords = `
INSERT INTO word (word, facts) SELECT key, value FROM json_each(?) WHERE true
ON CONFLICT (word) DO UPDATE SET facts = facts + excluded.facts`
	dropWords  = `DELETE FROM word WHERE facts <= 0 AND word IN (SELECT key FROM json_each(?))`
	countTerms = `
INSERT INTO term (term, facts) SELECT key, value FROM json_each(?) WHERE true
ON CONFLICT (term) DO UPDATE SET facts = facts + excluded.facts`
	dropTerms = `DELETE FROM term WHERE facts <= 0 AND term IN (SELECT key FROM json_each(?))`
	putKeys   = `
INSERT INTO fact_key (term, fact)
SELECT t.number, j.value ->> 1 FROM json_each(?) j JOIN term t ON t.term = j.value ->> 0`
)

// flush writes the gathered counts and keys.
func (w *writer) flush() error {
	if err := w.flushCounts(w.words, countWords, dropWords); err != nil {
		return err
	}
	if err := w.flushCounts(w.terms, countTerms, dropTerms); err != nil {
		return err
	}
	if len(w.keys) == 0 {
		return nil
	}
	rows := make([][2]any, len(w.keys))
	for i, k := range w.keys {
		rows[i] = [2]any{k.term, k.fact}
	}
	w.keys = w.keys[:0]
	list, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return w.exec(putKeys, string(list))
}

func (w *writer) flushCounts(counts map[string]int, count, drop string) error {
	if len(counts) == 0 {
		return nil
	}
	list, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	fewer := false
	for _, by := range counts {
		fewer = fewer || by < 0
	}
	clear(counts)
	if err := w.exec(count, string(list)); err != nil || !fewer {
		return err
	}
	return w.exec(drop, string(list))
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// commonFrom is from how many facts on a term is read from its blocks rather than from FTS5 or fact_key.
const commonFrom = 1024

// longestPhrase bounds the words of one alternative of a group; a longer one is found in no fact.
const longestPhrase = 32

// errMoved says that the store was changed between what is remembered and what was read.
var errMoved = errors.New("the store has changed")

// A query reads one version of the store: out of memory, and in one transaction once that does not do.
type query struct {
	db *DB
	v  *view
	tx *sql.Tx // nil until needed
	workspace
}

// A workspace is room that one question after the other uses.
type workspace struct {
	wishes []wish
	sets   []set
	hits   []hit
	picked []uint32 // numbers of the facts found
	others []uint32
	claims []string
	found  []kept
}

var queries = sync.Pool{New: func() any { return new(query) }}

// reading runs do on one version of the store. It runs it a second time when the store was changed
// just then; within the transaction that is open by that time nothing changes any more.
func (db *DB) reading(ctx context.Context, do func(*query) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v, err := db.current(ctx)
	if err != nil {
		return err
	}
	q := queries.Get().(*query)
	q.db, q.v = db, v
	defer q.end()
	if err := do(q); !errors.Is(err, errMoved) {
		return err
	}
	return do(q)
}

func (q *query) end() {
	if q.tx != nil {
		q.tx.Rollback() // nothing was written
	}
	q.db, q.v, q.tx = nil, nil, nil
	clear(q.wishes[:cap(q.wishes)]) // so that what is remembered can be forgotten
	clear(q.sets[:cap(q.sets)])
	clear(q.claims[:cap(q.claims)])
	clear(q.found[:cap(q.found)])
	queries.Put(q)
}

// begin opens the transaction.
func (q *query) begin(ctx context.Context) error {
	if q.tx != nil {
		return nil
	}
	tx, err := q.db.readers.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	q.tx = tx
	m, err := readMeta(ctx, tx)
	if err != nil {
		return err
	}
	if m.version != q.v.version {
		q.v = q.db.viewOf(m)
		return errMoved
	}
	return nil
}

// A term is a row of table term; the zero term is one that no fact has.
type term struct {
	number int64
	facts  int
}

func (q *query) term(ctx context.Context, name string) (term, error) {
	if t, ok := q.v.terms.get(name); ok {
		return t, nil
	}
	if err := q.begin(ctx); err != nil {
		return term{}, err
	}
	var t term
	err := q.tx.QueryRowContext(ctx, `SELECT number, facts FROM term WHERE term = ?`, name).Scan(&t.number, &t.facts)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return term{}, err
	}
	q.v.terms.put(name, t, 1)
	return t, nil
}

// found is a posting set. When loose, it may hold too much: its facts have the words of a phrase, but
// nobody has looked whether they stand side by side.
type found struct {
	set
	loose bool
}

// remember reads a set and keeps it under the key.
func (q *query) remember(ctx context.Context, key string, read func() (found, error)) (found, error) {
	if err := q.begin(ctx); err != nil {
		return found{}, err
	}
	f, err := read()
	if err == nil {
		q.v.sets.put(key, f, f.bytes())
	}
	return f, err
}

const (
	factsOfKey     = `SELECT group_concat(fact) FROM fact_key WHERE term = ? AND fact >= ?`
	factsOfWords   = `SELECT group_concat(rowid) FROM fact_text WHERE fact_text MATCH ? AND rowid >= ?`
	factsOfMeeting = `SELECT group_concat(number) FROM fact WHERE meeting = ?`
	factsOfArticle = `SELECT group_concat(number) FROM fact WHERE article = (SELECT seq FROM article WHERE id = ?)`
	blocksOfTerm   = `SELECT at & 65535, facts FROM block WHERE at BETWEEN ?1 << 16 AND (?1 << 16) + 65535 ORDER BY at`
)

// key returns the facts with one of the keys of index.go.
func (q *query) key(ctx context.Context, key string) (set, error) {
	if f, ok := q.v.sets.get(key); ok {
		return f.set, nil
	}
	f, err := q.remember(ctx, key, func() (found, error) {
		t, err := q.term(ctx, key)
		if err != nil || t.facts == 0 {
			return found{}, err
		}
		s, err := q.postings(ctx, t, factsOfKey, t.number)
		return found{set: s}, err
	})
	return f.set, err
}

func (q *query) meeting(ctx context.Context, id string) (set, error) {
	return q.plain(ctx, "m:"+id, factsOfMeeting, id)
}

func (q *query) article(ctx context.Context, id string) (set, error) {
	return q.plain(ctx, "a:"+id, factsOfArticle, id)
}

func (q *query) plain(ctx context.Context, key, query string, args ...any) (set, error) {
	if f, ok := q.v.sets.get(key); ok {
		return f.set, nil
	}
	f, err := q.remember(ctx, key, func() (found, error) {
		numbers, err := q.numbers(ctx, query, args...)
		return found{set: setOf(numbers)}, err
	})
	return f.set, err
}

// phrase returns the facts with the words of the phrase, in any inflection, side by side.
func (q *query) phrase(ctx context.Context, p phrase) (found, error) {
	if f, ok := q.v.sets.get(p.match); ok {
		return f, nil
	}
	return q.remember(ctx, p.match, func() (found, error) {
		var rarest term
		for i, s := range p.stems {
			t, err := q.term(ctx, s)
			if err != nil || t.facts == 0 {
				return found{}, err
			}
			if i == 0 || t.facts < rarest.facts {
				rarest = t
			}
		}
		switch {
		case len(p.stems) == 1:
			s, err := q.postings(ctx, rarest, factsOfWords, p.match)
			return found{set: s}, err
		case q.common(rarest):
			return q.inTheSame(ctx, p)
		}
		numbers, err := q.numbers(ctx, factsOfWords, p.match, 0)
		return found{set: setOf(numbers)}, err
	})
}

// common says whether a term is to be read from its blocks.
func (q *query) common(t term) bool { return t.facts >= commonFrom && q.v.sealed > 0 }

// inTheSame returns the facts that have all words of a phrase whose words are all common.
// To have FTS5 see whether they stand side by side would take too long.
func (q *query) inTheSame(ctx context.Context, p phrase) (found, error) {
	var all set
	for i, word := range p.words {
		one, err := q.phrase(ctx, phraseOf([]string{word}))
		if err != nil {
			return found{}, err
		}
		if i == 0 {
			all = one.set
		} else {
			all = intersect(all, one.set)
		}
	}
	return found{set: all, loose: true}, nil
}

// postings reads the facts of a term: those in blocks from there, the rest by the query, which takes
// the given argument and the first fact number to look at.
func (q *query) postings(ctx context.Context, t term, query string, arg any) (set, error) {
	var s set
	var from uint32
	if q.common(t) {
		var err error
		if s, err = q.blocks(ctx, t); err != nil {
			return set{}, err
		}
		from = q.v.sealed << stretchBits
	}
	numbers, err := q.numbers(ctx, query, arg, from)
	if err != nil {
		return set{}, err
	}
	rest := setOf(numbers)
	s.stretches = append(s.stretches, rest.stretches...)
	s.n += rest.n
	return s, nil
}

func (q *query) blocks(ctx context.Context, t term) (set, error) {
	rows, err := q.tx.QueryContext(ctx, blocksOfTerm, t.number)
	if err != nil {
		return set{}, err
	}
	defer rows.Close()
	var s set
	for rows.Next() {
		var at uint32
		var data sql.RawBytes
		if err := rows.Scan(&at, &data); err != nil {
			return set{}, err
		}
		one, err := decodeStretch(at, data)
		if err == nil && at >= q.v.sealed {
			err = fmt.Errorf("block %d was never written", at)
		}
		if err != nil {
			return set{}, damaged("table block", err)
		}
		s.add(one)
	}
	return s, rows.Err()
}

// numbers reads fact numbers that the query returns as one text: a row for each would cost far more.
func (q *query) numbers(ctx context.Context, query string, args ...any) ([]uint32, error) {
	var list sql.NullString
	if err := q.tx.QueryRowContext(ctx, query, args...).Scan(&list); err != nil {
		return nil, err
	}
	numbers := parseNumbers(list.String)
	if n := len(numbers); n > 0 && numbers[n-1] > q.v.last {
		return nil, damaged("an index", fmt.Errorf("fact %d was never stored", numbers[n-1]))
	}
	return numbers, nil
}

// parseNumbers reads "3,1,2" and sorts.
func parseNumbers(list string) []uint32 {
	if list == "" {
		return nil
	}
	numbers := make([]uint32, 0, strings.Count(list, ",")+1)
	n := uint32(0)
	for i := range len(list) {
		if list[i] == ',' {
			numbers = append(numbers, n)
			n = 0
		} else {
			n = 10*n + uint32(list[i]-'0')
		}
	}
	numbers = append(numbers, n)
	if !slices.IsSorted(numbers) {
		slices.Sort(numbers)
	}
	return numbers
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"readout/store"
)

const (
	factsByNumber = `SELECT number, data FROM fact WHERE number IN (SELECT value FROM json_each(?))`
	idsByNumber   = `SELECT number, id FROM fact WHERE number IN (SELECT value FROM json_each(?))`
	factsByID     = `SELECT number FROM fact ORDER BY id LIMIT ?`
)

// Facts returns the facts of an article, or all of them, by id.
func (db *DB) Facts(ctx context.Context, article string) ([]store.Fact, error) {
	var facts []store.Fact
	err := db.reading(ctx, func(q *query) (err error) {
		if err = q.begin(ctx); err != nil {
			return err
		}
		if article == "" {
			facts, err = q.list(ctx, `SELECT data FROM fact ORDER BY id`)
		} else {
			facts, err = q.list(ctx, `SELECT data FROM fact WHERE article = (SELECT seq FROM article WHERE id = ?) ORDER BY id`, article)
		}
		return err
	})
	return facts, db.explain("list facts", err)
}

// Text returns the text of an article, "" when there is none.
func (db *DB) Text(ctx context.Context, article string) (text string, err error) {
	err = db.reading(ctx, func(q *query) error {
		if err := q.begin(ctx); err != nil {
			return err
		}
		err := q.tx.QueryRowContext(ctx, `SELECT text FROM article_text WHERE article = (SELECT seq FROM article WHERE id = ?)`, article).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return text, db.explain("read the text of an article", err)
}

// list reads facts past what is remembered: a list of all would push everything else out.
func (q *query) list(ctx context.Context, query string, args ...any) ([]store.Fact, error) {
	rows, err := q.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var facts []store.Fact
	for rows.Next() {
		var data string
		if err := rows.Scan(&data); err != nil {
			return nil, err
		}
		f, err := decodeFact(data)
		if err != nil {
			return nil, err
		}
		facts = append(facts, *f)
	}
	return facts, rows.Err()
}

// firstFacts returns the first facts by id.
func (q *query) firstFacts(ctx context.Context, limit int) ([]kept, error) {
	if err := q.begin(ctx); err != nil {
		return nil, err
	}
	rows, err := q.tx.QueryContext(ctx, factsByID, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var numbers []uint32
	for rows.Next() {
		var n uint32
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return q.facts(ctx, q.found[:0], numbers)
}

// kept is a fact as it is remembered. It is shared: whoever changes it copies it first, and its lists stay as they are.
type kept struct {
	*store.Fact
	number uint32
	claim  string // claimKey
}

// facts appends the facts with the given numbers, in their order, to those in front.
func (q *query) facts(ctx context.Context, front []kept, numbers []uint32) ([]kept, error) {
	all := slices.Grow(front, len(numbers))[:len(front)+len(numbers)]
	facts := all[len(front):]
	clear(facts)
	have := 0
	q.db.facts.getAll(numbers, func(i int, f kept) {
		facts[i] = f
		have++
	})
	if have == len(numbers) {
		return all, nil
	}
	var missing []uint32
	for i, n := range numbers {
		if facts[i].Fact == nil {
			missing = append(missing, n)
		}
	}
	read, err := q.readFacts(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, n := range numbers {
		if facts[i].Fact == nil {
			if facts[i] = read[n]; facts[i].Fact == nil {
				return nil, errGone
			}
		}
	}
	return all, nil
}

func (q *query) readFacts(ctx context.Context, numbers []uint32) (map[uint32]kept, error) {
	if err := q.begin(ctx); err != nil {
		return nil, err
	}
	rows, err := q.tx.QueryContext(ctx, factsByNumber, jsonList(numbers))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	read := make(map[uint32]kept, len(numbers))
	err = eachFact(rows, func(n uint32, f *store.Fact, size int) {
		read[n] = kept{f, n, claimKey(f)}
		q.db.facts.put(n, read[n], size+500)
	})
	return read, err
}

// errGone says that an index knows a fact that is not there.
var errGone = damaged("a fact", errors.New("it is missing"))

// identified is a hit with the id of its fact.
type identified struct {
	hit
	id string
}

// identify reads the ids of the hits' facts.
func (q *query) identify(ctx context.Context, hits []hit) ([]identified, error) {
	out := make([]identified, len(hits))
	numbers := numbersOf(hits, nil)
	have := 0
	q.db.ids.getAll(numbers, func(i int, id string) {
		out[i] = identified{hits[i], id}
		have++
	})
	if have == len(hits) {
		return out, nil
	}
	var missing []uint32
	for i, h := range hits {
		if out[i].id == "" {
			out[i] = identified{hit: h}
			missing = append(missing, h.number())
		}
	}
	read, err := q.readIDs(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].id == "" {
			if out[i].id = read[out[i].number()]; out[i].id == "" {
				return nil, errGone
			}
		}
	}
	return out, nil
}

func (q *query) readIDs(ctx context.Context, numbers []uint32) (map[uint32]string, error) {
	if err := q.begin(ctx); err != nil {
		return nil, err
	}
	rows, err := q.tx.QueryContext(ctx, idsByNumber, jsonList(numbers))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	read := make(map[uint32]string, len(numbers))
	for rows.Next() {
		var n uint32
		var id string
		if err := rows.Scan(&n, &id); err != nil {
			return nil, err
		}
		read[n] = id
		q.db.ids.put(n, id, 1)
	}
	return read, rows.Err()
}

func jsonList(numbers []uint32) string {
	b := make([]byte, 0, 8*len(numbers)+2)
	b = append(b, '[')
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendUint(b, uint64(n), 10)
	}
	return string(append(b, ']'))
}

// copies returns the facts to the caller, who may change them but not what is in their lists: see store.Finder.
func copies(facts []kept) []store.Fact {
	if len(facts) == 0 {
		return nil
	}
	out := make([]store.Fact, len(facts))
	for i, f := range facts {
		out[i] = *f.Fact
	}
	return out
}

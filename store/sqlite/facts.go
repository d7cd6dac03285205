package sqlite

import (
	"context"
	"errors"
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
	return q.facts(ctx, numbers)
}

// kept is a fact as it is remembered. It is shared: whoever changes it copies it first.
type kept struct {
	*store.Fact
	number uint32
	claim  string // claimKey
}

// facts returns the facts with the given numbers, in their order.
func (q *query) facts(ctx context.Context, numbers []uint32) ([]kept, error) {
	facts := make([]kept, len(numbers))
	var missing []uint32
	for i, n := range numbers {
		f, ok := q.db.facts.get(n)
		if !ok {
			missing = append(missing, n)
		}
		facts[i] = f
	}
	if len(missing) == 0 {
		return facts, nil
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
	return facts, nil
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
	for rows.Next() {
		var n uint32
		var data string
		if err := rows.Scan(&n, &data); err != nil {
			return nil, err
		}
		f, err := decodeFact(data)
		if err != nil {
			return nil, err
		}
		read[n] = kept{f, n, claimKey(f)}
		q.db.facts.put(n, read[n], len(data)+500)
	}
	return read, rows.Err()
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
	var missing []uint32
	out := make([]identified, len(hits))
	for i, h := range hits {
		id, ok := q.db.ids.get(h.number())
		if !ok {
			missing = append(missing, h.number())
		}
		out[i] = identified{h, id}
	}
	if len(missing) == 0 {
		return out, nil
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

// copies returns facts that the caller may change: their lists are not those that are remembered.
func copies(facts []kept) []store.Fact {
	if len(facts) == 0 {
		return nil
	}
	strings, answers := 0, 0
	for _, f := range facts {
		strings += len(f.People) + len(f.Topics) + len(f.Words) + len(f.Questions)
		answers += len(f.Answers)
	}
	out := make([]store.Fact, len(facts))
	words := make([]string, 0, strings)
	asked := make([]store.Asked, 0, answers)
	for i, f := range facts {
		out[i] = *f.Fact
		out[i].People, words = carve(f.People, words)
		out[i].Topics, words = carve(f.Topics, words)
		out[i].Words, words = carve(f.Words, words)
		out[i].Questions, words = carve(f.Questions, words)
		out[i].Answers, asked = carve(f.Answers, asked)
	}
	return out
}

// carve copies list to the end of room and returns the copy and the longer room.
func carve[T any](list, room []T) (made, rest []T) {
	if len(list) == 0 {
		return list, room
	}
	n := len(room)
	room = append(room, list...)
	return room[n:len(room):len(room)], room
}

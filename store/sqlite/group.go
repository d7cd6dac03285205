package sqlite

import (
	"context"
	"hash/maphash"
	"slices"
	"strings"
)

// longestGroup bounds the bytes of a group's alternatives that are remembered, and largestGroup those of its sets.
const (
	longestGroup = 16 << 10
	largestGroup = groupsRoom / 8
)

// A group is the alternatives of a group of a search, looked up. It is never changed once made.
type group struct {
	any    []string
	sets   []set    // of its alternatives that any fact has
	bits   []uint64 // what is in any of the sets, when all numbers of the store are in one stretch; else nil
	sure   []set    // those of the sets whose facts are known to hold the group; kept only beside loose
	loose  []loosePhrase
	rarity float64
}

// digest hashes the alternatives.
func (db *DB) digest(alternatives []string) uint64 {
	h := uint64(len(alternatives))
	for _, a := range alternatives {
		h = (h<<5 | h>>59) ^ maphash.String(db.seed, a)
		h *= 0x9E3779B97F4A7C15
	}
	return h
}

// group looks the alternatives up. Questions mention the same things in the same words again and again, so that
// what comes out is remembered.
func (q *query) group(ctx context.Context, alternatives []string) (*group, error) {
	key := q.db.digest(alternatives)
	if g, ok := q.v.groups.get(key); ok && slices.Equal(g.any, alternatives) {
		return g, nil
	}
	g, err := q.readGroup(ctx, alternatives)
	if err != nil {
		return nil, err
	}
	text := 0
	for _, a := range alternatives {
		text += len(a) + 16
	}
	size := text + 8*len(g.bits) + 200
	for _, s := range g.sets {
		size += s.bytes()
	}
	if text <= longestGroup && size <= largestGroup {
		g.any = make([]string, len(alternatives))
		for i, a := range alternatives {
			g.any[i] = strings.Clone(a) // it may be a word of a long text
		}
		q.v.groups.put(key, g, size)
	}
	return g, nil
}

func (q *query) readGroup(ctx context.Context, alternatives []string) (*group, error) {
	var g group
	sets := q.sets[:0]
	for _, alternative := range alternatives {
		for _, p := range q.db.phrasesOf(alternative) {
			f, err := q.phrase(ctx, p)
			if err != nil {
				return nil, err
			}
			switch {
			case f.n == 0:
			case f.loose:
				g.loose = append(g.loose, loosePhrase{p, f.set})
			default:
				sets = append(sets, f.set)
			}
		}
	}
	q.sets = sets
	if len(g.loose) > 0 {
		g.sure = slices.Clone(sets)
		for _, l := range g.loose {
			sets = append(sets, l.facts)
		}
	}
	g.sets = slices.Clone(sets)
	g.rarity = rarity(q.together(g.sets), q.v.facts)
	if q.v.last < stretchSize {
		g.bits = bitsOf(g.sets, int(q.v.last)>>6+1)
	}
	return &g, nil
}

// bitsOf returns what is in any of the sets, whose numbers must all be below 64 times words.
func bitsOf(sets []set, words int) []uint64 {
	var all bitmap
	for _, s := range sets {
		for i := range s.stretches {
			s.stretches[i].addTo(&all)
		}
	}
	return slices.Clone(all[:words])
}

package sqlite

import (
	"database/sql"
	"errors"

	"readout/store"
)

// blockKey is a term and a stretch of fact numbers.
type blockKey struct {
	term string
	at   uint32
}

const (
	factsInStretch = `SELECT number, data FROM fact WHERE number BETWEEN ? AND ?`
	putBlock       = `INSERT INTO block (at, facts) SELECT (number << 16) + ?, ? FROM term WHERE term = ?`
	getBlock       = `SELECT b.at, b.facts FROM term t JOIN block b ON b.at = (t.number << 16) + ? WHERE t.term = ?`
)

// seal writes blocks for the stretches of fact numbers that are full.
func (w *writer) seal() error {
	for at := w.meta.sealed; (at+1)<<stretchBits <= w.meta.last+1; at++ {
		terms, err := w.gather(at)
		if err != nil {
			return err
		}
		for name, offsets := range terms {
			block := stretchOf(at, offsets)
			if err := w.exec(putBlock, at, block.encode(), name); err != nil {
				return err
			}
		}
		w.meta.sealed = at + 1
	}
	return nil
}

// gather reads the facts of a stretch and returns which of them have which term.
func (w *writer) gather(at uint32) (map[string]*bitmap, error) {
	rows, err := w.tx.QueryContext(w.ctx, factsInStretch, at<<stretchBits, at<<stretchBits|(stretchSize-1))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	terms := map[string]*bitmap{}
	err = eachFact(rows, func(number uint32, f *store.Fact, _ int) {
		e := w.index(f)
		for _, names := range [][]string{e.stems, e.keys} {
			for _, name := range names {
				b := terms[name]
				if b == nil {
					b = new(bitmap)
					terms[name] = b
				}
				o := number & (stretchSize - 1)
				b[o>>6] |= 1 << (o & 63)
			}
		}
	})
	return terms, err
}

// clearBlock takes facts out of a block.
func (w *writer) clearBlock(key blockKey, offsets []uint16) error {
	var at int64
	var data []byte
	err := w.tx.QueryRowContext(w.ctx, getBlock, key.at, key.term).Scan(&at, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	old, err := decodeStretch(key.at, data)
	if err != nil {
		return damaged("table block", err)
	}
	var b bitmap
	old.addTo(&b)
	for _, o := range offsets {
		b[o>>6] &^= 1 << (o & 63)
	}
	left := stretchOf(key.at, &b)
	if left.count() == 0 {
		return w.exec(`DELETE FROM block WHERE at = ?`, at)
	}
	return w.exec(`UPDATE block SET facts = ? WHERE at = ?`, left.encode(), at)
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"readout/store"
)

// articlesAtOnce is how many batches PutAll stores in one transaction.
const articlesAtOnce = 1000

// Put stores a batch in place of all that an earlier one of the same article brought, whole or not at all.
func (db *DB) Put(ctx context.Context, b store.Batch) error {
	err := db.write(ctx, func(w *writer) error { return w.put(b) })
	return db.explain(fmt.Sprintf("put article %q", b.Article.ID), err)
}

// PutAll stores many batches, faster than Put would one by one. Each is stored whole or not at all;
// when one is refused, those before it stay (some of them may not be stored yet then).
func (db *DB) PutAll(ctx context.Context, batches iter.Seq[store.Batch]) error {
	next, stop := iter.Pull(batches)
	defer stop()
	for more := true; more; {
		article := ""
		err := db.write(ctx, func(w *writer) error {
			for range articlesAtOnce {
				var b store.Batch
				if b, more = next(); !more {
					return nil
				}
				article = b.Article.ID
				if err := errors.Join(ctx.Err(), w.put(b)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return db.explain(fmt.Sprintf("put article %q", article), err)
		}
	}
	return nil
}

// Remove deletes an article with its facts, and the meetings and names that nobody else brings.
func (db *DB) Remove(ctx context.Context, article string) error {
	err := db.write(ctx, func(w *writer) error {
		seq, err := w.seq(article)
		if err != nil {
			return err
		}
		if err := w.withdraw(seq); err != nil {
			return err
		}
		return w.exec(`DELETE FROM article WHERE seq = ?`, seq)
	})
	return db.explain(fmt.Sprintf("remove article %q", article), err)
}

// write runs do in a transaction and shows what it wrote.
func (db *DB) write(ctx context.Context, do func(*writer) error) error {
	if db.readOnly {
		return errReadOnly
	}
	var m meta
	err := inTx(ctx, db.writer, func(ctx context.Context, tx *sql.Tx) (err error) {
		w := newWriter(ctx, tx)
		if w.meta, err = readMeta(ctx, tx); err != nil {
			return err
		}
		if err := do(w); err != nil {
			return err
		}
		m, err = w.finish()
		return err
	})
	if err != nil {
		return err
	}
	db.show(newView(m))
	return nil
}

// seq returns the number of an article that is there.
func (w *writer) seq(article string) (int64, error) {
	var seq int64
	err := w.tx.QueryRowContext(w.ctx, `SELECT seq FROM article WHERE id = ?`, article).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNotFound
	}
	return seq, err
}

// put stores a batch.
func (w *writer) put(b store.Batch) error {
	if err := check(b); err != nil {
		return err
	}
	seq, err := w.seq(b.Article.ID)
	last := errors.Is(err, store.ErrNotFound) // it is new, so nobody has a say after it
	if err == nil {
		err = w.withdraw(seq)
	} else if last {
		err = nil
	}
	if err != nil {
		return err
	}
	if seq, err = w.putArticle(b.Article); err != nil {
		return err
	}
	if err := w.bring(seq, b, last); err != nil {
		return err
	}
	for i := range b.Facts {
		if err := w.putFact(seq, &b.Facts[i]); err != nil {
			return fmt.Errorf("fact %q: %w", b.Facts[i].ID, err)
		}
	}
	return nil
}

const putArticle = `
INSERT INTO article (id, data) VALUES (?, ?)
ON CONFLICT (id) DO UPDATE SET data = excluded.data
RETURNING seq`

func (w *writer) putArticle(a store.Article) (seq int64, err error) {
	err = w.tx.QueryRowContext(w.ctx, putArticle, a.ID, encodeArticle(a)).Scan(&seq)
	if err != nil || a.Text == "" {
		return seq, err
	}
	return seq, w.exec(`INSERT INTO article_text (article, text) VALUES (?, ?)`, seq, a.Text)
}

func (w *writer) putFact(seq int64, f *store.Fact) error {
	w.meta.last++
	number := w.meta.last
	res, err := w.tx.ExecContext(w.ctx, `
INSERT INTO fact (number, id, article, meeting, claim, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		number, f.ID, seq, f.Meeting, f.Claim, encodeFact(f))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errors.New("another article has a fact of this id"))
	}
	e := w.index(f)
	if err := w.exec(`INSERT INTO fact_text (rowid, text) VALUES (?, ?)`, number, e.text); err != nil {
		return err
	}
	w.count(&e, 1)
	for _, k := range e.keys {
		w.keys = append(w.keys, factKey{k, number})
	}
	return nil
}

// withdraw deletes what an article brought, but not the article.
func (w *writer) withdraw(seq int64) error {
	if err := w.flush(); err != nil { // facts put a moment ago may be among them
		return err
	}
	if err := w.removeFacts(seq); err != nil {
		return err
	}
	if err := w.forget(seq); err != nil {
		return err
	}
	if err := w.settle(); err != nil {
		return err
	}
	return w.exec(`DELETE FROM article_text WHERE article = ?`, seq)
}

func (w *writer) removeFacts(seq int64) error {
	facts, err := w.factsOf(seq)
	if err != nil {
		return err
	}
	gone := map[blockKey][]uint16{}
	for number, f := range facts {
		e := w.index(f)
		w.count(&e, -1)
		if err := w.exec(`DELETE FROM fact_text WHERE rowid = ?`, number); err != nil {
			return err
		}
		for _, k := range e.keys {
			if err := w.exec(`DELETE FROM fact_key WHERE term = (SELECT number FROM term WHERE term = ?) AND fact = ?`, k, number); err != nil {
				return err
			}
		}
		if at := number >> stretchBits; at < w.meta.sealed {
			for _, name := range append(e.stems, e.keys...) {
				gone[blockKey{name, at}] = append(gone[blockKey{name, at}], uint16(number&(stretchSize-1)))
			}
		}
	}
	for key, offsets := range gone {
		if err := w.clearBlock(key, offsets); err != nil {
			return err
		}
	}
	if err := w.exec(`DELETE FROM fact WHERE article = ?`, seq); err != nil {
		return err
	}
	return w.flush()
}

func (w *writer) factsOf(seq int64) (map[uint32]*store.Fact, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT number, data FROM fact WHERE article = ?`, seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	facts := map[uint32]*store.Fact{}
	err = eachFact(rows, func(number uint32, f *store.Fact, _ int) { facts[number] = f })
	return facts, err
}

// eachFact hands over the facts of rows of number and data, with the bytes of the data.
func eachFact(rows *sql.Rows, take func(number uint32, f *store.Fact, size int)) error {
	for rows.Next() {
		var number uint32
		var data string
		if err := rows.Scan(&number, &data); err != nil {
			return err
		}
		f, err := decodeFact(data)
		if err != nil {
			return err
		}
		take(number, f, len(data))
	}
	return rows.Err()
}

package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"readout/store"
)

// Catalog returns what the store knows by name. It is read once for each version of the store.
func (db *DB) Catalog(ctx context.Context) (store.Catalog, error) {
	var c *store.Catalog
	err := db.reading(ctx, func(q *query) (err error) {
		c, err = q.catalog(ctx)
		return err
	})
	if err != nil {
		return store.Catalog{}, db.explain("read the catalog", err)
	}
	return *c, nil
}

func (q *query) catalog(ctx context.Context) (*store.Catalog, error) {
	kept := &q.v.catalog
	if c := kept.ready.Load(); c != nil {
		return c, nil
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if c := kept.ready.Load(); c != nil {
		return c, nil
	}
	if err := q.begin(ctx); err != nil {
		return nil, err
	}
	c := &store.Catalog{Version: q.v.version, Facts: q.v.facts}
	for _, read := range []func(context.Context, *store.Catalog) error{q.readArticles, q.readMeetings, q.readNames, q.readWords} {
		if err := read(ctx, c); err != nil {
			return nil, err
		}
	}
	kept.ready.Store(c)
	return c, nil
}

func (q *query) readArticles(ctx context.Context, c *store.Catalog) error {
	rows, err := q.tx.QueryContext(ctx, `SELECT id, data FROM article`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, data string
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		a, err := decodeArticle(id, data)
		if err != nil {
			return err
		}
		c.Articles = append(c.Articles, a)
	}
	slices.SortFunc(c.Articles, func(a, b store.Article) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return rows.Err()
}

const readKnown = `SELECT key, data FROM known WHERE sort = ?`

func (q *query) readMeetings(ctx context.Context, c *store.Catalog) error {
	rows, err := q.tx.QueryContext(ctx, readKnown, sortMeeting)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var data string
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		m, err := decodeMeeting(id, data)
		if err != nil {
			return err
		}
		c.Meetings = append(c.Meetings, m)
	}
	slices.SortFunc(c.Meetings, func(a, b store.Meeting) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
	return rows.Err()
}

func (q *query) readNames(ctx context.Context, c *store.Catalog) error {
	rows, err := q.tx.QueryContext(ctx, readKnown, sortName)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var data string
		if err := rows.Scan(&key, &data); err != nil {
			return err
		}
		n, err := decodeName(key, data)
		if err != nil {
			return err
		}
		c.Names = append(c.Names, n)
	}
	slices.SortFunc(c.Names, func(a, b store.Name) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Key, b.Key))
	})
	return rows.Err()
}

// readWords reads all words as one text: "word count word count ...".
func (q *query) readWords(ctx context.Context, c *store.Catalog) error {
	var list sql.NullString
	err := q.tx.QueryRowContext(ctx, `SELECT group_concat(word || ' ' || facts, ' ') FROM word`).Scan(&list)
	if err != nil {
		return err
	}
	c.Words = make(map[string]int, strings.Count(list.String, " ")/2+1)
	rest, more := list.String, list.String != ""
	for more {
		var word, count string
		word, rest, _ = strings.Cut(rest, " ")
		count, rest, more = strings.Cut(rest, " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			return damaged("table word", err)
		}
		c.Words[word] = n
	}
	return nil
}

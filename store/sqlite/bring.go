package sqlite

import (
	"database/sql"
	"errors"
	"fmt"

	"readout/store"
)

// A thing is a meeting or a name.
type thing struct{ sort, key string }

const (
	sortMeeting = "meeting"
	sortName    = "name"
)

// bring stores the meetings and names of a batch as its article's. A meeting that only a fact names becomes
// the article's too, as the store knows it: so no fact outlives its meeting. With last, no other article
// came later.
func (w *writer) bring(seq int64, b store.Batch, last bool) error {
	records, err := w.recordsOf(b)
	if err != nil {
		return err
	}
	for t, data := range records {
		if err := w.exec(`INSERT INTO brought (article, sort, key, data) VALUES (?, ?, ?, ?)`, seq, t.sort, t.key, data); err != nil {
			return err
		}
		if !last {
			w.known[t] = true
		} else if err := w.addKnown(t, data); err != nil {
			return err
		}
	}
	return w.settle()
}

// recordsOf lists what a batch brings.
func (w *writer) recordsOf(b store.Batch) (map[thing]string, error) {
	records := make(map[thing]string, len(b.Meetings)+len(b.Names))
	for _, m := range b.Meetings {
		records[thing{sortMeeting, m.ID}] = encodeMeeting(m)
	}
	for _, n := range b.Names {
		records[thing{sortName, n.Key}] = encodeName(n)
	}
	for i := range b.Facts {
		t := thing{sortMeeting, b.Facts[i].Meeting}
		if _, ok := records[t]; ok || t.key == "" {
			continue
		}
		data, err := w.getKnown(t)
		if err != nil {
			return nil, err
		}
		if data == "" {
			return nil, fmt.Errorf("fact %q: neither the batch nor the store knows a meeting %q", b.Facts[i].ID, t.key)
		}
		records[t] = data
	}
	return records, nil
}

// getKnown returns the record of a thing in table known; "" when there is none.
func (w *writer) getKnown(t thing) (string, error) {
	var data string
	err := w.tx.QueryRowContext(w.ctx, `SELECT data FROM known WHERE sort = ? AND key = ?`, t.sort, t.key).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return data, err
}

func (w *writer) putKnown(t thing, data string) error {
	return w.exec(`INSERT INTO known (sort, key, data) VALUES (?, ?, ?)
ON CONFLICT (sort, key) DO UPDATE SET data = excluded.data`, t.sort, t.key, data)
}

// addKnown adds what the last article says to what is known, without reading what all the others say.
func (w *writer) addKnown(t thing, data string) error {
	known, err := w.getKnown(t)
	if err != nil || known == data {
		return err
	}
	merged := data
	if known != "" {
		if merged, err = merge(t, []string{known, data}); err != nil || merged == known {
			return err
		}
	}
	return w.putKnown(t, merged)
}

// forget deletes what an article brought.
func (w *writer) forget(seq int64) error {
	rows, err := w.tx.QueryContext(w.ctx, `DELETE FROM brought WHERE article = ? RETURNING sort, key`, seq)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t thing
		if err := rows.Scan(&t.sort, &t.key); err != nil {
			return err
		}
		w.known[t] = true
	}
	return rows.Err()
}

// records returns what the articles say of a thing, in the order in which they first came.
func (w *writer) records(t thing) ([]string, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT data FROM brought WHERE sort = ? AND key = ? GROUP BY data ORDER BY min(article)`, t.sort, t.key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var records []string
	for rows.Next() {
		var data string
		if err := rows.Scan(&data); err != nil {
			return nil, err
		}
		records = append(records, data)
	}
	return records, rows.Err()
}

// settle makes the touched rows of table known anew.
func (w *writer) settle() error {
	for t := range w.known {
		records, err := w.records(t)
		if err != nil {
			return err
		}
		if len(records) == 0 {
			if err := w.exec(`DELETE FROM known WHERE sort = ? AND key = ?`, t.sort, t.key); err != nil {
				return err
			}
			continue
		}
		data, err := merge(t, records)
		if err != nil {
			return err
		}
		if err := w.putKnown(t, data); err != nil {
			return err
		}
	}
	clear(w.known)
	return nil
}

// merge puts the records of a thing together.
func merge(t thing, records []string) (string, error) {
	if t.sort == sortMeeting {
		all := make([]store.Meeting, len(records))
		for i, r := range records {
			m, err := decodeMeeting(t.key, r)
			if err != nil {
				return "", err
			}
			all[i] = m
		}
		return encodeMeeting(mergeMeetings(all)), nil
	}
	all := make([]store.Name, len(records))
	for i, r := range records {
		n, err := decodeName(t.key, r)
		if err != nil {
			return "", err
		}
		all[i] = n
	}
	return encodeName(mergeNames(all)), nil
}

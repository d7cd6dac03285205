package sqlite

import (
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
// the article's too, as the store knows it: so no fact outlives its meeting.
func (w *writer) bring(seq int64, b store.Batch) error {
	for _, m := range b.Meetings {
		if err := w.putBrought(seq, thing{sortMeeting, m.ID}, encodeMeeting(m)); err != nil {
			return err
		}
	}
	for _, n := range b.Names {
		if err := w.putBrought(seq, thing{sortName, n.Key}, encodeName(n)); err != nil {
			return err
		}
	}
	return w.bringNamed(seq, b)
}

func (w *writer) bringNamed(seq int64, b store.Batch) error {
	have := map[string]bool{"": true}
	for _, m := range b.Meetings {
		have[m.ID] = true
	}
	for i := range b.Facts {
		f := &b.Facts[i]
		if have[f.Meeting] {
			continue
		}
		have[f.Meeting] = true
		records, err := w.records(thing{sortMeeting, f.Meeting})
		if err != nil {
			return err
		}
		if len(records) == 0 {
			return fmt.Errorf("fact %q: neither the batch nor the store knows a meeting %q", f.ID, f.Meeting)
		}
		data, err := merge(thing{sortMeeting, f.Meeting}, records)
		if err != nil {
			return err
		}
		if err := w.putBrought(seq, thing{sortMeeting, f.Meeting}, data); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) putBrought(seq int64, t thing, data string) error {
	w.known[t] = true
	return w.exec(`INSERT INTO brought (article, sort, key, data) VALUES (?, ?, ?, ?)`, seq, t.sort, t.key, data)
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
	rows, err := w.tx.QueryContext(w.ctx, `SELECT DISTINCT data FROM (
  SELECT data FROM brought WHERE sort = ? AND key = ? ORDER BY article)`, t.sort, t.key)
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
		err = w.exec(`INSERT INTO known (sort, key, data) VALUES (?, ?, ?)
ON CONFLICT (sort, key) DO UPDATE SET data = excluded.data`, t.sort, t.key, data)
		if err != nil {
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

package intents

import (
	"fmt"
	"sort"
	"testing"
	"time"
)

func TestZZStages(t *testing.T) {
	ctx := t.Context()
	db := builtin(t)
	r := New(db)
	k, _ := r.knowledge(ctx)
	qs := benchQuestions(t)
	for _, q := range qs {
		r.Answer(ctx, q)
	}
	type row struct {
		parse, find, rank, compose, why, total time.Duration
		facts, words, groups, alts             int
		text                                   string
	}
	var rows []row
	for _, qu := range qs {
		best := row{total: time.Hour}
		for range 5 {
			tn := turn{k: k, finder: db}
			t0 := time.Now()
			q := k.parse(qu.Text)
			if len(qu.Earlier) > 0 {
				tn.carry(ctx, q, qu.Earlier)
			}
			t1 := time.Now()
			facts, _ := tn.find(ctx, q)
			t2 := time.Now()
			found := k.rank(q, facts)
			t3 := time.Now()
			k.compose(q, found)
			t4 := time.Now()
			k.why(q, found)
			t5 := time.Now()
			x := row{t1.Sub(t0), t2.Sub(t1), t3.Sub(t2), t4.Sub(t3), t5.Sub(t4), t5.Sub(t0), len(facts), 0, 0, 0, qu.Text}
			for _, g := range q.groups() {
				x.words += len(g.Any)
				x.groups++
			}
			for _, u := range q.units {
				x.alts += len(u.alts)
			}
			if x.total < best.total {
				best = x
			}
		}
		rows = append(rows, best)
	}
	var s row
	for _, x := range rows {
		s.parse += x.parse
		s.find += x.find
		s.rank += x.rank
		s.compose += x.compose
		s.why += x.why
		s.total += x.total
		s.facts += x.facts
		s.words += x.words
		s.groups += x.groups
		s.alts += x.alts
	}
	n := time.Duration(len(rows))
	fmt.Println("mean: parse+carry", s.parse/n, "find", s.find/n, "rank", s.rank/n, "compose", s.compose/n, "why", s.why/n, "total", s.total/n, "facts", s.facts/len(rows), "words", s.words/len(rows), "groups", s.groups/len(rows), "alts", s.alts/len(rows))
	sort.Slice(rows, func(i, j int) bool { return rows[i].total > rows[j].total })
	fmt.Println("median", rows[len(rows)/2].total)
	for _, x := range rows[:12] {
		fmt.Printf("%+v\n", x)
	}
}

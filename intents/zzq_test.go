package intents

import (
	"fmt"
	"testing"

	"readout/store"
)

func TestZZFind(t *testing.T) {
	ctx := t.Context()
	db := builtin(t)
	r := New(db)
	k, _ := r.knowledge(ctx)
	var n [6]int
	var at [12]int
	cnt := 0
	for _, turns := range manyQuestions(t) {
		if len(turns) > 1 {
			continue
		}
		q := k.parse(turns[0])
		s := store.Search{Groups: q.groups(), Limit: findLimit}
		a, _ := db.Find(ctx, s)
		s.Claims = true
		b, _ := db.Find(ctx, s)
		tn := turn{k: k, finder: db}
		c, _ := tn.find(ctx, q)
		n[0] += len(a)
		n[1] += len(b)
		n[2] += len(c)
		cnt++
		found := k.rank(q, c)
		if len(found) > 0 && found[0].missing == "" {
			pos := -1
			for i := range c {
				if c[i].ID == found[0].fact.ID {
					pos = i
				}
			}
			at[min(11, pos/20)]++
		}
	}
	fmt.Println(n[0]/cnt, n[1]/cnt, n[2]/cnt, "position of best passing, by 20:", at)
}

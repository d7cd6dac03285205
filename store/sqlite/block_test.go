package sqlite

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"readout/store"
	"readout/store/storetest"
)

// TestSets compares set operations with the same on maps.
func TestSets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	random := func(n, below int) ([]uint32, set) {
		numbers := make([]uint32, n)
		for i := range numbers {
			numbers[i] = uint32(r.IntN(below))
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		return numbers, setOf(numbers)
	}
	for _, size := range []int{0, 1, 5, 300, 5000, 40_000} {
		for _, below := range []int{1, 400, stretchSize, 3 * stretchSize, 40 * stretchSize} {
			a, as := random(size, below)
			b, bs := random(size/3+1, below)
			in := map[uint32]bool{}
			var both []uint32
			for _, n := range a {
				in[n] = true
			}
			for _, n := range b {
				if in[n] {
					both = append(both, n)
				}
			}
			any := slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(a), b...))))
			for what, c := range map[string]struct {
				got  set
				want []uint32
			}{"itself": {as, a}, "union": {union([]set{as, bs, {}}), any}, "intersection": {intersect(as, bs), both}} {
				if got := c.got.appendTo(nil); !slices.Equal(got, c.want) || c.got.n != len(c.want) {
					t.Errorf("%s of %d and %d numbers below %d: %d numbers (n %d), want %d", what, len(a), len(b), below, len(got), c.got.n, len(c.want))
				}
			}
			if n := countAny([]set{as, bs}); n != len(any) {
				t.Errorf("countAny = %d, want %d", n, len(any))
			}
			for _, s := range as.stretches {
				got, err := decodeStretch(s.at, s.encode())
				if err != nil || got.count() != s.count() || (got.many == nil) != (s.many == nil) || !slices.Equal(got.few, s.few) {
					t.Errorf("a stretch of %d changed on its way: %v", s.count(), err)
				}
			}
			for range 50 {
				n := uint32(r.IntN(below))
				if as.has(n) != in[n] {
					t.Errorf("has(%d) = %v", n, as.has(n))
				}
			}
		}
	}
	for _, bad := range [][]byte{{1, 0, 1, 0}, {2, 0, 1, 0}, {0, 0x40}} {
		if _, err := decodeStretch(0, bad); err == nil {
			t.Errorf("the block %v was taken", bad)
		}
	}
}

// TestBlocks: a store so large that it has blocks gives the same answers with and without them, and the right ones.
func TestBlocks(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a store with 18,000 facts")
	}
	ctx := t.Context()
	db := fresh(t)
	kept := map[string]store.Batch{}
	for b := range storetest.Generate(900, 11) {
		kept[b.Article.ID] = b
	}
	if err := db.PutAll(ctx, storetest.Generate(900, 11)); err != nil {
		t.Fatal(err)
	}
	change(t, db, kept)
	if m := db.now.Load().meta; m.sealed == 0 || m.facts != 900*20-3*20-3*15 {
		t.Fatalf("unexpected: %+v", m)
	}
	var facts []store.Fact
	for _, b := range kept {
		facts = append(facts, b.Facts...)
	}
	plain := fresh(t)
	w := storetest.NewWorld(11)
	for i := range 60 {
		s := storetest.Question(w, i)
		got := idsOf(t, db, s)
		without := db.now.Load().meta
		without.sealed = 0
		plain.path, plain.readers, plain.facts, plain.ids = db.path, db.readers, db.facts, db.ids
		plain.now.Store(newView(without))
		if same := idsOf(t, plain, s); !slices.Equal(got, same) {
			t.Errorf("%+v:\nwith blocks    %q\nwithout blocks %q", s, got, same)
		}
		if i%7 == 6 { // many groups, so that few facts are equally good: see ranking.ties
			if want := storetest.Plain(facts, s); !slices.Equal(got, want) {
				t.Errorf("%+v:\n got %q\nwant %q", s, got, want)
			}
		}
	}
}

// change removes articles whose facts are in blocks, and puts others anew with fewer facts.
func change(t *testing.T, db *DB, kept map[string]store.Batch) {
	t.Helper()
	for i := range 3 {
		gone := fmt.Sprintf("article-%06d", 100*i)
		if err := db.Remove(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		delete(kept, gone)
		less := kept[fmt.Sprintf("article-%06d", 100*i+7)]
		less.Facts = less.Facts[:5]
		if err := db.Put(t.Context(), less); err != nil {
			t.Fatal(err)
		}
		kept[less.Article.ID] = less
	}
}

func idsOf(t *testing.T, db *DB, s store.Search) []string {
	t.Helper()
	facts, err := db.Find(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(facts))
	for i, f := range facts {
		ids[i] = f.ID
	}
	return ids
}

// TestCommonPhrases: phrases of common words are found though FTS5 is not asked for them.
func TestCommonPhrases(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a store with 17,000 facts")
	}
	db := fresh(t)
	batches := func(yield func(store.Batch) bool) {
		for i := range 170 {
			b := store.Batch{Article: store.Article{ID: fmt.Sprintf("a%03d", i)}}
			for j := range 100 {
				text := "red house blue sky"
				if i%50 == 0 && j == 50 {
					text = "the red sky over a blue house"
				}
				b.Facts = append(b.Facts, store.Fact{ID: fmt.Sprintf("a%03d/%02d", i, j), Article: b.Article.ID, Statement: text})
			}
			if !yield(b) {
				return
			}
		}
	}
	if err := db.PutAll(t.Context(), batches); err != nil {
		t.Fatal(err)
	}
	s := store.Search{Limit: 10, Groups: []store.Group{{Any: []string{"red houses"}}}}
	if got := idsOf(t, db, s); len(got) != 10 || got[0] != "a000/00" {
		t.Errorf("a common phrase: %q", got)
	}
	s.Groups = append(s.Groups, store.Group{Any: []string{"over"}}, store.Group{Any: []string{"red sky"}})
	want := []string{"a000/50", "a050/50", "a100/50", "a150/50"}
	if got := idsOf(t, db, s); !slices.Equal(got[:4], want) {
		t.Errorf("a rare phrase of common words: %q, want %q first", got, want)
	}
}

func TestPutAll(t *testing.T) {
	db := fresh(t)
	bad := store.Batch{Article: store.Article{ID: "bad"}, Facts: []store.Fact{{ID: "bad/1", Article: "bad", Meeting: "nowhere"}}}
	batches := func(yield func(store.Batch) bool) {
		for b := range storetest.Generate(3, 1) {
			if !yield(b) {
				return
			}
		}
		yield(bad)
	}
	if err := db.PutAll(t.Context(), batches); err == nil {
		t.Error("PutAll took a bad batch")
	}
	twice := func(yield func(store.Batch) bool) {
		for range 2 { // the same articles again in one transaction
			for b := range storetest.Generate(3, 1) {
				if !yield(b) {
					return
				}
			}
		}
	}
	if err := db.PutAll(t.Context(), twice); err != nil {
		t.Fatal(err)
	}
	if c, err := db.Catalog(t.Context()); err != nil || c.Facts != 60 || len(c.Articles) != 3 {
		t.Errorf("%d facts of %d articles, %v", c.Facts, len(c.Articles), err)
	}
}

package sqlite

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"readout/store"
	"readout/store/storetest"
)

// questions are searches of the size a question makes: eight things, five ways of saying each. The first
// way is a word as common as words in texts are, the others are synonyms, common and rare ones alike.
func questions(w *storetest.World, n int) []store.Search {
	synonyms := rand.New(rand.NewPCG(1, 2))
	return searches(w, n, func(way int) string {
		if way == 0 {
			return w.Pick()
		}
		return w.Word(synonyms.IntN(6000))
	})
}

// heavyQuestions are made of words as common as words in texts are, synonyms too: most groups are then in
// every second fact.
func heavyQuestions(w *storetest.World, n int) []store.Search {
	return searches(w, n, func(int) string { return w.Pick() })
}

func searches(w *storetest.World, n int, word func(way int) string) []store.Search {
	list := make([]store.Search, n)
	for i := range list {
		s := store.Search{Limit: 60, Claims: true}
		for range 8 {
			g := store.Group{}
			for way := range 5 {
				g.Any = append(g.Any, word(way))
			}
			s.Groups = append(s.Groups, g)
		}
		switch i % 4 {
		case 1:
			s.Meetings = []string{w.Meeting(i).ID}
		case 2:
			s.People = w.Meeting(i).People
		}
		list[i] = s
	}
	return list
}

// ask runs the searches b.N times in turn and reports median and 99th percentile.
func ask(b *testing.B, db *DB, searches []store.Search) {
	took := make([]time.Duration, 0, b.N)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := db.Find(b.Context(), searches[i%len(searches)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// wideQuestions are searches as the built-in lexicon makes them: eight things with 25 ways of saying each, of
// which a third stand in no fact. The ways of one thing are the same in every question that mentions it, some
// are phrases, and every second question is about people or kinds.
func wideQuestions(w *storetest.World, n int) []store.Search {
	r := rand.New(rand.NewPCG(3, 4))
	things := make([]store.Group, 400)
	for i := range things {
		g := store.Group{Weight: float64(1 + i%3)}
		for way := range 25 {
			word := w.Word(r.IntN(3000))
			switch {
			case way == 0:
				word = w.Pick()
			case way%3 == 1:
				word = "un" + word + "able"
			case way%5 == 2:
				word = w.Word(r.IntN(40)) + " " + w.Word(r.IntN(40))
			}
			g.Any = append(g.Any, word)
		}
		things[i] = g
	}
	list := make([]store.Search, n)
	for i := range list {
		s := store.Search{Limit: 60, Claims: true}
		for range 8 {
			s.Groups = append(s.Groups, things[r.IntN(len(things))])
		}
		switch i % 4 {
		case 1:
			s.People = w.Meeting(i).People
		case 3:
			s.Kinds = []store.Kind{store.KindTopic, store.KindStatement}
		}
		list[i] = s
	}
	return list
}

func BenchmarkFindBuiltinSize(b *testing.B) {
	db := fresh(b)
	if err := db.PutAll(b.Context(), storetest.Generate(18, 1)); err != nil { // 360 facts
		b.Fatal(err)
	}
	searches := wideQuestions(storetest.NewWorld(1), 200)
	b.Run("warm", func(b *testing.B) {
		for _, s := range searches {
			if _, err := db.Find(b.Context(), s); err != nil {
				b.Fatal(err)
			}
		}
		ask(b, db, searches)
	})
	b.Run("parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				if _, err := db.Find(b.Context(), searches[i%len(searches)]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
	b.Run("first", func(b *testing.B) { // nothing remembered
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			again := reopen(b, db.path)
			b.StartTimer()
			if _, err := again.Find(b.Context(), searches[i%len(searches)]); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			again.Close()
			b.StartTimer()
		}
	})
}

func BenchmarkPut(b *testing.B) {
	db := fresh(b)
	batches := slices.Collect(storetest.Generate(20, 1))
	for i := 0; b.Loop(); i++ {
		if err := db.Put(b.Context(), batches[i%len(batches)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	db := fresh(b)
	if err := db.PutAll(b.Context(), storetest.Generate(15, 1)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		again, err := Open(b.Context(), db.path)
		if err != nil {
			b.Fatal(err)
		}
		again.Close()
	}
}

func BenchmarkCatalogUnchanged(b *testing.B) {
	db := fresh(b)
	if err := db.PutAll(b.Context(), storetest.Generate(15, 1)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := db.Catalog(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFindMillion fills a store with a million facts, which takes minutes; so it runs only when
// READOUT_BENCH_MILLION is set: to "1", or to the path of a file in which the store is kept for the next time.
func BenchmarkFindMillion(b *testing.B) {
	path := os.Getenv("READOUT_BENCH_MILLION")
	if path == "" {
		b.Skip("set READOUT_BENCH_MILLION to fill a store with a million facts")
	}
	if path == "1" {
		path = filepath.Join(b.TempDir(), "million.db")
	}
	db := reopen(b, path)
	if db.now.Load().facts == 0 {
		start := time.Now()
		if err := db.PutAll(b.Context(), storetest.Generate(50_000, 1)); err != nil {
			b.Fatal(err)
		}
		b.Logf("filled in %v", time.Since(start).Round(time.Second))
	}
	w := storetest.NewWorld(1)
	b.Run("questions", func(b *testing.B) {
		ask(b, reopen(b, path), questions(w, 5000))
	})
	b.Run("heavy", func(b *testing.B) {
		ask(b, reopen(b, path), heavyQuestions(w, 5000))
	})
	b.Run("first", func(b *testing.B) { // each by a program just started
		took := time.Duration(0)
		searches := questions(w, 100)
		for i := 0; b.Loop(); i++ {
			again := reopen(b, path)
			start := time.Now()
			if _, err := again.Find(b.Context(), searches[i%100]); err != nil {
				b.Fatal(err)
			}
			took = max(took, time.Since(start))
			again.Close()
		}
		b.ReportMetric(float64(took.Microseconds()), "longest-µs")
	})
	b.Run("common", func(b *testing.B) { // nothing but the commonest words, alone and side by side
		ask(b, reopen(b, path), commonQuestions(w))
	})
	b.Run("put", func(b *testing.B) { // an article that is there already; the store stays as large as it was
		batches := slices.Collect(storetest.Generate(200, 1))
		for i := 0; b.Loop(); i++ {
			if err := db.Put(b.Context(), batches[i%len(batches)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("catalog", func(b *testing.B) {
		for b.Loop() {
			again := reopen(b, path)
			if _, err := again.Catalog(b.Context()); err != nil {
				b.Fatal(err)
			}
			again.Close()
		}
	})
}

func commonQuestions(w *storetest.World) []store.Search {
	var searches []store.Search
	for i := range 50 {
		s := store.Search{Limit: 60, Claims: true}
		for g := range 8 {
			s.Groups = append(s.Groups, store.Group{Any: []string{w.Word((i + 5*g) % 40), w.Word((i + 7*g) % 40), w.Word(g) + " " + w.Word(i)}})
		}
		if i%3 == 1 {
			s.Kinds = []store.Kind{store.KindTopic, store.KindHeld}
		}
		searches = append(searches, s)
	}
	return searches
}

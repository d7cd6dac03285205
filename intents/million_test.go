package intents

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/store/sqlite"
	"readout/store/storetest"
)

// BenchmarkAnswerMillion asks a store of a million facts in 50,000 articles. Filling it takes minutes, so it runs only
// when READOUT_BENCH_MILLION is set: to "1", or to the path of a file in which the store is kept for the next time.
func BenchmarkAnswerMillion(b *testing.B) {
	path := os.Getenv("READOUT_BENCH_MILLION")
	if path == "" {
		b.Skip("set READOUT_BENCH_MILLION to fill a store with a million facts")
	}
	if path == "1" {
		path = filepath.Join(b.TempDir(), "million.db")
	}
	db := million(b, path)
	questions := millionQuestions(storetest.NewWorld(1), 2000)
	start := time.Now()
	r := warmed(b, New(db), questions[:1])
	b.Logf("names read and first question answered in %v", time.Since(start).Round(time.Millisecond))
	b.Run("questions", func(b *testing.B) { askInTurn(b, r, questions) })
	b.Run("start", func(b *testing.B) { // the names are read, and one question answered
		for i := 0; b.Loop(); i++ {
			warmed(b, New(db), questions[i%len(questions):][:1])
		}
	})
}

// million opens the store in a file, filling it when it is empty.
func million(b *testing.B, path string) *sqlite.DB {
	db, err := sqlite.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	catalog, err := db.Catalog(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if catalog.Facts > 0 {
		return db
	}
	if err := db.PutAll(b.Context(), storetest.Generate(50_000, 1)); err != nil {
		b.Fatal(err)
	}
	return db
}

// millionQuestions asks about the made-up meetings as people ask about real ones: by people, place, year and words.
func millionQuestions(w *storetest.World, n int) []bot.Question {
	out := make([]bot.Question, n)
	for i := range out {
		m := w.Meeting(i * 7)
		place, year := written(m.Place), m.From.Year()
		one, other := written(m.People[0]), written(m.People[len(m.People)-1])
		word, rare := w.Pick(), w.Word(1000+i)
		out[i].Text = []string{
			fmt.Sprintf("When did %s and %s meet in %s?", one, other, place),
			fmt.Sprintf("How long did %s talk to %s in %s in %d?", one, other, place, year),
			fmt.Sprintf("Where did %s meet %s on %s?", one, other, m.From.Format()),
			fmt.Sprintf("What did %s say about the %s?", one, word),
			fmt.Sprintf("Who else was in the room in %s in %d?", place, year),
			fmt.Sprintf("Did they agree on the %s %s in %s?", word, rare, place),
			fmt.Sprintf("What was discussed at the %s talks?", place),
			fmt.Sprintf("Why was %s against the %s?", other, rare),
			fmt.Sprintf("How many %s were in the %s?", rare, word),
			fmt.Sprintf("What was on the dinner menu in %s?", place),
		}[i%10]
		if i%25 == 24 {
			out[i].Earlier = []string{out[i-1].Text}
			out[i].Text = fmt.Sprintf("and in %s?", place)
		}
	}
	return out
}

// written writes a key as a name: "kara-brond" as "Kara brond", the way the made-up stores show it.
func written(key string) string {
	name := strings.ReplaceAll(key, "-", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// TestMillionQuestions asks a small made-up store what the benchmark asks the large one, so that what is measured
// there is known to be answered.
func TestMillionQuestions(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "small.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.PutAll(t.Context(), storetest.Generate(200, 1)); err != nil {
		t.Fatal(err)
	}
	r, c := New(db), newChecker(t, db)
	for _, q := range millionQuestions(storetest.NewWorld(1), 200) {
		c.check(t, []string{q.Text}, answer(t, r, append(q.Earlier, q.Text)...))
	}
	catalog, err := db.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := catalog.Meetings[0]
	a := answer(t, r, fmt.Sprintf("When was the meeting in %s on %s?", written(held.Place), held.From.Format()))
	if len(a.Statements) == 0 {
		t.Errorf("%s: %s", held.Title, a.Text())
	}
}

package intents

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"readout/bot"
	"readout/store"
	"readout/store/pack"
	"readout/store/sqlite"
)

// shared is where the stores lie that all tests of the package read and none writes.
var shared string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "intents")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	shared = dir
	status := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}

// filled opens a new store with the facts of a pack.
func filled(ctx context.Context, path string, p pack.Pack) (*sqlite.DB, error) {
	db, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return db, pack.Load(ctx, db, p)
}

var openBuiltin = sync.OnceValues(func() (*sqlite.DB, error) {
	p, err := pack.Builtin()
	if err != nil {
		return nil, err
	}
	return filled(context.Background(), filepath.Join(shared, "builtin.db"), p)
})

// builtin returns the store of the built-in facts; all tests share it.
func builtin(t testing.TB) *sqlite.DB {
	t.Helper()
	db, err := openBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// answer asks in a conversation, the last turn being the question.
func answer(t testing.TB, r *Router, turns ...string) bot.Answer {
	t.Helper()
	last := len(turns) - 1
	a, err := r.Answer(t.Context(), bot.Question{Text: turns[last], Earlier: turns[:last:last]})
	if err != nil {
		t.Fatalf("%.200q: %v", turns, err)
	}
	return a
}

// projectQuestions returns the conversations of the project's own question file.
func projectQuestions(t testing.TB) [][]string {
	t.Helper()
	const path = "../cmd/readout/testdata/questions.jsonl"
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q struct{ Turns []string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil || len(q.Turns) == 0 {
			t.Fatalf("%s: %q: %v", path, lines.Text(), err)
		}
		out = append(out, q.Turns)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// exampleQuestions returns the examples of phrases.rec, a conversation of one turn each.
func exampleQuestions(t testing.TB) [][]string {
	t.Helper()
	book, err := loadPhrasings()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, p := range book.all {
		for _, e := range p.examples {
			out = append(out, []string{e})
		}
	}
	return out
}

// manyQuestions is all questions there are: the project's own and the examples.
func manyQuestions(t testing.TB) [][]string {
	return slices.Concat(projectQuestions(t), exampleQuestions(t))
}

// factsByID returns all facts of a store.
func factsByID(t testing.TB, s store.Store) map[string]store.Fact {
	t.Helper()
	all, err := s.Facts(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]store.Fact, len(all))
	for _, f := range all {
		out[f.ID] = f
	}
	return out
}

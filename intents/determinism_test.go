package intents

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"readout/bot"
	"readout/store/pack"
)

// sameQuestions is a question of each sort, among them follow-ups, slips, double questions and what is not answered.
var sameQuestions = [][]string{
	{"How long did Obama and Putin talk in Hangzhou?"},
	{"Who else was in the room in Turkey?"},
	{"what did they agree on"},
	{"Did Obama talk to Merkel before he saw Putin in China?"},
	{"Where do the articles differ?"},
	{"Give me a timeline of their meetings"},
	{"Compare the New York and Hangzhou meetings"},
	{"What did Obama say about hacking?", "and Putin?"},
	{"How long did the talks at the UN last?", "and in 2016?", "who else?"},
	{"When did thay meet in Turky? And where did they meet in 2016?"},
	{"What was on the dinner menu in Helsinki?"},
	{"What can you do?"},
}

// TestDeterminism asks one question a thousand times over and the others in between, from eight goroutines at once:
// the answers are the same to the last byte, explanations and suggestions included.
func TestDeterminism(t *testing.T) {
	r := New(builtin(t))
	want := make([]string, len(sameQuestions))
	for i, turns := range sameQuestions {
		want[i] = inFull(t, answer(t, r, turns...))
	}
	const times, goroutines = 1000, 8
	var all sync.WaitGroup
	for g := range goroutines {
		all.Go(func() {
			for i := range times / goroutines {
				if !agreeing(t, r, 0, want[0]) {
					return
				}
				if other := i/2 + g; i%2 == 0 && !agreeing(t, r, other%len(want), want[other%len(want)]) {
					return
				}
			}
		})
	}
	all.Wait()
}

// TestFreshRouter asks Routers that have just been made, in various orders: an answer does not depend on what was
// asked before.
func TestFreshRouter(t *testing.T) {
	db := builtin(t)
	var want []string
	for _, turns := range sameQuestions {
		want = append(want, inFull(t, answer(t, New(db), turns...)))
	}
	forth := New(db)
	for i := range want {
		agreeing(t, forth, i, want[i])
	}
	back := New(db)
	for i := range slices.Backward(want) {
		agreeing(t, back, i, want[i])
	}
}

// TestLoadOrder fills a store with the articles in another order: the answers are the same.
func TestLoadOrder(t *testing.T) {
	p, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(p.Batches)
	db, err := filled(t.Context(), filepath.Join(t.TempDir(), "reversed.db"), p)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, reversed := New(builtin(t)), New(db)
	for i, turns := range sameQuestions {
		agreeing(t, reversed, i, inFull(t, answer(t, r, turns...)))
	}
}

// agreeing asks the nth of the same questions and reports whether the answer is the wanted one.
func agreeing(t *testing.T, r *Router, n int, want string) bool {
	turns := sameQuestions[n]
	last := len(turns) - 1
	a, err := r.Answer(t.Context(), bot.Question{Text: turns[last], Earlier: turns[:last:last]})
	if err != nil {
		t.Errorf("%q: %v", turns, err)
		return false
	}
	if got := inFull(t, a); got != want {
		t.Errorf("%q: once\n%s\nand once\n%s", turns, want, got)
		return false
	}
	return true
}

// inFull is all of an answer as text.
func inFull(t testing.TB, a bot.Answer) string {
	b, err := json.Marshal(a)
	if err != nil {
		t.Error(err)
	}
	return string(b)
}

package intents

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
	"readout/store/pack"
	"readout/store/sqlite"
)

// lakeside returns the pack of made-up meetings, checked against the lexicon as every pack is.
func lakeside(t testing.TB) pack.Pack {
	t.Helper()
	lexicon, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.ReadFile("testdata/lakeside.rec", func(key string) bool { return lexicon.Name(key) != nil })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// storeOf returns a store with the facts of a pack alone.
func storeOf(t testing.TB, p pack.Pack) *sqlite.DB {
	t.Helper()
	db, err := filled(t.Context(), filepath.Join(t.TempDir(), "readout.db"), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// anotherStore are conversations about other leaders, other places and other newspapers than those the program
// brings with it. Each word of holds must stand in the answer, in
// either letter case; "_" is a blank, "a|b" is either.
var anotherStore = []struct {
	ask      string // turns, separated by " / "
	status   bot.Status
	holds    string
	cites    string
	conflict bool
}{
	{ask: "When did Hale and Sorokova meet in Vienna?", holds: "3_June_2031", cites: "courier-2031-06-04"},
	{ask: "when was the Reykjavik summit", holds: "11_October_2032", cites: "dispatch-2032-10-12"},
	{ask: "Where did they meet in 2032?", holds: "Reykjavik", cites: "dispatch-2032-10-12"},
	{ask: "In which city did Hale meet Sorokova in 2031?", holds: "Vienna", cites: "courier-2031-06-04"},
	{ask: "How long did the Reykjavik meeting last?", holds: "45_minutes|three_quarters", cites: "dispatch-2032-10-12 gazette-2032-10-12"},
	{ask: "How long did they talk in Vienna?", holds: "about_two_hours three_hours Courier Dispatch", cites: "courier-2031-06-04 dispatch-2032-10-12", conflict: true},
	{ask: "Who else was in the room in Vienna?", holds: "Whitlock", cites: "courier-2031-06-04"},
	{ask: "What did they agree on in Vienna?", holds: "herring", cites: "courier-2031-06-04"},
	{ask: "Did they reach a deal on the pipeline in Reykjavik?", holds: "no", cites: "dispatch-2032-10-12"},
	{ask: "What did Hale and Sorokova discuss in Reykjavik?", holds: "pipeline", cites: "dispatch-2032-10-12"},
	{ask: "What did Sorokova call the Vienna meeting?", holds: "good_beginning", cites: "courier-2031-06-04"},
	{ask: "Where do the articles differ?", holds: "two_hours three_hours", cites: "courier-2031-06-04 dispatch-2032-10-12", conflict: true},
	{ask: "How many meetings do you know of?", holds: "two|2", cites: "courier-2031-06-04 dispatch-2032-10-12"},
	{ask: "Give me a timeline of their meetings", holds: "Vienna Reykjavik", cites: "courier-2031-06-04 dispatch-2032-10-12"},
	{ask: "Was the Reykjavik meeting longer than the one in Vienna?", holds: "45_minutes|three_quarters two_hours|three_hours", conflict: true},
	{ask: "How long did they talk in Reykjavik? / and in Vienna?", holds: "two_hours three_hours", cites: "courier-2031-06-04 dispatch-2032-10-12", conflict: true},
	{ask: "When did they meet in Vienna? / who else was there?", holds: "Whitlock", cites: "courier-2031-06-04"},
	{ask: "What did they discuss in Vienna? / and in 2032?", holds: "pipeline", cites: "dispatch-2032-10-12"},
	{ask: "Who is Irina Sorokova?", holds: "Sorokova"},
	{ask: "How long was the Vienna meeting?", holds: "two_hours three_hours", conflict: true},
	{ask: "How did herring fare, and how the pipeline, set beside each other?", holds: "herring nothing_was_settled", cites: "courier-2031-06-04 dispatch-2032-10-12"},

	{ask: "How long was the Reykjavik meeting meant to last?", status: bot.Abstained},
	{ask: "How long did Obama and Putin talk in Hangzhou?", status: bot.Abstained},
	{ask: "Where did Obama and Putin meet?", status: bot.Abstained},
	{ask: "Who else was in the room in Reykjavik?", status: bot.Abstained},
	{ask: "What did Hale say about Syria?", status: bot.Abstained},
	{ask: "What was on the dinner menu in Vienna?", status: bot.Abstained},
	{ask: "Who was interpreting at the Vienna talks?", status: bot.Abstained},
	{ask: "How many articles do you have?", status: bot.Smalltalk, holds: "three"},
	{ask: "List your sources", status: bot.Smalltalk, holds: "Courier Dispatch Gazette"},
	{ask: "What can you do?", status: bot.Smalltalk, holds: "Hale Sorokova"},
}

// foundingNames must not come up when the store knows nothing of them.
var foundingNames = []string{"Obama", "Putin", "Hangzhou", "New York", "Turkey", "Turkish", "Fabius", "CNN", "Newsmax", "Syria", "Pentagon", "ISIS", "North Korea", "Mistura"}

// TestAnotherStore proves that nothing depends on the founding articles.
func TestAnotherStore(t *testing.T) {
	db := storeOf(t, lakeside(t))
	r, c := New(db), newChecker(t, db)
	for _, tt := range anotherStore {
		t.Run(tt.ask, func(t *testing.T) {
			turns := strings.Split(tt.ask, " / ")
			a := answer(t, r, turns...)
			c.check(t, turns, a)
			if a.Status != cmp.Or(tt.status, bot.Answered) {
				t.Errorf("%s: %s", a.Status, a.Text())
			}
			lacks(t, a, tt.holds)
			if a.Conflict != tt.conflict {
				t.Errorf("conflict %v: %s", a.Conflict, a.Text())
			}
			for _, article := range strings.Fields(tt.cites) {
				if !slices.ContainsFunc(a.Citations, func(c bot.Citation) bool { return c.Article == article }) {
					t.Errorf("does not cite %s: %s", article, a.Text())
				}
			}
			foreign(t, tt.ask, a)
		})
	}
}

// lacks reports words that should stand in an answer and do not.
func lacks(t *testing.T, a bot.Answer, words string) {
	t.Helper()
	text := strings.ToLower(a.Text())
	for _, word := range strings.Fields(words) {
		either := strings.Split(strings.ToLower(strings.ReplaceAll(word, "_", " ")), "|")
		if !slices.ContainsFunc(either, func(w string) bool { return strings.Contains(text, w) }) {
			t.Errorf("the answer lacks %q: %s", word, a.Text())
		}
	}
}

// foreign reports what comes from the founding articles and not from the question.
func foreign(t *testing.T, question string, a bot.Answer) {
	t.Helper()
	for _, said := range append([]string{a.Text()}, a.Suggest...) {
		for _, name := range foundingNames {
			if strings.Contains(said, name) && !strings.Contains(question, name) {
				t.Errorf("nothing in the store is about %s, but: %q", name, said)
			}
		}
	}
}

// TestAnotherStoreSuggests asks what is suggested there, too.
func TestAnotherStoreSuggests(t *testing.T) {
	var questions [][]string
	for _, tt := range anotherStore {
		questions = append(questions, strings.Split(tt.ask, " / "))
	}
	unanswered(t, New(storeOf(t, lakeside(t))), questions)
}

// TestEmptyStore has no articles: no question has an answer, and none fails.
func TestEmptyStore(t *testing.T) {
	db := storeOf(t, pack.Pack{})
	r := New(db)
	for _, turns := range manyQuestions(t) {
		a := answer(t, r, turns...)
		if a.Status == bot.Answered || len(a.Citations) > 0 || a.Text() == "" {
			t.Errorf("%q: %s: %q", turns, a.Status, a.Text())
		}
		if len(a.Suggest) > 0 {
			t.Fatalf("%q: no question can be answered, but it suggests %q", turns, a.Suggest)
		}
		foreign(t, fmt.Sprint(turns), a)
	}
}

// TestOneArticle has one article of the founding ones: it answers from that one alone.
func TestOneArticle(t *testing.T) {
	p, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p.Batches = slices.DeleteFunc(p.Batches, func(b store.Batch) bool { return b.Article.ID != "newsmax-2015-11-16" })
	db := storeOf(t, p)
	r, c := New(db), newChecker(t, db)
	answered := 0
	for _, turns := range manyQuestions(t) {
		a := answer(t, r, turns...)
		c.check(t, turns, a)
		if a.Status == bot.Answered {
			answered++
		}
		if a.Conflict {
			t.Errorf("%q: one article cannot differ from itself: %s", turns, a.Text())
		}
	}
	if answered < 20 {
		t.Errorf("only %d questions are answered", answered)
	}
	a := answer(t, r, "Who else was in the room in Turkey?")
	if a.Status != bot.Answered {
		t.Errorf("%s: %s", a.Status, a.Text())
	}
	a = answer(t, r, "Who won the football match?")
	if a.Status != bot.Abstained || !strings.Contains(a.Text(), "one article") {
		t.Errorf("%s: %s", a.Status, a.Text())
	}
}

// TestStoreChanges asks before and after an article comes and goes: the answer is of the store as it is now.
func TestStoreChanges(t *testing.T) {
	p := lakeside(t)
	db := storeOf(t, pack.Pack{Batches: p.Batches[:1]})
	r := New(db)
	const question = "When was the Reykjavik summit?"
	if a := answer(t, r, question); a.Status == bot.Answered {
		t.Errorf("not known yet: %s", a.Text())
	}
	if err := pack.Load(t.Context(), db, p); err != nil {
		t.Fatal(err)
	}
	if a := answer(t, r, question); a.Status != bot.Answered || !strings.Contains(a.Text(), "11 October 2032") {
		t.Errorf("known now, but: %s", a.Text())
	}
	for _, b := range p.Batches[1:] {
		if err := db.Remove(t.Context(), b.Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	if a := answer(t, r, question); a.Status == bot.Answered {
		t.Errorf("gone again: %s", a.Text())
	}
}

// TestStoreFails hands the store's error on and makes up no answer.
func TestStoreFails(t *testing.T) {
	db := storeOf(t, lakeside(t))
	r := New(db)
	answer(t, r, "When was the Reykjavik summit?")
	db.Close()
	a, err := r.Answer(t.Context(), bot.Question{Text: "Who else was in the room in Vienna?"})
	if err == nil {
		t.Errorf("the store is closed, but: %s", a.Text())
	}
}

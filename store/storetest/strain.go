package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"readout/store"
)

// OddTexts are texts that have broken searches.
var OddTexts = []string{
	"", " ", "?", "what?", "u.s.", "obama's", "cease-fire", `"`, `""`, `"unclosed`, "'", "''; DROP TABLE fact; --", "*", "a*", "^a",
	"NEAR(a b)", "a NEAR b", "a AND", "OR", "NOT a", "a OR b", "(", ")", "{text}: a", "text:a", "rowid:1", "a + b", "-", "--", "a - b",
	"\x00", "a\x00b", "\x01\x02\x1b[31m", "\xff\xfe", "a\xc3(", "\xed\xa0\x80", "日本語", "مرحبا", "🤝", "a🤝b", "\u200b", "a\u200db", "\uE000",
	"\u0301", "e\u0301", "ﬁne", "İstanbul", "ſs", "½", "٣", "１２", "\U0010FFFF", "%", "_", "\\", "/", "<b>", "&amp;", "a,b;c", "1e999", "0x10", "-1",
	strings.Repeat("a", 100_000), strings.Repeat("a ", 20_000), strings.Repeat("é", 5000), strings.Repeat(`"`, 999),
}

// testOddText: whatever a fact says is stored, and found by its ordinary words.
func testOddText(t *testing.T, s store.Store) {
	for i, text := range OddTexts {
		id := fmt.Sprintf("odd%d", i)
		b := batch(id, "kept "+text)
		b.Article.Title, b.Article.Text, b.Article.Aliases = text, text, []string{text}
		b.Facts[0].Quote, b.Facts[0].Words, b.Facts[0].Value = text, []string{text, ""}, text
		if len(text) < 1000 {
			b.Facts[0].Topics = []string{text}
		}
		put(t, s, b)
		want := strings.ToValidUTF8(text, "\uFFFD")
		facts, err := s.Facts(t.Context(), id)
		must(t, err)
		if got := facts[0].Statement; got != "kept "+want && got != "kept "+text && strings.ToValidUTF8(got, "") != "kept "+strings.ToValidUTF8(text, "") {
			if strings.ReplaceAll(got, "\uFFFD", "") != "kept "+strings.ReplaceAll(want, "\uFFFD", "") {
				t.Errorf("statement: got %q, want %q", got, want)
			}
		}
	}
	q := words("kept")
	q.Limit = 1000
	if got := find(t, s, q); len(got) != len(OddTexts) {
		t.Errorf("found %d of %d facts with odd text", len(got), len(OddTexts))
	}
	for i := range OddTexts {
		must(t, s.Remove(t.Context(), fmt.Sprintf("odd%d", i)))
	}
	if c := catalog(t, s); len(c.Words) != 0 || c.Facts != 0 {
		t.Errorf("with all removed there are still %d facts and the words %v", c.Facts, c.Words)
	}
}

// testOddQuestions: no text breaks a search.
func testOddQuestions(t *testing.T, s store.Store) {
	put(t, s, full())
	for _, text := range OddTexts {
		find(t, s, words(text))
		find(t, s, words("minutes", text))
		find(t, s, store.Search{Groups: []store.Group{{Any: []string{text, text + " " + text, "x" + text}}}, Claims: true})
		for _, q := range []store.Search{{Meetings: []string{text}}, {Articles: []string{text}}, {People: []string{text}},
			{Speakers: []string{text}}, {Kinds: []store.Kind{store.Kind(text)}}} {
			same(t, fmt.Sprintf("%.40q as a key", text), find(t, s, q), nil)
		}
	}
	same(t, "odd weights", find(t, s, store.Search{Groups: []store.Group{{Any: []string{"minutes"}, Weight: -1}}}), nil)
	same(t, "no alternatives", find(t, s, store.Search{Groups: []store.Group{{}}}), nil)
}

// testSameAnswer: the same store gives the same facts in the same order, warm or after a change that does not matter.
func testSameAnswer(t *testing.T, s store.Store) {
	for b := range Generate(15, 5) {
		put(t, s, b)
	}
	w := NewWorld(5)
	for i := range 30 {
		q := Question(w, i)
		first := find(t, s, q)
		same(t, "asked again", find(t, s, q), first)
		must(t, s.SetSetting(t.Context(), "x", fmt.Sprint(i)))
		same(t, "after a setting", find(t, s, q), first)
	}
}

// testCopies: what a caller may do with an answer does not change the next: it may change the facts and append to
// their lists, while what is in the lists is shared.
func testCopies(t *testing.T, s store.Store) {
	b := full()
	put(t, s, b)
	for range 3 {
		facts, err := s.Find(t.Context(), words("minutes"))
		must(t, err)
		if !reflect.DeepEqual(facts, b.Facts) {
			t.Fatalf("got %+v, want %+v", facts, b.Facts)
		}
		f := &facts[0]
		people, topics, words := append(f.People, "spoilt"), append(f.Topics, "spoilt"), append(f.Words, "spoilt")
		asked, answers := append(f.Questions, "spoilt"), append(f.Answers, "spoilt")
		people[0], topics[0], words[0], asked[0], answers[0] = "spoilt", "spoilt", "spoilt", "spoilt", "spoilt"
		f.Statement, f.People, f.Topics, f.Words, f.Questions, f.Answers = "spoilt", people, topics, words, asked, answers
	}
}

// testConcurrency: all methods may be used from many goroutines.
func testConcurrency(t *testing.T, s store.Store) {
	ctx := t.Context()
	w := NewWorld(9)
	var searches []store.Search
	for i := range 40 {
		searches = append(searches, Question(w, i))
	}
	var work sync.WaitGroup
	for g := range 4 {
		work.Go(func() {
			for b := range Generate(6, uint64(g)) {
				b = renamed(b, fmt.Sprintf("g%d", g))
				if err := s.Put(ctx, b); err != nil {
					t.Errorf("Put: %v", err)
				}
			}
		})
		work.Go(func() {
			for i := range 100 {
				if _, err := s.Find(ctx, searches[(i+7*g)%len(searches)]); err != nil {
					t.Errorf("Find: %v", err)
				}
				if _, err := s.Catalog(ctx); err != nil {
					t.Errorf("Catalog: %v", err)
				}
			}
		})
		work.Go(func() {
			for i := range 5 {
				if err := s.SetSetting(ctx, "x", fmt.Sprint(i)); err != nil {
					t.Errorf("SetSetting: %v", err)
				}
				if _, err := s.Setting(ctx, "x"); err != nil {
					t.Errorf("Setting: %v", err)
				}
				if _, err := s.Facts(ctx, ""); err != nil {
					t.Errorf("Facts: %v", err)
				}
			}
		})
	}
	work.Wait()
	if c := catalog(t, s); c.Facts != 4*6*factsAnArticle || len(c.Articles) != 24 {
		t.Errorf("there are %d facts of %d articles, want %d of 24", c.Facts, len(c.Articles), 4*6*factsAnArticle)
	}
}

// renamed gives a batch's article and facts other ids.
func renamed(b store.Batch, prefix string) store.Batch {
	b.Article.ID = prefix + b.Article.ID
	for i := range b.Facts {
		b.Facts[i].ID = prefix + b.Facts[i].ID
		b.Facts[i].Article = b.Article.ID
	}
	return b
}

// testWholeBatches: while a batch is replaced over and over, a question sees one of its states entirely.
func testWholeBatches(t *testing.T, s store.Store) {
	ctx := t.Context()
	states := []store.Batch{batch("a", "red one", "red two", "red three"), batch("a", "blue one", "blue two"), batch("a", "blue one")}
	put(t, s, states[0])
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 60 {
			if err := s.Put(ctx, states[i%len(states)]); err != nil {
				t.Errorf("Put: %v", err)
			}
		}
	}()
	for {
		facts, err := s.Find(ctx, words("one", "two", "three", "red", "blue"))
		must(t, err)
		said := map[string]bool{}
		for _, f := range facts {
			said[strings.Fields(f.Statement)[0]] = true
		}
		if red := said["red"]; len(said) != 1 || red && len(facts) != 3 || !red && len(facts) > 2 {
			t.Fatalf("a mixture: %+v", facts)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

func testCancelled(t *testing.T, s store.Store) {
	put(t, s, full())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Find(ctx, words("minutes")); !errors.Is(err, context.Canceled) {
		t.Errorf("Find: got %v, want context.Canceled", err)
	}
	if err := s.Put(ctx, batch("late", "Late.")); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: got %v, want context.Canceled", err)
	}
	same(t, "what a cancelled Put left", find(t, s, words("late")), nil)
}

// testGenerated puts made-up news, replaces and removes part of it, and compares every answer with the plainest
// possible search over the same facts.
func testGenerated(t *testing.T, s store.Store) {
	kept := map[string]store.Batch{}
	for b := range Generate(30, 3) {
		put(t, s, b)
		kept[b.Article.ID] = b
	}
	for i, id := range []string{"article-000003", "article-000017"} {
		must(t, s.Remove(t.Context(), id))
		delete(kept, id)
		other := fmt.Sprintf("article-%06d", 20+i)
		b := kept[other]
		b.Facts = b.Facts[:5]
		put(t, s, b)
		kept[other] = b
	}
	var facts []store.Fact
	for _, b := range kept {
		facts = append(facts, b.Facts...)
	}
	w := NewWorld(3)
	for i := range 200 {
		q := Question(w, i)
		same(t, fmt.Sprintf("%+v", q), find(t, s, q), Plain(facts, q))
	}
}

package intents

import (
	"strings"
	"testing"

	"readout/bot"
	"readout/store"
)

// readArticle is an article that a rule has read, with one fact: its second sentence.
func readArticle(sentence string, f store.Fact) store.Batch {
	text := "Hale and Sorokova met in Vienna on Tuesday.\n\n" + sentence + "\n"
	f.ID, f.Article, f.Statement, f.Rule, f.Confidence = "herald-2031-06-05/fact", "herald-2031-06-05", sentence, "test", 0.8
	f.Span.Start = strings.Index(text, sentence)
	f.Span.End = f.Span.Start + len(sentence)
	f.Anchor = strings.Join(strings.Fields(sentence)[:4], " ")
	return store.Batch{
		Article: store.Article{ID: "herald-2031-06-05", Outlet: "The Herald", Title: "More from Vienna", URL: "https://herald.example/1", Published: "2031-06-05", Text: text},
		Facts:   []store.Fact{f},
	}
}

// What a review found unsaid in its articles, another article may well say.
func TestReadFactStandsAgainstUnsaid(t *testing.T) {
	db := storeOf(t, lakeside(t))
	const ask = "Who was interpreting at the Vienna talks?"
	if a := answer(t, New(db), ask); a.Status != bot.Abstained {
		t.Fatalf("before: %s", a.Text())
	}
	b := readArticle("Anna Lindqvist was interpreting for both leaders at the Vienna talks.", store.Fact{
		Meeting: "2031-06-03-vienna", Kind: store.KindParticipant, Value: "anna-lindqvist", People: []string{"anna-lindqvist"},
	})
	b.Names = []store.Name{{Key: "anna-lindqvist", Class: store.Person, Name: "Anna Lindqvist", Aliases: []string{"Lindqvist"}}}
	if err := db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	a := answer(t, New(db), ask)
	if a.Status != bot.Answered || !strings.Contains(a.Text(), "The Herald: “Anna Lindqvist was interpreting") {
		t.Errorf("after: %s", a.Text())
	}
}

// A passage that its article does not have is no answer.
func TestLostPassage(t *testing.T) {
	db := storeOf(t, lakeside(t))
	b := readArticle("Hale brought a basket of plums to Vienna.", store.Fact{Meeting: "2031-06-03-vienna", Kind: store.KindDescription, People: []string{"edmund-hale"}})
	const ask = "What did Hale bring to Vienna, a basket of plums?"
	if err := db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if a := answer(t, New(db), ask); !strings.Contains(a.Text(), "basket of plums") {
		t.Fatalf("with its passage: %s", a.Text())
	}
	b.Article.Text = strings.Replace(b.Article.Text, "plums", "pears", 1)
	if err := db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if a := answer(t, New(db), ask); strings.Contains(a.Text(), "plums") {
		t.Errorf("without its passage: %s", a.Text())
	}
}

// The day that a sentence gives only by its weekday is said with it.
func TestValueIsSaid(t *testing.T) {
	db := storeOf(t, lakeside(t))
	b := readArticle("The pair sat down at noon on Tuesday.", store.Fact{
		Meeting: "2031-06-03-vienna", Kind: store.KindDate, Value: "2031-06-03", Claim: "date", People: []string{"edmund-hale", "irina-sorokova"},
	})
	if err := db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := db.Remove(t.Context(), "courier-2031-06-04"); err != nil {
		t.Fatal(err)
	}
	a := answer(t, New(db), "When did Hale and Sorokova meet in Vienna?")
	if !strings.Contains(a.Text(), "The Herald: 3 June 2031 (“The pair sat down at noon on Tuesday.”)") {
		t.Errorf("%s", a.Text())
	}
}

// Two articles read alike on a topic need not say the same: the sentence of one is not cited from the other.
func TestQuotedSentenceHasOneSource(t *testing.T) {
	db := storeOf(t, lakeside(t))
	first := readArticle("Hale and Sorokova spoke about plums at the Vienna talks.", store.Fact{Meeting: "2031-06-03-vienna", Kind: store.KindTopic, Value: "plums", Claim: "topic-plums"})
	second := readArticle("The orchards and their plums took an hour, aides said.", store.Fact{Meeting: "2031-06-03-vienna", Kind: store.KindTopic, Value: "plums", Claim: "topic-plums"})
	second.Article.ID, second.Article.Outlet, second.Article.URL = "echo-2031-06-05", "The Echo", "https://echo.example/1"
	second.Facts[0].Article, second.Facts[0].ID = "echo-2031-06-05", "echo-2031-06-05/fact"
	for _, b := range []store.Batch{first, second} {
		if err := db.Put(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	a := answer(t, New(db), "Did Hale and Sorokova speak about plums at the Vienna talks?")
	if !strings.Contains(a.Text(), "spoke about plums") {
		t.Fatal(a.Text())
	}
	for _, s := range a.Statements {
		if strings.Contains(s.Text, "spoke about plums") && len(s.Facts) != 1 {
			t.Errorf("it rests on %v: %s", s.Facts, a.Text())
		}
	}
}

// A sentence that a rule has read is no answer for its names alone.
func TestMisread(t *testing.T) {
	hale := []string{"edmund-hale"}
	for _, test := range []struct {
		name, sentence string
		fact           store.Fact
		ask            string
		answered       bool
	}{
		{"another deed", "Hale went to Vienna with a basket of plums.", store.Fact{Kind: store.KindAround, People: hale}, "Whom did Hale marry in Vienna?", false},
		{"the deed", "Hale painted a boat in Vienna.", store.Fact{Kind: store.KindAround, People: hale}, "What did Hale paint in Vienna?", true},
		{"no number of it", "Hale counted boats in Vienna for 40 minutes and was content.", store.Fact{Kind: store.KindFigure, Value: "40", People: hale}, "How many geese did Hale count in Vienna?", false},
		{"its number", "Hale counted 40 geese in Vienna.", store.Fact{Kind: store.KindFigure, Value: "40", People: hale}, "How many geese did Hale count in Vienna?", true},
		{"nothing that was told", "Hale is expected to sign the paper on geese as well.", store.Fact{Kind: store.KindPosition, People: hale}, "What did Hale tell Sorokova about geese?", false},
		{"who received whom", "Hale and Sorokova met on Tuesday in Vienna.", store.Fact{Kind: store.KindDate, Value: "2031-06-03", Claim: "date"}, "When did Hale receive Sorokova in Vienna?", true},
		{"a day of another town", "Hale and Sorokova met on Tuesday.", store.Fact{Kind: store.KindDate, Value: "2031-06-03", Claim: "date"}, "When did Hale visit Oslo?", false},
	} {
		db := storeOf(t, lakeside(t))
		test.fact.Meeting = "2031-06-03-vienna"
		if err := db.Put(t.Context(), readArticle(test.sentence, test.fact)); err != nil {
			t.Fatal(err)
		}
		if a := answer(t, New(db), test.ask); strings.Contains(a.Text(), test.sentence) != test.answered {
			t.Errorf("%s: %s", test.name, a.Text())
		}
	}
}

// A verdict on what a rule has read minds a "not" before what was done, and is not given where one stands elsewhere.
func TestDenial(t *testing.T) {
	for sentence, want := range map[string]string{
		"Hale painted a boat in Vienna.":                            "Yes.",
		"Hale did not paint a boat in Vienna.":                      "No.",
		"Hale painted a boat in Vienna, not without many mistakes.": "The Herald:",
	} {
		db := storeOf(t, lakeside(t))
		if err := db.Put(t.Context(), readArticle(sentence, store.Fact{Meeting: "2031-06-03-vienna", Kind: store.KindAround, People: []string{"edmund-hale"}})); err != nil {
			t.Fatal(err)
		}
		if a := answer(t, New(db), "Did Hale paint a boat in Vienna?"); !strings.HasPrefix(a.Text(), want) {
			t.Errorf("%s: %s", sentence, a.Text())
		}
	}
}

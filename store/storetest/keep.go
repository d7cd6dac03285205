package storetest

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"readout/store"
)

// full returns a batch with every field filled.
func full() store.Batch {
	return store.Batch{
		Article: store.Article{
			ID: "nbc-2016-09-05", Outlet: "NBC News", Title: "Leaders meet", URL: "https://news.example/1", Author: "A. Writer",
			Upstream: "Reuters", Published: "2016-09-05", Retrieved: "2016-09-06", Aliases: []string{"NBC", "NBC's report"},
			Text: "They met. They talked.",
		},
		Meetings: []store.Meeting{{
			ID: "2016-09-05-hangzhou", People: []string{"barack-obama", "vladimir-putin"}, Place: "hangzhou", From: "2016-09-05",
			To: "2016-09-06", Occasion: "g20-2016", Title: "Hangzhou, 5 September 2016", Names: []string{"the Hangzhou talks"}, Status: store.Call,
		}},
		Names: []store.Name{{
			Key: "barack-obama", Class: store.Person, Name: "Barack Obama", Aliases: []string{"Obama", "POTUS"}, Gender: "m", In: "united-states",
			Roles:   []store.Role{{Title: "president", Of: "united-states", From: "2009-01-20", To: "2017-01-20"}},
			Demonym: []string{"none"},
		}},
		Facts: []store.Fact{{
			ID: "nbc-2016-09-05/duration", Article: "nbc-2016-09-05", Meeting: "2016-09-05-hangzhou", Kind: store.KindDuration,
			Statement: "They talked for about 90 minutes.", People: []string{"vladimir-putin", "barack-obama"}, Speaker: "official",
			Topics: []string{"syria"}, Answers: []store.Asked{store.AskHowLong, store.AskWhat}, Value: "PT90M", Hedge: "about",
			Attributed: "a senior US official", Claim: "duration", Negated: true, Words: []string{"length", "running time"},
			Questions: []string{"How long did they talk?", "Was it a long meeting?"},
			Quote:     "a good talk", Anchor: "They talked", Span: store.Span{Start: 10, End: 22}, Rule: "duration", Confidence: 0.75,
		}},
	}
}

func testEmpty(t *testing.T, s store.Store) {
	same(t, "Find in an empty store", find(t, s, words("anything")), nil)
	same(t, "Find of everything", find(t, s, store.Search{}), nil)
	c := catalog(t, s)
	if len(c.Meetings)+len(c.Articles)+len(c.Names)+len(c.Words)+c.Facts != 0 {
		t.Errorf("the catalog of an empty store has something: %+v", c)
	}
	facts, err := s.Facts(t.Context(), "")
	if must(t, err); len(facts) != 0 {
		t.Errorf("Facts: got %v, want none", facts)
	}
	if err := s.Remove(t.Context(), "nothing"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Remove of what is not there: got %v, want ErrNotFound", err)
	}
}

func testRoundTrip(t *testing.T, s store.Store) {
	b := full()
	put(t, s, b)
	found, err := s.Find(t.Context(), words("minutes"))
	must(t, err)
	listed, err := s.Facts(t.Context(), b.Article.ID)
	must(t, err)
	for _, got := range [][]store.Fact{found, listed} {
		if !reflect.DeepEqual(got, b.Facts) {
			t.Errorf("facts:\n got %+v\nwant %+v", got, b.Facts)
		}
	}
	text, err := s.Text(t.Context(), b.Article.ID)
	must(t, err)
	same(t, "Text", []string{text}, []string{b.Article.Text})
	text, err = s.Text(t.Context(), "nothing")
	must(t, err)
	same(t, "Text of what is not there", []string{text}, []string{""})
	c := catalog(t, s)
	b.Article.Text = ""
	if !reflect.DeepEqual(c.Articles, []store.Article{b.Article}) {
		t.Errorf("articles:\n got %+v\nwant %+v", c.Articles, b.Article)
	}
	if !reflect.DeepEqual(c.Meetings, b.Meetings) {
		t.Errorf("meetings:\n got %+v\nwant %+v", c.Meetings, b.Meetings)
	}
	if !reflect.DeepEqual(c.Names, b.Names) {
		t.Errorf("names:\n got %+v\nwant %+v", c.Names, b.Names)
	}
	if c.Facts != 1 {
		t.Errorf("Catalog.Facts = %d, want 1", c.Facts)
	}
}

func testReplace(t *testing.T, s store.Store) {
	put(t, s, full(), batch("other", "An old harvest."))
	b := batch("nbc-2016-09-05", "A new harvest.", "A second harvest.")
	b.Article.Title = "Changed"
	put(t, s, b)
	same(t, "old words", find(t, s, words("minutes")), nil)
	same(t, "new words", find(t, s, words("harvest")), []string{"nbc-2016-09-05/1", "nbc-2016-09-05/2", "other/1"})
	c := catalog(t, s)
	if len(c.Meetings)+len(c.Names) != 0 {
		t.Errorf("the replaced batch left %v and %v", c.Meetings, c.Names)
	}
	i := slices.IndexFunc(c.Articles, func(a store.Article) bool { return a.ID == b.Article.ID })
	if len(c.Articles) != 2 || i < 0 || c.Articles[i].Title != "Changed" {
		t.Errorf("articles after replacing: %+v", c.Articles)
	}
	if c.Words["minutes"] != 0 || c.Words["harvest"] != 3 || c.Facts != 3 {
		t.Errorf("after replacing: %d facts, words %v", c.Facts, c.Words)
	}
	for range 3 {
		put(t, s, b)
	}
	same(t, "put again", find(t, s, words("second harvest")), []string{"nbc-2016-09-05/2"})
}

func testRemove(t *testing.T, s store.Store) {
	ctx := t.Context()
	put(t, s, full(), batch("other", "An old harvest."))
	must(t, s.Remove(ctx, "nbc-2016-09-05"))
	if err := s.Remove(ctx, "nbc-2016-09-05"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("second Remove: got %v, want ErrNotFound", err)
	}
	same(t, "words of what was removed", find(t, s, words("minutes")), nil)
	same(t, "meeting of what was removed", find(t, s, store.Search{Meetings: []string{"2016-09-05-hangzhou"}}), nil)
	same(t, "the rest", find(t, s, store.Search{}), []string{"other/1"})
	c := catalog(t, s)
	if len(c.Articles) != 1 || len(c.Meetings) != 0 || len(c.Names) != 0 || c.Facts != 1 || c.Words["minutes"] != 0 || c.Words["harvest"] != 1 {
		t.Errorf("the catalog after Remove: %+v", c)
	}
	put(t, s, full())
	same(t, "put again", find(t, s, words("minutes")), []string{"nbc-2016-09-05/duration"})
}

// testSharedThings: meetings and names are kept while any batch brings them.
func testSharedThings(t *testing.T, s store.Store) {
	ctx := t.Context()
	a, b, c := full(), batch("b", "About it."), batch("c", "Also about it.")
	b.Meetings, b.Names = a.Meetings, a.Names
	b.Facts[0].Meeting = a.Meetings[0].ID
	c.Facts[0].Meeting = a.Meetings[0].ID // the store knows it
	put(t, s, a, b, c)
	must(t, s.Remove(ctx, a.Article.ID))
	got := catalog(t, s)
	if !reflect.DeepEqual(got.Meetings, b.Meetings) || !reflect.DeepEqual(got.Names, b.Names) {
		t.Errorf("batch b still brings them, but there are %v and %v", got.Meetings, got.Names)
	}
	must(t, s.Remove(ctx, "c"))
	must(t, s.Remove(ctx, "b"))
	if got := catalog(t, s); len(got.Meetings)+len(got.Names)+len(got.Articles) != 0 {
		t.Errorf("nobody brings them any more, but there are %v and %v", got.Meetings, got.Names)
	}
}

func testRefused(t *testing.T, s store.Store) {
	put(t, s, full())
	before := catalog(t, s)
	for name, spoil := range map[string]func(*store.Batch){
		"unknown meeting":                  func(b *store.Batch) { b.Facts[1].Meeting = "nowhere" },
		"fact of another article":          func(b *store.Batch) { b.Facts[1].Article = "nbc-2016-09-05" },
		"article without id":               func(b *store.Batch) { b.Article.ID = "" },
		"fact without id":                  func(b *store.Batch) { b.Facts[1].ID = "" },
		"id twice in the batch":            func(b *store.Batch) { b.Facts[1].ID = b.Facts[0].ID },
		"id of another article's fact":     func(b *store.Batch) { b.Facts[1].ID = "nbc-2016-09-05/duration" },
		"meeting without id":               func(b *store.Batch) { b.Meetings = []store.Meeting{{}} },
		"meeting that only it had brought": func(b *store.Batch) { b.Article.ID = "nbc-2016-09-05"; b.Facts = nil; b.Facts = onlyFact() },
	} {
		b := batch("bad", "Good one.", "Bad one.")
		spoil(&b)
		if err := s.Put(t.Context(), b); err == nil {
			t.Errorf("%s: Put took it", name)
		}
		if after := catalog(t, s); !reflect.DeepEqual(before, after) {
			t.Fatalf("%s: the refused batch changed the store:\n got %+v\nwant %+v", name, after, before)
		}
		same(t, name, find(t, s, words("good")), []string{"nbc-2016-09-05/duration"})
	}
}

func onlyFact() []store.Fact {
	return []store.Fact{{ID: "nbc-2016-09-05/x", Article: "nbc-2016-09-05", Meeting: "2016-09-05-hangzhou", Statement: "X."}}
}

func testFacts(t *testing.T, s store.Store) {
	ctx := t.Context()
	put(t, s, batch("b", "Two.", "Three."), batch("a", "One."))
	for article, want := range map[string][]string{"": {"a/1", "b/1", "b/2"}, "b": {"b/1", "b/2"}, "none": nil} {
		facts, err := s.Facts(ctx, article)
		must(t, err)
		same(t, "Facts of "+article, ids(facts), want)
	}
}

func testSettings(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, value := range []string{"one", "two", "", "a 'quoted' \"value\"\x00\n"} {
		must(t, s.SetSetting(ctx, "pack", value))
		got, err := s.Setting(ctx, "pack")
		if must(t, err); got != value {
			t.Errorf("Setting = %q, want %q", got, value)
		}
	}
	if got, err := s.Setting(ctx, "other"); err != nil || got != "" {
		t.Errorf("a setting never set: %q, %v", got, err)
	}
}

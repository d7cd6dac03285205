package storetest

import (
	"fmt"
	"slices"
	"testing"

	"readout/store"
)

// testConditions: a fact must fit one entry of each field that is not empty.
func testConditions(t *testing.T, s store.Store) {
	a := batch("a", "One.", "Two.", "Three.")
	a.Meetings = []store.Meeting{{ID: "m1"}, {ID: "m2"}}
	a.Facts[0].Meeting, a.Facts[0].People, a.Facts[0].Speaker = "m1", []string{"ann", "bob"}, "ann"
	a.Facts[1].Meeting, a.Facts[1].People, a.Facts[1].Kind = "m2", []string{"bob"}, store.KindDate
	a.Facts[2].Speaker = "official"
	b := batch("b", "Four.")
	b.Facts[0].Meeting, b.Facts[0].Kind, b.Facts[0].People = "m1", store.KindDate, []string{"ann"}
	put(t, s, a, b)
	for _, c := range []struct {
		search store.Search
		want   []string
	}{
		{store.Search{}, []string{"a/1", "a/2", "a/3", "b/1"}},
		{store.Search{Meetings: []string{"m1"}}, []string{"a/1", "b/1"}},
		{store.Search{Meetings: []string{"m1", "m2"}}, []string{"a/1", "a/2", "b/1"}},
		{store.Search{Meetings: []string{"m3"}}, nil},
		{store.Search{Articles: []string{"b", "none"}}, []string{"b/1"}},
		{store.Search{People: []string{"ann"}}, []string{"a/1", "b/1"}},
		{store.Search{People: []string{"ann", "bob"}}, []string{"a/1", "a/2", "b/1"}},
		{store.Search{Speakers: []string{"official", "ann"}}, []string{"a/1", "a/3"}},
		{store.Search{Kinds: []store.Kind{store.KindDate}}, []string{"a/2", "b/1"}},
		{store.Search{Kinds: []store.Kind{store.KindDate, store.KindBackground}}, []string{"a/1", "a/2", "a/3", "b/1"}},
		{store.Search{Meetings: []string{"m1"}, Kinds: []store.Kind{store.KindDate}}, []string{"b/1"}},
		{store.Search{Meetings: []string{"m1"}, People: []string{"bob"}, Articles: []string{"a"}}, []string{"a/1"}},
		{store.Search{Meetings: []string{"m2"}, Speakers: []string{"ann"}}, nil},
		{store.Search{Meetings: []string{"M1"}}, nil},
		{store.Search{People: []string{"x' OR '1'='1"}}, nil},
	} {
		same(t, fmt.Sprintf("%+v", c.search), find(t, s, c.search), c.want)
		c.search.Groups = words("two", "four").Groups
		got := find(t, s, c.search)
		if len(c.search.Meetings)+len(c.search.Articles)+len(c.search.People)+len(c.search.Speakers)+len(c.search.Kinds) == 0 {
			same(t, "words alone", got, []string{"a/2", "b/1"})
			continue
		}
		slices.SortStableFunc(c.want, func(x, y string) int { return holds(y) - holds(x) })
		same(t, fmt.Sprintf("%+v", c.search), got, c.want) // those with the words first, then the rest
	}
}

// holds says which facts of testConditions hold a word asked for.
func holds(id string) int {
	if id == "a/2" || id == "b/1" {
		return 1
	}
	return 0
}

// testRanking: weight and rarity decide.
func testRanking(t *testing.T, s store.Store) {
	put(t, s, batch("a", "alpha", "alpha beta", "alpha gamma", "alpha beta gamma delta", "alpha", "beta"))
	same(t, "more groups, then rarer ones", find(t, s, words("alpha", "beta", "gamma")),
		[]string{"a/4", "a/3", "a/2", "a/6", "a/1", "a/5"})
	same(t, "alternatives count once", find(t, s, store.Search{Groups: []store.Group{
		{Any: []string{"beta", "gamma", "delta"}}, {Any: []string{"alpha"}}}}),
		[]string{"a/2", "a/3", "a/4", "a/6", "a/1", "a/5"})
	heavy := words("alpha", "gamma", "beta")
	heavy.Groups[2].Weight = 100
	same(t, "weight", find(t, s, heavy), []string{"a/4", "a/2", "a/6", "a/3", "a/1", "a/5"})
	one := words("beta", "gamma")
	one.Groups[0].Weight, one.Groups[1].Weight = 0, 1
	same(t, "weight 0 is 1", find(t, s, one), find(t, s, words("beta", "gamma")))
}

func testInflection(t *testing.T, s store.Store) {
	b := batch("a", "The ministers discussed sanctions.", "A Niño in Curaçao.")
	b.Facts[0].Quote = "we are negotiating"
	b.Facts[0].Words = []string{"length of the talks"}
	b.Facts[0].People = []string{"angela-merkel"}
	b.Facts[0].Questions = []string{"Whatever was on the table?"}
	put(t, s, b)
	for _, q := range []string{"tables", "minister", "discussion", "DISCUSSING", "sanction", "negotiated", "lengths", "talk", "Merkel", "angela merkel"} {
		same(t, q, find(t, s, words(q)), []string{"a/1"})
	}
	for _, q := range []string{"nino", "NIÑO", "curacao", "Curac\u0327ao"} {
		same(t, q, find(t, s, words(q)), []string{"a/2"})
	}
	same(t, "a part of a word", find(t, s, words("minis")), nil)
}

// testSpelling: with a hyphen, with a blank, in one.
func testSpelling(t *testing.T, s store.Store) {
	put(t, s, batch("a", "The cease-fire in Syria holds.", "The ceasefire in Syria ends.", "A tall order to cease all fire.", "At the G-20 of the U.N. it was Obama's.", "Nothing."))
	for _, q := range []string{"ceasefire", "cease-fire", "Cease fire", "cease\u2011fires", "ceasefire in Syria", "cease-fire in Syria"} {
		same(t, q, find(t, s, words(q)), []string{"a/1", "a/2"})
	}
	for _, q := range []string{"G20", "g-20", "UN", "U.N.", "U.N", "Obama", "obama’s", "Obama's"} {
		same(t, q, find(t, s, words(q)), []string{"a/4"})
	}
}

func testPhrases(t *testing.T, s store.Store) {
	b := batch("a", "the cessation of hostilities began", "hostilities of cessation", "running water", "The end.")
	b.Facts[2].Words = []string{"long running", "time out"}
	put(t, s, b)
	same(t, "words side by side", find(t, s, words("cessation of hostility")), []string{"a/1"})
	same(t, "not across two entries", find(t, s, words("running time")), nil)
	same(t, "not in the wrong order", find(t, s, words("water running")), nil)
	same(t, "within an entry", find(t, s, words("time out")), []string{"a/3"})
}

func testLimit(t *testing.T, s store.Store) {
	for i := range 12 {
		put(t, s, batch(fmt.Sprintf("a%02d", i), "w", "w", "w", "w", "w x"))
	}
	for limit, want := range map[int]int{0: 50, 1: 1, 7: 7, 59: 59, 60: 60, 100: 60} {
		for _, q := range []store.Search{{}, words("w"), words("w", "x"), {Kinds: []store.Kind{store.KindBackground}}} {
			q.Limit = limit
			if got := len(find(t, s, q)); got != want {
				t.Errorf("%+v: %d facts, want %d", q, got, want)
			}
		}
	}
}

// testTies: equal facts come by id, whatever the order in which they were stored.
func testTies(t *testing.T, s store.Store) {
	var all []string
	for i := range 200 {
		id := fmt.Sprintf("a%03d", (i*37)%200)
		put(t, s, batch(id, "tie"))
		all = append(all, id+"/1")
	}
	slices.Sort(all)
	for _, q := range []store.Search{{}, words("tie"), words("tie", "none"), {Kinds: []store.Kind{store.KindBackground}}} {
		q.Limit = 30
		same(t, fmt.Sprintf("%+v", q), find(t, s, q), all[:30])
		q.Limit = 500
		same(t, fmt.Sprintf("%+v", q), find(t, s, q), all)
	}
}

func testClaims(t *testing.T, s store.Store) {
	a, b, c := batch("a", "ninety minutes", "a fine day", "other"), batch("b", "an hour and a half", "somewhere"), batch("c", "long", "short")
	a.Meetings = []store.Meeting{{ID: "m"}, {ID: "n"}}
	set := func(f *store.Fact, meeting, claim string) { f.Meeting, f.Claim = meeting, claim }
	set(&a.Facts[0], "m", "duration")
	set(&a.Facts[1], "m", "")
	set(&b.Facts[0], "m", "duration")
	set(&b.Facts[1], "m", "")
	set(&c.Facts[0], "n", "duration")
	set(&c.Facts[1], "m", "duration")
	put(t, s, a, c, b)
	q := words("ninety", "fine")
	same(t, "without claims", find(t, s, q), []string{"a/1", "a/2"})
	q.Claims = true
	same(t, "with claims", find(t, s, q), []string{"a/1", "a/2", "b/1", "c/2"})
	q.Articles, q.Limit = []string{"a"}, 1
	same(t, "beyond limit and conditions", find(t, s, q), []string{"a/1", "b/1", "c/2"})
	same(t, "found already", find(t, s, store.Search{Groups: words("hour", "short").Groups, Claims: true}), []string{"b/1", "c/2", "a/1"})
}

// testAside holds that facts of a kind that stands aside are found by that kind alone, and count nowhere.
func testAside(t *testing.T, s store.Store) {
	b := batch("a", "the menu was printed", "the menu is not told", "two menus side by side")
	b.Facts[1].Kind, b.Facts[2].Kind = store.KindUnsaid, store.KindComparison
	put(t, s, b)
	same(t, "by words", find(t, s, words("menu")), []string{"a/1"})
	unsaid := words("menu")
	unsaid.Kinds = []store.Kind{store.KindUnsaid}
	same(t, "by kind", find(t, s, unsaid), []string{"a/2"})
	unsaid.Kinds = append(unsaid.Kinds, store.KindComparison)
	same(t, "by two kinds", find(t, s, unsaid), []string{"a/2", "a/3"})
	c := catalog(t, s)
	if c.Facts != 1 || c.Words["menu"] != 1 || c.Words["told"] != 0 {
		t.Errorf("the catalog counts %d facts and the words %v, want one fact and its words", c.Facts, c.Words)
	}
	facts, err := s.Facts(t.Context(), "a")
	if must(t, err); len(facts) != 3 {
		t.Errorf("Facts lists %d facts, want 3", len(facts))
	}
	must(t, s.Remove(t.Context(), "a"))
	if c := catalog(t, s); c.Facts != 0 || len(c.Words) != 0 {
		t.Errorf("after Remove the catalog has %d facts and the words %v", c.Facts, c.Words)
	}
}

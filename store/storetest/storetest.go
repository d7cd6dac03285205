// Package storetest has the tests that every store must pass, and makes up news to fill a store with.
//
// A store's own test calls Run. What Run asks for is what the comments of package store promise.
package storetest

import (
	"slices"
	"testing"

	"readout/store"
)

// Run tests that open returns stores which keep the promises of store.Store. Each call of open must return
// a new, empty store and see to it that it is closed at the end of the test.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, s store.Store)
	}{
		{"Empty", testEmpty},
		{"RoundTrip", testRoundTrip},
		{"Replace", testReplace},
		{"Remove", testRemove},
		{"SharedThings", testSharedThings},
		{"Refused", testRefused},
		{"Facts", testFacts},
		{"Settings", testSettings},
		{"Catalog", testCatalog},
		{"CatalogWords", testCatalogWords},
		{"Conditions", testConditions},
		{"Ranking", testRanking},
		{"Inflection", testInflection},
		{"Spelling", testSpelling},
		{"Phrases", testPhrases},
		{"Limit", testLimit},
		{"Ties", testTies},
		{"Claims", testClaims},
		{"Aside", testAside},
		{"OddText", testOddText},
		{"OddQuestions", testOddQuestions},
		{"SameAnswer", testSameAnswer},
		{"Copies", testCopies},
		{"Concurrency", testConcurrency},
		{"WholeBatches", testWholeBatches},
		{"Cancelled", testCancelled},
		{"Generated", testGenerated},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, s store.Store, batches ...store.Batch) {
	t.Helper()
	for _, b := range batches {
		if err := s.Put(t.Context(), b); err != nil {
			t.Fatalf("Put %s: %v", b.Article.ID, err)
		}
	}
}

func find(t *testing.T, s store.Store, q store.Search) []string {
	t.Helper()
	facts, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatalf("Find %+v: %v", q, err)
	}
	return ids(facts)
}

func ids(facts []store.Fact) []string {
	list := make([]string, len(facts))
	for i, f := range facts {
		list[i] = f.ID
	}
	return list
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func catalog(t *testing.T, s store.Store) store.Catalog {
	t.Helper()
	c, err := s.Catalog(t.Context())
	must(t, err)
	return c
}

// batch makes an article whose facts have only a statement; their ids are article/1, article/2, ...
func batch(article string, statements ...string) store.Batch {
	b := store.Batch{Article: store.Article{ID: article, Outlet: "Outlet", Title: "Title", URL: "https://news.example/" + article}}
	for i, s := range statements {
		b.Facts = append(b.Facts, store.Fact{ID: article + "/" + string(rune('1'+i)), Article: article, Kind: store.KindBackground, Statement: s})
	}
	return b
}

// words asks for facts with any of the groups, each of one alternative.
func words(groups ...string) store.Search {
	var s store.Search
	for _, g := range groups {
		s.Groups = append(s.Groups, store.Group{Any: []string{g}})
	}
	return s
}

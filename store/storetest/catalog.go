package storetest

import (
	"reflect"
	"testing"

	"readout/store"
)

func testCatalog(t *testing.T, s store.Store) {
	empty := catalog(t, s)
	a, b := batch("a", "One."), batch("b", "Two.")
	a.Article.Published, b.Article.Published = "2016-01-02", "2016-01-01"
	a.Meetings = []store.Meeting{{ID: "z", From: "2015-09"}, {ID: "c", From: "2016"}, {ID: "b", From: "2016"}}
	a.Names = []store.Name{{Key: "rome", Class: store.Place}, {Key: "zoe", Class: store.Person}, {Key: "ann", Class: store.Person}}
	put(t, s, a)
	one := catalog(t, s)
	put(t, s, b)
	two := catalog(t, s)
	if !(empty.Version < one.Version && one.Version < two.Version) {
		t.Errorf("the version does not rise: %d, %d, %d", empty.Version, one.Version, two.Version)
	}
	if len(one.Articles) != 1 || one.Facts != 1 {
		t.Errorf("a catalog handed out has changed: %+v", one)
	}
	var articles, meetings, names []string
	for _, x := range two.Articles {
		articles = append(articles, x.ID)
	}
	for _, x := range two.Meetings {
		meetings = append(meetings, x.ID)
	}
	for _, x := range two.Names {
		names = append(names, x.Key)
	}
	same(t, "articles by date", articles, []string{"b", "a"})
	same(t, "meetings by date, then id", meetings, []string{"z", "b", "c"})
	same(t, "names by class, then key", names, []string{"ann", "zoe", "rome"})
	if again := catalog(t, s); !reflect.DeepEqual(two, again) {
		t.Errorf("the catalog differs though nothing was changed:\n%+v\n%+v", two, again)
	}
	must(t, s.Remove(t.Context(), "a"))
	if three := catalog(t, s); three.Version <= two.Version || three.Facts != 1 {
		t.Errorf("after Remove: version %d after %d, %d facts", three.Version, two.Version, three.Facts)
	}
}

func testCatalogWords(t *testing.T, s store.Store) {
	b := batch("a", "The CAFÉ opened; the café closed.", "Cafés, naïve.")
	b.Facts[1].Quote = "no café"
	b.Facts[1].Words = []string{"Bistro"}
	put(t, s, b)
	got := catalog(t, s).Words
	for word, want := range map[string]int{"the": 1, "cafe": 2, "cafes": 1, "opened": 1, "naive": 1, "no": 1, "bistro": 1, "café": 0, "CAFÉ": 0, "Bistro": 0} {
		if got[word] != want {
			t.Errorf("Words[%q] = %d, want %d", word, got[word], want)
		}
	}
	if _, ok := got[""]; ok {
		t.Error("the empty word is counted")
	}
}

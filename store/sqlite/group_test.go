package sqlite

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"readout/store"
	"readout/store/storetest"
)

// A remembered group is found again only for the very same alternatives, though their digests be equal.
func TestGroupWithTheSameDigest(t *testing.T) {
	db := fresh(t)
	if err := db.PutAll(t.Context(), storetest.Generate(5, 1)); err != nil {
		t.Fatal(err)
	}
	w := storetest.NewWorld(1)
	one, other := store.Group{Any: []string{w.Word(0), w.Word(1)}}, store.Group{Any: []string{w.Word(7)}}
	want := idsOf(t, db, store.Search{Groups: []store.Group{other}})
	idsOf(t, db, store.Search{Groups: []store.Group{one}})
	v := db.now.Load()
	wrong, ok := v.groups.get(db.digest(one.Any))
	if !ok {
		t.Fatal("the group is not remembered")
	}
	v.groups.put(db.digest(other.Any), wrong, 1)
	if got := idsOf(t, db, store.Search{Groups: []store.Group{other}}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What is remembered of a group does not depend on what the caller does with the search afterwards.
func TestGroupIsCopied(t *testing.T) {
	db := fresh(t)
	if err := db.PutAll(t.Context(), storetest.Generate(5, 1)); err != nil {
		t.Fatal(err)
	}
	w := storetest.NewWorld(1)
	s := store.Search{Groups: []store.Group{{Any: []string{w.Word(0)}}}}
	first := idsOf(t, db, s)
	s.Groups[0].Any[0] = w.Word(9)
	second := idsOf(t, db, s)
	s.Groups[0].Any[0] = w.Word(0)
	if again := idsOf(t, db, s); !reflect.DeepEqual(again, first) || reflect.DeepEqual(second, first) {
		t.Errorf("got %v, then %v, then %v", first, second, again)
	}
}

// Very long alternatives are not remembered.
func TestGroupsAreBounded(t *testing.T) {
	db := fresh(t)
	if err := db.PutAll(t.Context(), storetest.Generate(2, 1)); err != nil {
		t.Fatal(err)
	}
	long := []string{strings.Repeat("word ", 10_000)}
	idsOf(t, db, store.Search{Groups: []store.Group{{Any: long}}})
	if _, ok := db.now.Load().groups.get(db.digest(long)); ok {
		t.Error("a group of 50,000 bytes is remembered")
	}
}

func TestCacheGetAll(t *testing.T) {
	c := newCache[int, string](4)
	for i := range 6 { // 0 to 3 are old by now
		c.put(i, fmt.Sprint(i), 1)
	}
	keys := []int{5, 9, 2, 4, 9, 0}
	got := make([]string, len(keys))
	c.getAll(keys, func(i int, value string) { got[i] = value })
	if want := []string{"5", "", "2", "4", "", "0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, young := c.young[2]; !young {
		t.Error("what was asked for has not become young")
	}
}

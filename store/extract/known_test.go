package extract

import (
	"fmt"
	"testing"

	"readout/store"
)

// Meetings that come one by one are found by who met as those of the catalog are, and the recent account counts.
func TestKnownMeetings(t *testing.T) {
	k := indexMeetings([]store.Meeting{{ID: "a", People: []string{"x", "y"}}, {ID: "b", People: []string{"y", "z"}}})
	for i := range 2*mostRecent + 3 {
		k = k.plus([]store.Meeting{{ID: fmt.Sprintf("n%d", i), People: []string{"v", "w"}}, {ID: "b", People: []string{"y", "z"}, Place: fmt.Sprint(i)}})
	}
	if got := k.with([]string{"y"}); len(got) != 2 || got[0].ID != "a" || got[1].ID != "b" || got[1].Place != fmt.Sprint(2*mostRecent+2) {
		t.Errorf("of y: %+v", got)
	}
	if got := k.with([]string{"v", "w"}); len(got) != 2*mostRecent+3 || got[0].ID != "n0" {
		t.Errorf("of v and w: %d meetings", len(got))
	}
	if !k.has("a") || !k.has(fmt.Sprintf("n%d", 2*mostRecent+2)) || k.has("c") {
		t.Error("what is known by id")
	}
}

package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/internal/lang"
	"readout/store"
)

// TestShowArticles prints what is read from the texts in the folder READOUT_ARTICLES, for looking at.
func TestShowArticles(t *testing.T) {
	folder := os.Getenv("READOUT_ARTICLES")
	if folder == "" || !testing.Verbose() {
		t.Skip("prints for a person to look at: needs -v, and READOUT_ARTICLES with a folder of articles")
	}
	lex, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(lex, store.Catalog{})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(folder + "/*.txt")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		show(t, r, withHeader(strings.TrimSuffix(filepath.Base(file), ".txt"), string(raw)))
	}
}

func withHeader(id, raw string) store.Article {
	a := store.Article{ID: id}
	head, text, _ := strings.Cut(raw, "\n\n")
	a.Text = text
	for _, l := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(l, ": ")
		switch key {
		case "title":
			a.Title = value
		case "published":
			a.Published = store.Date(value)
		case "outlet":
			a.Outlet = value
		}
	}
	return a
}

func show(t *testing.T, r *Reader, a store.Article) {
	b, err := r.Read(a)
	if err != nil {
		t.Error(err)
		return
	}
	var out strings.Builder
	fmt.Fprintf(&out, "\n=== %s\n", a.ID)
	for _, m := range b.Meetings {
		fmt.Fprintf(&out, "MEETING %s %v place=%s from=%s occ=%s status=%s\n", m.ID, m.People, m.Place, m.From, m.Occasion, m.Status)
	}
	for _, n := range b.Names {
		fmt.Fprintf(&out, "NAME %+v\n", n)
	}
	for _, f := range b.Facts {
		fmt.Fprintf(&out, "%-13s m=%s v=%s h=%s sp=%s at=%q neg=%v ppl=%v top=%v\n      %s\n", f.Kind, f.Meeting, f.Value, f.Hedge, f.Speaker, f.Attributed, f.Negated, f.People, f.Topics, f.Statement)
	}
	t.Log(out.String())
}

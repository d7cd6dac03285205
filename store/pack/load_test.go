package pack

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"readout/store"
)

// shelfStore keeps batches in memory: as much of a store as loading and exporting need.
type shelfStore struct {
	store.Store
	batches map[string]store.Batch
	refuse  string // id of an article it refuses
}

func (s *shelfStore) Put(_ context.Context, b store.Batch) error {
	if b.Article.ID == s.refuse {
		return errFull
	}
	s.batches[b.Article.ID] = b
	return nil
}

func (s *shelfStore) Facts(_ context.Context, article string) ([]store.Fact, error) {
	return s.batches[article].Facts, nil
}

func (s *shelfStore) Catalog(context.Context) (store.Catalog, error) {
	var c store.Catalog
	for _, b := range s.batches {
		c.Articles = append(c.Articles, b.Article)
		c.Meetings = append(c.Meetings, b.Meetings...)
		c.Names = append(c.Names, b.Names...)
	}
	return c, nil
}

func TestLoad(t *testing.T) {
	p, err := Parse([]byte(good+"\narticle: b\noutlet: O\ntitle: T\nurl: https://example.org\npublished: 2016\n"), "demo.rec", lexicon)
	if err != nil {
		t.Fatal(err)
	}
	s := &shelfStore{batches: map[string]store.Batch{}}
	for range 2 {
		if err := Load(t.Context(), s, p); err != nil || len(s.batches) != 2 {
			t.Fatalf("%d batches, %v", len(s.batches), err)
		}
	}
	s.refuse = "b"
	if err := Load(t.Context(), s, p); !errors.Is(err, errFull) || !strings.Contains(err.Error(), "article b") {
		t.Errorf("a store that refuses: %v", err)
	}
}

// An export has what the facts speak of, and no more, and can be read again.
func TestFromStore(t *testing.T) {
	b := full()
	b.Meetings = b.Meetings[:1]
	stored := b
	stored.Meetings = append(stored.Meetings[:1:1], store.Meeting{ID: "other", Title: "Other"})
	stored.Names = append(stored.Names[:2:2], store.Name{Key: "stranger", Class: store.Person, Name: "S"})
	s := &shelfStore{batches: map[string]store.Batch{"demo": stored}}
	got, err := FromStore(t.Context(), s, "demo")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, b) {
		t.Errorf("\n got %+v\nwant %+v", got, b)
	}
	roundTrip(t, got)
	if _, err := FromStore(t.Context(), s, "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown article: %v", err)
	}
	if err := Write(&bytes.Buffer{}, store.Batch{}); err != nil {
		t.Errorf("an empty batch: %v", err)
	}
}

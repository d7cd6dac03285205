// Package ingest brings articles into a store: what store/extract reads out of them, set against what the store has.
//
// The same article again changes nothing; a changed one replaces its facts. What a person has reviewed stays: of an
// article with reviewed facts only the text is kept, so that nobody's correction is undone by reading it again.
package ingest

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"readout/internal/lang"
	"readout/store"
	"readout/store/extract"
	"readout/store/intake"
	"readout/store/pack"
)

// Status says what an article was to the store.
type Status string

// The statuses.
const (
	New       Status = "new"       // the store did not have it
	Changed   Status = "changed"   // it had another text, or is read otherwise now
	Unchanged Status = "unchanged" // nothing was to be done
	Reviewed  Status = "reviewed"  // its facts are a person's: only its text was stored
)

// An Outcome is what reading an article came to.
type Outcome struct {
	Status Status
	Batch  store.Batch // what the store has of it now, or would have
}

// Learnt returns how many facts the article brought that the store did not have.
func (o Outcome) Learnt() int {
	if o.Status == New || o.Status == Changed {
		return len(o.Batch.Facts)
	}
	return 0
}

// An Ingester brings articles into a store, one after the other. It is not for several goroutines; several ingesters,
// in one program or many, may work on one store.
type Ingester struct {
	store    store.Store
	base     *lang.Lexicon
	reader   *extract.Reader
	articles map[string]store.Article
	copies   *copies
	called   map[string]int // name the store has → how many aliases
	names    int            // names that are new since the reader was made, or have aliases that are
}

// freshNames is after how many new names they are made known to the reader: it knows those of the article at hand
// anyway, and taking up the others costs a walk over all of them.
const freshNames = 500

// Into returns an ingester for a store. base is the lexicon that names are looked up in beside the store's own.
func Into(ctx context.Context, st store.Store, base *lang.Lexicon) (*Ingester, error) {
	g := &Ingester{store: st, base: base}
	return g, g.refresh(ctx)
}

// refresh takes up what the store knows by name.
func (g *Ingester) refresh(ctx context.Context) error {
	c, err := g.store.Catalog(ctx)
	if err != nil {
		return fmt.Errorf("reading what the store knows: %w", err)
	}
	if g.reader, err = extract.New(g.base, c); err != nil {
		return err
	}
	g.articles = make(map[string]store.Article, len(c.Articles))
	for _, a := range c.Articles {
		g.articles[a.ID] = a
	}
	g.copies = newCopies(g.store, g.articles)
	g.called, g.names = make(map[string]int, len(c.Names)), 0
	for _, n := range c.Names {
		g.called[n.Key] = len(n.Aliases)
	}
	return nil
}

// Add reads an article and stores what it says, whole or not at all.
func (g *Ingester) Add(ctx context.Context, a store.Article) (Outcome, error) {
	o, err := g.Try(ctx, a)
	if err != nil || o.Status == Unchanged {
		return o, err
	}
	if err := g.store.Put(ctx, o.Batch); err != nil {
		return o, fmt.Errorf("storing article %s: %w", a.ID, err)
	}
	kept := o.Batch.Article
	kept.Text = ""
	g.articles[kept.ID] = kept
	g.reader = g.reader.Knowing(o.Batch.Meetings)
	for _, n := range o.Batch.Names {
		if had, ok := g.called[n.Key]; !ok || len(n.Aliases) > had {
			g.called[n.Key] = len(n.Aliases)
			g.names++
		}
	}
	if g.names >= freshNames {
		return o, g.refresh(ctx)
	}
	return o, nil
}

// Try reads an article and returns what Add would do, without writing anything.
func (g *Ingester) Try(ctx context.Context, a store.Article) (Outcome, error) {
	old, known, err := g.known(ctx, &a)
	if err != nil {
		return Outcome{}, err
	}
	if a.Upstream, err = g.copies.of(ctx, a); err != nil {
		return Outcome{}, err
	}
	if !known {
		b, err := g.reader.Read(a)
		return Outcome{New, b}, err
	}
	facts, err := g.store.Facts(ctx, a.ID)
	if err != nil {
		return Outcome{}, fmt.Errorf("looking up what is known of article %s: %w", a.ID, err)
	}
	text, err := g.store.Text(ctx, a.ID)
	if err != nil {
		return Outcome{}, fmt.Errorf("looking up article %s: %w", a.ID, err)
	}
	if slices.ContainsFunc(facts, func(f store.Fact) bool { return f.Confidence == 0 }) {
		return g.reviewed(ctx, old, a, text)
	}
	b, err := g.reader.Read(a)
	if err != nil {
		return Outcome{}, err
	}
	if text == a.Text && sameArticle(old, a) && sameFacts(facts, b.Facts) {
		return Outcome{Unchanged, b}, nil
	}
	return Outcome{Changed, b}, nil
}

// known returns what the store has under the ID of an article. Where another program has stored another article under
// it in the meantime, the article gets another ID.
func (g *Ingester) known(ctx context.Context, a *store.Article) (store.Article, bool, error) {
	if old, ok := g.articles[a.ID]; ok {
		return old, true, nil
	}
	text, err := g.store.Text(ctx, a.ID)
	if err != nil {
		return store.Article{}, false, fmt.Errorf("looking up article %s: %w", a.ID, err)
	}
	if text == "" {
		return store.Article{}, false, nil
	}
	if err := g.refresh(ctx); err != nil {
		return store.Article{}, false, err
	}
	a.ID = intake.NewIDs(slices.Collect(maps.Values(g.articles))).For(*a)
	old, ok := g.articles[a.ID]
	return old, ok, nil
}

// reviewed gives an article that a person has reviewed its text, and leaves all else as it is.
func (g *Ingester) reviewed(ctx context.Context, old, a store.Article, text string) (Outcome, error) {
	b, err := pack.FromStore(ctx, g.store, old.ID)
	if err != nil {
		return Outcome{}, fmt.Errorf("looking up what is known of article %s: %w", a.ID, err)
	}
	b.Article.Text = a.Text
	if text == a.Text {
		return Outcome{Unchanged, b}, nil
	}
	return Outcome{Reviewed, b}, nil
}

// sameArticle compares what the store keeps of two articles beside their text and the day they were fetched.
func sameArticle(a, b store.Article) bool {
	a.Text, b.Text, a.Retrieved, b.Retrieved, a.Upstream, b.Upstream = "", "", "", "", "", ""
	if len(a.Aliases) == 0 {
		a.Aliases = b.Aliases
	}
	return reflect.DeepEqual(a, b)
}

// sameFacts compares facts in any order.
func sameFacts(a, b []store.Fact) bool {
	if len(a) != len(b) {
		return false
	}
	byID := make(map[string]store.Fact, len(a))
	for _, f := range a {
		byID[f.ID] = f
	}
	for _, f := range b {
		if old, ok := byID[f.ID]; !ok || !alike(old, f) {
			return false
		}
	}
	return true
}

// alike compares two facts; an empty list is as good as none.
func alike(a, b store.Fact) bool {
	for _, f := range []*store.Fact{&a, &b} {
		for _, l := range []*[]string{&f.People, &f.Topics, &f.Words, &f.Questions} {
			if len(*l) == 0 {
				*l = nil
			}
		}
		if len(f.Answers) == 0 {
			f.Answers = nil
		}
	}
	return reflect.DeepEqual(a, b)
}

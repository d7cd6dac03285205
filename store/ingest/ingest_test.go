package ingest_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/internal/lang"
	"readout/store"
	"readout/store/ingest"
	"readout/store/pack"
	"readout/store/sqlite"
)

const report = `LAKE TOWN - President Oriel Tansarov of Veshkaria and Prime Minister Maren Oldvik of Norrland met on Tuesday in Vienna.

The two leaders talked for two hours about herring and about the price of salt.

"We spoke about herring, and we spoke about peace," Oldvik told reporters.
`

func article(id, outlet, text string) store.Article {
	return store.Article{ID: id, Outlet: outlet, Title: "Leaders meet in Vienna", Published: "2031-06-04", Retrieved: "2031-06-05", Text: text}
}

func open(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "readout.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func into(t *testing.T, st store.Store) *ingest.Ingester {
	t.Helper()
	base, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	g, err := ingest.Into(t.Context(), st, base)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func add(t *testing.T, g *ingest.Ingester, a store.Article, want ingest.Status) ingest.Outcome {
	t.Helper()
	o, err := g.Add(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if o.Status != want {
		t.Errorf("%s is %s, want %s", a.ID, o.Status, want)
	}
	return o
}

func facts(t *testing.T, st store.Store, article string) []store.Fact {
	t.Helper()
	f, err := st.Facts(t.Context(), article)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTheSameArticleAgainChangesNothing(t *testing.T) {
	db := open(t)
	first := add(t, into(t, db), article("courier-2031-06-04", "Courier", report), ingest.New)
	if len(first.Batch.Facts) == 0 || len(first.Batch.Meetings) != 1 {
		t.Fatalf("read %d facts and %d meetings, want some and one", len(first.Batch.Facts), len(first.Batch.Meetings))
	}
	before, err := db.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := article("courier-2031-06-04", "Courier", report)
	again.Retrieved = "2031-07-01"
	add(t, into(t, db), again, ingest.Unchanged)
	if after, _ := db.Catalog(t.Context()); after.Version != before.Version {
		t.Errorf("the store went from version %d to %d", before.Version, after.Version)
	}
}

func TestAChangedArticleReplacesItsFacts(t *testing.T) {
	db := open(t)
	g := into(t, db)
	add(t, g, article("courier-2031-06-04", "Courier", report), ingest.New)
	add(t, g, article("courier-2031-06-04", "Courier", strings.Replace(report, "two hours", "three hours", 1)), ingest.Changed)
	var lengths []string
	for _, f := range facts(t, db, "") {
		if f.Kind == store.KindDuration {
			lengths = append(lengths, f.Value)
		}
	}
	if len(lengths) != 1 || minutes(lengths[0]) != 180 {
		t.Errorf("the lengths are %v, want three hours alone", lengths)
	}
}

func minutes(iso string) int {
	n, _ := lang.Minutes(iso)
	return n
}

func TestTryStoresNothing(t *testing.T) {
	db := open(t)
	o, err := into(t, db).Try(t.Context(), article("courier-2031-06-04", "Courier", report))
	if err != nil || o.Status != ingest.New || len(o.Batch.Facts) == 0 {
		t.Fatalf("%s with %d facts, %v", o.Status, len(o.Batch.Facts), err)
	}
	if all := facts(t, db, ""); len(all) != 0 {
		t.Errorf("%d facts were stored", len(all))
	}
}

// A person's correction stands, also when the article is read again.
func TestReviewedFactsStay(t *testing.T) {
	db := open(t)
	a := article("courier-2031-06-04", "Courier", report)
	add(t, into(t, db), a, ingest.New)
	b, err := pack.FromStore(t.Context(), db, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.Facts = b.Facts[:1]
	b.Facts[0].Statement, b.Facts[0].Rule, b.Facts[0].Confidence, b.Facts[0].Span = "They met in Vienna for two hours.", "", 0, store.Span{}
	if err := db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	o := add(t, into(t, db), a, ingest.Reviewed)
	if o.Learnt() != 0 {
		t.Errorf("%d facts learnt of a reviewed article", o.Learnt())
	}
	got := facts(t, db, a.ID)
	if len(got) != 1 || got[0].Statement != b.Facts[0].Statement {
		t.Errorf("the facts are now %v", got)
	}
	if text, _ := db.Text(t.Context(), a.ID); text != report {
		t.Errorf("the text is %q", text)
	}
	add(t, into(t, db), a, ingest.Unchanged)
}

func TestOneTextInTwoOutletsIsOneSource(t *testing.T) {
	long := report + strings.Repeat("The herring of the northern lakes has been a matter of quarrel between the fishing fleets of both countries for longer than anybody in the harbours can remember. ", 3) +
		"Officials said a commission would count the boats in spring, weigh the catch in summer and report to both capitals before the first snow of the year falls on the quays.\n"
	other := "VIENNA - The leaders of Norrland and Veshkaria ended their talks with a handshake. Maren Oldvik and Oriel Tansarov met on Tuesday in Vienna. Salt was dear, both said, and would be dearer.\n"
	db := open(t)
	add(t, into(t, db), article("courier-2031-06-04", "Courier", long), ingest.New)
	twin := add(t, into(t, db), article("gazette-2031-06-04", "Gazette", long), ingest.New) // an ingester of its own: the text is read from the store
	if twin.Batch.Article.Upstream != "courier-2031-06-04" {
		t.Errorf("the copy comes from %q", twin.Batch.Article.Upstream)
	}
	own := add(t, into(t, db), article("dispatch-2031-06-04", "Dispatch", other), ingest.New)
	if own.Batch.Article.Upstream != "" {
		t.Errorf("a text of its own comes from %q", own.Batch.Article.Upstream)
	}
	if m := own.Batch.Meetings; len(m) != 1 || m[0].ID != twin.Batch.Meetings[0].ID {
		t.Errorf("the second report is about %v, the first about %v", m, twin.Batch.Meetings)
	}
}

// Another program has stored another article under the ID that this one was to get.
func TestTwoArticlesOfOneID(t *testing.T) {
	db := open(t)
	late := into(t, db)
	add(t, into(t, db), article("courier-2031-06-04", "Courier", report), ingest.New)
	second := article("courier-2031-06-04", "Courier", "VIENNA - The price of salt rose again on Tuesday, traders in the harbour said.\n")
	second.Title = "Salt is dear"
	o := add(t, late, second, ingest.New)
	if o.Batch.Article.ID == "courier-2031-06-04" {
		t.Error("it took the place of the first")
	}
	for _, f := range o.Batch.Facts {
		if f.Article != o.Batch.Article.ID {
			t.Errorf("fact %s is of article %s", f.ID, f.Article)
		}
	}
	if text, _ := db.Text(t.Context(), "courier-2031-06-04"); text != report {
		t.Errorf("the first article is now %q", text)
	}
}

// Two programs read the same articles into one store.
func TestTwoAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	base, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	var articles []store.Article
	for n := range 12 {
		a := article(fmt.Sprintf("courier-2031-06-%02d", n+1), "Courier", strings.ReplaceAll(report, "herring", fmt.Sprintf("herring of lake %d", n)))
		a.Published = store.Date(fmt.Sprintf("2031-06-%02d", n+1))
		a.Title = fmt.Sprintf("Leaders meet, part %d", n)
		articles = append(articles, a)
	}
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for n := range errs {
		wg.Go(func() { errs[n] = ingestAll(t.Context(), path, base, articles) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	db, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := db.Catalog(t.Context())
	if err != nil || len(c.Articles) != len(articles) {
		t.Errorf("%d articles, %v, want %d", len(c.Articles), err, len(articles))
	}
	for _, a := range articles {
		got := facts(t, db, a.ID)
		if len(got) == 0 || slices.ContainsFunc(got, func(f store.Fact) bool { return f.Article != a.ID }) {
			t.Errorf("article %s has the facts %v", a.ID, got)
		}
	}
}

func ingestAll(ctx context.Context, path string, base *lang.Lexicon, articles []store.Article) error {
	db, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	g, err := ingest.Into(ctx, db, base)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if _, err := g.Add(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkAdd reads and stores reports of 3 kB, each on a meeting of its own; it reports articles a second.
func BenchmarkAdd(b *testing.B) {
	db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "readout.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	base, err := lang.Base()
	if err != nil {
		b.Fatal(err)
	}
	g, err := ingest.Into(b.Context(), db, base)
	if err != nil {
		b.Fatal(err)
	}
	more := strings.Repeat("Officials said a commission would look into the matter before the end of the year, and that traders had waited for such news since the spring.\n\n", 18)
	n := 0
	for b.Loop() {
		n++
		a := article(fmt.Sprintf("courier-%d", n), "Courier", strings.ReplaceAll(report, "herring", fmt.Sprintf("herring of lake %d", n))+more)
		a.Title = fmt.Sprintf("Leaders meet, part %d", n)
		a.Published = store.Date(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 4*(n%3000)).Format(time.DateOnly))
		if _, err := g.Add(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

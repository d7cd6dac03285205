package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/internal/lang"
	"readout/store"
)

func newReader(t testing.TB, known store.Catalog) *Reader {
	t.Helper()
	lex, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(lex, known)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, r *Reader, published store.Date, title, text string) store.Batch {
	t.Helper()
	b, err := r.Read(store.Article{ID: "a", Outlet: "Daily Test", Title: title, Published: published, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func line1(m store.Meeting) string {
	return fmt.Sprintf("%s %s %s %s %s", strings.Join(m.People, "+"), m.From, m.Place, m.Occasion, m.Status)
}

func TestMeetings(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, test := range []struct {
		name, title, text string
		published         store.Date
		want              []string // people, day, place, occasion, status
	}{
		{"held", "", "PRAGUE - President Bill Clinton and Czech President Vaclav Havel met for an hour on Tuesday in Prague. They spoke of trade.", "1994-01-12",
			[]string{"bill-clinton+vaclav-havel 1994-01-11 prague  "}},
		{"new people", "", "President Oda Brand of Westmark met Prime Minister Ilo Farn in the town of Kesse on Friday. Brand said the talks went well.", "2003-05-03",
			[]string{"ilo-farn+oda-brand 2003-05-02 kesse  "}},
		{"planned", "", "Tony Blair will meet President Jacques Chirac in Paris next Monday, his office said.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-11 paris  planned"}},
		{"a dateline is no place", "", "WASHINGTON (AP) - Tony Blair and Jacques Chirac met on Tuesday, aides said.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-05   "}},
		{"called off", "", "A meeting between Tony Blair and Jacques Chirac in Lille on Tuesday was called off because of fog.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-05 lille  cancelled"}},
		{"a call", "", "Chancellor Angela Merkel spoke by telephone with President Vladimir Putin on Sunday about gas.", "2012-11-05",
			[]string{"angela-merkel+vladimir-putin 2012-11-04   call"}},
		{"two, and one before", "", "Ronald Reagan and Brian Mulroney held talks in Ottawa on Monday. They had met in Quebec City in March 1985.", "1987-04-07",
			[]string{"brian-mulroney+ronald-reagan 1987-04-06 ottawa  ", "brian-mulroney+ronald-reagan 1985-03 quebec-city  "}},
		{"the place of an occasion", "", "Barack Obama and Dmitry Medvedev met on Saturday on the sidelines of the G20 summit.", "2010-06-27",
			[]string{"barack-obama+dmitry-medvedev 2010-06-26 toronto g20-2010-toronto "}},
		{"none", "", "Prime Minister Tony Blair opened a school in Leeds on Tuesday. The bridge meets the needs of the town.", "2002-03-06", nil},
		{"denied", "", "Tony Blair did not meet Jacques Chirac in Paris on Tuesday, his spokesman said.", "2002-03-06", nil},
		{"only football", "", "Real Madrid met Liverpool on Saturday in Paris and lost. Manager Jorn Lapp said he was sad.", "2012-03-06", nil},
	} {
		var got []string
		for _, m := range read(t, r, test.published, test.title, test.text).Meetings {
			got = append(got, line1(m))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestKnownMeetingKeepsItsID(t *testing.T) {
	known := store.Meeting{ID: "old-id", People: []string{"bill-clinton", "vaclav-havel"}, Place: "prague", From: "1994-01-11", Title: "Prague"}
	r := newReader(t, store.Catalog{Meetings: []store.Meeting{known}})
	b := read(t, r, "1994-01-13", "", "President Bill Clinton met Vaclav Havel in the Czech Republic on Wednesday. The talks lasted two hours.")
	if len(b.Meetings) != 1 || b.Meetings[0].ID != "old-id" || b.Meetings[0].From != "1994-01-11" {
		t.Fatalf("meetings %+v", b.Meetings)
	}
	for _, f := range b.Facts {
		if f.Meeting != "old-id" {
			t.Errorf("fact %s is about %q", f.ID, f.Meeting)
		}
	}
}

// factLines are the facts of a kind, as "value hedge speaker".
func factLines(b store.Batch, kind store.Kind) []string {
	var out []string
	for _, f := range b.Facts {
		if f.Kind == kind {
			out = append(out, strings.TrimSpace(f.Value+" "+f.Hedge+" "+f.Speaker))
		}
	}
	return out
}

const westmark = `Brand and Farn agree on the lake

By ANNA LEE in Kesse

We use cookies to make your visit better.

President Oda Brand of Westmark and Prime Minister Ilo Farn of Sund met on Tuesday in Kesse for more than two hours, an hour longer than scheduled, and discussed fishing and sanctions against Russia.

"The lake is big enough for both of us," Brand told reporters. "We have only to share the boats."

The two leaders agreed to open the north shore by May. They failed to settle the price of fish.

A Sund official, who asked not to be named, did not say whether Farn had raised the case of the jailed skipper.

Also present was Foreign Minister Lena Orr. She smiled for the cameras.

Related: What the lake means to Sund
(c) 2001 Daily Test. All rights reserved.`

func TestFacts(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2003-05-07", "Brand and Farn agree on the lake", westmark)
	for _, test := range []struct {
		kind store.Kind
		want []string
	}{
		{store.KindDate, []string{"2003-05-06"}},
		{store.KindPlace, []string{"kesse"}},
		{store.KindDuration, []string{"PT120M more than"}},
		{store.KindParticipant, []string{"lena-orr"}},
	} {
		if got := factLines(b, test.kind); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.kind, got, test.want)
		}
	}
	if got := factLines(b, store.KindStatement); !slices.Contains(got, "oda-brand") {
		t.Errorf("nobody says that the lake is big enough: %q", got)
	}
	if got := factLines(b, store.KindTopic); !slices.Contains(got, "sanctions") {
		t.Errorf("sanctions were discussed: %q", got)
	}
	for _, f := range b.Facts {
		switch {
		case strings.Contains(f.Statement, "cookies"), strings.Contains(f.Statement, "Related"), strings.Contains(f.Statement, "rights"):
			t.Errorf("%s is no reporting: %s", f.ID, f.Statement)
		case strings.Contains(f.Statement, "did not say whether") && f.Kind == store.KindTopic:
			t.Errorf("nobody knows whether this was discussed: %s", f.Statement)
		case strings.Contains(f.Statement, "agreed to open") && !slices.Equal(f.People, []string{"ilo-farn", "oda-brand"}):
			t.Errorf("the two leaders are %q", f.People)
		}
	}
	for _, n := range b.Names {
		if n.Key == "lena-orr" && (n.Gender != "f" || !slices.Contains(n.Aliases, "Orr")) {
			t.Errorf("%+v", n)
		}
	}
}

func TestSpansAndAnchors(t *testing.T) {
	checkBatch(t, westmark, read(t, newReader(t, store.Catalog{}), "2003-05-07", "", westmark))
}

func checkBatch(t *testing.T, text string, b store.Batch) {
	t.Helper()
	meetings := map[string]bool{"": true}
	for _, m := range b.Meetings {
		if m.ID == "" || meetings[m.ID] || len(m.People) < 2 {
			t.Errorf("meeting %+v", m)
		}
		meetings[m.ID] = true
	}
	names := map[string]bool{}
	for _, n := range b.Names {
		if n.Key == "" || n.Name == "" || names[n.Key] {
			t.Errorf("name %+v", n)
		}
		names[n.Key] = true
	}
	ids := map[string]bool{}
	for _, f := range b.Facts {
		s := f.Span
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End || !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("%s: span %v of %d", f.ID, s, len(text))
		}
		passage := text[s.Start:s.End]
		if collapse(passage) != f.Statement || !strings.HasPrefix(passage, f.Anchor) || f.Anchor == "" || len(strings.Fields(f.Anchor)) > maxAnchor {
			t.Errorf("%s: %q is not %q, anchor %q", f.ID, passage, f.Statement, f.Anchor)
		}
		if ids[f.ID] || !meetings[f.Meeting] || f.Confidence <= 0 || f.Confidence > 1 || f.Rule == "" || !slices.Contains(store.Kinds, f.Kind) {
			t.Errorf("%+v", f)
		}
		ids[f.ID] = true
	}
}

func TestSameEveryTime(t *testing.T) {
	r := newReader(t, store.Catalog{})
	want := fmt.Sprintf("%+v", read(t, r, "2003-05-07", "", westmark))
	for range 5 {
		if got := fmt.Sprintf("%+v", read(t, r, "2003-05-07", "", westmark)); got != want {
			t.Fatal("two readings of one text differ")
		}
	}
}

func TestNoText(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, a := range []store.Article{{ID: "a"}, {Text: "Some text."}, {ID: "a", Text: " \n\n"}, {ID: "a", Text: "© 2001 Daily Test"}} {
		if _, err := r.Read(a); err == nil {
			t.Errorf("%+v was read", a)
		}
	}
}

func samples(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/samples/dev/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	return out
}

func TestSamplesHoldTogether(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, raw := range samples(t) {
		a := withHeader("a", raw)
		b, err := r.Read(a)
		if err != nil {
			t.Error(err)
		}
		checkBatch(t, a.Text, b)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(westmark, "1994-01-12", "A and B meet")
	f.Add("\"Open, said X. \xff President Ann Lee met", "", "")
	f.Add("PRESIDENT LEE: We met.\nQ: Did you?\n", "2001", "Lee, Doe meet")
	for _, raw := range samples(f) {
		f.Add(raw[:min(len(raw), 1500)], "2001-02-03", "")
	}
	r := newReader(f, store.Catalog{Meetings: []store.Meeting{{ID: "m", People: []string{"barack-obama", "vladimir-putin"}, From: "2016"}}})
	f.Fuzz(func(t *testing.T, text, published, title string) {
		b, err := r.Read(store.Article{ID: "a", Title: title, Published: store.Date(published), Text: text})
		if err != nil {
			return
		}
		checkBatch(t, text, b)
	})
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b, store.Catalog{})
	text := strings.Repeat(westmark+"\n\n", 3000/len(westmark)+1)[:3000]
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Read(store.Article{ID: "a", Published: "2003-05-07", Text: text}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func TestNamesOfTheCatalogAreBroughtAgain(t *testing.T) {
	first := read(t, newReader(t, store.Catalog{}), "2003-05-07", "", westmark)
	again := read(t, newReader(t, store.Catalog{Names: first.Names, Meetings: first.Meetings}), "2003-05-08", "", westmark)
	keys := func(b store.Batch) (out []string) {
		for _, n := range b.Names {
			out = append(out, n.Key)
		}
		return out
	}
	if got, want := keys(again), keys(first); !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if len(again.Meetings) != 1 || again.Meetings[0].ID != first.Meetings[0].ID {
		t.Errorf("meetings %+v, want %+v", again.Meetings, first.Meetings)
	}
}

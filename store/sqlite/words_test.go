package sqlite

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readout/store"
	"readout/store/storetest"
)

func TestFold(t *testing.T) {
	for _, c := range []struct {
		text  string
		apart string
		whole string // "" when nothing was joined
	}{
		{"", "", ""},
		{"The Café, naïve!", "the cafe naive", ""},
		{"a cease-fire now", "a cease fire now", "a ceasefire now"},
		{"the U.S. and the U.N.", "the u s and the u n", "the us and the un"},
		{"It ended.Then", "it ended then", ""},
		{"G-20 of 2015-09-28 at 3.5", "g 20 of 2015 09 28 at 3 5", "g20 of 2015 09 28 at 3 5"},
		{"Obama's and O'Brien’s", "obama and o brien", "obama and obrien"},
		{"up-to-date", "up to date", "uptodate"},
		{"don't", "don t", "dont"},
		{"- -a- 'b' c'", "a b c", ""},
		{"a\x00b\xffc", "a b c", ""},
		{"ﬁn ＡＢ ſ", "fin ab s", ""},
		{strings.Repeat("x", 70), strings.Repeat("x", 64), ""},
		{strings.Repeat("日", 30), strings.Repeat("日", 21), ""},
	} {
		apart, whole := fold(c.text)
		if strings.Join(apart, " ") != c.apart || strings.Join(whole, " ") != c.whole {
			t.Errorf("fold(%q) = %q, %q; want %q, %q", c.text, apart, whole, c.apart, c.whole)
		}
	}
}

// TestStem compares stem with what FTS5 does.
func TestStem(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	for _, s := range []string{
		`CREATE VIRTUAL TABLE temp.probe USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')`,
		`CREATE VIRTUAL TABLE temp.terms USING fts5vocab (probe, instance)`,
	} {
		if _, err := db.writer.ExecContext(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	words := stemWords()
	for from := 0; from < len(words); from += 10_000 { // one row each, since a row is long enough so
		part := words[from:min(from+10_000, len(words))]
		if _, err := db.writer.ExecContext(ctx, `DELETE FROM probe`); err != nil {
			t.Fatal(err)
		}
		if _, err := db.writer.ExecContext(ctx, `INSERT INTO probe VALUES (?)`, strings.Join(part, " ")); err != nil {
			t.Fatal(err)
		}
		rows, err := db.writer.QueryContext(ctx, `SELECT "offset", term FROM temp.terms`)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; rows.Next(); n++ {
			var offset int
			var term string
			if err := rows.Scan(&offset, &term); err != nil {
				t.Fatal(err)
			}
			if got := stem(part[offset]); got != term {
				t.Errorf("stem(%q) = %q, FTS5 has %q", part[offset], got, term)
			}
		}
		if err := rows.Err(); err != nil || n != len(part) {
			t.Fatalf("read %d of %d words: %v", n, len(part), err)
		}
	}
}

// stemWords lists words with all the endings that stemming knows, on stems of all shapes, and random ones.
func stemWords() []string {
	r := rand.New(rand.NewPCG(1, 2))
	ends := []string{"", "s", "es", "ies", "sses", "ss", "ed", "eed", "ing", "y", "e", "ll", "lle", "ated", "bling", "izing", "tting", "lled", "ying"}
	for _, list := range [][]suffix{doubleSuffixes[:], singleSuffixes[:]} {
		for _, s := range list {
			ends = append(ends, s.from)
		}
	}
	ends = append(ends, lastSuffixes[:]...)
	var words []string
	add := func(w string) {
		if w != "" {
			words = append(words, w)
		}
	}
	letters := "aeiouybcdfglmnprstvwxz"
	random := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		return string(b)
	}
	for _, end := range ends {
		for n := range 7 {
			for range 40 {
				add(random(n) + end)
				add(random(n) + end + ends[r.IntN(len(ends))])
			}
		}
	}
	for _, w := range []string{"discussions", "hacking", "hacker", "négociation", "été", "日本語", "123", "1990s", "sky", "generalizations", "oscillators", strings.Repeat("ing", 21), strings.Repeat("a", 64)} {
		apart, _ := fold(w)
		words = append(words, apart...)
	}
	return words
}

func TestRecords(t *testing.T) {
	for _, text := range append(slices.Clone(storetest.OddTexts), "\x1b\x1c\x1d\x1e\x1f", "\x1f\x1f", "\x1e", "\x1ba") {
		list := []string{text, "", text}
		f := store.Fact{ID: "a", Article: text, Kind: store.Kind(text), Statement: text, People: list, Topics: []string{""}, Answers: []store.Asked{store.Asked(text)},
			Quote: text, Questions: list, Span: store.Span{Start: -1, End: 7}, Rule: text, Confidence: 0.1}
		got, err := decodeFact(encodeFact(&f))
		if err != nil || got.Article != text || got.Statement != text || !slices.Equal(got.People, list) || !slices.Equal(got.Topics, f.Topics) ||
			got.Answers[0] != f.Answers[0] || got.Span != f.Span || got.Rule != text || got.Confidence != 0.1 || got.Words != nil || !slices.Equal(got.Questions, list) {
			t.Errorf("fact with %.20q: got %+v, %v", text, got, err)
		}
		n := store.Name{Key: "k", Name: text, Demonym: list, Roles: []store.Role{{Title: text, Of: text, To: "2016"}, {}}}
		name, err := decodeName("k", encodeName(n))
		if err != nil || name.Name != text || !slices.Equal(name.Roles, n.Roles) || !slices.Equal(name.Demonym, list) {
			t.Errorf("name with %.20q: got %+v, %v", text, name, err)
		}
	}
	if f, err := decodeFact(""); err != nil || f.ID != "" {
		t.Errorf("the empty record: %+v, %v", f, err)
	}
	for _, bad := range []string{"x", "\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1fmany\x1f"} {
		if _, err := decodeFact(bad); err == nil {
			t.Errorf("the record %q was taken", bad)
		}
	}
}

func TestMerge(t *testing.T) {
	m := mergeMeetings([]store.Meeting{
		{ID: "m", People: []string{"b"}, From: "2015", Title: "First", Status: store.Planned, Names: []string{"x"}},
		{ID: "m", People: []string{"a", "b"}, From: "2015-09-28", To: "2015-09-29", Title: "Second", Place: "rome", Names: []string{"y", "x"}},
		{ID: "m", From: "2016", Place: "oslo"},
	})
	if m.Title != "Second" || // the first was made without the place
		m.From != "2015-09-28" || m.To != "2015-09-29" || m.Place != "rome" || m.Status != store.Held ||
		!slices.Equal(m.People, []string{"a", "b"}) || !slices.Equal(m.Names, []string{"x", "y"}) {
		t.Errorf("meetings: %+v", m)
	}
	n := mergeNames([]store.Name{{Key: "k", Name: "K", Aliases: []string{"a"}}, {Key: "k", Name: "Kay", Gender: "f", Aliases: []string{"b", "a"}}})
	if n.Name != "K" || n.Gender != "f" || !slices.Equal(n.Aliases, []string{"a", "b"}) {
		t.Errorf("names: %+v", n)
	}
}

// FuzzFind: no text breaks a search, and none makes it find what is not there.
func FuzzFind(f *testing.F) {
	for _, text := range storetest.OddTexts {
		f.Add(text[:min(len(text), 2000)], "minutes")
	}
	db := fresh(f)
	b := store.Batch{Article: store.Article{ID: "a"}, Facts: []store.Fact{
		{ID: "a/1", Article: "a", Statement: "They talked for about 90 minutes."},
		{ID: "a/2", Article: "a", Statement: "The cease-fire of the U.S. held."},
	}}
	if err := db.Put(f.Context(), b); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		found, err := db.Find(t.Context(), store.Search{
			Groups: []store.Group{{Any: []string{one, two}}, {Any: []string{one + two}}}, Claims: true})
		if err != nil {
			t.Fatalf("Find %q, %q: %v", one, two, err)
		}
		if len(found) > 2 {
			t.Errorf("found %d of 2 facts", len(found))
		}
		apart, _ := fold(one + " " + two)
		together, _ := fold(one + two) // two halves of a letter make a word
		if len(apart)+len(together) == 0 && len(found) > 0 {
			t.Errorf("no words found %v", found)
		}
		if _, err := db.Find(t.Context(), store.Search{People: []string{one}, Meetings: []string{two}}); err != nil {
			t.Fatalf("Find by keys %q, %q: %v", one, two, err)
		}
	})
}

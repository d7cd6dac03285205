package intake

import (
	"strings"
	"testing"

	"readout/store"
)

func TestOutletSlug(t *testing.T) {
	for _, c := range []struct{ outlet, url, want string }{
		{"NBC News", "", "nbc"}, {"CNN via FOX 2", "", "cnn"}, {"AzVision.az", "", "azvision"}, {"The New York Times", "", "new-york-times"},
		{"", "https://www.bbc.co.uk/news/1", "bbc"}, {"", "http://en.kremlin.ru/events", "kremlin"}, {"en.kremlin.ru", "", "kremlin"},
		{"The News", "", "news"}, {"Le Monde (Paris)", "", "le-monde"}, {"Süddeutsche Zeitung", "", "suddeutsche-zeitung"},
		{"朝日新聞", "https://www.asahi.com/a", "asahi"}, {"", "", "article"}, {"U.S. News & World Report", "", "u-s-news-world-report"},
	} {
		if got := outletSlug(c.outlet, c.url); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.outlet, c.url, got, c.want)
		}
	}
	if got := outletSlug("Коммерсантъ", ""); !strings.HasPrefix(got, "outlet-") || got != outletSlug("Коммерсантъ", "") {
		t.Errorf("a name in other letters: %q", got)
	}
}

func TestIDs(t *testing.T) {
	base := store.Article{Outlet: "NBC News", Title: "Talks above the lake", URL: "https://www.nbc.example/a?id=1", Published: "2016-09-05", Text: "x"}
	with := func(change func(*store.Article)) store.Article { a := base; change(&a); return a }
	ids := NewIDs([]store.Article{with(func(a *store.Article) { a.ID = "nbc-2016-09-05" })})
	for _, c := range []struct {
		name, want string
		change     func(*store.Article)
	}{
		{"the same", "nbc-2016-09-05", func(*store.Article) {}},
		{"another text, title, outlet and day at the same address", "nbc-2016-09-05", func(a *store.Article) { a.Text, a.Title, a.Outlet, a.Published = "y", "z", "", "2016-09-06" }},
		{"the address written otherwise", "nbc-2016-09-05", func(a *store.Article) { a.URL = "http://m.nbc.example/a/?utm_source=x&id=1#top" }},
		{"no address", "nbc-2016-09-05", func(a *store.Article) { a.URL = "" }},
		{"another query is another article", "nbc-2016-09-05-talks-above-the-lake", func(a *store.Article) { a.URL = "https://www.nbc.example/a?id=2" }},
		{"and again", "nbc-2016-09-05-talks-above-the-lake", func(a *store.Article) { a.URL = "https://www.nbc.example/a?id=2" }},
		{"another title", "nbc-2016-09-05-what-comes-next", func(a *store.Article) { a.Title, a.URL = "What comes next?", "" }},
		{"another day", "nbc-2016-09-06", func(a *store.Article) { a.Published, a.URL = "2016-09-06", "" }},
		{"no day", "nbc-talks-above-the-lake", func(a *store.Article) { a.Published, a.URL = "", "" }},
	} {
		if got := ids.For(with(c.change)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	third := ids.For(with(func(a *store.Article) { a.URL = "https://www.nbc.example/a?id=3" }))
	if !strings.HasPrefix(third, "nbc-2016-09-05-talks-above-the-lake-") || third != NewIDs([]store.Article{with(func(a *store.Article) { a.ID, a.URL = third, "https://nbc.example/a?id=3" })}).For(with(func(a *store.Article) { a.URL = "https://www.nbc.example/a?id=3" })) {
		t.Errorf("third article %q", third)
	}
	// What a file asks for it gets, unless it is no slug.
	if got := one(t, Options{}, file(t, "a.txt", "id: my-own-id\noutlet: X\n\nThey walked.")).Article.ID; got != "my-own-id" {
		t.Errorf("asked for: %q", got)
	}
	if got := one(t, Options{}, file(t, "x-2016-09-05.txt", "id: ../etc\ndate: 2016-09-05\n\nThey walked.")).Article.ID; got != "x-2016-09-05" {
		t.Errorf("asked for: %q", got)
	}
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string]store.Date{
		"2016-09-05": "2016-09-05", "2016-9-5": "2016-09-05", "2016-09-05T23:30:00-04:00": "2016-09-05", "2016-09-05 10:11:12": "2016-09-05", "2016/09/05": "2016-09-05",
		"20160905": "2016-09-05", "20160905T101500Z": "2016-09-05", "1473092400": "2016-09-05", "1473092400000": "2016-09-05", "2016-09": "2016-09", "2016": "2016",
		"Mon, 05 Sep 2016 18:20:00 -0400": "2016-09-05", "Monday, 5 September 2016": "2016-09-05", "Sept. 5, 2016, 2:34 PM EDT": "2016-09-05",
		"Updated 6:20 PM EDT, Mon September 5, 2016": "2016-09-05", "September 5th 2016": "2016-09-05", "5th of September, 2016": "2016-09-05", "September 2016": "2016-09",
		"05.09.2016": "2016-09-05", "25/12/2016": "2016-12-25", "12/25/2016 10:00": "2016-12-25", "9/5/2016": "2016", "5/5/2016": "2016-05-05", "Published: 05.09.2016 14:00": "2016-09-05",
		"November 20, 1985": "1985-11-20", "": "", "yesterday": "", "2016-13-45": "", "2016-02-30": "", "© 2016 Lakeside": "", "5 hours ago": "", "31 February 2016": "",
	} {
		if got := ParseDate(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for path, want := range map[string]store.Date{
		"/world/2016/sep/05/villa": "2016-09-05", "/2016/09/05/villa": "2016-09-05", "/news/2016-09-05-villa": "2016-09-05", "/id/702344/": "", "/2016/99/05/": "", "/a/2016/": "",
	} {
		if got := dateInPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestAgency(t *testing.T) {
	for _, c := range []struct{ author, text, want string }{
		{"", "GENEVA (Reuters) - The presidents met.", "Reuters"}, {"", "LAKE SEL, Arda, Sept. 5 (AP) — The presidents met.", "AP"}, {"Reuters", "They met.", "Reuters"},
		{"By Associated Press", "They met.", "AP"}, {"", "A picture.\n/ Source: Reuters\n\nThey met.", "Reuters"}, {"", "They met, he told Reuters.", ""},
		{"Ana Ferreira", "GENEVA (Lakeside) - They met.", ""}, {"", "The pact (AP) - so called - failed.", ""},
	} {
		if got := agencyOf(store.Article{Author: c.author, Text: c.text}); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.author, c.text, got, c.want)
		}
	}
}

func TestTables(t *testing.T) {
	tables, err := words()
	if err != nil {
		t.Fatal(err)
	}
	for alias, field := range map[string]string{"source url": "url", "pub date": "published", "full text": "text"} {
		if tables.field[alias] != field {
			t.Errorf("%q is %q, want %q", alias, tables.field[alias], field)
		}
	}
	for _, list := range []string{"before", "first", "last", "hosts"} {
		if len(tables.slug[list]) == 0 {
			t.Errorf("slugs.rec has no %s", list)
		}
	}
	for form, name := range tables.agency {
		if form != strings.ToLower(form) || name == "" {
			t.Errorf("agency %q of %q", name, form)
		}
	}
}

// A file that is called as an article is gives the article its name, unless another one has it.
func TestFileNamesTheArticle(t *testing.T) {
	ids := NewIDs([]store.Article{{ID: "daily-1990-06-03", Outlet: "Daily", Title: "Known", Published: "1990-06-03"}})
	for file, want := range map[string]string{
		"guardian-1990-06-03.txt": "guardian-1990-06-03", "guardian-1990-06-04.txt.gz": "guardian-1990-06-04",
		"daily-1990-06-03.txt": "", "article.txt": "", "Guardian 1990-06-03.txt": "", "1990-06-03.txt": "", "": "",
	} {
		if got := ids.named(store.Article{Outlet: "The Guardian", Title: "New", Published: "1990-06-03"}, file); got != want {
			t.Errorf("%q gives the ID %q, want %q", file, got, want)
		}
	}
	if got := ids.named(store.Article{Outlet: "Daily", Title: "Known", Published: "1990-06-03"}, "other-1990-06-03.txt"); got != "" {
		t.Errorf("a known article gets the ID %q", got)
	}
}

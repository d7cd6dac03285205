package intake

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/store"
)

// offline answers every request with a failure, so that no invented link leaves the machine.
type offline struct{}

func (offline) RoundTrip(*http.Request) (*http.Response, error) { return nil, errors.New("offline") }

// fuzzed reads bytes as a thing and checks what must hold of every result.
func fuzzed(t *testing.T, data, name, contentType string) {
	seen := 0
	yield := func(item Item, err error) bool {
		seen++
		var p *Problem
		switch {
		case err == nil:
			sound(t, item.Article)
		case !errors.As(err, &p) || p.Source == "" || p.What == "" || p.Kind == nil:
			t.Errorf("no whole problem: %#v", err)
		}
		return seen < 50
	}
	r, err := newReader(t.Context(), Options{Limit: 1 << 20}, yield)
	if err != nil {
		t.Fatal(err)
	}
	r.web.client.Transport = offline{}
	r.input(input{source: "x", file: name, contentType: contentType, body: strings.NewReader(data)})
	if seen == 0 && !strings.HasPrefix(strings.TrimSpace(data), "[") { // "[]" holds nothing
		t.Error("neither an article nor a problem")
	}
	if seen > 50 {
		t.Error("the reading went on after it was ended")
	}
}

// sound checks an article.
func sound(t *testing.T, a store.Article) {
	t.Helper()
	if !goodID.MatchString(a.ID) || len(a.ID) > 200 {
		t.Errorf("id %q", a.ID)
	}
	if !hasWords(a.Text) || !utf8.ValidString(a.Text) || strings.ContainsAny(a.Text, "\x00\r\t\u00ad") || strings.Contains(a.Text, "\n\n\n") || a.Text != strings.TrimSpace(a.Text) {
		t.Errorf("text %q", a.Text)
	}
	for _, line := range []string{a.Title, a.Outlet, a.Author, a.Upstream} {
		if strings.Contains(line, "\n") || !utf8.ValidString(line) {
			t.Errorf("line %q", line)
		}
	}
	if u, err := url.Parse(a.URL); a.URL != "" && (err != nil || !isWeb(u.Scheme) || u.User != nil) {
		t.Errorf("url %q", a.URL)
	}
	if _, err := store.ParseDate(string(a.Published)); a.Published != "" && err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{letter, styles[0].page(paragraphsOfNews), `{"text":"x"}`, `[{"text":"x"}]`, "<rss><channel><item><title>x</title></item></channel></rss>", "\xff\xfeT\x00h\x00", zipped(f, "They walked.")} {
		f.Add(s, "a.txt", "")
	}
	f.Add("<p>x", "a.html", "text/html; charset=shift_jis")
	f.Fuzz(func(t *testing.T, data, name, contentType string) { fuzzed(t, data, name, contentType) })
}

func FuzzPage(f *testing.F) {
	for _, s := range styles {
		f.Add(s.page(paragraphsOfNews))
	}
	f.Add(`<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":["a",{"name":"b"}],"mainEntity":{"@type":"Article"}}]}</script><time datetime="2016">`)
	f.Fuzz(func(t *testing.T, page string) { fuzzed(t, "<html>"+page, "a.html", "") })
}

func FuzzFeed(f *testing.F) {
	f.Add(`<rss version="2.0"><channel><title>L - W</title><item><title>One</title><description>They walked.</description></item><item><title>Two <b></title></item></channel></rss>`)
	f.Add(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">&lt;p&gt;They walked.</content><link href="/x"/></entry></feed>`)
	f.Add(`<rdf:RDF><item><title>x</title></item></rdf:RDF>`)
	f.Fuzz(func(t *testing.T, feed string) {
		fuzzed(t, "<rss>"+feed, "a.xml", "")
		fuzzed(t, "<feed>"+feed, "a.xml", "")
	})
}

func FuzzJSON(f *testing.F) {
	f.Add("{\"text\":\"They walked.\",\"author\":[\"a\",null,{\"name\":\"b\"}],\"published\":1473092400}\n{\"body\":\"<p>x\"}\n{broken\n")
	f.Add("[{\"text\":\"x\"},{\n\"text\":1}]")
	f.Fuzz(func(t *testing.T, data string) { fuzzed(t, data, "a.jsonl", "application/json") })
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2016-09-05", "Sept. 5, 2016", "05.09.2016", "1473092400", "/2016/sep/05/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range []store.Date{ParseDate(s), dateInPath(s)} {
			if _, err := store.ParseDate(string(d)); d != "" && err != nil {
				t.Error(err)
			}
		}
		if d := ParseDate(s); d != "" && ParseDate(string(d)) != d {
			t.Errorf("%q is %q and that is %q", s, d, ParseDate(string(d)))
		}
	})
}

func FuzzIDs(f *testing.F) {
	f.Add("NBC News", "Talks", "https://www.nbc.example/a?x=1", "2016-09-05")
	f.Fuzz(func(t *testing.T, outlet, title, address, day string) {
		a := store.Article{Outlet: oneLine(outlet), Title: oneLine(title), URL: webAddress(address), Published: ParseDate(day)}
		ids := NewIDs(nil)
		id := ids.For(a)
		if !goodID.MatchString(id) {
			t.Errorf("id %q", id)
		}
		if again := ids.For(a); again != id && (sameAddress(a.URL) != "" || titleKey(a) != "") {
			t.Errorf("%q, then %q", id, again)
		}
	})
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: x", "/axb")
	f.Fuzz(func(t *testing.T, robots, path string) {
		u, err := url.Parse("http://lakeside.example/" + path)
		if err != nil {
			return
		}
		w, _ := newFetcher(Options{})
		w.robots["http://lakeside.example"] = parseRobots([]byte(robots))
		if err := w.permitted(t.Context(), u); err != nil && !errors.Is(err, ErrDenied) {
			t.Error(err)
		}
	})
}

func FuzzShingles(f *testing.F) {
	f.Add(wire, second)
	f.Fuzz(func(t *testing.T, a, b string) {
		s, u := ShinglesOf(a), ShinglesOf(b)
		if s.shared(u) != u.shared(s) || s.shared(s) != len(s) || s.Resemblance(u) > s.Containment(u) || s.Containment(u) > 1 {
			t.Errorf("%v %v", s.Resemblance(u), s.Containment(u))
		}
	})
}

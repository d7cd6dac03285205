package intake

import (
	"fmt"
	"strings"
	"testing"

	"readout/store"
)

// The paragraphs that every page of these tests carries. They are invented.
var paragraphsOfNews = []string{
	"GENEVA — President Ilse Marten of Arda and President Tomas Okoro of Belmar met for ninety minutes at a villa above the lake on Monday, the first talks between the two in three years.",
	"“We did not agree on everything, but we listened,” Ms. Marten told reporters on the steps of the villa. “There is a door, and it is not locked.”",
	"Mr. Okoro said that both sides would send their fishing ministers to the island of Sel before the end of the month, and that a hot line between the coast guards would work from October.",
	"A senior Ardan official, who asked not to be named because the talks were private, said that the two had spoken without notes for the last half hour.",
	"The dispute over the herring grounds began in 2011, when Belmar’s navy boarded two Ardan trawlers. It has cost both countries an estimated 40 million euros a year since.",
}

// noise is what must not be read as text, in any style.
var noise = []string{"cookies", "Subscribe to our newsletter", "trackingId", "Most read", "All rights reserved", "Photo: L. Brandt", "Share this"}

const ldJSON = `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Lakeside"},
{"@type":["NewsArticle"],"headline":"Presidents meet above the lake","datePublished":"2016-09-05T18:20:00-04:00","dateModified":"2016-09-09",
"author":[{"@type":"Person","name":"Ana Ferreira"},{"@type":"Person","name":"Jon Bell"}],"publisher":{"@type":"Organization","name":"Lakeside Courier"},
"mainEntityOfPage":{"@id":"https://www.lakeside.example/news/villa"}}]}</script>`

// style is a way in which an outlet builds its pages.
type style struct{ name, head, before, after, open, shut string }

var styles = []style{
	{"json-ld, banner, sidebar", `<title>Presidents meet above the lake | Lakeside Courier</title>` + ldJSON,
		`<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your visit. Accept all cookies?</p><button>OK</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav><main><article><h1>Presidents meet above the lake</h1>
<figure><img src="a.jpg"><figcaption>The villa above the lake. Photo: L. Brandt</figcaption></figure>`,
		`</article><aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Storm closes the pass</a></li><li><a href="/2">Cheese prices fall</a></li></ul></aside></main>
<footer>© 2026 Lakeside Courier. All rights reserved.</footer>`, "<p>", "</p>"},
	{"open graph, divs", `<title>x</title><meta property="og:title" content="Presidents meet above the lake"><meta property="og:site_name" content="Lakeside Courier">
<meta property="article:published_time" content="2016-09-05T22:20:00Z"><meta name="author" content="By Ana Ferreira, Jon Bell"><link rel="canonical" href="https://www.lakeside.example/news/villa">`,
		`<div class="header"><a href="/">Lakeside</a></div><div class="story"><div class="share-tools">Share this</div><div class="story-body">`,
		`</div></div><div class="newsletter-signup">Subscribe to our newsletter</div><script>var trackingId="x1";</script>`, `<p class="story-text">`, "</p>"},
	{"time element", `<title>Presidents meet above the lake - Lakeside Courier</title><meta name="application-name" content="Lakeside Courier"><meta property="og:url" content="https://www.lakeside.example/news/villa">`,
		`<article><header><h1>Presidents meet above the lake</h1><p class="byline">By <a rel="author" href="/ana">Ana Ferreira</a></p>
<time class="updated" datetime="2016-09-09T08:00">9 Sep</time><time class="published" datetime="2016-09-05T18:20">5 Sep</time></header><div class="body">`,
		`</div></article><div class="footer">© 2026 All rights reserved</div>`, "<p>", "</p>"},
	{"old page, date as text", `<title>Lakeside Courier | Presidents meet above the lake</title><meta name="publisher" content="Lakeside Courier">`,
		`<table><tr><td class="menu"><a href="/">Home</a> | <a href="/w">World</a></td><td><h1>Presidents meet above the lake</h1><div class="datestamp">Updated 6:20 PM EDT, Mon September 5, 2016</div><div id="article">`,
		`</div></td></tr></table><p class="copyright">Copyright 2026. All rights reserved.</p>`, "<p>", "</p>"},
}

func (s style) page(paragraphs []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">%s</head><body>%s`, s.head, s.before)
	for _, p := range paragraphs {
		b.WriteString(s.open + p + s.shut + "\n")
	}
	b.WriteString(s.after + "</body></html>")
	return b.String()
}

func TestPages(t *testing.T) {
	for _, s := range styles {
		t.Run(s.name, func(t *testing.T) {
			a := one(t, Options{}, file(t, "villa.html", s.page(paragraphsOfNews))).Article
			if a.Published != "2016-09-05" || a.Outlet != "Lakeside Courier" || a.ID != "lakeside-courier-2016-09-05" {
				t.Errorf("published %q, outlet %q, id %q", a.Published, a.Outlet, a.ID)
			}
			if !strings.Contains(a.Title, "Presidents meet above the lake") {
				t.Errorf("title %q", a.Title)
			}
			for _, p := range paragraphsOfNews {
				if !strings.Contains("\n\n"+a.Text+"\n\n", "\n\n"+p+"\n\n") {
					t.Errorf("no paragraph of its own: %.40s…", p)
				}
			}
			for _, n := range noise {
				if strings.Contains(a.Text, n) {
					t.Errorf("the text has %q", n)
				}
			}
			t.Logf("%q %q\n%s", a.Title, a.Author, a.Text)
		})
	}
}

// The day of publication, where the page has several days.
func TestPublished(t *testing.T) {
	body := "<p>" + strings.Join(paragraphsOfNews, "</p><p>") + "</p>"
	far := strings.Repeat("<span>x</span>", 80)
	for _, c := range []struct {
		name, page string
		want       store.Date
	}{
		{"the day of reading above, the article's below", `<div class="current-date">22 November 2026</div><div class="date">22 November 2026</div><h1>A walk</h1><p class="date">5 September 2016</p>` + body, "2016-09-05"},
		{"above the headline", `<div class="date">Sept. 5, 2016</div><h1>A walk</h1>` + body, "2016-09-05"},
		{"only other articles have days", `<h1>A walk</h1>` + body + far + `<div class="related"><time datetime="2020-01-01">x</time></div><div class="date">1 January 2020</div>`, ""},
		{"a copyright year", `<h1>A walk</h1><div class="date">© 2016</div>` + body, ""},
		{"changed later", `<h1>A walk</h1><time class="updated" datetime="2017-01-01">x</time><time datetime="2016-09-05">x</time>` + body, "2016-09-05"},
		{"declared before 1995", `<meta name="DC.date.issued" content="1985-11-20"><h1>A walk</h1>` + body, "1985-11-20"},
		{"in its own address", `<link rel="canonical" href="https://lakeside.example/2016/09/05/walk"><h1>A walk</h1><div class="date">today</div>` + body, "2016-09-05"},
		{"linked data with a line break in it", `<script type="application/ld+json">[{"@type":"WebPage"},{"@type":"ReportageNewsArticle","headline":"A
walk","datePublished":"2016-09-05"}]</script>` + body, "2016-09-05"},
	} {
		if a, _, err := readPage("<html><body>"+c.page, nil); err != nil || a.Published != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.name, a.Published, c.want, err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	page := bigPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if a, _, err := readPage(page, nil); err != nil || len(a.Text) < 3000 {
			b.Fatal(err, len(a.Text))
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// bigPage is a page of about 100 kB as outlets serve them: the article is a small part of it.
func bigPage() string {
	s := styles[0]
	var menu, side strings.Builder
	for i := range 250 {
		fmt.Fprintf(&menu, `<li class="nav-item nav-item--level-%d"><a class="nav-link" href="/section/%d?ref=nav" data-track="nav-%d">Section %d</a></li>`, i%3, i, i, i)
		fmt.Fprintf(&side, `<div class="card card--teaser"><a href="/story/%d"><span class="card__title">Teaser number %d about something else</span></a></div>`, i, i)
	}
	s.before = `<script>` + strings.Repeat("var trackingId = {a: 1, b: [2, 3]};\n", 600) + `</script><ul>` + menu.String() + `</ul>` + s.before
	s.after = s.after + `<div class="more">` + side.String() + `</div>`
	var text []string
	for i := range 25 {
		text = append(text, paragraphsOfNews[i%len(paragraphsOfNews)]+fmt.Sprintf(" This was paragraph %d.", i))
	}
	return s.page(text)
}

package intake

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// loopback lets the tests' own servers be fetched.
func loopback() Options {
	return Options{Allow: []string{"127.0.0.1", "::1"}, Version: "1.2", Contact: "https://example.com/bot", Timeout: 5 * time.Second}
}

// site serves what a test needs; a page of the path "/".
func serve(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func says(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "<p>no</p>")
	}
}

func TestFetchPage(t *testing.T) {
	var agent string
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /private/\n"),
		"/news/villa": func(w http.ResponseWriter, r *http.Request) {
			agent = r.Header.Get("User-Agent")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			defer z.Close()
			_, _ = io.WriteString(z, styles[0].page(paragraphsOfNews))
		},
		"/moved":     func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/news/villa", http.StatusFound) },
		"/private/x": says("text/html", styles[0].page(paragraphsOfNews)),
		"/hidden":    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/x", http.StatusFound) },
		"/a.txt":     says("text/plain; charset=windows-1252", "title: A caf\xe9\n\nThey walked to the caf\xe9."),
	})
	item := one(t, loopback(), s.URL+"/moved")
	if a := item.Article; a.Outlet != "Lakeside Courier" || a.URL != s.URL+"/news/villa" || !strings.Contains(a.Text, paragraphsOfNews[4]) {
		t.Errorf("%+v", a)
	}
	if agent != "readout/1.2 (+https://example.com/bot)" {
		t.Errorf("user agent %q", agent)
	}
	if a := one(t, loopback(), s.URL+"/a.txt").Article; a.Title != "A café" || a.Outlet != "127.0.0.1" {
		t.Errorf("%+v", a)
	}
	refusedAs(t, loopback(), s.URL+"/private/x", ErrDenied, "robots.txt")
	refusedAs(t, loopback(), s.URL+"/hidden", ErrDenied, "robots.txt")
}

func TestFetchFaults(t *testing.T) {
	release := make(chan struct{})
	var inner *httptest.Server
	pages := map[string]http.HandlerFunc{
		"/hang": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-release:
			case <-r.Context().Done():
			}
		},
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "They walked. ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"/endless": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<html><body>")
			_, _ = io.Copy(w, endless('a'))
		},
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, bomb(t, "<html>", 'a', 50<<20))
		},
		"/round": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) },
		"/to-file": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		},
		"/to-inner": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, strings.Replace(inner.URL, "127.0.0.1", "127.0.0.2", 1)+"/secret", http.StatusFound)
		},
		"/to-metadata": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		},
		"/pdf":   says("application/pdf", "%PDF-1.4"),
		"/liar":  says("text/html", "%PDF-1.4\n..."),
		"/image": says("image/jpeg", "xx"),
		"/blank": says("text/html", ""),
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, "<html><body><p>They")
		},
	}
	for _, code := range []int{204, 401, 402, 403, 404, 410, 418, 429, 451, 500, 503} {
		pages[fmt.Sprintf("/%d", code)] = status(code)
	}
	s := serve(t, pages)
	inner = httptest.NewServer(says("text/plain", "a secret"))
	defer inner.Close()
	defer close(release)
	opt := loopback()
	opt.Timeout, opt.Limit = time.Minute, 2<<20
	short := opt
	short.Timeout = 400 * time.Millisecond
	refusedAs(t, short, s.URL+"/hang", ErrTimeout, "longer than 400ms")
	refusedAs(t, short, s.URL+"/drip", ErrTimeout, "longer than 400ms")
	for _, c := range []struct {
		path  string
		kind  error
		words string
	}{
		{"/endless", ErrTooLarge, "2 MB"}, {"/bomb", ErrTooLarge, "2 MB"},
		{"/round", ErrRefused, "more than 5 times"}, {"/to-file", ErrRefused, "file:"}, {"/to-inner", ErrRefused, "not on the public Internet (127.0.0.2)"},
		{"/to-metadata", ErrRefused, "169.254.169.254"}, {"/pdf", ErrNotText, "PDF"}, {"/liar", ErrNotText, "PDF"}, {"/image", ErrNotText, "image/jpeg"},
		{"/blank", ErrEmpty, "empty"}, {"/short", ErrFormat, "cut off"}, {"/204", ErrEmpty, "204"}, {"/401", ErrDenied, "paywall"}, {"/402", ErrDenied, "paywall"},
		{"/403", ErrDenied, "paywall"}, {"/404", ErrMissing, "no such page"}, {"/410", ErrMissing, "taken down"}, {"/418", ErrUnavailable, "418"},
		{"/429", ErrUnavailable, "after 120 seconds"}, {"/451", ErrDenied, "legal"}, {"/500", ErrUnavailable, "fault"}, {"/503", ErrUnavailable, "try again later"},
	} {
		t.Run(strings.TrimPrefix(c.path, "/"), func(t *testing.T) { refusedAs(t, opt, s.URL+c.path, c.kind, c.words) })
	}
	opt.Allow = nil
	refusedAs(t, opt, s.URL+"/404", ErrRefused, "not on the public Internet")
	refusedAs(t, opt, strings.Replace(s.URL, "127.0.0.1", "localhost", 1), ErrRefused, "not on the public Internet")
	opt.Allow = []string{"localhost"}
	refusedAs(t, opt, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)+"/410", ErrMissing, "taken down")
	refusedAs(t, opt, "http:///x", ErrRefused, "no host")
	refusedAs(t, opt, "http://user:secret@127.0.0.1:1/x", ErrRefused, "http://user:xxxxx@127.0.0.1:1/x")

	gone := httptest.NewServer(nil)
	gone.Close()
	refusedAs(t, loopback(), gone.URL, ErrUnavailable, "nothing answers")
	secure := httptest.NewTLSServer(says("text/plain", "x"))
	defer secure.Close()
	refusedAs(t, loopback(), secure.URL, ErrUnsafe, "certificate")
}

func TestRobotsFault(t *testing.T) {
	s := serve(t, map[string]http.HandlerFunc{"/robots.txt": status(503), "/a": says("text/plain", "They walked.")})
	refusedAs(t, loopback(), s.URL+"/a", ErrUnavailable, "503")
}

func TestPublic(t *testing.T) {
	for _, a := range strings.Fields(`127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.192 0.0.0.0 0.1.2.3
		224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 198.18.0.1 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1 ff02::1 ::ffff:127.0.0.1
		::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1 2001::1 2001:db8::1`) {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s is taken for public", a)
		}
	}
	for _, a := range strings.Fields("93.184.216.34 8.8.8.8 2606:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 172.32.0.1 100.128.0.1") {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s is taken for private", a)
		}
	}
	for _, bad := range []string{"10.0.0.0/99", "http://x", "*.example.com", "a b"} {
		if _, err := newGuard([]string{bad}); err == nil {
			t.Errorf("%q is allowed", bad)
		}
	}
	for range Read(t.Context(), Options{Allow: []string{"10.0.0.0/99"}}, "-") {
	}
}

func TestFeeds(t *testing.T) {
	full := "<p>" + strings.Join(paragraphsOfNews, "</p><p>") + "</p>"
	long := full + full
	var s *httptest.Server
	s = serve(t, map[string]http.HandlerFunc{
		"/villa": says("text/html", styles[2].page(paragraphsOfNews)),
		"/feed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lakeside Courier - World</title><link>%[1]s/</link>
<item><title>Full text</title><link>/full</link><pubDate>Mon, 05 Sep 2016 18:20:00 -0400</pubDate><content:encoded><![CDATA[%[2]s]]></content:encoded></item>
<item><title>Only a teaser</title><link>%[1]s/villa</link><description>They met.</description></item>
<item><title>Gone</title><link>%[1]s/gone</link></item>
<item><title>Inside</title><link>http://10.0.0.1/</link></item>
<item><title>Nothing</title></item></channel></rss>`, s.URL, long)
		},
		"/broken": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Lakeside Courier</title>
<item><title>One</title><description><![CDATA[%[1]s]]></description><guid>https://lakeside.example/1</guid></item>
<item><title>Two <b></title><description>& <<</description></item>
<item><title>Three</title><description><![CDATA[%[1]s]]></description><guid>https://lakeside.example/3</guid></item></channel></rss>`, long)
		},
		"/atom": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lakeside Courier</title><entry><title>A walk</title><link href="https://lakeside.example/a"/><author><name>Ana Ferreira</name></author>
<published>2016-09-05T10:00:00Z</published><content type="html"><![CDATA[%s]]></content></entry></feed>`, long)
		},
		"/json": says("application/feed+json", `{"version": "https://jsonfeed.org/version/1.1", "title": "Lakeside Courier", "items": [{"id": "1", "title": "A walk", "date_published": "2016-09-05T10:00:00Z", "content_text": "They walked by the lake."}]}`),
		"/none": says("application/rss+xml", `<rss version="2.0"><channel><title>x</title></channel></rss>`),
	})
	items, problems := gather(t, loopback(), s.URL+"/feed")
	if len(items) != 2 || len(problems) != 3 {
		t.Fatalf("%d articles, problems %v", len(items), problems)
	}
	if a := items[0].Article; a.Title != "Full text" || a.Outlet != "Lakeside Courier" || a.Published != "2016-09-05" || a.URL != s.URL+"/full" || strings.Count(a.Text, "\n\n") != 9 {
		t.Errorf("%+v", a)
	}
	if a := items[1].Article; a.Title != "Presidents meet above the lake" || !strings.Contains(a.Text, paragraphsOfNews[4]) {
		t.Errorf("%+v", a)
	}
	for i, want := range []string{"item 3 (" + s.URL + "/gone): the site answers 404", "item 4 (http://10.0.0.1/): 10.0.0.1 is not fetched", "item 5: this item has neither"} {
		if !strings.Contains(problems[i].Error(), want) {
			t.Errorf("problem %q, want %q", problems[i], want)
		}
	}
	items, problems = gather(t, loopback(), s.URL+"/broken")
	if len(items)+len(problems) != 3 || len(items) < 2 || items[0].Article.Title != "One" || items[len(items)-1].Article.Title != "Three" {
		t.Errorf("%d articles, problems %v", len(items), problems)
	}
	if a := one(t, loopback(), s.URL+"/atom").Article; a.Author != "Ana Ferreira" || a.ID != "lakeside-courier-2016-09-05" {
		t.Errorf("%+v", a)
	}
	if a := one(t, loopback(), s.URL+"/json").Article; a.Text != "They walked by the lake." || a.Published != "2016-09-05" {
		t.Errorf("%+v", a)
	}
	refusedAs(t, loopback(), s.URL+"/none", ErrEmpty, "no items")
}

func TestOwnAddress(t *testing.T) {
	base, _ := url.Parse("https://www.lakeside.example/amp/villa?x=1")
	for own, want := range map[string]string{
		"https://lakeside.example/villa": "https://lakeside.example/villa", "/villa": "https://www.lakeside.example/villa",
		"https://other.example/villa": base.String(), "javascript:alert(1)": base.String(), "": base.String(),
	} {
		if got := ownAddress(own, base); got != want {
			t.Errorf("%q: %q, want %q", own, got, want)
		}
	}
}

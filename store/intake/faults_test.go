package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
)

// zeros is endless.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// bomb is n bytes of b, gzipped; first stands before them.
func bomb(t testing.TB, first string, b byte, n int64) string {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if _, err := io.WriteString(w, first); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, endless(b), n); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestFaults(t *testing.T) {
	var archive bytes.Buffer
	zip.NewWriter(&archive).Close()
	damaged := zipped(t, strings.Repeat("They walked by the lake. ", 1000))
	deep := strings.Repeat("<div>", 3000) + "text"
	for _, c := range []struct {
		name, file, content string
		kind                error
		words               string
	}{
		{"empty", "a.txt", "", ErrEmpty, "this is empty"},
		{"blank", "a.txt", " \n\t\n ", ErrEmpty, "this is empty"},
		{"only a header", "a.txt", "title: x\noutlet: y\n", ErrEmpty, "no text"},
		{"PDF", "a.txt", "%PDF-1.4\n1 0 obj", ErrNotText, "this is a PDF, not text; save its text"},
		{"picture", "a.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrNotText, "a picture (image/png)"},
		{"office document", "a.docx", "PK\x03\x04\x14\x00\x06\x00", ErrNotText, "office document"},
		{"binary", "a.txt", "abc\x00\x01\x02\x03def", ErrNotText, "binary data"},
		{"binary further down", "a.txt", strings.Repeat("They walked. ", 1000) + "\x00\x00\x00", ErrEmpty, ""},
		{"gzip cut off", "a.gz", damaged[:len(damaged)/2], ErrFormat, "damaged or cut off"},
		{"gzip with a fault", "a.gz", damaged[:15] + "xxxx" + damaged[19:], ErrFormat, "damaged or cut off"},
		{"gzip again and again", "a.gz", zipped(t, zipped(t, zipped(t, "x"))), ErrFormat, "again and again"},
		{"too large", "a.txt", strings.Repeat("They walked by the lake. ", 3<<20/25), ErrTooLarge, "limit for one article"},
		{"bomb of text", "a.gz", bomb(t, "They ", 'a', 200<<20), ErrTooLarge, "limit for one article"},
		{"bomb of a page", "a.gz", bomb(t, "<html><body>", ' ', 200<<20), ErrTooLarge, "limit for one article"},
		{"bomb of a feed", "a.gz", bomb(t, "<rss>", 'a', 200<<20), ErrTooLarge, "limit for one article"},
		{"bomb of JSON", "a.gz", bomb(t, `{"text":"`, 'a', 200<<20), ErrTooLarge, "a.gz:1: the line is larger"},
		{"bomb of a list", "a.gz", bomb(t, "[{\n", ' ', 200<<20), ErrTooLarge, "the JSON document is larger"},
		{"bomb of zeros", "a.gz", bomb(t, "", 0, 200<<20), ErrNotText, "binary data"},
		{"page without text", "a.html", "<html><body><div id=app></div><script>run()</script></body></html>", ErrEmpty, "built by scripts"},
		{"page deeper than any", "a.html", "<html><body>" + deep, ErrFormat, "cannot be made sense of"},
		{"paywall", "a.html", `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"A walk","isAccessibleForFree":false}</script></head><body><p>Subscribe to read on.</p></body></html>`, ErrDenied, "for subscribers"},
		{"JSON without text", "a.jsonl", `{"url":"https://example.com/a","title":"x"}` + "\n", ErrEmpty, "a.jsonl:1: there is no text"},
		{"JSON of another kind", "a.json", `{"a": [1, 2`, ErrFormat, "not valid JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.words == "" && c.kind == ErrEmpty { // control characters further down are taken out
				one(t, Options{Limit: 2 << 20}, file(t, c.file, c.content))
				return
			}
			path := file(t, c.file, c.content)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			refusedAs(t, Options{Limit: 2 << 20}, path, c.kind, c.words)
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 40<<20 {
				t.Errorf("%d MB were allocated for a limit of 2 MB", got>>20)
			}
		})
	}
	one(t, Options{}, file(t, "a.txt", "BMW’s chief met the president on Monday."))
	refusedAs(t, Options{}, "no/such/file", ErrMissing, "no such file")
	refusedAs(t, Options{}, "ftp://example.com/a", ErrRefused, "ftp:")
	refusedAs(t, Options{}, "file:///etc/passwd", ErrRefused, "file:")
	refusedAs(t, Options{}, "-", ErrEmpty, "no input")
	refusedAs(t, Options{Stdin: endless('a'), Limit: 1 << 20}, "-", ErrTooLarge, "standard input")
}

// JSON lines of any number are read in little memory, and the reading stops with the consumer.
func TestStream(t *testing.T) {
	pr, pw := io.Pipe()
	go func() {
		line := []byte(`{"title":"A walk","text":"` + strings.Repeat("They walked by the lake. ", 400) + `"}` + "\n")
		for {
			if _, err := pw.Write(line); err != nil {
				return
			}
		}
	}()
	n := 0
	for item, err := range Read(t.Context(), Options{Stdin: pr}, "-") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 500 {
			if item.Source != "standard input:500" || item.Bytes < 500*10000 {
				t.Errorf("source %q, %d bytes", item.Source, item.Bytes)
			}
			break
		}
	}
	pr.Close()
	if n != 500 {
		t.Errorf("%d articles", n)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range Read(ctx, Options{}, file(t, "a.jsonl", strings.Repeat(`{"text":"They walked."}`+"\n", 50))) {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if n != 4 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d results, the last %v", n, last)
	}
}

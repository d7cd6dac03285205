package intake

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func zipped(t testing.TB, s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func encoded(t testing.TB, e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	const text = "PARIS — “Naïve”, said Mr. Müller; the café by the Seine was full on Monday night."
	page := func(charset string) string {
		return `<html><head><meta charset="` + charset + `"><title>x</title></head><body><article><p>` + text + `</p></article></body></html>`
	}
	const kyoto = "京都, Japan: The two leaders met in 京都 on Monday and talked about the sea for an hour and a half."
	utf16le := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for _, c := range []struct{ name, file, content, want string }{
		{"windows-1252 text", "a.txt", encoded(t, charmap.Windows1252, text), text},
		{"windows-1252 page", "a.html", encoded(t, charmap.Windows1252, page("windows-1252")), text},
		{"called latin-1", "a.html", encoded(t, charmap.Windows1252, page("iso-8859-1")), text},
		{"called UTF-8, is windows-1252", "a.html", encoded(t, charmap.Windows1252, page("utf-8")), text},
		{"called latin-1, is UTF-8", "a.html", page("iso-8859-1"), text},
		{"UTF-8 after 1024 plain bytes", "a.html", "<html><head><title>x</title><script>" + strings.Repeat("var a;", 300) + "</script></head><body><p>" + text + "</p></body></html>", text},
		{"declared after 1024 bytes", "a.html", "<html><head><script>" + strings.Repeat("var a;", 300) + `</script><meta charset="shift_jis"></head><body><p>` + encoded(t, japanese.ShiftJIS, kyoto) + "</p></body></html>", kyoto},
		{"UTF-8 with mark", "a.txt", "\ufeff" + text, text},
		{"UTF-16 with mark", "a.txt", encoded(t, utf16le, text), text},
		{"UTF-16 page, big end first", "a.html", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), page("utf-16")), text},
		{"UTF-16 without mark", "a.txt", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text), text},
		{"Shift-JIS page", "a.html", `<html><head><meta charset="shift_jis"></head><body><p>` + encoded(t, japanese.ShiftJIS, kyoto) + `</p></body></html>`, kyoto},
		{"ISO-2022-JP page", "a.html", `<html><head><meta charset="iso-2022-jp"></head><body><p>` + encoded(t, japanese.ISO2022JP, kyoto) + `</p></body></html>`, kyoto},
		{"gzip", "a.txt.gz", zipped(t, text), text},
		{"gzip twice", "a.gz", zipped(t, zipped(t, text)), text},
		{"gzipped UTF-16", "a.gz", zipped(t, encoded(t, utf16le, text)), text},
		{"page by the name of a text", "a.txt", page("utf-8"), text},
		{"text by the name of a page", "a.html", text, text},
		{"signs that cannot be seen", "a.txt", "PARIS — “Na\u00adïve”, said Mr.\u00a0Mu\u0308ller; the ca\u200bfé by the Seine was full on Monday night.\r\n", text},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := one(t, Options{}, file(t, c.file, c.content)).Article.Text; got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct{ name, in, title, text string }{
		{"transcript is no header", "PRESIDENT MARTEN: Good morning.\n\nQ: Thank you.", "PRESIDENT MARTEN: Good morning.", "PRESIDENT MARTEN: Good morning.\n\nQ: Thank you."},
		{"unknown keys before a blank line", "title: A walk\nsection: World\n\nThey walked.", "A walk", "They walked."},
		{"unknown keys and no blank line", "title: A walk\nNote: this is text\nThey walked.", "title: A walk", "title: A walk\nNote: this is text\nThey walked."},
		{"known keys and no blank line", "title: A walk\nThey walked.", "A walk", "They walked."},
		{"blank lines first", "\n\ntitle: A walk\n\nThey walked.", "A walk", "They walked."},
		{"no header", "They walked.\n\nThey sat.", "They walked.", "They walked.\n\nThey sat."},
	} {
		a := one(t, Options{}, file(t, "a.txt", c.in)).Article
		if a.Title != c.title || a.Text != c.text {
			t.Errorf("%s: title %q, text %q", c.name, a.Title, a.Text)
		}
	}
}

func TestJSON(t *testing.T) {
	line := `{"url":"https://lakeside.example/a%d","outlet":"Lakeside Courier","title":"Walk %d","published":"2016-09-05","author":["Ana","Jon"],"text":"They walked.\nThey sat."}` + "\n"
	var b strings.Builder
	for i := range 3 {
		fmt.Fprintf(&b, line, i, i)
	}
	b.WriteString("{\"text\": broken}\n\n")
	fmt.Fprintf(&b, line, 9, 9)
	items, problems := gather(t, Options{}, file(t, "all.jsonl", b.String()))
	if len(items) != 4 || len(problems) != 1 || !strings.Contains(problems[0].Error(), "all.jsonl:4:") {
		t.Fatalf("%d articles, problems %v", len(items), problems)
	}
	var ids []string
	for _, i := range items {
		ids = append(ids, i.Article.ID)
	}
	if got := strings.Join(ids, " "); got != "lakeside-courier-2016-09-05 lakeside-courier-2016-09-05-walk-1 lakeside-courier-2016-09-05-walk-2 lakeside-courier-2016-09-05-walk-9" {
		t.Errorf("ids %s", got)
	}
	if a := items[0].Article; a.Author != "Ana, Jon" || a.Text != "They walked.\nThey sat." || !strings.HasSuffix(items[3].Source, "all.jsonl:6") {
		t.Errorf("%+v from %s", a, items[3].Source)
	}
	for name, doc := range map[string]string{
		"with mark":   "\ufeff{\"title\":\"A\",\"text\":\"They walked.\"}\n{\"title\":\"B\",\"text\":\"They sat.\"}\n",
		"list":        `[{"title":"A","text":"They walked."}, {"title":"B","body":"They sat.","source":{"id":"x","name":"Lakeside"}}]`,
		"over lines":  "{\n \"headline\": \"A\",\n \"content\": \"<p>They walked.</p><p>They sat.</p>\"\n}\n{\"title\": \"B\", \"text\": \"x\"}",
		"broken head": "{\"title\": \n{\"title\": \"A\", \"text\": \"They walked.\"}\n{\"title\": \"B\", \"text\": \"They sat.\"}\n",
	} {
		if items, _ := gather(t, Options{}, file(t, "a.json", doc)); len(items) != 2 || items[0].Article.Title != "A" {
			t.Errorf("%s: %+v", name, items)
		}
	}
}

func TestDirectories(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"b.txt": "Second text.", "a/z.txt": "First text.", "a/broken.pdf": "%PDF-1.7 xx", ".hidden/x.txt": "no", ".x.txt": "no", "c.txt": ""} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, link := range [][2]string{{dir, "a/up"}, {filepath.Join(dir, "a"), "again"}, {"/nowhere/at/all", "dead"}} {
		if err := os.Symlink(link[0], filepath.Join(dir, link[1])); err != nil {
			t.Skip("this system makes no links, of which the loop would consist: ", err)
		}
	}
	items, problems := gather(t, Options{}, dir)
	var got []string
	for _, i := range items {
		got = append(got, i.Article.Text)
	}
	for _, p := range problems {
		got = append(got, strings.TrimPrefix(p.Source, dir)+"="+p.Kind.Error())
	}
	want := "First text.|Second text.|/a/broken.pdf=not text|/a/up=unreadable|/c.txt=empty|/dead=missing"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if files, n := Size(dir); files != 4 || n != int64(len("Second text.First text.%PDF-1.7 xx")) {
		t.Errorf("%d files of %d bytes", files, n)
	}
}

package pack

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func sample(article, rest string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("article: " + article + "\noutlet: O\ntitle: T\nurl: https://example.org\npublished: 2016\n\n" + rest)}
}

func factOf(slug, meeting string) string {
	return "fact: " + slug + "\nmeeting: " + meeting + "\nkind: held\nstatement: They met.\nanchor: they met\n\n"
}

// Each batch can be stored alone: it has the meetings its facts name, and all names.
func TestBatchesStandAlone(t *testing.T) {
	p, err := Read(fstest.MapFS{
		"a.rec":        sample("a", factOf("x", "m1")+factOf("y", "m2")),
		"b.rec":        sample("b", factOf("x", "m2")+"meeting: m3\ntitle: Three\n"),
		"meetings.rec": {Data: []byte("meeting: m1\ntitle: One\npeople: q; p\n\nmeeting: m2\ntitle: Two\n\nmeeting: m4\ntitle: Four\n")},
		"names.rec":    {Data: []byte("name: p\nclass: person\nfull: P\n\nname: q\nclass: person\nfull: Q\n")},
		"topics.rec":   {Data: []byte("topic: t\nname: The talks\nwords: chat; parley\n")},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Batches) != 2 || p.Facts() != 3 {
		t.Fatalf("%d batches, %d facts", len(p.Batches), p.Facts())
	}
	for i, want := range []string{"m1 m2", "m3 m2"} {
		var got []string
		for _, m := range p.Batches[i].Meetings {
			got = append(got, m.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("meetings of batch %d: %v, want %s", i, got, want)
		}
		if len(p.Batches[i].Names) != 2 {
			t.Errorf("batch %d has %d names", i, len(p.Batches[i].Names))
		}
	}
	if f := p.Batches[1].Facts[0]; f.ID != "b/x" || f.Article != "b" || f.Meeting != "m2" {
		t.Errorf("fact %+v", f)
	}
	if people := p.Batches[0].Meetings[0].People; strings.Join(people, " ") != "p q" {
		t.Errorf("people are not sorted: %v", people)
	}
	if got := p.Topics; len(got) != 1 || got[0].Name != "The talks" || len(got[0].Words) != 2 {
		t.Errorf("topics %+v", got)
	}
}

// Files may repeat a meeting, a name or a topic, so that each can be complete.
func TestRepetition(t *testing.T) {
	shared := "meeting: m\ntitle: M\n\nname: p\nclass: person\nfull: P\n\ntopic: t\nname: T\n\n"
	p, err := Read(fstest.MapFS{"a.rec": sample("a", shared+factOf("x", "m")), "b.rec": sample("b", shared+factOf("x", "m"))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Topics) != 1 || len(p.Batches[1].Meetings) != 1 || len(p.Batches[1].Names) != 1 {
		t.Errorf("read %+v", p)
	}
}

// One file may hold several articles; a fact belongs to the one above it.
func TestSeveralArticlesInAFile(t *testing.T) {
	text := string(sample("a", "meeting: m\ntitle: M\n\n"+factOf("x", "m")).Data) + string(sample("b", factOf("x", "m")).Data)
	p, err := Parse([]byte(text), "ab.rec", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Batches) != 2 || p.Batches[0].Facts[0].ID != "a/x" || p.Batches[1].Facts[0].ID != "b/x" {
		t.Errorf("read %+v", p)
	}
}

func TestLinesAreFolded(t *testing.T) {
	p, err := Parse([]byte("article: a\noutlet: O\ntitle: T\nurl: https://example.org\npublished: 2016\naliases: one\n+ two;\n+ three\n"), "a.rec", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Batches[0].Article.Aliases, "|"); got != "one two|three" {
		t.Errorf("aliases %q", got)
	}
}

// What is known from elsewhere need not be in the pack: meetings and topics as well.
func TestKnownElsewhere(t *testing.T) {
	text := sample("a", factOf("x", "m")).Data
	if _, err := Parse(text, "a.rec", nil); err == nil {
		t.Error("an unknown meeting is accepted")
	}
	p, err := Parse(text, "a.rec", func(key string) bool { return key == "m" })
	if err != nil || len(p.Batches[0].Meetings) != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestReadFileAndDir(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "demo.rec")
	if err := os.WriteFile(path, []byte(good), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{path, dir} {
		if p, err := ReadFile(where, lexicon); err != nil || p.Facts() != 1 {
			t.Errorf("%s: %d facts, %v", where, p.Facts(), err)
		}
		_, err := ReadFile(where, nil)
		if m := Mistakes(err); len(m) == 0 || m[0].File != path {
			t.Errorf("%s: the error names no file: %v", where, err)
		}
	}
	if _, err := ReadDir(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "has no file *.rec") {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := ReadFile(filepath.Join(dir, "none"), nil); err == nil || Mistakes(err) != nil {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := Read(fstest.MapFS{}, nil); err == nil {
		t.Error("an empty file system is a pack")
	}
}

// The batch of the round-trip tests leaves no field out, so that a new one cannot be forgotten.
func TestFullBatchIsFull(t *testing.T) {
	b := full()
	for _, v := range []any{b.Article, b.Meetings[0], b.Facts[0]} {
		for i, f := range reflect.VisibleFields(reflect.TypeOf(v)) {
			left := slices.Contains([]string{"Text", "Span", "Rule", "Confidence"}, f.Name)
			if reflect.ValueOf(v).Field(i).IsZero() != left {
				t.Errorf("%T.%s: written is %v", v, f.Name, !left)
			}
		}
	}
}

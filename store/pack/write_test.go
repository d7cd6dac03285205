package pack

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"readout/store"
)

func all(string) bool { return true }

// full is a batch in which every field that a pack keeps has a value.
func full() store.Batch {
	return store.Batch{
		Article: store.Article{ID: "demo", Outlet: "Demo: News", Title: "“Talks” #1", URL: "https://example.org/#a", Author: "A. Writer",
			Upstream: "Wire", Published: "2015-09-28", Retrieved: "2026-01", Aliases: []string{"the Demo", "DN"}},
		Meetings: []store.Meeting{{ID: "m1", Title: "One", People: []string{"p", "q"}, Place: "utopia", From: "2015-09-27", To: "2015-09-28",
			Occasion: "fair", Names: []string{"the fair", "talks, the"}, Status: store.Cancelled}, {ID: "m2", Title: "Two"}},
		Names: []store.Name{{Key: "p", Class: store.Person, Name: "P", Aliases: []string{"Pi"}, Gender: "f", In: "utopia",
			Roles: []store.Role{{Title: "spokesman", Of: "utopia", From: "2012-05"}, {Title: "mayor", To: "2011"}}},
			{Key: "utopia", Class: store.Place, Name: "Utopia", Demonym: []string{"Utopian", "the Utopians"}}},
		Facts: []store.Fact{{ID: "demo/z", Article: "demo", Meeting: "m1", Kind: store.KindDuration, Statement: "It was not long: 90 minutes.",
			People: []string{"q", "p"}, Speaker: "p", Topics: []string{"t"}, Answers: []store.Asked{store.AskWhy, store.AskHow}, Value: "PT90M",
			Hedge: "about", Attributed: "an aide", Claim: "length", Negated: true, Words: []string{"length", "running time"}, Questions: []string{"How long was it?", "running time of the talks?"}, Quote: "+ so short",
			Anchor: "# not a comment"}, {ID: "demo/a", Article: "demo", Kind: store.KindHeld, Statement: "They met.", Anchor: "met"}},
	}
}

func roundTrip(t *testing.T, b store.Batch) {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(&buf, b); err != nil {
		t.Fatal(err)
	}
	p, err := Parse(buf.Bytes(), "written.rec", all)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v\n%s", err, buf.String())
	}
	if len(p.Batches) != 1 || !reflect.DeepEqual(p.Batches[0], b) {
		t.Errorf("\nwritten %+v\nread    %+v\n%s", b, p.Batches, buf.String())
	}
}

func TestWriteRead(t *testing.T) { roundTrip(t, full()) }

func TestWriteLeavesOutTheReading(t *testing.T) {
	b := full()
	b.Article.Text = "Long text."
	b.Facts[0].Rule, b.Facts[0].Confidence, b.Facts[0].Span = "duration", 0.75, store.Span{Start: 1, End: 2}
	var buf bytes.Buffer
	if err := Write(&buf, b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(buf.String(), "# read by rule duration, confidence 0.75\nfact: z\n") || strings.Contains(buf.String(), "Long text") {
		t.Error(buf.String())
	}
	p, err := Parse(buf.Bytes(), "written.rec", all)
	if err != nil || !reflect.DeepEqual(p.Batches[0], full()) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, change := range map[string]func(*store.Batch){
		`contains ";"`:    func(b *store.Batch) { b.Meetings[0].Names[0] = "a; b" },
		`contains ","`:    func(b *store.Batch) { b.Names[0].Roles[0].Title = "king, queen" },
		"not one of this": func(b *store.Batch) { b.Facts[0].ID = "other/z" },
		"is not UTF-8":    func(b *store.Batch) { b.Facts[0].Statement = "\xff." },
	} {
		b := full()
		change(&b)
		if err := Write(&bytes.Buffer{}, b); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Write(failing{}, full()); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

var errFull = errors.New("no space left")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

// Whatever is read can be written, and reads the same again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("fact: x\n\x00: y\n+ z\n"))
	f.Add([]byte("article: a\n\nfact: a/b\nanchor: #\nquote: +\n"))
	var buf bytes.Buffer
	if err := Write(&buf, full()); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Parse(text, "fuzz.rec", all)
		if err != nil {
			if len(Mistakes(err)) == 0 {
				t.Fatalf("the error names no line: %v", err)
			}
			return
		}
		for _, b := range p.Batches {
			roundTrip(t, b)
		}
	})
}

// A slice of odd texts makes a batch; reading what was written gives it back.
func FuzzWrite(f *testing.F) {
	f.Add("a", "Two words.", "x y", true)
	f.Add("#", "+ .", "a:b", false)
	f.Fuzz(func(t *testing.T, key, text, item string, flag bool) {
		b := full()
		b.Facts[0].Statement, b.Facts[0].Quote = text+".", text
		b.Facts[0].Words, b.Names[0].Aliases = []string{item, text}, []string{item}
		b.Article.Title, b.Meetings[0].ID, b.Facts[0].Meeting = item, key, key
		b.Facts[0].Negated = flag
		var buf bytes.Buffer
		if Write(&buf, b) != nil {
			return
		}
		p, err := Parse(buf.Bytes(), "fuzz.rec", all)
		if err != nil {
			return // such as a key that is none
		}
		buf.Reset()
		if err := Write(&buf, p.Batches[0]); err != nil {
			t.Fatal(err)
		}
		again, err := Parse(buf.Bytes(), "fuzz.rec", all)
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%+v became %+v: %v", p, again, err)
		}
	})
}

package records

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

func TestRead(t *testing.T) {
	const text = "\uFEFF# a comment\r\nname: a\r\nlist: one; two ;; three\n+ four\n\n\n  other :  b:c  \n+\n+  indented\n"
	got, err := Read(strings.NewReader(text), "f.rec")
	if err != nil {
		t.Fatal(err)
	}
	want := []Record{
		{"f.rec", 2, []Field{{"name", "a", 2}, {"list", "one; two ;; three\nfour", 3}}},
		{"f.rec", 7, []Field{{"other", "b:c\n\n indented", 7}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	if l := got[0].List("list"); !reflect.DeepEqual(l, []string{"one", "two", "three\nfour"}) {
		t.Errorf("list %q", l)
	}
	if got[0].Get("none") != "" || got[0].List("none") != nil {
		t.Error("a missing field has a value")
	}
}

func TestReadNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment\n", "\uFEFF"} {
		if got, err := Read(strings.NewReader(text), "f.rec"); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// Mistakes are named by file and line, all of them, and do not hide what is right.
func TestMistakes(t *testing.T) {
	tests := []struct {
		name, text, want string
		records          int
	}{
		{"no colon", "name: a\nstray\n", `f.rec:2: expected "name: value"`, 1},
		{"no name", ": a\n", `f.rec:1: expected "name: value"`, 0},
		{"odd name", "-: a\n", `f.rec:1: expected "name: value"`, 0},
		{"nothing to continue", "name: a\n\n+ b\n", `f.rec:3: a line that begins with "+" continues a field, and there is none above it`, 1},
		{"continued mistake", "stray\n+ more\nname: a\n", `f.rec:1: expected "name: value"`, 1},
		{"two", "stray\nname: a\n\nstray\n", "f.rec:1: expected \"name: value\"\nf.rec:4: expected \"name: value\"", 1},
		{"not UTF-8", "name: a\n\xff\nname: b\n", "f.rec:2: this is not UTF-8 text", 1},
		{"long line", "name: a\n" + strings.Repeat("x", maxLine+1), "f.rec:2: the line is longer than 1048576 bytes", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(tt.text), "f.rec")
			if err == nil || err.Error() != tt.want {
				t.Errorf("\n got %v\nwant %s", err, tt.want)
			}
			if len(got) != tt.records {
				t.Errorf("%d records: %+v", len(got), got)
			}
			var e *Error
			if !errors.As(err, &e) || e.File != "f.rec" {
				t.Errorf("the error is a %T", err)
			}
		})
	}
}

func TestMistakesAreBounded(t *testing.T) {
	_, err := Read(strings.NewReader(strings.Repeat("stray\n", 10_000)), "f.rec")
	if n := strings.Count(err.Error(), "\n") + 1; n != maxMistakes {
		t.Errorf("%d mistakes", n)
	}
}

func TestReadFailure(t *testing.T) {
	broken := errors.New("broken disk")
	_, err := Read(iotest.ErrReader(broken), "f.rec")
	if err == nil || err.Error() != "f.rec:1: broken disk" {
		t.Error(err)
	}
}

func TestErrorf(t *testing.T) {
	r := Record{File: "f.rec", Line: 3, Fields: []Field{{"a", "b", 4}}}
	if got := r.Errorf(r.Fields[0], "bad %s", "b").Error(); got != "f.rec:4: bad b" {
		t.Error(got)
	}
	if got := r.Errorf(Field{}, "bad").Error(); got != "f.rec:3: bad" {
		t.Error(got)
	}
}

func TestWrite(t *testing.T) {
	recs := []Record{{Fields: []Field{{Name: "a", Value: "1"}, {Name: "empty"}, {Name: "b", Value: "two\n\nlines"}}}, {Fields: []Field{{Name: "c", Value: "#3"}}}}
	var buf bytes.Buffer
	if err := Write(&buf, recs); err != nil {
		t.Fatal(err)
	}
	if want := "a: 1\nb: two\n+ \n+ lines\n\nc: #3\n"; buf.String() != want {
		t.Errorf("got %q", buf.String())
	}
	if err := Write(full{}, recs); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("no space left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// Whatever is read can be written, and reads the same again, but for lines and empty fields.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"a: b\n+ c\n\nd: e; f\n", "\uFEFFa: b", "a:\n+\n+x\n", "a: \u00a0b\u00a0\n+ \u00a0\n", " #: x\n\t+y: z\n", "a: \r\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		recs, _ := Read(bytes.NewReader(text), "f.rec")
		var buf bytes.Buffer
		if err := Write(&buf, recs); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&buf, "f.rec")
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if got, want := bare(again), bare(recs); !reflect.DeepEqual(got, want) {
			t.Fatalf("\nread    %+v\nwritten %+v", want, got)
		}
	})
}

// bare leaves names and values.
func bare(recs []Record) [][]Field {
	var out [][]Field
	for _, r := range recs {
		var fields []Field
		for _, f := range r.Fields {
			if f.Value != "" {
				fields = append(fields, Field{Name: f.Name, Value: f.Value})
			}
		}
		if fields != nil {
			out = append(out, fields)
		}
	}
	return out
}

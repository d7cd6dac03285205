package lang

import (
	"fmt"
	"strings"
	"testing"
)

// reading writes segments as "words=key of the first sense".
func reading(a Analysis, text string) string {
	var out []string
	for _, m := range a.Segments() {
		words := text[a.Tokens[m.Start].Start:a.Tokens[m.End-1].End]
		out = append(out, fmt.Sprintf("%s=%s", words, m.Senses[0].Key))
	}
	return strings.Join(out, " | ")
}

func TestSegments(t *testing.T) {
	l := withStore(baseOf(t))
	for text, want := range map[string]string{
		"Barack Obama, Vladimir Putin":        "Barack Obama=barack-obama | Vladimir Putin=vladimir-putin",
		"the G20 in China":                    "the G20 in China=m:2016-09-05-hangzhou",
		"the United Nations, 1945":            "the=function | United Nations=united-nations",
		"zzyzx":                               "",
		"":                                    "",
		"a cease-fire":                        "a=function | cease-fire=ceasefire",
		"a ceasefire":                         "a=function | ceasefire=ceasefire",
		"the secretary of state of Ruritania": "the=function | secretary of state=foreign-minister | of=function | Ruritania=ruritania",
	} {
		a := l.Analyze(text)
		if got := reading(a, text); got != want {
			t.Errorf("%q reads\n     %s\nwant %s", text, got, want)
		}
	}
}

func TestMatchesOverlap(t *testing.T) {
	a := baseOf(t).Analyze("Barack Obama")
	var got []string
	for _, m := range a.Matches {
		got = append(got, fmt.Sprint(m.Start, "-", m.End))
	}
	if want := "[0-2 0-1 1-2]"; fmt.Sprint(got) != want {
		t.Errorf("matches %v, want %s", got, want)
	}
}

// A light word is light only as it is written, a role also in the plural.
func TestForms(t *testing.T) {
	for _, tt := range []struct {
		word string
		s    Sense
		want bool
	}{
		{"set", Sense{Class: Light, form: "set"}, true},
		{"sets", Sense{Class: Light, form: "set"}, false},
		{"presidents", Sense{Class: Role, form: "president"}, true},
		{"presidential", Sense{Class: Role, form: "president"}, false},
	} {
		if got := len(fitting([]Sense{tt.s}, Tokenize(tt.word))) > 0; got != tt.want {
			t.Errorf("%q fits %q: %v", tt.word, tt.s.form, got)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{benchText, "Didn't the U.S. say 5,000?", "\xff\xfe", "n't", "İ’s ’s", "a.b.c", "-", "€", "WHO is who", "0.1.2,3"} {
		f.Add(s)
	}
	base, err := Base()
	if err != nil {
		f.Fatal(err)
	}
	l := withStore(base)
	f.Fuzz(func(t *testing.T, text string) {
		a := l.Analyze(text)
		start := 0
		for _, tok := range a.Tokens {
			if tok.Start < start || tok.End <= tok.Start || tok.End > len(text) || tok.Norm == "" {
				t.Fatalf("token %+v of a text of %d bytes, after %d", tok, len(text), start)
			}
			start = tok.Start
		}
		for _, m := range a.Matches {
			if m.Start < 0 || m.End <= m.Start || m.End > len(a.Tokens) || len(m.Senses) == 0 {
				t.Fatalf("match %+v of %d tokens", m, len(a.Tokens))
			}
		}
		end := 0
		for _, m := range a.Segments() {
			if m.Start < end {
				t.Fatalf("segment %+v begins before %d", m, end)
			}
			end = m.End
		}
		HasNumber(a.Tokens)
		l.Mend(a.Tokens)
	})
}

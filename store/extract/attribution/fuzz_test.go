package attribution

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readout/store"
)

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		`"We talked," said the envoy. "It went well."`,
		"«Да», said Ivan Petrov, who ‘left’ — `nobody' knows “why",
		"MINISTER ADLER: Good morning.\nQ: Why?\nMINISTER ADLER: Because.",
		"According to Reuters, citing RIA, he said \"no\", officials' aides said.",
		"said said said \"\" '' `` said, who, said", "", "\"", "’s", "he said \"a\n\"b\n\"c\" she said",
	} {
		f.Add(s, 3, 9, 2)
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c int) {
		mentions := []Mention{{Start: a, End: b, Class: store.Person}, {Start: b, End: b + c, Class: store.Organisation, Plural: true}, {Start: -1, End: 1 << 40}}
		for i, w := range strings.Fields(text) {
			if at := strings.Index(text, w); i%3 == 0 {
				mentions = append(mentions, Mention{Start: at, End: at + len(w), Class: store.Person, Key: w})
			}
		}
		parts := []store.Span{{Start: a, End: b}, {Start: b, End: b + c}, {Start: c, End: a}}
		for _, spans := range [][]store.Span{nil, parts} {
			for _, at := range Find(text, spans, spans, mentions) {
				checkSpans(t, text, at, len(mentions))
			}
		}
	})
}

func checkSpans(t *testing.T, text string, a Attribution, mentions int) {
	t.Helper()
	all := append([]store.Span{{Start: a.Start, End: a.End}, a.Cue, a.SpeakerSpan}, a.Via...)
	for i, s := range all {
		if s.Start < 0 || s.Start > s.End || s.End > len(text) || s.Start == s.End && i != 1 && i != 2 {
			t.Fatalf("span %v of %+v is not in the text of %d bytes", s, a, len(text))
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) && i == 0 {
			return // the caller's own spans cut a letter in two
		}
	}
	if a.Speaker < -1 || a.Speaker >= mentions || a.Confidence < 0 || a.Confidence > 1 || a.Rule == "" {
		t.Fatalf("%+v", a)
	}
}

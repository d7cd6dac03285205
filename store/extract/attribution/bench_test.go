package attribution

import (
	"strings"
	"testing"
)

// An article of about 3 kB.
func BenchmarkFind(b *testing.B) {
	var t strings.Builder
	for t.Len() < 3000 {
		for _, c := range cases[:12] {
			t.WriteString(c.text + "\n\n")
		}
	}
	text := t.String()
	mentions := castIn(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, nil, nil, mentions)
	}
}

// A line without an end, full of marks and cues: the work must not grow with its square.
func BenchmarkFindLongLine(b *testing.B) {
	text := strings.Repeat(`Varga said "we", who said, and `, 3000)
	mentions := castIn(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, nil, nil, mentions)
	}
}

package pack

import (
	"strings"
	"testing"
	"testing/fstest"
)

func mustBuiltin(t testing.TB) Pack {
	t.Helper()
	p, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The pack that everything stands on reads without a mistake.
func TestBuiltin(t *testing.T) {
	p := mustBuiltin(t)
	if n := p.Facts(); len(p.Batches) == 0 || n == 0 {
		t.Errorf("%d articles with %d facts", len(p.Batches), n)
	}
	t.Logf("%d articles, %d facts, %d topics", len(p.Batches), p.Facts(), len(p.Topics))
}

// A meeting that a fact names comes with the batch, or the store would refuse it.
func TestBuiltinBatchesAreWhole(t *testing.T) {
	for _, b := range mustBuiltin(t).Batches {
		meetings := map[string]bool{"": true}
		for _, m := range b.Meetings {
			meetings[m.ID] = true
		}
		for _, f := range b.Facts {
			if !meetings[f.Meeting] {
				t.Errorf("%s: the batch lacks the meeting %s", f.ID, f.Meeting)
			}
		}
	}
}

// Topics hold the facts together across articles; one that no fact has is a slip.
func TestBuiltinTopicsAreUsed(t *testing.T) {
	p := mustBuiltin(t)
	used := map[string]bool{}
	for _, b := range p.Batches {
		for _, f := range b.Facts {
			for _, topic := range f.Topics {
				used[topic] = true
			}
		}
	}
	for _, topic := range p.Topics {
		if !used[topic.Key] {
			t.Errorf("no fact has the topic %s", topic.Key)
		}
	}
}

func TestBuiltinRoundTrip(t *testing.T) {
	for _, b := range mustBuiltin(t).Batches {
		roundTrip(t, b)
	}
}

func TestVersion(t *testing.T) {
	v, err := Version()
	if err != nil || len(v) != 16 {
		t.Fatalf("%q, %v", v, err)
	}
	again, _ := Version()
	a, _ := hash(fstest.MapFS{"a.rec": {Data: []byte("x: 1\n")}, "b.rec": {Data: []byte("y: 2\n")}})
	b, _ := hash(fstest.MapFS{"a.rec": {Data: []byte("x: 1\ny: 2\n")}, "b.rec": {}})
	if v != again || a == b {
		t.Errorf("versions: %s %s, %s %s", v, again, a, b)
	}
}

// big is a pack of n facts, for the time that reading takes.
func big(n int) []byte {
	var b strings.Builder
	b.WriteString(good)
	for i := range n {
		b.WriteString("\n" + strings.NewReplacer("fact: length", "fact: f"+string(rune('a'+i%26))+strings.Repeat("x", i/26),
			"PT90M", "PT"+strings.Repeat("1", i%3+1)+"M").Replace(good[strings.Index(good, "fact: length"):]))
	}
	return []byte(b.String())
}

func BenchmarkParse300(b *testing.B) {
	text := big(300)
	for b.Loop() {
		if p, err := Parse(text, "big.rec", lexicon); err != nil || p.Facts() != 301 {
			b.Fatal(p.Facts(), err)
		}
	}
}

func BenchmarkVersion(b *testing.B) {
	for b.Loop() {
		if _, err := Version(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		mustBuiltin(b)
	}
}

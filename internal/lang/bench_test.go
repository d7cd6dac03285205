package lang

import (
	"testing"
)

// The first is what every start of the program waits for, the others are what a question waits for.

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWith(b *testing.B) {
	b.ReportAllocs()
	base := baseOf(b)
	for b.Loop() {
		withStore(base)
	}
}

func BenchmarkTokenize(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(benchText)
	}
}

func BenchmarkAnalyze(b *testing.B) {
	b.ReportAllocs()
	l := withStore(baseOf(b))
	for b.Loop() {
		l.Analyze(benchText)
	}
}

func BenchmarkStem(b *testing.B) {
	for b.Loop() {
		Stem("negotiations")
	}
}

// BenchmarkMend corrects one long slip, the dearest there is, among words that are right.
func BenchmarkMend(b *testing.B) {
	b.ReportAllocs()
	l := withStore(baseOf(b))
	tokens := make([]Token, 0, 20)
	for b.Loop() {
		tokens = appendTokens(tokens[:0], "what did the presidents say about the negotaitoins")
		if len(l.Mend(tokens)) != 1 {
			b.Fatal("no slip mended")
		}
	}
}

// BenchmarkVocabulary is what the first slip of a process costs beyond that.
func BenchmarkVocabulary(b *testing.B) {
	b.ReportAllocs()
	l := withStore(baseOf(b))
	for b.Loop() {
		newVocabulary(l.base, l, l.vocab.words).fill()
	}
}

const benchText = "Barack Obama and Vladimir Putin spoke for about 90 minutes on the sidelines of the G-20 summit in Hangzhou, " +
	"a senior U.S. official said on 5 September 2016, but didn't reach a cease-fire deal on Syria."

func baseOf(t testing.TB) *Lexicon {
	t.Helper()
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// withStore returns a lexicon that knows a small store.
func withStore(base *Lexicon) *Lexicon {
	names := []Name{
		{Key: "barack-obama", Class: "person", Full: "Barack Obama", Aliases: []string{"Obama", "POTUS"}},
		{Key: "vladimir-putin", Class: "person", Full: "Vladimir Putin", Aliases: []string{"Putin"}},
		{Key: "jane-quux", Class: "person", Full: "Jane Quux", Offices: []Office{{"foreign secretary", "ruritania", "2014", "2016-06"}}},
		{Key: "ruritania", Class: "place", Full: "Ruritania", Demonyms: []string{"Ruritanian"}},
	}
	labels := map[string][]string{"m:2016-09-05-hangzhou": {"the Hangzhou talks", "the G20 in China"}, "a:nbc": {"NBC News", "NBC"}}
	words := map[string]int{"hangzhou": 12, "putin": 80, "obama": 90, "syria": 30, "minutes": 9, "official": 14, "talks": 20, "quux": 1}
	return base.With(names, labels, words)
}

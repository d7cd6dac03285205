package lang

import (
	"strings"
	"testing"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// generated is the stemmer that the Snowball project generates.
func generated(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

func TestStemIsSnowball(t *testing.T) {
	words := strings.Fields(wordList)
	for _, w := range words[:len(words):len(words)] { // words that the list lacks, and none at all
		if len(w) > 5 {
			words = append(words, w[1:], w[:len(w)-2]+"yed", w[:len(w)-1]+"ingly", "y"+w)
		}
	}
	for _, w := range words {
		if len(w) < 3 || len(w) > maxStemmed {
			continue
		}
		if got, want := Stem(w), generated(w); got != want {
			t.Errorf("Stem(%q) = %q, Snowball has %q", w, got, want)
		}
	}
}

func TestStem(t *testing.T) {
	for word, want := range map[string]string{
		"": "", "is": "is", "meetings": "meet", "talked": "talk", "90th": "90th", "сирия": "сирия", "news": "news", "ing": "ing",
		"agreed": "agre", "hopping": "hop", "hoping": "hope", "sses": "ss", strings.Repeat("ab", 21): strings.Repeat("ab", 21),
	} {
		if got := Stem(word); got != want {
			t.Errorf("Stem(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzStem(f *testing.F) {
	for _, w := range []string{"generously", "saying", "yyy", "ied", "bleed", "'s", "é", "communities"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		got := Stem(word)
		if len(word) >= 3 && len(word) <= maxStemmed && letters(word) && got != generated(word) {
			t.Errorf("Stem(%q) = %q, Snowball has %q", word, got, generated(word))
		}
	})
}

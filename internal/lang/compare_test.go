package lang_test

import (
	"slices"
	"testing"

	"readout/internal/lang"
)

func TestPositives(t *testing.T) {
	for word, want := range map[string]string{
		"tenser": "tense", "friendlier": "friendly", "biggest": "big", "warmer": "warm", "iciest": "icy", "closest": "close",
	} {
		if got := lang.Positives(word); !slices.Contains(got, want) {
			t.Errorf("Positives(%q) = %q, without %q", word, got, want)
		}
	}
	for _, word := range []string{"her", "best", "talk", ""} {
		if got := lang.Positives(word); got != nil {
			t.Errorf("Positives(%q) = %q, want none", word, got)
		}
	}
}

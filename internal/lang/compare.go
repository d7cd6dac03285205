package lang

import "strings"

// Positives returns the adjectives of which a word may be the comparative or superlative: "tense" and "tens" for
// "tenser", "warm" for "warmest", "icy" for "icier". The stemmer leaves these endings alone (Porter 2 strips "-er" only
// from longer words). It guesses: the caller keeps what is a word.
func Positives(word string) []string {
	for _, ending := range [...]string{"er", "est"} {
		root, ok := strings.CutSuffix(word, ending)
		if !ok || len(root) < 3 {
			continue
		}
		if y, ok := strings.CutSuffix(root, "i"); ok {
			return []string{y + "y"}
		}
		out := []string{root + "e", root}
		if n := len(root); root[n-1] == root[n-2] {
			out = append(out, root[:n-1])
		}
		return out
	}
	return nil
}

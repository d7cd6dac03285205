package lang

import (
	"math/bits"
	"sync"
)

// The lengths in letters of the words a slip may stand for.
const (
	minWord = 3
	maxWord = 31
)

// A vocabulary is the words a slip may stand for, by length.
type vocabulary struct {
	words map[string]int // → how often the store has it
	once  sync.Once
	bins  [maxWord + 1][]entry
	from  []*Lexicon // whose words count beside the store's
}

type entry struct {
	word    string
	letters uint32 // which letters occur in it
	freq    int32  // at most maxFreq
}

// maxFreq is how often a word needs to be in the store to be as likely as any.
const maxFreq = 99

func newVocabulary(base, own *Lexicon, words map[string]int) *vocabulary {
	return &vocabulary{words: words, from: []*Lexicon{base, own}}
}

func (v *vocabulary) has(word string) bool { return v != nil && v.words[word] > 0 }

// fill sorts the words into bins by length, at the first slip: most questions have none.
func (v *vocabulary) fill() {
	c := collector{v: v, seen: make(map[string]struct{}, 1<<14)}
	for w := range v.words {
		c.word(w)
	}
	for _, l := range v.from {
		for _, words := range l.words {
			for _, w := range words {
				c.text(w)
			}
		}
		if l.base == nil {
			continue // names of the world at large attract slips of other words
		}
		for _, n := range l.names {
			c.text(n.Full)
			for _, a := range n.Aliases {
				c.text(a)
			}
		}
	}
	for _, w := range v.from[0].root().light {
		c.text(w)
	}
}

// A collector puts each word into its bin once.
type collector struct {
	v    *vocabulary
	seen map[string]struct{}
}

// text takes the words of a text. One of small letters, blanks and hyphens, as nearly all of the tables are,
// needs no tokenizer.
func (c *collector) text(s string) {
	for i := 0; i < len(s); i++ {
		if (s[i] < 'a' || s[i] > 'z') && s[i] != ' ' && s[i] != '-' {
			for _, t := range Tokenize(s) {
				c.word(t.Norm)
			}
			return
		}
	}
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' || s[i] == '-' {
			c.word(s[start:i])
			start = i + 1
		}
	}
}

func (c *collector) word(w string) {
	if len(w) < minWord || len(w) > maxWord || !letters(w) {
		return
	}
	n := len(c.seen)
	if c.seen[w] = struct{}{}; len(c.seen) == n {
		return
	}
	bin := &c.v.bins[len(w)]
	*bin = append(*bin, entry{w, letterSet(w), int32(min(c.v.words[w], maxFreq))})
}

func letterSet(word string) uint32 {
	var set uint32
	for i := 0; i < len(word); i++ {
		set |= 1 << (word[i] - 'a')
	}
	return set
}

// nearest returns the word that costs least to be taken for the given one, letters of a to z: by distance, then
// by frequency in the store; of equals the shortest, then the first of the alphabet.
func (v *vocabulary) nearest(word string) (string, bool) {
	if v == nil {
		return "", false
	}
	v.once.Do(v.fill)
	limit := 1
	if len(word) >= 8 {
		limit = 2
	}
	set := letterSet(word)
	best, bestCost := "", 1<<30
	for n := max(len(word)-limit, minWord); n <= min(len(word)+limit, maxWord); n++ {
		// An edit changes at most two letters of the set, one where a letter is only added or left out.
		most := 2*limit - max(n-len(word), len(word)-n)
		for i := range v.bins[n] {
			e := &v.bins[n][i]
			if bits.OnesCount32(set^e.letters) > most {
				continue
			}
			d := distance(word, e.word, limit)
			if d > limit {
				continue
			}
			cost := d*1000 - int(e.freq)
			if e.word[0] != word[0] {
				cost += 400 // people rarely miss the first letter
			}
			if cost < bestCost || cost == bestCost && len(e.word) == len(best) && e.word < best {
				best, bestCost = e.word, cost
			}
		}
	}
	return best, best != ""
}

// distance is the optimal string alignment distance (Damerau–Levenshtein without repeated edits) of
// two words of at most maxWord letters. Above limit it may return any number that is above limit.
func distance(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var rows [3][maxWord + 1]int8
	for j := 0; j <= len(b); j++ {
		rows[0][j] = int8(j)
	}
	for i := 1; i <= len(a); i++ {
		cur, prev, before := &rows[i%3], &rows[(i-1)%3], &rows[(i+1)%3]
		cur[0] = int8(i)
		least := cur[0]
		for j := 1; j <= len(b); j++ {
			d := prev[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, prev[j]+1, cur[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			cur[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
	}
	return int(rows[len(a)%3][len(b)])
}

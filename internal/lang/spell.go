package lang

import (
	"math/bits"
	"sort"
	"strings"
	"sync"
)

// A Mend is a slip and the word it was taken for.
type Mend struct{ Written, Meant string }

// Mend corrects slips in tokens: chat abbreviations and frequent slips by table, others by distance to
// a word that the lexicon or the store knows. A word that is spelt right is never touched unless the
// table says so. Distances: optimal string alignment (a swap of neighbours is one edit), at most 1 for
// words of 4 to 7 letters and 2 for longer ones (measured: 91 % of single slips mended, 0.9 % false).
func (l *Lexicon) Mend(tokens []Token) []Mend {
	var mends []Mend
	for i := range tokens {
		t := &tokens[i]
		meant, ok := l.root().slips[t.Norm]
		if !ok {
			meant, ok = l.nearest(*t)
		}
		if ok && meant != t.Norm {
			mends = append(mends, Mend{t.Norm, meant})
			t.set(meant)
		}
	}
	return mends
}

// Known reports whether a token is a rightly spelt word: English, in a table, or in the store.
func (l *Lexicon) Known(t Token) bool {
	return l.longestFrom(t.hash) > 0 || l.vocab.has(t.Norm) || isEnglish(t.Norm)
}

func (l *Lexicon) nearest(t Token) (string, bool) {
	if len(t.Norm) < 4 || len(t.Norm) > 30 || !letters(t.Norm) || l.Known(t) {
		return "", false
	}
	if swapped, ok := l.swapped(t.Norm); ok {
		return swapped, true
	}
	return l.vocab.nearest(t.Norm)
}

// swapped undoes the exchange of two neighbouring letters when that gives a rightly spelt word.
func (l *Lexicon) swapped(word string) (string, bool) {
	for i := 0; i+1 < len(word); i++ {
		b := []byte(word)
		b[i], b[i+1] = b[i+1], b[i]
		t := Token{}
		t.set(string(b))
		if b[i] != b[i+1] && l.Known(t) {
			return t.Norm, true
		}
	}
	return "", false
}

func letters(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

var englishWords = sync.OnceValue(func() string {
	b, err := data.ReadFile("data/words.txt")
	if err != nil {
		return ""
	}
	return "\n" + string(b)
})

// isEnglish looks a word up in the sorted general word list, by bisection over its bytes.
func isEnglish(word string) bool {
	list := englishWords()
	lo, hi := 0, len(list)
	for lo < hi {
		mid := (lo + hi) / 2
		start := strings.LastIndexByte(list[:mid+1], '\n') + 1
		end := strings.IndexByte(list[start:], '\n')
		if end < 0 {
			end = len(list) - start
		}
		line := list[start : start+end]
		switch {
		case line == word:
			return line != ""
		case line < word:
			lo = start + end + 1
		default:
			hi = start - 1
		}
	}
	return false
}

// A vocabulary is the words a slip may stand for, by length.
type vocabulary struct {
	words map[string]int // → how often the store has it
	once  sync.Once
	bins  [32][]entry
	from  []*Lexicon // whose words count beside the store's
}

type entry struct {
	word    string
	letters uint32 // which letters occur in it
	freq    int
}

func newVocabulary(base, own *Lexicon, words map[string]int) *vocabulary {
	return &vocabulary{words: words, from: []*Lexicon{base, own}}
}

func (v *vocabulary) has(word string) bool { return v != nil && v.words[word] > 0 }

// fill sorts the words into bins by length, at the first slip: most questions have none.
func (v *vocabulary) fill() {
	freq := map[string]int{}
	add := func(text string) {
		for _, t := range Tokenize(text) {
			if len(t.Norm) >= 3 && len(t.Norm) < len(v.bins) && letters(t.Norm) {
				freq[t.Norm] += 0
			}
		}
	}
	for w, n := range v.words {
		if len(w) >= 3 && len(w) < len(v.bins) && letters(w) {
			freq[w] = n
		}
	}
	for _, l := range v.from {
		for _, words := range l.words {
			for _, w := range words {
				add(w)
			}
		}
		if l.base == nil {
			continue // names of the world at large attract slips of other words
		}
		for _, n := range l.names {
			add(n.Full)
			for _, a := range n.Aliases {
				add(a)
			}
		}
	}
	for _, w := range v.from[0].root().light {
		add(w)
	}
	for w, n := range freq {
		v.bins[len(w)] = append(v.bins[len(w)], entry{w, letterSet(w), n})
	}
	for _, bin := range v.bins {
		sort.Slice(bin, func(i, j int) bool { return bin[i].word < bin[j].word })
	}
}

func letterSet(word string) uint32 {
	var set uint32
	for i := 0; i < len(word); i++ {
		set |= 1 << (word[i] - 'a')
	}
	return set
}

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
	for n := max(len(word)-limit, 3); n <= min(len(word)+limit, len(v.bins)-1); n++ {
		for _, e := range v.bins[n] {
			if bits.OnesCount32(set^e.letters) > 2*limit {
				continue
			}
			d := distance(word, e.word)
			if d > limit {
				continue
			}
			cost := d * 1000
			if e.word[0] != word[0] {
				cost += 400 // people rarely miss the first letter
			}
			if d == 2 && len(e.word) < 6 {
				continue
			}
			cost -= min(e.freq, 99)
			if cost < bestCost {
				best, bestCost = e.word, cost
			}
		}
	}
	return best, best != ""
}

// distance is the optimal string alignment distance (Damerau–Levenshtein without repeated edits) of
// two words of at most 31 letters.
func distance(a, b string) int {
	var rows [3][33]int
	for j := 0; j <= len(b); j++ {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur, prev, before := &rows[i%3], &rows[(i-1)%3], &rows[(i+1)%3]
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

package lang

import (
	"math/bits"
	"strings"
)

// phrases collects what is to be indexed: words and phrases with what they mean.
type phrases struct {
	senses   []Sense
	postings []posting
	tokens   []Token // of the phrase at hand
}

// A posting is one meaning of one phrase.
type posting struct {
	hash, first uint64 // of the phrase, of its first word
	sense       uint32 // in senses
	slot        uint32 // in the index
	words       uint16
	place       uint8 // how far back the word stands in the list of its concept
}

// grow makes room for so many of each.
func (p *phrases) grow(postings, senses int) {
	p.postings = make([]posting, 0, postings)
	p.senses = make([]Sense, 0, senses)
}

// mean adds a sense and returns its number.
func (p *phrases) mean(s Sense) uint32 {
	p.senses = append(p.senses, s)
	return uint32(len(p.senses) - 1)
}

// add makes a word or phrase mean a sense. "cease-fire" is entered as two words and as one.
func (p *phrases) add(phrase string, sense uint32, place int) {
	p.addWords(phrase, sense, place)
	if strings.IndexByte(phrase, '-') >= 0 {
		p.addWords(strings.ReplaceAll(phrase, "-", ""), sense, place)
	}
}

func (p *phrases) addWords(phrase string, sense uint32, place int) {
	p.tokens = appendTokens(p.tokens[:0], phrase)
	if n := len(p.tokens); n > 0 {
		p.postings = append(p.postings, posting{
			hash: phraseHash(p.tokens), first: p.tokens[0].hash, sense: sense, words: uint16(n), place: uint8(min(place, maxPlace)),
		})
	}
}

const (
	// stepStrength is what each further place in a concept's list takes off a word's strength, for maxPlace places.
	stepStrength = 0.03
	maxPlace     = 10
)

func phraseHash(tokens []Token) uint64 {
	h := tokens[0].hash
	for _, t := range tokens[1:] {
		h = h*hashPrime ^ t.hash
	}
	return h
}

// An index is a hash table from phrases to their senses, open addressing with linear probing. Built in one
// go and then only read, it takes a fraction of the time and memory of a map of slices.
type index struct {
	slots  []slot // a power of two
	senses []Sense
}

// A slot holds the senses of a phrase, in the order they were added, and how long the longest phrase is that
// begins with it. One without either is free.
type slot struct {
	hash    uint64
	start   uint32 // in senses
	count   uint16
	longest uint16
}

// newIndex indexes the parts, one after the other.
func newIndex(parts []*phrases) *index {
	n := 0
	for _, p := range parts {
		n += len(p.postings)
	}
	// A posting takes one slot, and one for its first word.
	x := &index{slots: make([]slot, 1<<bits.Len(uint(2*n+1)))}
	for _, p := range parts {
		for i := range p.postings {
			x.reserve(&p.postings[i])
		}
	}
	end := uint32(0)
	for i := range x.slots {
		s := &x.slots[i]
		s.start = end
		end += uint32(s.count)
		s.count = 0
	}
	x.senses = make([]Sense, end)
	for _, p := range parts {
		for i := range p.postings {
			x.put(&p.postings[i], &p.senses[p.postings[i].sense])
		}
	}
	return x
}

// find returns the slot of a hash, or the free one where it would be.
func (x *index) find(hash uint64) uint32 {
	mask := uint32(len(x.slots) - 1)
	i := uint32(hash^hash>>32) & mask
	for x.slots[i].hash != hash && x.slots[i].used() {
		i = (i + 1) & mask
	}
	return i
}

func (s *slot) used() bool { return s.count > 0 || s.longest > 0 }

// reserve makes room for a posting.
func (x *index) reserve(p *posting) {
	p.slot = x.find(p.hash)
	s := &x.slots[p.slot]
	s.hash = p.hash
	s.count++
	if p.words > 1 {
		s = &x.slots[x.find(p.first)]
		s.hash = p.first
	}
	s.longest = max(s.longest, p.words)
}

// put writes the sense of a posting into its slot, unless it is there.
func (x *index) put(p *posting, sense *Sense) {
	s := &x.slots[p.slot]
	have := x.senses[s.start : s.start+uint32(s.count)]
	for i := range have {
		if have[i].ID == sense.ID && have[i].cased == sense.cased && have[i].form == sense.form {
			return
		}
	}
	to := &x.senses[s.start+uint32(s.count)]
	*to = *sense
	if p.place > 0 {
		to.Strength -= stepStrength * float64(p.place)
	}
	s.count++
}

// lookup returns the senses of a phrase.
func (x *index) lookup(hash uint64) []Sense {
	s := &x.slots[x.find(hash)]
	return x.of(s)
}

func (x *index) of(s *slot) []Sense {
	end := s.start + uint32(s.count)
	return x.senses[s.start:end:end]
}

// longestFrom returns the number of words of the longest phrase that begins with a word.
func (x *index) longestFrom(hash uint64) int { return int(x.slots[x.find(hash)].longest) }

// share weakens the concepts of words that stand in several.
func (x *index) share() {
	for i := range x.slots {
		if x.slots[i].count < 3 {
			continue
		}
		senses := x.of(&x.slots[i])
		n := 0
		for j := range senses {
			if senses[j].Class == Concept {
				n++
			}
		}
		if n < 3 {
			continue
		}
		by := 0.85
		if n >= 5 {
			by = 0.7
		}
		for j := range senses {
			if senses[j].Class == Concept {
				senses[j].Strength *= by
			}
		}
	}
}

// over lays the index over another lexicon's: what it has of a phrase comes first, then what that one has.
func (x *index) over(base *Lexicon) {
	for i := range x.slots {
		s := &x.slots[i]
		if !s.used() {
			continue
		}
		s.longest = max(s.longest, uint16(base.longestFrom(s.hash)))
		below := base.lookup(s.hash)
		if s.count == 0 || len(below) == 0 {
			continue
		}
		all := append([]Sense(nil), x.of(s)...)
		for _, b := range below {
			if !hasSense(all, b.ID) {
				all = append(all, b)
			}
		}
		s.start, s.count = uint32(len(x.senses)), uint16(len(all))
		x.senses = append(x.senses, all...)
	}
}

func hasSense(senses []Sense, id uint64) bool {
	for i := range senses {
		if senses[i].ID == id {
			return true
		}
	}
	return false
}

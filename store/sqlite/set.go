package sqlite

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math/bits"
	"slices"
)

// Fact numbers are grouped in stretches of 16,384.
const (
	stretchBits = 14
	stretchSize = 1 << stretchBits
	bitmapWords = stretchSize / 64
	bitmapFrom  = stretchSize / 16 // so many facts take as much room as a bitmap: 2,048 bytes
)

type bitmap [bitmapWords]uint64

// A set is a sorted set of fact numbers. It is never changed once made.
type set struct {
	stretches []stretch // ascending, none empty
	n         int       // how many numbers
}

// A stretch holds the numbers from at*stretchSize on, as offsets: sorted when few, else as a bitmap.
type stretch struct {
	at   uint32
	few  []uint16
	many *bitmap // nil when there are few
}

// number gives the fact number of an offset.
func (s *stretch) number(offset int) uint32 { return s.at<<stretchBits | uint32(offset) }

func (s *stretch) count() int {
	if s.many == nil {
		return len(s.few)
	}
	return s.many.count()
}

func (b *bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b *bitmap) has(offset uint16) bool { return b[offset>>6]>>(offset&63)&1 != 0 }

// addTo sets the stretch's offsets in b.
func (s *stretch) addTo(b *bitmap) {
	if s.many != nil {
		for i, w := range s.many {
			b[i] |= w
		}
		return
	}
	for _, o := range s.few {
		b[o>>6] |= 1 << (o & 63)
	}
}

// takeFrom takes the numbers out of a bitmap.
func (s *stretch) takeFrom(b *bitmap) {
	if s.many != nil {
		for i, word := range s.many {
			b[i] &^= word
		}
		return
	}
	for _, offset := range s.few {
		b[offset>>6] &^= 1 << (offset & 63)
	}
}

// stretchOf makes a stretch of a bitmap, which it keeps only when there are many.
func stretchOf(at uint32, b *bitmap) stretch {
	n := b.count()
	if n >= bitmapFrom {
		kept := *b
		return stretch{at: at, many: &kept}
	}
	few := make([]uint16, 0, n)
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			few = append(few, uint16(i<<6|bits.TrailingZeros64(w)))
		}
	}
	return stretch{at: at, few: few}
}

func (s *set) add(one stretch) {
	if n := one.count(); n > 0 {
		s.stretches = append(s.stretches, one)
		s.n += n
	}
}

// bytes says about how much memory the set takes.
func (s set) bytes() int {
	n := 64 + 48*len(s.stretches)
	for _, one := range s.stretches {
		n += 2 * len(one.few)
		if one.many != nil {
			n += stretchSize / 8
		}
	}
	return n
}

// setOf makes a set of ascending numbers.
func setOf(numbers []uint32) set {
	if len(numbers) == 0 {
		return set{}
	}
	s := set{stretches: make([]stretch, 0, 1+min(len(numbers), int(numbers[len(numbers)-1]-numbers[0])>>stretchBits))}
	room := make([]uint16, 0, len(numbers))
	for len(numbers) > 0 {
		at := numbers[0] >> stretchBits
		n := 1
		for n < len(numbers) && numbers[n]>>stretchBits == at {
			n++
		}
		from := len(room)
		for _, number := range numbers[:n] {
			room = append(room, uint16(number&(stretchSize-1)))
		}
		s.add(packed(stretch{at: at, few: room[from:]}))
		numbers = numbers[n:]
	}
	return s
}

// packed turns a long list of offsets into a bitmap.
func packed(s stretch) stretch {
	if s.many == nil && len(s.few) >= bitmapFrom {
		var b bitmap
		s.addTo(&b)
		return stretch{at: s.at, many: &b}
	}
	return s
}

// all goes through the set in ascending order.
func (s set) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i := range s.stretches {
			if !s.stretches[i].each(yield) {
				return
			}
		}
	}
}

// each goes through the stretch; false when it was told to stop.
func (s *stretch) each(yield func(uint32) bool) bool {
	for _, o := range s.few {
		if !yield(s.number(int(o))) {
			return false
		}
	}
	if s.many == nil {
		return true
	}
	for i, w := range s.many {
		for ; w != 0; w &= w - 1 {
			if !yield(s.number(i<<6 | bits.TrailingZeros64(w))) {
				return false
			}
		}
	}
	return true
}

// appendTo appends the set's numbers.
func (s set) appendTo(numbers []uint32) []uint32 {
	for n := range s.all() {
		numbers = append(numbers, n)
	}
	return numbers
}

// countAny says how many numbers are in any of the sets.
func countAny(sets []set) int {
	n := 0
	var all bitmap
	walk(sets, func(_ uint32, here []*stretch) {
		clear(all[:])
		for _, s := range here {
			if s != nil {
				s.addTo(&all)
			}
		}
		n += all.count()
	})
	return n
}

// union returns what is in any of the sets.
func union(sets []set) set {
	switch len(sets) {
	case 0:
		return set{}
	case 1:
		return sets[0]
	}
	var u set
	var all bitmap
	walk(sets, func(at uint32, here []*stretch) {
		one, found := (*stretch)(nil), 0
		for _, s := range here {
			if s != nil {
				one, found = s, found+1
			}
		}
		if found == 1 {
			u.add(*one)
			return
		}
		clear(all[:])
		for _, s := range here {
			if s != nil {
				s.addTo(&all)
			}
		}
		u.add(stretchOf(at, &all))
	})
	return u
}

// intersect returns what is in both sets.
func intersect(a, b set) set {
	var both set
	for i, j := 0, 0; i < len(a.stretches) && j < len(b.stretches); {
		x, y := &a.stretches[i], &b.stretches[j]
		switch {
		case x.at < y.at:
			i++
		case y.at < x.at:
			j++
		default:
			both.add(common(x, y))
			i, j = i+1, j+1
		}
	}
	return both
}

// common returns what two stretches of the same numbers share.
func common(x, y *stretch) stretch {
	if x.many != nil && y.many != nil {
		var b bitmap
		for i := range b {
			b[i] = x.many[i] & y.many[i]
		}
		return stretchOf(x.at, &b)
	}
	if x.many != nil {
		x, y = y, x
	}
	var few []uint16
	for _, o := range x.few {
		if y.has(o) {
			few = append(few, o)
		}
	}
	return stretch{at: x.at, few: few}
}

func (s *stretch) has(offset uint16) bool {
	if s.many != nil {
		return s.many.has(offset)
	}
	_, ok := slices.BinarySearch(s.few, offset)
	return ok
}

func (s set) has(number uint32) bool {
	i, ok := slices.BinarySearchFunc(s.stretches, number>>stretchBits, func(s stretch, at uint32) int {
		return int(s.at) - int(at)
	})
	return ok && s.stretches[i].has(uint16(number&(stretchSize-1)))
}

// walk calls visit for each stretch that any of the sets has, in order, with the sets' parts of it (nil for none).
// The slice is valid during the call only.
func walk(sets []set, visit func(at uint32, here []*stretch)) {
	here := make([]*stretch, len(sets))
	next := make([]int, len(sets))
	for {
		at, found := uint32(0), false
		for i, s := range sets {
			if next[i] < len(s.stretches) && (!found || s.stretches[next[i]].at < at) {
				at, found = s.stretches[next[i]].at, true
			}
		}
		if !found {
			return
		}
		for i, s := range sets {
			here[i] = nil
			if next[i] < len(s.stretches) && s.stretches[next[i]].at == at {
				here[i] = &s.stretches[next[i]]
				next[i]++
			}
		}
		visit(at, here)
	}
}

// encode writes a stretch for table block: offsets of two bytes each, or the bitmap.
func (s *stretch) encode() []byte {
	if s.many != nil {
		out := make([]byte, 0, stretchSize/8)
		for _, w := range s.many {
			out = binary.LittleEndian.AppendUint64(out, w)
		}
		return out
	}
	out := make([]byte, 0, 2*len(s.few))
	for _, o := range s.few {
		out = binary.LittleEndian.AppendUint16(out, o)
	}
	return out
}

// decodeStretch reads what encode wrote.
func decodeStretch(at uint32, data []byte) (stretch, error) {
	if len(data) == stretchSize/8 {
		var b bitmap
		for i := range b {
			b[i] = binary.LittleEndian.Uint64(data[8*i:])
		}
		return stretch{at: at, many: &b}, nil
	}
	few := make([]uint16, len(data)/2)
	for i := range few {
		few[i] = binary.LittleEndian.Uint16(data[2*i:])
		if few[i] >= stretchSize || (i > 0 && few[i] <= few[i-1]) {
			return stretch{}, fmt.Errorf("block %d is damaged", at)
		}
	}
	return stretch{at: at, few: few}, nil
}

package intake

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"readout/store"
)

// Near-copies: the text of an agency stands in many outlets, each of which cuts it, adds to it and gives it a headline
// of its own. Texts are held against each other by their shingles, the sets of all runs of five words (Broder, "On the
// resemblance and containment of documents", 1997). Containment, the part of the shorter text that is in the longer, is what
// counts: an outlet that prints the first third of a report has copied it, although the two resemble each other by a third only.
const (
	shingleWords = 5
	// nearContainment: at half, a text is a copy. Broder et al. ("Syntactic clustering of the Web", 1997) cluster at a
	// resemblance of one half; the measurement in near_test.go has copies from 0.86 upwards and other
	// reports on the same event, with the same quotations, up to 0.29.
	nearContainment = 0.5
	// nearLeast is how many shingles two texts must share: two short notes may be the same two sentences of a statement.
	nearLeast = 40
)

// Shingles are the runs of five words of a text, as sorted hashes.
type Shingles []uint64

// ShinglesOf cuts a text into shingles. Capitals and punctuation do not count.
func ShinglesOf(text string) Shingles {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) < shingleWords {
		return nil
	}
	out := make(Shingles, 0, len(words)-shingleWords+1)
	h := fnv.New64a()
	for i := range len(words) - shingleWords + 1 {
		h.Reset()
		for _, w := range words[i : i+shingleWords] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shared counts what two sets have in common.
func (s Shingles) shared(t Shingles) (n int) {
	for i, j := 0, 0; i < len(s) && j < len(t); {
		switch {
		case s[i] < t[j]:
			i++
		case s[i] > t[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Resemblance is the Jaccard coefficient of two texts: 1 when they are the same, 0 when they share no five words.
func (s Shingles) Resemblance(t Shingles) float64 {
	n := s.shared(t)
	if n == 0 {
		return 0
	}
	return float64(n) / float64(len(s)+len(t)-n)
}

// Containment is the part of the shorter text that stands in the longer, 0 to 1.
func (s Shingles) Containment(t Shingles) float64 {
	if len(s) == 0 || len(t) == 0 {
		return 0
	}
	return float64(s.shared(t)) / float64(min(len(s), len(t)))
}

// Near reports whether one text is a copy of the other, perhaps cut or with additions.
func (s Shingles) Near(t Shingles) bool {
	n := s.shared(t)
	return n >= nearLeast && float64(n) >= nearContainment*float64(min(len(s), len(t)))
}

// Copies finds, among the articles added to it, those that carry the same text as another. It compares articles that
// were published within three days of each other, since agency text is printed at once or not at all, and articles
// of which the day is unknown with each other. It keeps about 4 kB for an article of 500 words.
type Copies struct {
	byDay map[string][]copied
}

type copied struct {
	id       string
	shingles Shingles
}

// copyDays is how many days two copies may lie apart.
const copyDays = 3

// Add adds an article and returns the IDs of those before it that carry the same text, in the order in which they
// were added, day by day. An article that was added before under the same ID is replaced.
func (c *Copies) Add(a store.Article) []string {
	if c.byDay == nil {
		c.byDay = map[string][]copied{}
	}
	mine := ShinglesOf(a.Text)
	var same []string
	for _, day := range around(a.Published) {
		c.byDay[day] = slices.DeleteFunc(c.byDay[day], func(o copied) bool { return o.id == a.ID })
		for _, o := range c.byDay[day] {
			if mine.Near(o.shingles) {
				same = append(same, o.id)
			}
		}
	}
	c.byDay[string(a.Published)] = append(c.byDay[string(a.Published)], copied{a.ID, mine})
	return same
}

// around lists the days that a copy may have been published on. A month or a year is compared with itself only.
func around(d store.Date) []string {
	t, ok := d.Time()
	if !ok || len(d) < len("2006-01-02") {
		return []string{string(d)}
	}
	var days []string
	for n := -copyDays; n <= copyDays; n++ {
		days = append(days, t.AddDate(0, 0, n).Format("2006-01-02"))
	}
	return days
}

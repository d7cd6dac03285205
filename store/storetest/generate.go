package storetest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"readout/store"
)

// factsAnArticle is how many facts each generated article has.
const factsAnArticle = 20

// Generate makes up articles about meetings, with names, dates, kinds and words in the proportions of news: few
// people and words are everywhere, most are rare. Two calls with the same arguments give the same batches,
// and a shorter run is the beginning of a longer one.
func Generate(articles int, seed uint64) iter.Seq[store.Batch] {
	return func(yield func(store.Batch) bool) {
		w := NewWorld(seed)
		for i := range articles {
			if !yield(w.batch(i)) {
				return
			}
		}
	}
}

// A World is what the generated articles speak of. Not for concurrent use.
type World struct {
	rand     *rand.Rand
	words    zipf
	people   zipf
	places   zipf
	meetings []store.Meeting
}

const (
	worldWords    = 6000
	worldPeople   = 1500
	worldPlaces   = 400
	worldMeetings = 10000
)

// NewWorld makes the world that Generate with the same seed writes about.
func NewWorld(seed uint64) *World {
	w := &World{rand: rand.New(rand.NewPCG(seed, seed^0x9E3779B97F4A7C15))}
	w.words = newZipf(coined(w.rand, worldWords, 1, 3))
	w.people = newZipf(doubled(w.rand, worldPeople))
	w.places = newZipf(coined(w.rand, worldPlaces, 1, 2))
	for i := range worldMeetings {
		w.meetings = append(w.meetings, w.meeting(i))
	}
	return w
}

func (w *World) meeting(i int) store.Meeting {
	place := w.places.pick(w.rand)
	day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.rand.IntN(12000))
	people := []string{w.people.pick(w.rand), w.people.pick(w.rand)}
	slices.Sort(people)
	return store.Meeting{
		ID:     fmt.Sprintf("%s-%s-%d", day.Format(time.DateOnly), place, i),
		People: slices.Compact(people),
		Place:  place,
		From:   store.Date(day.Format(time.DateOnly)),
		Title:  shown(place) + ", " + day.Format("2 January 2006"),
		Names:  []string{"the " + shown(place) + " talks"},
	}
}

func (w *World) batch(i int) store.Batch {
	m := w.meetings[w.rand.IntN(len(w.meetings))]
	day, _ := m.From.Time()
	id := fmt.Sprintf("article-%06d", i)
	outlet := shown(w.words.words[i%40]) + " News"
	b := store.Batch{
		Article: store.Article{
			ID: id, Outlet: outlet, Title: shown(w.sentence(7)), URL: "https://news.example/" + id,
			Published: store.Date(day.AddDate(0, 0, w.rand.IntN(3)).Format(time.DateOnly)),
		},
		Meetings: []store.Meeting{m},
		Names:    []store.Name{{Key: m.Place, Class: store.Place, Name: shown(m.Place)}},
	}
	for _, p := range m.People {
		b.Names = append(b.Names, store.Name{Key: p, Class: store.Person, Name: shown(p), Aliases: []string{shown(p[strings.Index(p, "-")+1:])}})
	}
	for n := range factsAnArticle {
		b.Facts = append(b.Facts, w.fact(fmt.Sprintf("%s/fact-%02d", id, n), id, m, n))
	}
	return b
}

// typed are the kinds that every article has a fact of, with a claim.
var typed = [...]store.Kind{store.KindHeld, store.KindDate, store.KindPlace, store.KindDuration}

func (w *World) fact(id, article string, m store.Meeting, n int) store.Fact {
	kind := store.Kinds[4+w.rand.IntN(len(store.Kinds)-6)] // all but the last two, which stand aside
	if n < 4 {
		kind = typed[n]
	}
	f := store.Fact{
		ID: id, Article: article, Meeting: m.ID, Kind: kind,
		Statement: shown(w.sentence(8+w.rand.IntN(12))) + ".",
		People:    m.People,
		Words:     []string{w.words.pick(w.rand), w.words.pick(w.rand) + " " + w.words.pick(w.rand)},
		Anchor:    w.sentence(5),
	}
	switch kind {
	case typed[0], typed[1], typed[2], typed[3]:
		f.Claim = string(kind)
		f.Value = fmt.Sprintf("PT%dM", 10*(1+w.rand.IntN(12)))
	case store.KindStatement, store.KindPosition:
		f.Speaker = m.People[w.rand.IntN(len(m.People))]
		f.Quote = w.sentence(6)
	default:
		if w.rand.IntN(5) == 0 {
			f.Claim = w.words.words[w.rand.IntN(60)]
		}
	}
	if w.rand.IntN(4) == 0 {
		f.People = append(slices.Clone(m.People), w.people.pick(w.rand))
		f.Topics = []string{w.words.pick(w.rand)}
	}
	return f
}

func (w *World) sentence(words int) string {
	s := make([]string, words)
	for i := range s {
		s[i] = w.words.pick(w.rand)
		if w.rand.IntN(8) == 0 {
			s[i] += "s"
		}
	}
	return strings.Join(s, " ")
}

// Word returns the word of the given rank; 0 is the commonest.
func (w *World) Word(rank int) string { return w.words.words[rank%len(w.words.words)] }

// Pick returns a word, common ones more often.
func (w *World) Pick() string { return w.words.pick(w.rand) }

// Meeting returns one of the meetings.
func (w *World) Meeting(i int) store.Meeting { return w.meetings[i%len(w.meetings)] }

// A zipf picks words so that the nth is about n times rarer than the first.
type zipf struct {
	words []string
	upTo  []float64 // sum of the shares of the words up to each
}

func newZipf(words []string) zipf {
	z := zipf{words: words, upTo: make([]float64, len(words))}
	sum := 0.0
	for i := range words {
		sum += 1 / float64(i+3)
		z.upTo[i] = sum
	}
	return z
}

func (z zipf) pick(r *rand.Rand) string {
	at := r.Float64() * z.upTo[len(z.upTo)-1]
	i, _ := slices.BinarySearch(z.upTo, at)
	return z.words[min(i, len(z.words)-1)]
}

var (
	onsets = strings.Fields("b br ch d dr f g gr h k kl l m n p pr r s sh st t tr v w z")
	nuclei = strings.Fields("a e i o u ai ea ou")
	codas  = []string{"", "", "", "l", "m", "n", "nd", "r", "rk", "s", "t"}
	ends   = []string{"k", "m", "nd", "p", "rk"} // no ending that stemming would take off, so that Plain need not know it
)

// coined makes up n different words of so many syllables and one more.
func coined(r *rand.Rand, n, fewest, most int) []string {
	seen := map[string]bool{}
	words := make([]string, 0, n)
	for len(words) < n {
		var b strings.Builder
		for range fewest + r.IntN(most-fewest+1) {
			b.WriteString(onsets[r.IntN(len(onsets))] + nuclei[r.IntN(len(nuclei))] + codas[r.IntN(len(codas))])
		}
		b.WriteString(onsets[r.IntN(len(onsets))] + nuclei[r.IntN(len(nuclei))] + ends[r.IntN(len(ends))])
		if word := b.String(); !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// doubled makes up n keys of people: "first-last".
func doubled(r *rand.Rand, n int) []string {
	given, family := coined(r, n/10+1, 0, 1), coined(r, n, 1, 2)
	keys := make([]string, n)
	for i := range keys {
		keys[i] = given[r.IntN(len(given))] + "-" + family[i]
	}
	return keys
}

// shown writes a key or a sentence as it is shown.
func shown(s string) string {
	s = strings.ReplaceAll(s, "-", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}

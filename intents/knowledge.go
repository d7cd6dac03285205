package intents

import (
	"slices"
	"sort"
	"strconv"
	"sync"

	"readout/internal/lang"
	"readout/store"
)

// knowledge is an immutable snapshot of all that the store knows by name, ready for reading questions.
type knowledge struct {
	catalog      store.Catalog
	lex          *lang.Lexicon
	book         *phraseBook
	kindTerms    map[store.Kind]*terms // what facts of a kind are about
	meetings     map[string]*store.Meeting
	articles     map[string]*store.Article
	stems        map[string][]string // stem → the store's words that have it
	freq         map[string]int      // stem → in about how many facts
	docs         docCache
	calendar     calendar
	main         []string       // ids of the meetings of the people who met most often, by date
	mainMet      []string       // those people
	meetingWords *terms         // the terms of words that say no more than "meeting"
	claims       [][]lang.Token // the phrases that put a claim to be checked
	alike        sync.Map       // concept key → []string, see searchWords
	likely       sync.Map       // id of a meeting → []likely, see turn.likely
}

// Labels of the lexicon's Label senses: a meeting or an article, by its names.
const (
	meetingLabel = "m:"
	articleLabel = "a:"
	outletLabel  = "o:"
)

func newKnowledge(c store.Catalog) (*knowledge, error) {
	base, err := lang.Base()
	if err != nil {
		return nil, err
	}
	book, err := loadPhrasings()
	if err != nil {
		return nil, err
	}
	kinds, err := loadKinds()
	if err != nil {
		return nil, err
	}
	k := &knowledge{
		catalog: c, book: book, kindTerms: map[store.Kind]*terms{}, meetings: map[string]*store.Meeting{}, articles: map[string]*store.Article{},
		stems: map[string][]string{}, freq: map[string]int{},
	}
	k.catalog.Meetings = slices.Clone(c.Meetings)
	sort.SliceStable(k.catalog.Meetings, func(i, j int) bool {
		return latest(k.catalog.Meetings[i].From) < latest(k.catalog.Meetings[j].From)
	})
	labels := map[string][]string{}
	for i := range k.catalog.Meetings {
		m := &k.catalog.Meetings[i]
		k.meetings[m.ID] = m
		labels[meetingLabel+m.ID] = append([]string{m.Title}, m.Names...)
	}
	for i := range c.Articles {
		a := &c.Articles[i]
		k.articles[a.ID] = a
		labels[articleLabel+a.ID] = append([]string{a.Outlet, a.Title}, a.Aliases...)
	}
	names := make([]lang.Name, 0, len(c.Names))
	for _, n := range c.Names {
		names = append(names, langName(n))
	}
	k.lex = base.With(names, labels, c.Words)
	for _, phrase := range k.lex.GrammarWords("claim") {
		k.claims = append(k.claims, lang.Tokenize(phrase))
	}
	for kind, words := range kinds {
		k.kindTerms[kind] = k.termsOf(words, weightKind)
	}
	k.meetingWords = k.words("meeting-word")
	k.calendar = k.newCalendar()
	k.main = k.findMain()
	if len(k.main) > 0 {
		k.mainMet = k.meetings[k.main[0]].People
	}
	words := make([]string, 0, len(c.Words))
	for w := range c.Words {
		words = append(words, w)
	}
	sort.Strings(words)
	for _, w := range words {
		stem := lang.Stem(w)
		k.stems[stem] = append(k.stems[stem], w)
		k.freq[stem] += c.Words[w]
	}
	return k, nil
}

// latest makes dates comparable: "2015-11" comes after every day of that month that is known.
func latest(d store.Date) string { return string(d) + "~" }

func langName(n store.Name) lang.Name {
	out := lang.Name{
		Key: n.Key, Class: string(n.Class), Full: n.Name, Aliases: n.Aliases, Demonyms: n.Demonym, Gender: n.Gender, In: n.In,
	}
	for _, r := range n.Roles {
		out.Offices = append(out.Offices, lang.Office{Role: r.Title, Of: r.Of, From: string(r.From), To: string(r.To)})
	}
	return out
}

// searchWords returns the words of the store that mean a concept, or that a name is written with:
// only these can find anything, and there are few of them.
func (k *knowledge) searchWords(s lang.Sense) wordSet {
	if words, ok := k.alike.Load(s.ID); ok {
		return words.(wordSet)
	}
	var forms []string
	switch s.Class {
	case lang.Concept:
		forms = k.lex.Words(s.Key)
	case lang.Named:
		if n := k.lex.Name(s.Key); n != nil {
			forms = slices.Concat([]string{n.Full}, n.Aliases, n.Cased, n.Demonyms)
		}
	}
	words := k.known(forms)
	k.alike.Store(s.ID, words)
	return words
}

// A wordSet is words that the store has, and in about how many facts any of them stands.
type wordSet struct {
	words []string
	count int
}

// known keeps the forms whose every word the store has.
func (k *knowledge) known(forms []string) wordSet {
	var out wordSet
	for _, f := range forms {
		if n := k.frequency(lang.Tokenize(f)); n > 0 && !slices.Contains(out.words, f) {
			out.words = append(out.words, f)
			out.count += n
		}
	}
	return out
}

// frequency is in how many facts a phrase can stand at most: as many as its rarest word.
func (k *knowledge) frequency(tokens []lang.Token) int {
	if len(tokens) == 0 {
		return 0
	}
	least := 1 << 30
	for _, t := range tokens {
		least = min(least, k.freq[t.Stem])
	}
	return least
}

// rarity is the inverse frequency of what stands in n facts: 0 for all of them, 1 for none.
func (k *knowledge) rarity(n int) float64 { return inverseFrequency(n, k.catalog.Facts) }

// articleCount says how many articles there are, in words for small numbers.
func (k *knowledge) articleCount() string { return spell(len(k.catalog.Articles)) }

// spell writes a small number as a word.
func spell(n int) string {
	small := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return strconv.Itoa(n)
}

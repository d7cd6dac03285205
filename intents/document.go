package intents

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"readout/internal/lang"
	"readout/store"
)

// A doc is a fact as it is matched against questions: the identities of its words, concepts and names,
// each with how fully the fact is about it.
type doc struct {
	terms   terms
	also    *terms      // shared with others of its sort: what facts of its kind are about, words for "meeting"
	stated  terms       // of the statement alone
	own     int         // words of weight in the statement, for precision
	subject string      // the name that the statement begins with
	names   []string    // all names in the statement
	when    []lang.When // calendar times in the statement
	clock   bool        // the statement gives a time of day
	numbers bool        // it gives a number
	asked   *asked      // the questions that it is known to answer
	meeting *doc        // what its meeting lends it; nil when it has none
	article *doc        // what its article lends it
	runs    [][]uint64  // the words of its quotation, in order
	reports []string    // of an article: ids of the meetings in whose days it was published
}

// terms are identities with weights, by id. Most look-ups find nothing: a filter of one hash answers them.
type terms struct {
	list   []term
	filter filter
}

// A filter has a bit for each hash; few enough of them are set that most of what is not there shows at once.
type filter [64]uint64

func newTerms(list []term) terms {
	t := terms{list: list}
	for _, x := range list {
		word, bit := filterBit(x.id)
		t.filter[word] |= bit
	}
	return t
}

func filterBit(id uint64) (word int, bit uint64) {
	h := id * 0x9E3779B97F4A7C15 // Fibonacci hashing spreads the bits of short keys
	return int(h >> 58), 1 << (h >> 52 & 63)
}

func (t *terms) weight(id uint64) float64 {
	word, bit := filterBit(id)
	if t.filter[word]&bit == 0 {
		return 0
	}
	lo, hi := 0, len(t.list)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if t.list[mid].id < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(t.list) && t.list[lo].id == id {
		return t.list[lo].weight
	}
	return 0
}

type term struct {
	id     uint64
	weight float64
}

// Weights of what a fact says itself, and of what follows from it.
const (
	weightOwn      = 1.0  // in the statement, quotation or search words
	weightFiled    = 0.6  // a name that is its topic
	weightTopic    = 0.8  // the topic it is filed under
	weightAside    = 0.45 // a name among its search words only
	weightSpeaks   = 0.9  // "the Kremlin" for Russia
	weightKind     = 0.9  // what facts of its kind are about
	weightCountry  = 0.6  // the country of a person it names
	weightCompared = 0.6  // what a name in a comparison's question weighs: it is about just those
	weightRole     = 0.8  // an office that a person it names holds or held
)

func (d *doc) weight(id uint64) float64 {
	w := d.terms.weight(id)
	if d.also != nil {
		w = max(w, d.also.weight(id))
	}
	return w
}

// A docBuilder collects terms.
type docBuilder struct {
	k     *knowledge
	terms []term // in the order found, repeated as often
	doc   *doc
}

func (k *knowledge) newDoc() *docBuilder {
	return &docBuilder{k: k, terms: make([]term, 0, 128), doc: &doc{}}
}

func (b *docBuilder) add(id uint64, weight float64) {
	b.terms = append(b.terms, term{id, weight})
}

// text adds all words and concepts of a text, and its names as worth named.
func (b *docBuilder) text(text string, weight, named float64) lang.Analysis {
	a := b.k.lex.Analyze(text)
	inside := insideNames(a)
	for i, t := range a.Tokens {
		if !inside[i] {
			b.add(lang.WordID(t.Stem), weight)
		}
	}
	for _, m := range a.Matches {
		for _, s := range m.Senses {
			if s.Class == lang.Concept && m.End-m.Start == 1 && inside[m.Start] {
				continue
			}
			if s.Class != lang.Named {
				b.add(s.ID, weight*s.Strength)
			} else if named > 0 {
				b.name(s.Key, named)
			}
		}
	}
	return a
}

// words returns the terms of a class of grammar.rec.
func (k *knowledge) words(class string) *terms { return k.termsOf(k.lex.GrammarWords(class), 1) }

// termsOf returns the terms of words, as worth weight.
func (k *knowledge) termsOf(words []string, weight float64) *terms {
	b := k.newDoc()
	b.text(strings.Join(words, "\n"), weight, 0)
	t := b.sorted()
	return &t
}

// insideNames marks the words of names of several words: "New" in "New York" is not new.
func insideNames(a lang.Analysis) []bool {
	inside := make([]bool, len(a.Tokens))
	for _, m := range a.Matches {
		if m.End-m.Start < 2 {
			continue
		}
		for _, s := range m.Senses {
			if s.Class == lang.Named {
				for i := m.Start; i < m.End; i++ {
					inside[i] = true
				}
			}
		}
	}
	return inside
}

// name adds a name and what it stands for: the country of a person or of a government's seat.
func (b *docBuilder) name(key string, weight float64) {
	b.add(lang.NewSense(lang.Named, key).ID, weight)
	n := b.k.lex.Name(key)
	if n == nil {
		return
	}
	if n.Class == "person" {
		for _, o := range n.Offices {
			b.add(lang.NewSense(lang.Role, o.Role).ID, weight*weightRole)
		}
	}
	if n.SpeaksFor != "" {
		b.add(lang.NewSense(lang.Named, n.SpeaksFor).ID, weight*weightSpeaks)
	}
	if n.In != "" {
		b.add(lang.NewSense(lang.Named, n.In).ID, weight*weightCountry)
	}
	if n.Of != "" {
		b.add(lang.NewSense(lang.Named, n.Of).ID, weight*weightSpeaks)
	}
}

func (b *docBuilder) finish() *doc {
	b.doc.terms = b.sorted()
	return b.doc
}

// sorted returns the terms collected so far, by id.
func (b *docBuilder) sorted() terms {
	all := slices.Clone(b.terms)
	slices.SortFunc(all, func(x, y term) int {
		if c := cmp.Compare(x.id, y.id); c != 0 {
			return c
		}
		return cmp.Compare(y.weight, x.weight)
	})
	return newTerms(slices.CompactFunc(all, func(x, y term) bool { return x.id == y.id })) // the weightiest stays
}

// factDoc reads a fact.
func (k *knowledge) factDoc(f *store.Fact) *doc {
	b := k.newDoc()
	a := b.text(f.Statement, weightOwn, weightOwn)
	b.doc.when = lang.Whens(a.Tokens)
	b.doc.clock = slices.ContainsFunc(a.Tokens, func(t lang.Token) bool { return k.lex.Grammar("clock-mark", t.Norm) })
	b.doc.numbers = lang.HasNumber(withoutTimes(a.Tokens, b.doc.when))
	for _, m := range a.Segments() {
		for _, s := range m.Senses {
			if s.Class == lang.Named && m.Start < 2 && b.doc.subject == "" {
				b.doc.subject = s.Key
			}
			if s.Class == lang.Named && !slices.Contains(b.doc.names, s.Key) {
				b.doc.names = append(b.doc.names, s.Key)
			}
		}
	}
	b.doc.own = weighty(a)
	b.doc.stated = b.sorted()
	if quote := b.text(f.Quote, weightOwn, weightOwn); len(quote.Tokens) > 0 {
		b.doc.runs = append(b.doc.runs, wordHashes(quote.Tokens))
	}
	b.text(strings.Join(f.Words, "\n"), weightOwn, weightAside)
	b.text(f.Attributed, weightOwn, weightOwn)
	for _, p := range f.People {
		b.name(p, weightOwn)
	}
	if f.Speaker != "" {
		b.name(f.Speaker, weightOwn)
	}
	for _, topic := range f.Topics {
		if k.lex.Name(topic) != nil {
			b.name(topic, weightFiled)
		}
		b.text(strings.ReplaceAll(topic, "-", " "), weightTopic, 0)
	}
	if len(f.Questions) > 0 {
		named := weightModifier
		if f.Kind == store.KindComparison {
			named = weightCompared
		}
		b.doc.asked = k.newAsked(f.Questions, named)
	}
	b.doc.also = k.kindTerms[f.Kind]
	return b.finish()
}

// withoutTimes drops the tokens of calendar times, whose figures count nothing.
func withoutTimes(tokens []lang.Token, times []lang.When) []lang.Token {
	var out []lang.Token
	for i, t := range tokens {
		if !slices.ContainsFunc(times, func(w lang.When) bool { return i >= w.Start && i < w.End }) {
			out = append(out, t)
		}
	}
	return out
}

// wordHashes are the identities of words in their order.
func wordHashes(tokens []lang.Token) []uint64 {
	out := make([]uint64, len(tokens))
	for i, t := range tokens {
		out[i] = lang.WordID(t.Stem)
	}
	return out
}

// weighty counts the words of a text that carry evidence.
func weighty(a lang.Analysis) int {
	light := map[int]bool{}
	for _, m := range a.Segments() {
		for _, s := range m.Senses {
			if s.Class == lang.Light {
				for i := m.Start; i < m.End; i++ {
					light[i] = true
				}
			}
		}
	}
	return len(a.Tokens) - len(light)
}

// context returns what a meeting or an article lends to its facts.
func (k *knowledge) context(label string) *doc {
	k.docs.mu.RLock()
	d := k.docs.docs[label]
	k.docs.mu.RUnlock()
	if d != nil {
		return d
	}
	b := k.newDoc()
	if m := k.meetings[strings.TrimPrefix(label, meetingLabel)]; m != nil && strings.HasPrefix(label, meetingLabel) {
		b.add(lang.NewSense(lang.Label, label).ID, 1)
		b.text(m.Title, 1, 1)
		b.text(strings.Join(m.Names, "\n"), 1, 0)
		for _, key := range slices.Concat(m.People, []string{m.Place, m.Occasion}) {
			b.name(key, 1)
		}
		b.place(m.Place)
		if o := b.k.lex.Name(m.Occasion); o != nil {
			if series := b.k.lex.Name(o.Of); series != nil && series.By != "" {
				b.name(series.By, 1) // at the UN
			}
		}
		b.add(lang.NewSense(lang.Role, "leader").ID, 1)
		b.doc.also = k.meetingWords
	}
	if a := k.articles[strings.TrimPrefix(label, articleLabel)]; a != nil && strings.HasPrefix(label, articleLabel) {
		b.add(lang.NewSense(lang.Label, label).ID, 1)
		b.doc.also = &k.outlet(a.Outlet, a.Aliases).terms
		for _, day := range daysNear(a.Published) {
			b.doc.reports = append(b.doc.reports, k.calendar.on[day]...)
		}
	}
	d = b.finish()
	k.keep(label, d)
	return d
}

// outlet returns what an outlet lends to its articles; its names and the words for "article" are read once.
func (k *knowledge) outlet(name string, aliases []string) *doc {
	label := strings.Join(append([]string{outletLabel + name}, aliases...), "\n")
	k.docs.mu.RLock()
	d := k.docs.docs[label]
	k.docs.mu.RUnlock()
	if d != nil {
		return d
	}
	b := k.newDoc()
	b.text(name, 1, 1)
	b.text(strings.Join(aliases, "\n"), 1, 1)
	b.text(strings.Join(k.lex.GrammarWords("article-word"), "\n"), 1, 0)
	d = b.finish()
	k.keep(label, d)
	return d
}

// place adds the country that a place lies in, in full: a meeting in Hangzhou is one in China.
func (b *docBuilder) place(key string) {
	if n := b.k.lex.Name(key); n != nil && n.In != "" {
		b.add(lang.NewSense(lang.Named, n.In).ID, 1)
	}
}

// inverseFrequency is 1 for what stands in no fact and falls to 0 for what stands in all of total.
func inverseFrequency(n, total int) float64 {
	if total < 1 {
		return 1
	}
	return math.Max(0, math.Log(float64(total+1)/float64(n+1))/math.Log(float64(total+1)))
}

// A docCache keeps the docs of facts that questions keep asking for.
type docCache struct {
	mu   sync.RWMutex
	docs map[string]*doc
}

// maxDocs bounds the cache; a doc takes a few kB.
const maxDocs = 20_000

// docsOf returns the docs of facts, reading those that are not remembered.
func (k *knowledge) docsOf(facts []*store.Fact) []*doc {
	out := make([]*doc, len(facts))
	k.docs.mu.RLock()
	for i := range facts {
		out[i] = k.docs.docs[facts[i].ID]
	}
	k.docs.mu.RUnlock()
	for i := range facts {
		if out[i] == nil {
			out[i] = k.remember(facts[i])
		}
	}
	return out
}

func (k *knowledge) remember(f *store.Fact) *doc {
	d := k.factDoc(f)
	if f.Meeting != "" {
		d.meeting = k.context(meetingLabel + f.Meeting)
	}
	d.article = k.context(articleLabel + f.Article)
	k.keep(f.ID, d)
	return d
}

// keep remembers a doc by the id of its fact or by the label of its meeting, article or outlet (which hold a ":").
func (k *knowledge) keep(key string, d *doc) {
	k.docs.mu.Lock()
	defer k.docs.mu.Unlock()
	if k.docs.docs == nil || len(k.docs.docs) >= maxDocs {
		k.docs.docs = map[string]*doc{}
	}
	k.docs.docs[key] = d
}

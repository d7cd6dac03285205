package intents

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
)

// A Router is a bot.Answerer: it parses, finds, ranks, tests the evidence and composes. It may be used
// from many goroutines.
type Router struct {
	finder store.Finder
	mu     sync.Mutex
	know   *knowledge // of catalog version know.catalog.Version

	offering sync.Mutex
	offers   *offers // see complete.go
}

// New returns a Router that answers from f. Names are read at the first question, and again when the store changes.
func New(f store.Finder) *Router { return &Router{finder: f} }

// Answer answers one question. Not knowing is an answer; an error means that the store failed.
func (r *Router) Answer(ctx context.Context, q bot.Question) (bot.Answer, error) {
	k, err := r.knowledge(ctx)
	if err != nil {
		return bot.Answer{}, err
	}
	t := turn{k: k, finder: r.finder}
	return t.answer(ctx, q)
}

func (r *Router) knowledge(ctx context.Context) (*knowledge, error) {
	c, err := r.finder.Catalog(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the names of the store: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.know == nil || r.know.catalog.Version != c.Version {
		k, err := newKnowledge(c)
		if err != nil {
			return nil, fmt.Errorf("read the language tables: %w", err)
		}
		r.know = k
	}
	return r.know, nil
}

// A turn is the work on one question of a conversation.
type turn struct {
	k      *knowledge
	finder store.Finder
}

func (t *turn) answer(ctx context.Context, question bot.Question) (bot.Answer, error) {
	parts := t.k.split(readable(question.Text))
	if len(parts) == 1 {
		a, _, err := t.one(ctx, parts[0], question.Earlier)
		return a, err
	}
	var answers []bot.Answer
	earlier := question.Earlier
	for _, p := range parts {
		a, _, err := t.one(ctx, p, earlier)
		if err != nil {
			return bot.Answer{}, err
		}
		answers = append(answers, a)
		earlier = append(earlier[:len(earlier):len(earlier)], p)
	}
	return join(answers), nil
}

// maxText is how many bytes of a message are read: nobody asks in more, and what is read is read several times.
const maxText = 2000

// readable cuts a message to what is read of it, at a whole character.
func readable(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// longSlip is from how many letters on a slip is worth saying what it was taken for: "wich" explains itself.
const longSlip = 5

// mended says which slips were taken for what, so that nobody is answered another question unawares.
func mended(q *Query) string {
	var said []string
	for _, m := range q.Mends {
		if len(m.Written) >= longSlip {
			said = append(said, fmt.Sprintf("%q as %q", m.Written, m.Meant))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "(I read " + and(said) + ".)"
}

// one answers a single question in its conversation, and returns how it was read.
func (t *turn) one(ctx context.Context, text string, earlier []string) (bot.Answer, *Query, error) {
	q := t.k.parse(text)
	if a, ok := t.k.talk(q); ok {
		return a, q, nil
	}
	if len(earlier) > 0 {
		if err := t.carry(ctx, q, earlier); err != nil {
			return bot.Answer{}, nil, err
		}
	}
	facts, err := t.find(ctx, q, q.aside()...)
	if err != nil {
		return bot.Answer{}, nil, err
	}
	found, err := t.held(ctx, t.k.rank(q, facts))
	if err != nil {
		return bot.Answer{}, nil, err
	}
	a := t.k.compose(q, found)
	a.Note = strings.TrimSpace(a.Note + " " + mended(q))
	a.Why = t.k.why(q, found)
	return a, q, nil
}

// findLimit is how many facts are looked at: enough that the right one is among them though its words
// are common, few enough that judging them takes a fraction of a millisecond.
const findLimit = 50

// How many comparisons, and how many things that the articles are known not to tell, are looked at.
const (
	findCompared = 10
	findUnsaid   = 20
)

// findByKind is how many facts of the kinds asked for are looked at besides.
const findByKind = 30

// In a store of many thousand facts the best are far ahead of the rest, and reading facts costs more.
const (
	largeStore = 20_000 // facts
	findLarge  = 24
)

// countLimit is how many facts are looked at to count the articles that tell of something.
const countLimit = 1000

// find is the one place that reads facts: those with the words of the question, those of its kinds at its
// meetings, what other articles say on the same claims, and what more is to be looked for.
func (t *turn) find(ctx context.Context, q *Query, more ...store.Search) ([]*store.Fact, error) {
	s := store.Search{Groups: q.groups(), Limit: findLimit, Claims: true}
	if t.k.catalog.Facts > largeStore {
		s.Limit = findLarge
	}
	if q.Intent == "count-articles" {
		s.Limit = countLimit // every article that has anything on it counts
	}
	if (q.Intent == "differ" || q.Intent == "same") && !q.substance() {
		s = store.Search{Meetings: q.Meetings, Limit: countLimit, Claims: true} // wherever they may differ
	}
	searches := []store.Search{s}
	if second, ok := q.further(s); ok {
		searches = append(searches, second)
	}
	searches = append(searches, more...)
	found := make([][]store.Fact, len(searches))
	for i, s := range searches {
		var err error
		if found[i], err = t.finder.Find(ctx, s); err != nil {
			return nil, fmt.Errorf("look for facts: %w", err)
		}
	}
	return union(found), nil
}

// aside is the searches for what stands beside the facts that articles tell: comparisons, and what is known to be unsaid.
// Each is a search of its own: of many that share the words of a question either kind would crowd out the other.
func (q *Query) aside() []store.Search {
	groups := q.groups()
	out := []store.Search{{Kinds: comparisonKind, Groups: groups, Limit: findCompared, Claims: true}}
	if q.barred() {
		out = append(out, store.Search{Kinds: unsaidKind, Groups: groups, Limit: findUnsaid})
	}
	return out
}

var (
	comparisonKind = []store.Kind{store.KindComparison}
	unsaidKind     = []store.Kind{store.KindUnsaid}
)

// further is a second search, beside s, where the words of a question alone may not lead to what it is about; false
// when there is none to make.
func (q *Query) further(s store.Search) (store.Search, bool) {
	switch {
	case len(q.Articles) > 0 && len(q.content()) < 2:
		return store.Search{Articles: q.Articles, Limit: findLimit, Claims: true}, true
	case q.Intent == "about" && len(q.Meetings) > 0:
		return store.Search{Meetings: q.Meetings, Limit: findLimit, Claims: true}, true
	case q.Intent == "who" && len(q.Meetings) == 1 && len(q.Kinds) == 0:
		return store.Search{Meetings: q.Meetings, Kinds: metKinds, Limit: findByKind, Claims: true}, true
	case q.several:
		return store.Search{Meetings: q.Meetings, Kinds: q.Kinds, Groups: s.Groups, Limit: findLimit, Claims: true}, true
	case len(q.Kinds) == 0 || len(q.content()) > 3:
		return store.Search{}, false
	}
	byKind := store.Search{Meetings: q.Meetings, Kinds: q.Kinds, Limit: min(findByKind, s.Limit/2), Claims: true}
	if len(q.Meetings) == 0 {
		byKind.Groups = s.Groups // of all meetings, those that the words fit
	}
	return byKind, true
}

// union lists facts once, in the order in which they were found.
func union(found [][]store.Fact) []*store.Fact {
	n := 0
	for _, facts := range found {
		n += len(facts)
	}
	out := make([]*store.Fact, 0, n)
	seen := make(map[string]bool, n)
	for last, facts := range found {
		for i := range facts {
			id := facts[i].ID
			if seen[id] {
				continue
			}
			if last < len(found)-1 {
				seen[id] = true
			}
			out = append(out, &facts[i])
		}
	}
	return out
}

// splitAnd cuts "which city …, and which country …" in two.
func (k *knowledge) splitAnd(text string) []string {
	tokens := lang.Tokenize(text)
	for i := 4; i+4 < len(tokens); i++ {
		if k.lex.Grammar("opening", tokens[i].Norm) && k.lex.Grammar("wh", tokens[i+1].Norm) && k.lex.Grammar("wh", tokens[0].Norm) &&
			strings.Contains(text[tokens[i-1].End:tokens[i].Start], ",") {
			return []string{text[:tokens[i].Start] + "?", text[tokens[i+1].Start:]}
		}
	}
	return []string{text}
}

// split cuts a message into its questions, at question marks. What follows one and does not open like a
// question ("Name all of them.") stays with the question before it.
func (k *knowledge) split(text string) []string {
	var out []string
	for _, p := range strings.SplitAfter(text, "?") {
		tokens := lang.Tokenize(p)
		opens := len(tokens) > 1 && (k.lex.Grammar("wh", tokens[0].Norm) || k.lex.Grammar("auxiliary", tokens[0].Norm) || k.lex.Grammar("opening", tokens[0].Norm))
		switch {
		case len(out) == 0:
			out = append(out, p)
		case opens && len(tokens) > 2:
			out = append(out, p)
		default:
			out[len(out)-1] += p
		}
	}
	if len(out) > 3 {
		return []string{text}
	}
	if len(out) == 1 {
		return k.splitAnd(text)
	}
	return out
}

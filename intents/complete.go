package intents

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"readout/bot"
	"readout/internal/lang"
	"readout/store"
)

const (
	offerText    = 100   // characters of an offered question, as platforms count them (UTF-16)
	offerFacts   = 1500  // facts whose questions are offered
	offersOfFact = 2     // questions of each
	tries        = 60    // offers that are tried for one completion, at a fraction of a millisecond each
	offersMost   = 8_000 // offers that are kept
)

// An offer is a question that may be what somebody is typing.
type offer struct {
	text  string
	words []string // of the text, folded
	rank  int      // lower comes first among those that fit as well
}

// offers are all questions that a store suggests, and which of them were found to be answered.
type offers struct {
	version  int64 // of the catalog that they were made of
	all      []offer
	mu       sync.Mutex
	answered map[string]bool // guarded by mu
}

// What is asked of a meeting, of somebody or something with a name, and of a topic.
var (
	askMeeting = []string{"What happened in %s?"}
	askPerson  = []string{"What did %s say?", "Who is %s?", "What do you know about %s?"}
	askOther   = []string{"What was said about %s?", "What do you know about %s?"}
)

// Complete implements bot.Guide. What it offers has been asked before it is offered.
func (r *Router) Complete(ctx context.Context, typed string, n int) ([]string, error) {
	k, err := r.knowledge(ctx)
	if err != nil {
		return nil, err
	}
	all, err := r.offersOf(ctx, k)
	if err != nil {
		return nil, err
	}
	var out []string
	tried := 0
	for _, o := range all.fitting(typed) {
		ok, known := all.verdict(o.text)
		if !known {
			if tried++; tried > tries {
				continue
			}
			if ok, err = r.answers(ctx, k, o.text); err != nil {
				return nil, err
			}
			all.note(o.text, ok)
		}
		if ok {
			out = append(out, o.text)
		}
		if len(out) >= n {
			break
		}
	}
	return out, nil
}

// offersOf returns what a snapshot of the store suggests; it is made at the first completion.
func (r *Router) offersOf(ctx context.Context, k *knowledge) (*offers, error) {
	r.offering.Lock()
	defer r.offering.Unlock()
	if r.offers == nil || r.offers.version != k.catalog.Version {
		made, err := k.makeOffers(ctx, r.finder)
		if err != nil {
			return nil, err
		}
		r.offers = made
	}
	return r.offers, nil
}

// verdict says whether an offer was found to be answered; known is false when it was not tried yet.
func (o *offers) verdict(text string) (ok, known bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ok, known = o.answered[text]
	return ok, known
}

func (o *offers) note(text string, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.answered[text] = ok
}

// answers says whether a question has an answer.
func (r *Router) answers(ctx context.Context, k *knowledge, question string) (bool, error) {
	t := turn{k: k, finder: r.finder}
	a, err := t.answer(ctx, bot.Question{Text: question})
	return a.Status == bot.Answered || a.Status == bot.Smalltalk && a.Intent != "offtopic", err
}

// makeOffers lists what can be asked: at large, of each meeting, of each name and topic, and what facts are known to answer.
func (k *knowledge) makeOffers(ctx context.Context, f store.Finder) (*offers, error) {
	out := &offers{version: k.catalog.Version, answered: make(map[string]bool)}
	seen := make(map[string]bool)
	add := func(texts ...string) {
		for _, text := range texts {
			text = strings.Join(strings.Fields(text), " ")
			if key := strings.ToLower(text); !seen[key] && len(utf16.Encode([]rune(text))) <= offerText && len(out.all) < offersMost {
				seen[key] = true
				out.all = append(out.all, offer{text: text, words: folded(text), rank: len(out.all)})
			}
		}
	}
	add(k.examples()...)
	add("Which meetings do you know?", "Which articles do you have?")
	for _, m := range slices.Backward(k.catalog.Meetings) {
		add(asking(askMeeting, k.whereMet(&m))...)
	}
	for _, p := range k.book.all {
		for _, m := range slices.Backward(k.catalog.Meetings) {
			if where := k.whereMet(&m); p.ask != "" && where != "" {
				add(fmt.Sprintf(p.ask, where))
			}
		}
	}
	facts, err := f.Find(ctx, store.Search{Limit: offerFacts})
	if err != nil {
		return nil, fmt.Errorf("look for questions to offer: %w", err)
	}
	add(k.named(facts)...)
	for i := range offersOfFact { // the first of each fact, then the second
		for _, fact := range facts {
			if whole := k.whole(fact.Questions); i < len(whole) {
				add(whole[i])
			}
		}
	}
	return out, nil
}

// whole keeps the questions that are sentences, and not headwords ("Assad's post?").
func (k *knowledge) whole(questions []string) []string {
	return slices.DeleteFunc(slices.Clone(questions), func(q string) bool {
		words := folded(q)
		return len(words) < 4 || !k.lex.Grammar("wh", words[0]) && !k.lex.Grammar("auxiliary", words[0])
	})
}

// whereMet names a meeting as questions do: "Hangzhou, 2016". It is empty for one without a known place.
func (k *knowledge) whereMet(m *store.Meeting) string {
	if place := k.lex.Name(m.Place); place != nil {
		return place.Full + ", " + fmt.Sprint(m.From.Year())
	}
	return ""
}

// named asks about the people, the other names and the topics of facts, those first that most facts have.
func (k *knowledge) named(facts []store.Fact) []string {
	count := make(map[string]int)
	var keys []string
	topic := make(map[string]bool)
	for _, f := range facts {
		for i, key := range slices.Concat(f.People, f.Topics) {
			if count[key]++; count[key] == 1 {
				keys = append(keys, key)
			}
			topic[key] = topic[key] || i >= len(f.People)
		}
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	var out []string
	for _, key := range keys {
		name := k.lex.Name(key)
		switch {
		case name != nil && name.Class == string(store.Person):
			out = append(out, asking(askPerson, name.Full)...)
		case name != nil:
			out = append(out, asking(askOther, name.Full)...)
		case topic[key]:
			out = append(out, asking(askOther, strings.ReplaceAll(key, "-", " "))...)
		}
	}
	return out
}

func asking(forms []string, with string) []string {
	if with == "" {
		return nil
	}
	out := make([]string, len(forms))
	for i, form := range forms {
		out[i] = fmt.Sprintf(form, with)
	}
	return out
}

func folded(text string) []string {
	tokens := lang.Tokenize(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Norm
	}
	return words
}

// fitting lists the offers that fit what is typed, the best first: those that begin with it; those with all of its words, the
// last one perhaps unfinished; those with most of them.
func (o *offers) fitting(typed string) []offer {
	words := folded(typed)
	if len(words) == 0 {
		return o.all
	}
	type scored struct {
		offer
		score int
	}
	var found []scored
	for _, one := range o.all {
		if score := one.fit(words); score > 0 {
			found = append(found, scored{one, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(b.score-a.score, a.rank-b.rank) })
	out := make([]offer, len(found))
	for i, f := range found {
		out[i] = f.offer
	}
	return out
}

// fit says how well an offer fits the words typed; 0 is not at all.
func (o offer) fit(typed []string) int {
	begins, all, some := len(typed) <= len(o.words), true, 0
	for i, w := range typed {
		last := i == len(typed)-1
		begins = begins && (o.words[i] == w || last && strings.HasPrefix(o.words[i], w))
		has := slices.ContainsFunc(o.words, func(own string) bool { return own == w || strings.HasPrefix(own, w) && (last || len(w) > 2) })
		all = all && has
		if has {
			some++
		}
	}
	switch {
	case begins:
		return 1000
	case all:
		return 500
	case 2*some > len(typed):
		return some
	}
	return 0
}

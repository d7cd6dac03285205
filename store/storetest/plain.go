package storetest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readout/store"
)

// Question makes up the ith search of what Generate writes about: some by words only, some about a meeting,
// people or kinds, with rare and with common words.
func Question(w *World, i int) store.Search {
	s := store.Search{Limit: 60, Claims: i%2 == 0}
	for range 2 + i%7 {
		g := store.Group{Weight: float64(1 + w.rand.IntN(3))}
		for range 1 + w.rand.IntN(5) {
			g.Any = append(g.Any, w.Pick())
		}
		s.Groups = append(s.Groups, g)
	}
	m := w.Meeting(w.rand.IntN(len(w.meetings)))
	switch i % 6 {
	case 1:
		s.Meetings = []string{m.ID}
	case 2:
		s.People = m.People
	case 3:
		s.Kinds = []store.Kind{store.Kinds[w.rand.IntN(len(store.Kinds)-2)], store.KindTopic}
	case 4:
		s.Groups = s.Groups[:2]
		s.People = []string{w.people.words[0]}
		s.Kinds = []store.Kind{store.KindDate}
	}
	return s
}

// Plain answers a search of generated facts by looking at every one of them, word for word. It knows one
// inflection, the plural, and no phrases: the generated words and Question have no other.
func Plain(facts []store.Fact, s store.Search) []string {
	var fit []store.Fact
	for _, f := range facts {
		if fits(f, s) {
			fit = append(fit, f)
		}
	}
	weights := map[string][]float64{}
	texts := make([]map[string]bool, len(facts))
	for i, f := range facts {
		texts[i] = bareWords(f)
	}
	for _, g := range s.Groups {
		var holding []string
		for i, f := range facts {
			if slices.ContainsFunc(g.Any, func(word string) bool { return texts[i][bare(word)] }) {
				holding = append(holding, f.ID)
			}
		}
		n, all := float64(len(holding)), float64(len(facts))
		for _, id := range holding {
			weights[id] = append(weights[id], cmp.Or(g.Weight, 1)*math.Log1p((all-n+0.5)/(n+0.5)))
		}
	}
	scores := map[string]float32{} // sums that ought to be equal are
	for id, list := range weights {
		slices.Sort(list)
		sum := 0.0
		for _, w := range slices.Backward(list) {
			sum += w
		}
		scores[id] = float32(sum)
	}
	conditions := len(s.Meetings) + len(s.Articles) + len(s.People) + len(s.Speakers) + len(s.Kinds)
	if conditions == 0 && len(s.Groups) > 0 {
		fit = slices.DeleteFunc(fit, func(f store.Fact) bool { return scores[f.ID] == 0 })
	}
	slices.SortFunc(fit, func(a, b store.Fact) int {
		return cmp.Or(cmp.Compare(scores[b.ID], scores[a.ID]), strings.Compare(a.ID, b.ID))
	})
	fit = fit[:min(len(fit), cmp.Or(s.Limit, 50))]
	if s.Claims {
		fit = append(fit, companions(facts, fit)...)
	}
	return ids(fit)
}

func fits(f store.Fact, s store.Search) bool {
	one := func(list []string, keys ...string) bool {
		return len(list) == 0 || slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(list, k) })
	}
	return one(s.Meetings, f.Meeting) && one(s.Articles, f.Article) && one(s.People, f.People...) &&
		one(s.Speakers, f.Speaker) && (len(s.Kinds) == 0 || slices.Contains(s.Kinds, f.Kind))
}

// bareWords lists the words by which a fact is found, without inflection.
func bareWords(f store.Fact) map[string]bool {
	texts := slices.Concat([]string{f.Statement, f.Quote, f.Speaker}, f.Words, f.Questions, f.People, f.Topics)
	text := strings.ToLower(strings.Join(texts, " "))
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }) {
		words[bare(w)] = true
	}
	return words
}

// bare takes off the plural.
func bare(word string) string { return strings.TrimSuffix(word, "s") }

func companions(facts, found []store.Fact) []store.Fact {
	var more []store.Fact
	for _, f := range facts {
		shares := slices.ContainsFunc(found, func(g store.Fact) bool {
			return g.Claim != "" && g.Claim == f.Claim && g.Meeting == f.Meeting
		})
		if shares && !slices.ContainsFunc(found, func(g store.Fact) bool { return g.ID == f.ID }) {
			more = append(more, f)
		}
	}
	slices.SortFunc(more, func(a, b store.Fact) int { return strings.Compare(a.ID, b.ID) })
	return more
}

package intents

import "readout/store"

// missingUnsaid begins the refusal of a fact in favour of the review that the articles do not tell what is asked.
const missingUnsaid = "the article does not say: "

// Bounds for what is reviewed as unsaid.
const (
	barLike   = 0.6  // least likeness to a question that the articles are known not to answer
	barMargin = 0.15 // how much more like it must be than to a question that a fact is known to answer
)

// bar refuses the facts to whose known questions the question is less like than to one that is known to have no
// answer. What a review found unsaid holds for the reviewed articles: a fact read from another one stands.
func (q *Query) bar(found []candidate) {
	var best *candidate
	for i := range found {
		c := &found[i]
		if c.fact.Kind != store.KindUnsaid {
			continue
		}
		if c.missing == "" || c.missing == missingContent {
			if c.like >= barLike && (best == nil || c.like > best.like) {
				best = c
			}
		}
		c.missing = "tells what is not said"
	}
	if best == nil || !q.substance() || overviews[q.Intent] || overSources[q.Intent] {
		return // a question about a meeting as such is open: something is always said
	}
	for i := range found {
		c := &found[i]
		margin := barMargin
		if c.fact.Kind == store.KindComparison {
			margin = 0 // it has nothing but its questions to show that it fits
		}
		if c.missing == "" && c.like+margin < best.like && (c.fact.Confidence == 0 || c.fact.Article == best.fact.Article) {
			c.missing = missingUnsaid + best.fact.Statement
		}
	}
}

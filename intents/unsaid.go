package intents

import "readout/store"

// missingUnsaid begins the refusal of a fact in favour of the review that the articles do not tell what is asked.
const missingUnsaid = "the article does not say: "

// Bounds for what is reviewed as unsaid.
const (
	barLike   = 0.55  // least likeness to a question that the articles are known not to answer
	barMargin = 0.1 // how much more like it must be than to a question that a fact is known to answer
)

// bar refuses the facts to whose known questions the question is less like than to one that is known to have no
// answer. What a review found unsaid holds for the reviewed articles: a fact read from another one stands.
func bar(found []candidate) {
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
	if best == nil {
		return
	}
	for i := range found {
		c := &found[i]
		if c.missing == "" && c.like+barMargin < best.like && (c.fact.Confidence == 0 || c.fact.Article == best.fact.Article) {
			c.missing = missingUnsaid + best.fact.Statement
		}
	}
}

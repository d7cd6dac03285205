package intents

import (
	"slices"

	"readout/store"
)

// missingUnsaid begins the refusal of a fact in favour of the review that the articles do not tell what is asked.
const missingUnsaid = "the article does not say: "

// Bounds for what is reviewed as unsaid.
const (
	barLike   = 0.55 // least likeness to a question that the articles are known not to answer
	barMargin = 0.1  // how much more like it must be than to a question that a fact is known to answer
	barBehind = 0.5  // how much more of the question the fact may account for
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
			if c.like >= barLike && (c.fact.Meeting == "" || q.Meetings == nil || slices.Contains(q.Meetings, c.fact.Meeting)) && (best == nil || c.like > best.like) {
				best = c
			}
		}
		c.missing = "tells what is not said"
	}
	if best == nil || !q.barred() {
		return
	}
	for i := range found {
		c := &found[i]
		margin := barMargin
		if c.fact.Kind == store.KindComparison {
			margin = 0 // it has nothing but its questions to show that it fits
		}
		if c.missing == "" && c.like+margin < best.like && c.coverage < best.coverage+barBehind && (c.fact.Confidence == 0 || c.fact.Article == best.fact.Article) {
			c.missing = missingUnsaid + best.fact.Statement
		}
	}
}

// barred reports whether what is unsaid bears on a question: not on one about a meeting as such, of which something is
// always said, and not on one that leaves open whom or which meeting it means.
func (q *Query) barred() bool {
	open := q.Pronoun == "he" && len(q.Speaker) == 0 || q.Meetings == nil && len(q.content()) == 0
	return q.substance() && !open && !(q.Intent == "topic" && q.reading.k.leavesOpen(q)) && !overviews[q.Intent] && !overSources[q.Intent]
}

package intents

import (
	"slices"

	"readout/bot"
	"readout/store"
)

// list answers with all that fits: what passes the evidence test, and what belongs to the best of it.
var list = intent{"list", func(k *knowledge, q *Query, found []candidate) bot.Answer {
	pass := passing(found)
	if len(pass) == 0 {
		return k.abstain(q, found)
	}
	wide := slices.Clone(found)
	for i := range wide {
		if c := &wide[i]; c.missing != "" && c.coverage >= leastListed && sameMatter(c.fact, pass[0].fact) && !missesName(q, c) {
			c.missing = ""
		}
	}
	slices.SortStableFunc(wide, passingFirst)
	return k.answer(q, wide, many)
}}

// leastListed is the share of the question that a fact must account for to stand beside one that passes.
const leastListed = 0.45

// passingFirst orders candidates that pass before those that do not.
func passingFirst(a, b candidate) int {
	switch pa, pb := a.missing == "", b.missing == ""; {
	case pa == pb:
		return 0
	case pa:
		return -1
	}
	return 1
}

// sameMatter reports whether two facts of one meeting share their first topic.
func sameMatter(a, b *store.Fact) bool {
	return a.Meeting == b.Meeting && len(a.Topics) > 0 && len(b.Topics) > 0 && a.Topics[0] == b.Topics[0]
}

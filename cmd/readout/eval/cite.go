package eval

// cited reports whether the answer cites the articles that the question demands.
func cited(q Question, a Answer) bool {
	cites := map[string]bool{}
	for _, c := range a.Citations {
		cites[c.Article], cites[c.URL] = true, true
	}
	delete(cites, "") // what names nothing
	if len(q.Cite) > 0 {
		need, _ := citesNeeded(q)
		if count(q.Cite, cites) < need {
			return false
		}
	}
	return count(q.CiteAll, cites) == len(set(q.CiteAll))
}

// citesNeeded returns how many of q.Cite have to be cited; false when its mode is unknown.
func citesNeeded(q Question) (int, bool) {
	switch q.CiteMode {
	case "", "any":
		return 1, true
	case "any2":
		return 2, true
	case "all":
		return len(set(q.Cite)), true
	}
	return 0, false
}

// count returns how many different ones of ids are cited.
func count(ids []string, cites map[string]bool) (n int) {
	for id := range set(ids) {
		if cites[id] {
			n++
		}
	}
	return n
}

func set(ids []string) map[string]bool {
	s := make(map[string]bool, len(ids))
	for _, id := range ids {
		s[id] = true
	}
	return s
}

package attribution

// Anonymous says that a phrase, as in [Attribution.SpeakerSpan], is somebody without a name: "a senior
// US official", "officials in Moscow". A name, a body ("the ministry") and a pronoun are not.
func Anonymous(phrase string) bool {
	t, err := readTables()
	if err != nil {
		return false
	}
	r := &reader{tables: t, text: phrase}
	r.paras = lines(phrase)
	r.tokenize()
	head := -1
	for k := range r.toks {
		if (r.wordIn(k, "prepositions") || r.toks[k].low == "close") && head >= 0 {
			break
		}
		if r.wordIn(k, "nobody") || r.wordIn(k, "nobodies") {
			head = k
		} else if head >= 0 && r.toks[k].kind == word {
			return false // "spokesman Peskov"
		}
	}
	return head >= 0
}

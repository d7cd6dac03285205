package extract

import "readout/store"

// leastTokens is how many words a sentence needs to say something.
const leastTokens = 3

// statementFacts say who said what: one fact for each speaker of a sentence.
func statementFacts(d *document, s *sentence) []store.Fact {
	if len(s.tokens) < leastTokens {
		return nil
	}
	var out []store.Fact
	seen := map[string]bool{}
	for _, y := range s.said {
		if y.speaker == "" || y.unsaid || seen[y.speaker] {
			continue
		}
		seen[y.speaker] = true
		if y.quote == "" {
			y.quote = s.quotedOf(y.speaker)
		}
		f := d.fact(s, store.KindStatement, y.rule, min(0.95, max(0.3, y.confidence)))
		f.Speaker, f.Attributed, f.Quote, f.Negated = y.speaker, y.attributed, y.quote, y.denied
		if y.quote != "" {
			f.Words = d.tables.words["quote"]
		}
		if y.speaker != unnamed && d.cast.members[y.speaker] != nil {
			f.People = union(f.People, []string{y.speaker})
		}
		out = append(out, f)
	}
	return out
}

// quotedOf returns the speaker's own words inside what a sentence reports of him: "X said that he would leave 'on tiptoe'".
func (s *sentence) quotedOf(speaker string) string {
	for _, y := range s.said {
		if y.speaker == speaker && y.quote != "" && y.cued && !y.denied && !y.unsaid {
			return y.quote
		}
	}
	return ""
}

package extract

import (
	"strings"

	"readout/store"
)

// articleFacts tell of the article itself what its credit lines say: who wrote it, where it comes from.
func (d *document) articleFacts() []store.Fact {
	var out []store.Fact
	for i := range d.lines {
		l := &d.lines[i]
		if l.kind != credit {
			continue
		}
		text := d.text[l.span.Start:l.span.End]
		if len(text) > 200 || len(text) < 4 {
			continue
		}
		f := store.Fact{
			Article: d.article.ID, Kind: store.KindArticle, Statement: collapse(text), Anchor: anchor(text), Span: l.span,
			Rule: "credit", Confidence: 0.7, Words: []string{"byline", "author", "credit"}, Answers: []store.Asked{store.AskWho},
		}
		if strings.HasPrefix(strings.ToLower(strings.TrimLeft(text, "/ ")), "source") {
			f.Words = []string{"source", "agency"}
		}
		if len(d.meetings) > 0 {
			f.Meeting = d.meetings[0].ID
		}
		out = append(out, f)
	}
	return out
}

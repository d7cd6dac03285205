package intents

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"readout/store"
)

// missingPassage is the refusal of a fact whose passage the article does not have.
const missingPassage = "its passage is not in the article"

// held takes another look at the articles: what a rule has read is answered with only while its article says just that
// at just that place. Of the candidates that pass, those that an answer can show are looked at.
func (t *turn) held(ctx context.Context, found []candidate) ([]candidate, error) {
	texts := map[string]string{}
	lost := false
	looked := 0
	for i := range passing(found) {
		f := found[i].fact
		if f.Confidence == 0 {
			continue
		}
		text, ok := texts[f.Article]
		if !ok {
			var err error
			if text, err = t.finder.Text(ctx, f.Article); err != nil {
				return nil, fmt.Errorf("look up the passage of fact %s: %w", f.ID, err)
			}
			texts[f.Article] = text
		}
		if !stands(f, text) {
			found[i].missing, lost = missingPassage, true
			continue
		}
		if looked++; looked >= mostHeld {
			break
		}
	}
	if lost {
		slices.SortStableFunc(found, passingFirst)
	}
	return found, nil
}

// mostHeld is how many facts are looked up in their articles: more than an answer shows.
const mostHeld = 24

// stands reports whether an article's text has a fact's statement where the fact says; how its lines are broken is no
// part of it.
func stands(f *store.Fact, text string) bool {
	if f.Span.Start < 0 || f.Span.Start >= f.Span.End || f.Span.End > len(text) {
		return false
	}
	passage := text[f.Span.Start:f.Span.End]
	return passage == f.Statement || slices.Equal(strings.Fields(passage), strings.Fields(f.Statement))
}

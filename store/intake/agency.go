package intake

import (
	"regexp"
	"strings"

	"readout/store"
)

var (
	// "HANGZHOU, China (Reuters) -", "PARIS, Nov. 3 (UPI) --": the place in capitals, the agency in brackets, a dash.
	wireDateline = regexp.MustCompile(`(?m)^\p{Lu}[\p{Lu}.'-]+[\p{L}.,' /0-9-]{0,60}\(([\p{L}. -]{2,40})\)\s*(?:--?|–|—)`)
	// "/ Source: Reuters": the line that broadcasters put above agency text.
	wireCredit = regexp.MustCompile(`(?mi)^\s*/?\s*source:\s*([\p{L}. -]{2,40}?)\s*$`)
)

// credits is how far into a text a dateline or credit may stand, in bytes.
const credits = 3000

// agencyOf names the agency whose text an article says it carries: as its outlet or author, in its dateline, or in
// a credit line of its own. Empty when it says nothing of the kind; a mere mention ("told Reuters") is none.
func agencyOf(a store.Article) string {
	t, err := words()
	if err != nil {
		return ""
	}
	for _, by := range []string{a.Author, a.Outlet} {
		if name := t.agency[strings.ToLower(strings.TrimPrefix(by, "By "))]; name != "" {
			return name
		}
	}
	head := a.Text[:min(len(a.Text), credits)]
	for _, credit := range []*regexp.Regexp{wireDateline, wireCredit} {
		for _, m := range credit.FindAllStringSubmatch(head, -1) {
			if name := t.agency[strings.ToLower(strings.TrimSpace(m[1]))]; name != "" {
				return name
			}
		}
	}
	return ""
}

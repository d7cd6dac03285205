package pack

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"readout/store"
)

// Official is the speaker of words whose speaker the article does not name.
const Official = "official"

// How long the words of an article may be: they are other people's writing.
const (
	maxAnchorWords = 6
	maxQuoteWords  = 15
)

// checkFact reports what is wrong with a fact taken by itself.
func (r row) checkFact(f store.Fact) {
	r.need("kind", "statement", "anchor")
	if f.Statement != "" && !endsSentence(f.Statement) {
		r.fail("statement", `the statement is no whole sentence: it ends with neither ".", "!", "?" nor a quotation mark`)
	}
	if n := len(strings.Fields(f.Anchor)); n > maxAnchorWords {
		r.fail("anchor", "the anchor has %d words, %d are allowed", n, maxAnchorWords)
	}
	if n := len(strings.Fields(f.Quote)); n > maxQuoteWords {
		r.fail("quote", "the quotation has %d words, %d are allowed", n, maxQuoteWords)
	}
	r.checkValue(f)
}

func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…\"'”’»", last)
}

var (
	durationForm = regexp.MustCompile(`^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$`)
	figureForm   = regexp.MustCompile(`^\d+(\.\d+)?$`)
)

// checkValue reports a value that has not the form its kind calls for. A value may be missing:
// "longer than planned" is a fact without a number.
func (r row) checkValue(f store.Fact) {
	if f.Value == "" {
		return
	}
	switch f.Kind {
	case store.KindDate:
		r.date("value")
	case store.KindDuration, store.KindPlanned:
		if !isDuration(f.Value) {
			r.fail("value", "%q is not a length of time: write PT90M for 90 minutes, P2D for two days", f.Value)
		}
	case store.KindFigure:
		if !figureForm.MatchString(f.Value) {
			r.fail("value", "%q is not a figure: write digits only, 500000000 for 500 million", f.Value)
		}
	}
}

func isDuration(s string) bool {
	return durationForm.MatchString(s) && s[len(s)-1] != 'P' && s[len(s)-1] != 'T'
}

// checkReferences reports the keys that nothing knows.
func (rd *reader) checkReferences() {
	for _, m := range rd.meetings.list {
		rd.checkKeys(m.row, "people", m.People...)
		rd.checkKeys(m.row, "place", m.Place)
		rd.checkKeys(m.row, "occasion", m.Occasion)
	}
	for _, n := range rd.names.list {
		rd.checkKeys(n.row, "in", n.In)
		for _, role := range n.Roles {
			rd.checkKeys(n.row, "roles", role.Of)
		}
	}
	for _, f := range rd.facts.list {
		rd.checkFactKeys(f)
	}
}

func (rd *reader) checkFactKeys(f said) {
	rd.checkKeys(f.row, "people", f.People...)
	if f.Speaker != Official {
		rd.checkKeys(f.row, "speaker", f.Speaker)
	}
	if f.Kind == store.KindPlace || f.Kind == store.KindParticipant {
		rd.checkKeys(f.row, "value", f.Value)
	}
	for _, t := range f.Topics {
		if !rd.topics.has(t) && !rd.names.has(t) && !rd.known(t) {
			f.fail("topics", "unknown topic %q%s", t, suggest(t, rd.topics.keys()))
		}
	}
	if f.Meeting != "" && !rd.meetings.has(f.Meeting) && !rd.known(f.Meeting) {
		f.fail("meeting", "unknown meeting %q%s", f.Meeting, suggest(f.Meeting, rd.meetings.keys()))
	}
}

// checkKeys reports those of the keys in a field that name nothing; empty ones are allowed.
func (rd *reader) checkKeys(r row, field string, keys ...string) {
	for _, key := range keys {
		if key != "" && !rd.names.has(key) && !rd.known(key) {
			r.fail(field, "%s: unknown name %q%s", field, key, suggest(key, rd.names.keys()))
		}
	}
}

// checkClaims reports facts that make the claim of others but lack the value that these give:
// they would neither support nor contradict anything.
func (rd *reader) checkClaims() {
	type claim struct {
		meeting, claim string
		kind           store.Kind
	}
	valued := map[claim]said{}
	for _, f := range rd.facts.list {
		key := claim{f.Meeting, f.Claim, f.Kind}
		if _, ok := valued[key]; !ok && f.Claim != "" && f.Value != "" {
			valued[key] = f
		}
	}
	for _, f := range rd.facts.list {
		other, ok := valued[claim{f.Meeting, f.Claim, f.Kind}]
		if ok && f.Value == "" {
			f.fail("claim", "no value, although %s makes the claim %q with the value %s", other.place(f.row), f.Claim, other.Value)
		}
	}
}

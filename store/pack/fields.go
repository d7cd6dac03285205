package pack

import (
	"slices"
	"strings"

	"readout/internal/records"
	"readout/store"
)

// What a record can be: the name of its first field.
const (
	recordArticle = "article"
	recordFact    = "fact"
	recordMeeting = "meeting"
	recordName    = "name"
	recordTopic   = "topic"
)

var recordNames = []string{recordArticle, recordFact, recordMeeting, recordName, recordTopic}

// fieldNames lists the fields of each record, in the order in which they are written.
var fieldNames = map[string][]string{
	recordArticle: {"article", "outlet", "title", "url", "published", "retrieved", "author", "upstream", "aliases"},
	recordMeeting: {"meeting", "title", "people", "place", "from", "to", "occasion", "names", "status"},
	recordName:    {"name", "class", "full", "aliases", "gender", "in", "roles", "demonym"},
	recordTopic:   {"topic", "name", "words"},
	recordFact: {"fact", "meeting", "kind", "statement", "people", "speaker", "topics", "answers", "value", "hedge",
		"attributed", "claim", "negated", "words", "asked", "quote", "anchor"},
}

// The values that some fields are limited to.
var (
	answersWords = []store.Asked{store.AskWhat, store.AskWhen, store.AskWhere, store.AskWho, store.AskHowLong,
		store.AskHowMany, store.AskWhy, store.AskHow, store.AskWhatSaid}
	classes  = []store.Class{store.Person, store.Place, store.Organisation, store.Occasion, store.Outlet}
	statuses = []store.Status{store.Planned, store.Cancelled, store.Call}
)

// what returns which kind of record it is, "" when it is none of ours; it reports that, and
// the fields that such a record does not have or has twice.
func (r row) what() string {
	first := r.Fields[0]
	known, ok := fieldNames[first.Name]
	if !ok {
		r.failAt(first.Line, "a record begins with article, fact, meeting, name or topic, not with %q%s",
			first.Name, suggest(first.Name, recordNames))
		return ""
	}
	for i, f := range r.Fields {
		same := func(other records.Field) bool { return other.Name == f.Name }
		switch {
		case !slices.Contains(known, f.Name):
			r.failAt(f.Line, "unknown field %q%s", f.Name, suggest(f.Name, known))
		case slices.ContainsFunc(r.Fields[:i], same):
			r.failAt(f.Line, "the field %q stands twice in this record", f.Name)
		}
	}
	r.key(first.Name)
	return first.Name
}

// oneOf returns the value of a field that is limited to a few; empty is allowed.
func oneOf[T ~string](r row, field string, allowed []T) T {
	value := T(r.text(field))
	if value != "" && !slices.Contains(allowed, value) {
		r.fail(field, "unknown %s %q%s", field, value, suggest(value, allowed))
	}
	return value
}

// suggest returns `, did you mean "x"?` for the nearest of the known words, "" when none is near.
func suggest[T ~string](word T, known []T) string {
	best, least := T(""), len(word)/2+1
	for _, k := range known {
		if gap := len(k) - len(word); gap >= least || -gap >= least {
			continue // too unlike in length to be near
		}
		if d := distance(string(word), string(k)); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return `, did you mean "` + string(best) + `"?`
}

// distance counts the bytes to insert, delete or replace to make b of a. Words beyond 100
// bytes are no slips of the pen and count as wholly different.
func distance(a, b string) int {
	const long = 100
	if len(a) > long || len(b) > long {
		return max(len(a), len(b))
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	var last, this [long + 1]int
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range len(a) {
		this[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			this[j+1] = min(last[j]+change, last[j+1]+1, this[j]+1)
		}
		last = this
	}
	return last[len(b)]
}

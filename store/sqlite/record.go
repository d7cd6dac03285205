package sqlite

import (
	"errors"
	"strconv"
	"strings"

	"readout/store"
)

// A record is what stands in a column named data: the fields of a fact, a meeting or a name, one after the
// other. It is read in one piece, several times as fast as JSON, and a store of a million facts is mostly
// records. Fields end with \x1f, entries of a list with \x1e, parts of an entry with \x1d; where a text has one of
// these or \x1b itself, \x1b and a letter stand for it. New fields are appended; empty ones at the end are left out.
const (
	endOfField = "\x1f"
	endOfEntry = "\x1e"
	endOfPart  = "\x1d"
	marks      = "\x1b\x1d\x1e\x1f"
)

var (
	escape   = strings.NewReplacer("\x1b", "\x1ba", "\x1d", "\x1bb", "\x1e", "\x1bc", "\x1f", "\x1bd")
	unescape = strings.NewReplacer("\x1ba", "\x1b", "\x1bb", "\x1d", "\x1bc", "\x1e", "\x1bd", "\x1f")
)

type recordWriter struct{ b strings.Builder }

func (w *recordWriter) part(s, end string) {
	if strings.ContainsAny(s, marks) {
		s = escape.Replace(s)
	}
	w.b.WriteString(s)
	w.b.WriteString(end)
}

func (w *recordWriter) text(s string) { w.part(s, endOfField) }

func (w *recordWriter) number(n int) {
	if n != 0 {
		w.b.WriteString(strconv.Itoa(n))
	}
	w.b.WriteString(endOfField)
}

func writeList[S ~string](w *recordWriter, list []S) {
	for _, s := range list {
		w.part(string(s), endOfEntry)
	}
	w.b.WriteString(endOfField)
}

func (w *recordWriter) record() string {
	return strings.TrimRight(w.b.String(), endOfField) + endOfField
}

type recordReader struct {
	rest string
	err  error
}

// field cuts the next field off; those that are not there are empty.
func (r *recordReader) field() string {
	field, rest, found := strings.Cut(r.rest, endOfField)
	if !found && r.rest != "" {
		r.err = errors.New("a field has no end")
	}
	r.rest = rest
	return field
}

func plainText(s string) string {
	if strings.IndexByte(s, '\x1b') >= 0 {
		return unescape.Replace(s)
	}
	return s
}

func (r *recordReader) text() string { return plainText(r.field()) }

func (r *recordReader) number() int {
	field := r.field()
	if field == "" {
		return 0
	}
	n, err := strconv.Atoi(field)
	if err != nil {
		r.err = err
	}
	return n
}

func readList[S ~string](r *recordReader) []S {
	field := r.field()
	if field == "" {
		return nil
	}
	list := make([]S, 0, strings.Count(field, endOfEntry))
	for field != "" {
		var s string
		s, field, _ = strings.Cut(field, endOfEntry)
		list = append(list, S(plainText(s)))
	}
	return list
}

// done returns the mistake found, if any.
func (r *recordReader) done(what string) error {
	if r.err != nil {
		return damaged(what, r.err)
	}
	return nil
}

func encodeFact(f *store.Fact) string {
	var w recordWriter
	w.text(f.ID)
	w.text(f.Article)
	w.text(f.Meeting)
	w.text(string(f.Kind))
	w.text(f.Statement)
	writeList(&w, f.People)
	w.text(f.Speaker)
	writeList(&w, f.Topics)
	writeList(&w, f.Answers)
	w.text(f.Value)
	w.text(f.Hedge)
	w.text(f.Attributed)
	w.text(f.Claim)
	w.number(flag(f.Negated))
	writeList(&w, f.Words)
	w.text(f.Quote)
	w.text(f.Anchor)
	w.number(f.Span.Start)
	w.number(f.Span.End)
	w.text(f.Rule)
	if f.Confidence != 0 {
		w.text(strconv.FormatFloat(f.Confidence, 'g', -1, 64))
	} else {
		w.text("")
	}
	writeList(&w, f.Questions)
	return w.record()
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func decodeFact(data string) (*store.Fact, error) {
	r := recordReader{rest: data}
	f := store.Fact{
		ID:         r.text(),
		Article:    r.text(),
		Meeting:    r.text(),
		Kind:       store.Kind(r.text()),
		Statement:  r.text(),
		People:     readList[string](&r),
		Speaker:    r.text(),
		Topics:     readList[string](&r),
		Answers:    readList[store.Asked](&r),
		Value:      r.text(),
		Hedge:      r.text(),
		Attributed: r.text(),
		Claim:      r.text(),
		Negated:    r.number() != 0,
		Words:      readList[string](&r),
		Quote:      r.text(),
		Anchor:     r.text(),
		Span:       store.Span{Start: r.number(), End: r.number()},
		Rule:       r.text(),
	}
	if confidence := r.field(); confidence != "" {
		var err error
		if f.Confidence, err = strconv.ParseFloat(confidence, 64); err != nil {
			r.err = err
		}
	}
	f.Questions = readList[string](&r)
	return &f, r.done("a fact's record")
}

func encodeMeeting(m store.Meeting) string {
	var w recordWriter
	writeList(&w, m.People)
	w.text(m.Place)
	w.text(string(m.From))
	w.text(string(m.To))
	w.text(m.Occasion)
	w.text(m.Title)
	writeList(&w, m.Names)
	w.text(string(m.Status))
	return w.record()
}

func decodeMeeting(id, data string) (store.Meeting, error) {
	r := recordReader{rest: data}
	m := store.Meeting{
		ID:       id,
		People:   readList[string](&r),
		Place:    r.text(),
		From:     store.Date(r.text()),
		To:       store.Date(r.text()),
		Occasion: r.text(),
		Title:    r.text(),
		Names:    readList[string](&r),
		Status:   store.Status(r.text()),
	}
	return m, r.done("the record of meeting " + id)
}

func encodeName(n store.Name) string {
	var w recordWriter
	w.text(string(n.Class))
	w.text(n.Name)
	writeList(&w, n.Aliases)
	w.text(n.Gender)
	w.text(n.In)
	writeList(&w, n.Demonym)
	for _, role := range n.Roles {
		w.part(role.Title, endOfPart)
		w.part(role.Of, endOfPart)
		w.part(string(role.From), endOfPart)
		w.part(string(role.To), endOfEntry)
	}
	w.b.WriteString(endOfField)
	return w.record()
}

func decodeName(key, data string) (store.Name, error) {
	r := recordReader{rest: data}
	n := store.Name{
		Key:     key,
		Class:   store.Class(r.text()),
		Name:    r.text(),
		Aliases: readList[string](&r),
		Gender:  r.text(),
		In:      r.text(),
		Demonym: readList[string](&r),
	}
	for roles := r.field(); roles != ""; {
		var role string
		role, roles, _ = strings.Cut(roles, endOfEntry)
		parts := strings.Split(role, endOfPart)
		if len(parts) != 4 {
			r.err = errors.New("a role lacks a part")
			break
		}
		n.Roles = append(n.Roles, store.Role{Title: plainText(parts[0]), Of: plainText(parts[1]),
			From: store.Date(plainText(parts[2])), To: store.Date(plainText(parts[3]))})
	}
	return n, r.done("the record of name " + key)
}

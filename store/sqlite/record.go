package sqlite

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// A record is what stands in a column named data: the fields of a fact, an article, a meeting or a name, one
// after the other. It is read in one piece, several times as fast as JSON, and a store of a million facts is mostly
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
	return slices.Clip(list) // it is shared: who appends to it gets a copy
}

// done returns the mistake found, if any.
func (r *recordReader) done(what string) error {
	if r.err != nil {
		return damaged(what, r.err)
	}
	return nil
}

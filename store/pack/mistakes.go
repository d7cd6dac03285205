package pack

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readout/internal/records"
)

// mistakes gathers all that is wrong in the files, to be told at once and in order.
type mistakes struct {
	files int // how many files were begun
	found []mistake
}

type mistake struct {
	file, line int
	err        error
}

// begin says that what is read from now on stands in a further file.
func (m *mistakes) begin() { m.files++ }

// add takes the mistakes that reading the records brought.
func (m *mistakes) add(err error) {
	if err == nil {
		return
	}
	found := Mistakes(err)
	for _, e := range found {
		m.found = append(m.found, mistake{m.files, e.Line, e})
	}
	if len(found) == 0 {
		m.found = append(m.found, mistake{m.files, 0, err})
	}
}

// joined returns all mistakes as one error, by file and line; nil when there is none.
func (m *mistakes) joined() error {
	slices.SortStableFunc(m.found, func(a, b mistake) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	var errs []error
	for _, f := range m.found {
		errs = append(errs, f.err)
	}
	return errors.Join(errs...)
}

// A row is a record that knows where to report its mistakes.
type row struct {
	records.Record
	m    *mistakes
	file int
}

func (m *mistakes) row(rec records.Record) row { return row{rec, m, m.files} }

// fail reports a mistake in a field; at the first line of the record when it has no such field.
func (r row) fail(field, format string, args ...any) {
	line := r.Line
	if f, ok := r.Field(field); ok {
		line = f.Line
	}
	r.failAt(line, format, args...)
}

func (r row) failAt(line int, format string, args ...any) {
	err := &records.Error{File: r.File, Line: line, Msg: fmt.Sprintf(format, args...)}
	r.m.found = append(r.m.found, mistake{r.file, line, err})
}

// place says where the record stands, as seen from another record: "line 3" or "meetings.rec:3".
func (r row) place(from row) string {
	if r.file == from.file {
		return fmt.Sprintf("line %d", r.Line)
	}
	return fmt.Sprintf("%s:%d", r.File, r.Line)
}

// text returns the value of a field on one line.
func (r row) text(field string) string { return fold(r.Get(field)) }

// list returns the parts of the value of a field, each on one line.
func (r row) list(field string) []string {
	list := r.List(field)
	for i, s := range list {
		list[i] = fold(s)
	}
	return list
}

// fold makes one space of each run of white space: a value may be broken over several lines
// where it suits the person who writes it.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// Package records reads and writes the one text format in which a person edits what
// Readout knows: the packs of facts and the tables of words, names and phrases.
//
// It is the plain-text record format of GNU recutils (manual, "The Rec Format") cut to
// what is needed here: a field is a line "name: value"; a line that begins with "+"
// continues the value above it after a line break; a blank line ends a record; a line
// that begins with "#" is a comment. Lists inside a value are separated by ";".
// Every field remembers its line, so that a mistake can be named by file and line.
package records

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Field is one "name: value" line. Line counts from 1.
type Field struct {
	Name, Value string
	Line        int
}

// A Record is the fields between two blank lines, in the order of the file.
type Record struct {
	File   string
	Line   int // of the first field
	Fields []Field
}

// Error is a mistake in a file of records, named by file and line.
type Error struct {
	File string
	Line int
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Errorf returns an [Error] at the line of field f (or of the record, when f is empty).
func (r Record) Errorf(f Field, format string, args ...any) error {
	line := f.Line
	if line == 0 {
		line = r.Line
	}
	return &Error{File: r.File, Line: line, Msg: fmt.Sprintf(format, args...)}
}

// Get returns the value of the first field called name, or "".
func (r Record) Get(name string) string {
	f, _ := r.Field(name)
	return f.Value
}

// Field returns the first field called name.
func (r Record) Field(name string) (Field, bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// List returns the parts of the value of name, separated by ";", without blanks around them.
func (r Record) List(name string) []string { return SplitList(r.Get(name)) }

// SplitList cuts a value at ";" and drops empty parts.
func SplitList(value string) []string {
	var out []string
	for _, part := range strings.Split(value, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Bounds on what is read, so that a file that is no text of records cannot fill the memory.
const (
	maxLine     = 1 << 20 // bytes of a line
	maxMistakes = 100     // after so many, the rest of the file is not read
)

// Read reads all records of a file; file is the name that errors carry. A line that is no
// field does not end the reading: the records come with all mistakes, each an [Error], joined.
func Read(r io.Reader, file string) ([]Record, error) {
	p := parser{file: file, rec: Record{File: file}}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	for sc.Scan() && len(p.errs) < maxMistakes {
		text := sc.Text()
		if p.line++; p.line == 1 {
			text = strings.TrimPrefix(text, "\uFEFF") // the mark some editors begin a file with
		}
		if !utf8.ValidString(text) {
			p.fail("this is not UTF-8 text")
			break
		}
		p.text(text)
	}
	switch err := sc.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		p.line++
		p.fail(fmt.Sprintf("the line is longer than %d bytes", maxLine))
	case err != nil:
		p.line++
		p.fail(err.Error())
	}
	p.flush()
	return p.out, errors.Join(p.errs...)
}

// A parser takes the lines of a file, one after the other.
type parser struct {
	file string
	line int
	rec  Record   // the one being read
	more []string // lines that continue its last field; joined at once, for there may be very many
	lost bool     // the line above was no field: what continues it is left out
	out  []Record
	errs []error
}

func (p *parser) fail(msg string) {
	p.errs = append(p.errs, &Error{p.file, p.line, msg})
	p.lost = true
}

// join ends the field being read.
func (p *parser) join() {
	if len(p.more) > 0 {
		f := &p.rec.Fields[len(p.rec.Fields)-1]
		f.Value += "\n" + strings.Join(p.more, "\n")
		p.more = nil
	}
}

// flush ends the record being read.
func (p *parser) flush() {
	p.join()
	if len(p.rec.Fields) > 0 {
		p.out = append(p.out, p.rec)
	}
	p.rec = Record{File: p.file}
	p.lost = false
}

func (p *parser) text(line string) {
	line = strings.Trim(line, " \t\r")
	switch {
	case line == "":
		p.flush()
	case line[0] == '#':
	case line[0] == '+':
		p.continued(line)
	default:
		p.field(line)
	}
}

func (p *parser) continued(line string) {
	switch {
	case p.lost:
	case len(p.rec.Fields) == 0:
		p.fail(`a line that begins with "+" continues a field, and there is none above it`)
	default:
		p.more = append(p.more, strings.TrimPrefix(line[1:], " "))
	}
}

func (p *parser) field(line string) {
	name, value, ok := strings.Cut(line, ":")
	name = strings.TrimSpace(name)
	if first, _ := utf8.DecodeRuneInString(name); !ok || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		p.fail(`expected "name: value"`)
		return
	}
	p.join()
	p.lost = false
	if len(p.rec.Fields) == 0 {
		p.rec.Line = p.line
	}
	p.rec.Fields = append(p.rec.Fields, Field{name, strings.TrimSpace(value), p.line})
}

// Write writes records so that [Read] gives them back. Empty fields are left out.
func Write(w io.Writer, recs []Record) error {
	for i, r := range recs {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		for _, f := range r.Fields {
			if f.Value == "" {
				continue
			}
			value := strings.ReplaceAll(f.Value, "\n", "\n+ ")
			if _, err := fmt.Fprintf(w, "%s: %s\n", f.Name, value); err != nil {
				return err
			}
		}
	}
	return nil
}

package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// records reads JSON: a record a line, however many there are, or one document with a record or a list of them.
func (r *reader) records(in input, text *bufio.Reader) {
	lines := &lineReader{r: text, limit: r.opt.Limit, ctx: r.ctx}
	first, err := lines.next()
	if err == nil && !json.Valid(first) && !bytes.HasPrefix(bytes.TrimSpace(first), []byte("[")) {
		if second, _ := text.Peek(2); !bytes.HasPrefix(bytes.TrimSpace(second), []byte("{")) {
			r.document(in, io.MultiReader(bytes.NewReader(first), strings.NewReader("\n"), text))
			return
		}
	}
	if err == nil && bytes.HasPrefix(bytes.TrimSpace(first), []byte("[")) {
		r.document(in, io.MultiReader(bytes.NewReader(first), strings.NewReader("\n"), text))
		return
	}
	for ; ; first, err = lines.next() {
		source := fmt.Sprintf("%s:%d", in.source, lines.n)
		var p *Problem
		switch {
		case errors.Is(err, io.EOF) || r.done():
			return
		case errors.As(err, &p) && errors.Is(p, ErrTooLarge) && !lines.ended: // the lines behind it can be read
			r.fail(at(source, err, ErrTooLarge))
		case err != nil:
			r.fail(at(source, r.web.explain(broken("file", err)), ErrUnreadable))
			return
		case len(bytes.TrimSpace(first)) > 0:
			r.record(in, source, first)
		}
	}
}

// A lineReader reads lines of at most limit bytes.
type lineReader struct {
	ctx   interface{ Err() error }
	r     *bufio.Reader
	limit int64
	n     int  // the line last read, from 1
	ended bool // a line was so long that its end was not looked for
}

// patience is how many limits long a line may be before its end is no longer looked for: it is no text, but a bomb.
const patience = 4

// next returns the next line, without its end. A line above the limit is skipped and is a Problem.
func (l *lineReader) next() ([]byte, error) {
	if l.ended {
		return nil, io.EOF
	}
	var line []byte
	var size int64
	for l.n++; ; {
		if err := l.ctx.Err(); err != nil {
			return nil, err
		}
		part, err := l.r.ReadSlice('\n')
		if size += int64(len(part)); size <= l.limit {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull) && size <= patience*l.limit:
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			l.ended = true
			return nil, tooLarge("the line", l.limit)
		case err != nil && (!errors.Is(err, io.EOF) || size == 0):
			return nil, err
		case size > l.limit:
			return nil, tooLarge("the line", l.limit)
		}
		return line, nil
	}
}

// document reads the records of one JSON document, one at a time.
func (r *reader) document(in input, text io.Reader) {
	allowance := &allowance{r: contextReader{r.ctx, text}, left: r.opt.Limit, limit: r.opt.Limit}
	dec := json.NewDecoder(allowance)
	n := 0
	for !r.done() {
		var one json.RawMessage
		err := dec.Decode(&one)
		switch {
		case errors.Is(err, io.EOF):
			return
		case allowance.err != nil: // the reading failed, not the JSON
			r.fail(at(in.source, r.web.explain(broken("file", allowance.err)), ErrUnreadable))
			return
		case err != nil:
			r.fail(at(in.source, jsonProblem(err), ErrFormat))
			return
		}
		allowance.left = r.opt.Limit
		if list := []json.RawMessage(nil); json.Unmarshal(one, &list) == nil {
			for _, rec := range list {
				n++
				r.record(in, fmt.Sprintf("%s, record %d", in.source, n), rec)
			}
			continue
		}
		n++
		r.record(in, fmt.Sprintf("%s, record %d", in.source, n), one)
	}
}

// An allowance is a reader that refuses to read more than what is left.
type allowance struct {
	r           io.Reader
	left, limit int64
	err         error // what the reading failed with, other than its end
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		a.err = tooLarge("the JSON document", a.limit)
		return 0, a.err
	}
	n, err := a.r.Read(p[:min(int64(len(p)), a.left)])
	a.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		a.err = err
	}
	return n, err
}

func jsonProblem(err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return err
	}
	return &Problem{What: "this is not valid JSON: " + err.Error(), Fix: `write {"url": "…", "title": "…", "text": "…"} on a line of its own`,
		Kind: ErrFormat, Cause: err}
}

// record reads an article from a JSON object.
func (r *reader) record(in input, source string, raw []byte) {
	if !utf8.Valid(raw) { // json would put U+FFFD; older programs write windows-1252
		raw = []byte(decode(raw, ""))
	}
	var object map[string]value
	if err := json.Unmarshal(raw, &object); err != nil {
		r.fail(at(source, jsonProblem(err), ErrFormat))
		return
	}
	var f fields
	for _, canonical := range []bool{true, false} { // "text" before "body", whatever their order
		for _, key := range slices.Sorted(maps.Keys(object)) {
			if (canonicalKey(key) == key) == canonical {
				f.set(key, string(object[key]))
			}
		}
	}
	if htmlRoot.MatchString(f.text) || strings.HasPrefix(strings.TrimSpace(f.text), "<") && anyTag.MatchString(f.text) {
		f.text = fragment(f.text)
	}
	a := f.article()
	a.Text = clean(a.Text)
	r.emit(in, Item{Article: a, Source: source, Format: JSON}, f.id)
}

func canonicalKey(key string) string {
	if t, err := words(); err == nil {
		return t.field[fieldKey(key)]
	}
	return ""
}

// A value is a JSON value as a string: a text or number as it is, a list joined by commas, of an object its name.
type value string

func (v *value) UnmarshalJSON(raw []byte) error {
	var text string
	var list []value
	var object struct {
		Name  value `json:"name"`
		Value value `json:"@value"`
		ID    value `json:"@id"`
	}
	switch {
	case len(raw) == 0 || raw[0] == 'n': // null
	case raw[0] == '"':
		err := json.Unmarshal(raw, &text)
		*v = value(text)
		return err
	case raw[0] == '[':
		if err := json.Unmarshal(raw, &list); err != nil {
			return err
		}
		var parts []string
		for _, e := range list {
			if e != "" {
				parts = append(parts, string(e))
			}
		}
		*v = value(strings.Join(parts, ", "))
	case raw[0] == '{':
		if err := json.Unmarshal(raw, &object); err != nil {
			return err
		}
		*v = firstOf(object.Name, object.Value, object.ID)
	default:
		*v = value(raw)
	}
	return nil
}

func firstOf(values ...value) value {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

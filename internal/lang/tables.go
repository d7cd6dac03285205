package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"readout/internal/records"
)

//go:embed data
var data embed.FS

var baseLexicon = sync.OnceValues(func() (*Lexicon, error) { return load(data) })

// Base returns the lexicon of the built-in tables. The error names a faulty table by file and line.
func Base() (*Lexicon, error) { return baseLexicon() }

// A table is a kind of files of data/: how one is read, and how what was read comes into the lexicon.
type table struct {
	file  string // how the names of its files begin: a large table is in several, such as concepts-things.rec
	read  func(p *part, recs []records.Record) error
	add   func(l *Lexicon, p *part) // nil: it has nothing but phrases
	names bool                      // a record is a name, with other things beside its forms
}

// tables are in the order in which a word gets its meanings.
var tables = []table{
	{file: "concepts", read: (*part).concepts, add: (*Lexicon).addConcepts},
	{file: "broader", read: (*part).lists, add: func(l *Lexicon, p *part) { pairs(p.fields, l.special) }},
	{file: "opposites", read: (*part).lists, add: func(l *Lexicon, p *part) { bothWays(p.fields, l.opposite) }},
	{file: "light", read: (*part).lightWords, add: (*Lexicon).addLight},
	{file: "slips", read: (*part).lists, add: (*Lexicon).addSlips},
	{file: "grammar", read: (*part).lists, add: (*Lexicon).addGrammar},
	{file: "roles", read: (*part).roles},
	{file: "people", read: namesOf("person"), add: (*Lexicon).addNames, names: true},
	{file: "places", read: namesOf("place"), add: (*Lexicon).addNames, names: true},
	{file: "organisations", read: namesOf("organisation"), add: (*Lexicon).addNames, names: true},
	{file: "occasions", read: namesOf("occasion"), add: (*Lexicon).addNames, names: true},
}

// A part is what one file holds.
type part struct {
	table  *table
	file   string
	fields []field
	values []string // of the fields
	names  []Name
	forms  forms
	err    error
}

// A field is a line "key: value; value".
type field struct {
	key    string
	values []string
}

// load reads the tables: their files side by side, which is most of the work, then one after the other.
func load(fsys fs.FS) (*Lexicon, error) {
	parts, err := readTables(fsys)
	if err != nil {
		return nil, err
	}
	l := newLexicon()
	l.closed = newClosedClass(parts)
	var wg sync.WaitGroup
	wg.Go(func() { l.index = indexParts(parts, l.closed) })
	for i := range parts {
		if p := &parts[i]; p.table.add != nil {
			p.table.add(l, p)
		}
	}
	wg.Wait()
	l.nameRoles(l)
	return l, nil
}

func indexParts(parts []part, closed closedClass) *index {
	all := make([]*phrases, len(parts))
	for i := range parts {
		f := &parts[i].forms
		f.settle(closed)
		all[i] = &f.phrases
	}
	x := newIndex(all)
	x.share()
	return x
}

// readTables reads all files of all tables, in order. The error is that of the first faulty one.
func readTables(fsys fs.FS) ([]part, error) {
	var parts []part
	for i := range tables {
		pattern := "data/" + tables[i].file + "*.rec"
		names, err := fs.Glob(fsys, pattern)
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("no table %s", pattern)
		}
		for _, name := range names {
			parts = append(parts, part{table: &tables[i], file: name})
		}
	}
	var wg sync.WaitGroup
	for i := range parts {
		wg.Go(func() { parts[i].err = parts[i].open(fsys) })
	}
	wg.Wait()
	for i := range parts {
		if parts[i].err != nil {
			return nil, parts[i].err
		}
	}
	return parts, nil
}

func (p *part) open(fsys fs.FS) error {
	f, err := fsys.Open(p.file)
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	recs, err := records.Read(f, p.file)
	if err != nil {
		return err
	}
	p.grow(recs)
	return p.table.read(p, recs)
}

// grow makes room for all values of the records at once.
func (p *part) grow(recs []records.Record) {
	values := 0
	for i := range recs {
		for j := range recs[i].Fields {
			values += 1 + strings.Count(recs[i].Fields[j].Value, ";")
		}
	}
	p.values = make([]string, 0, values)
	if p.table.names {
		p.forms.grow(values/2, len(recs)*3/2)
	} else {
		p.forms.grow(values+values/8, 0) // hyphens make two postings of a value
	}
}

// lists keeps the fields of all records.
func (p *part) lists(recs []records.Record) error {
	for _, r := range recs {
		p.fields = slices.Grow(p.fields, len(r.Fields))
		for _, f := range r.Fields {
			p.fields = append(p.fields, field{f.Name, p.list(f.Value)})
		}
	}
	return nil
}

// list cuts a value as [records.SplitList] does; the lists of a file lie side by side.
func (p *part) list(value string) []string {
	start := len(p.values)
	for v := range strings.SplitSeq(value, ";") {
		if v = strings.TrimSpace(v); v != "" {
			p.values = append(p.values, v)
		}
	}
	return slices.Clip(p.values[start:])
}

// each reads the fields and calls use for every value: with the key, and the place in the list.
func (p *part) each(recs []records.Record, use func(key, value string, place int)) error {
	err := p.lists(recs)
	for _, f := range p.fields {
		for i, v := range f.values {
			use(f.key, v, i)
		}
	}
	return err
}

func (p *part) concepts(recs []records.Record) error {
	sense := uint32(0)
	return p.each(recs, func(key, word string, place int) {
		if place == 0 {
			sense = p.forms.mean(NewSense(Concept, key))
		}
		if strings.Contains(word, " ") { // a phrase is meant wherever it stands in the list
			place = 0
		}
		p.forms.add(word, sense, place)
	})
}

func (p *part) lightWords(recs []records.Record) error {
	return p.each(recs, func(key, word string, _ int) {
		s := NewSense(Light, key)
		s.form = Fold(word)
		p.forms.add(word, p.forms.mean(s), 0)
	})
}

func (p *part) roles(recs []records.Record) error {
	return p.each(recs, func(key, title string, _ int) {
		s := NewSense(Role, key)
		s.form = Fold(title)
		p.forms.add(title, p.forms.mean(s), 0)
	})
}

func namesOf(class string) func(*part, []records.Record) error {
	return func(p *part, recs []records.Record) error {
		var err error
		p.names, err = p.readNames(recs, class)
		for i := range p.names {
			p.forms.name(&p.names[i])
		}
		return err
	}
}

func pairs(fields []field, into map[string][]string) {
	for _, f := range fields {
		if have := into[f.key]; have != nil {
			into[f.key] = append(have, f.values...)
		} else {
			into[f.key] = f.values
		}
	}
}

func bothWays(fields []field, into map[string][]string) {
	for _, f := range fields {
		for _, v := range f.values {
			into[f.key] = append(into[f.key], v)
			into[v] = append(into[v], f.key)
		}
	}
}

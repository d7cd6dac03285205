package lang

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"readout/internal/records"
)

func TestTablesLoad(t *testing.T) {
	l, err := load(data)
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{
		"concepts": len(l.words), "broader": len(l.special), "opposites": len(l.opposite), "light": len(l.light), "slips": len(l.slips),
		"grammar": len(l.grammar), "names": len(l.names), "closed-class words": len(l.closed.words), "closed-class stems": len(l.closed.stems),
	} {
		if n == 0 {
			t.Errorf("%s: nothing was read", what)
		}
	}
	again, err := Base()
	if err != nil || len(again.index.senses) != len(l.index.senses) {
		t.Errorf("read twice, the tables differ: %v", err)
	}
}

// Each file belongs to one table, or nobody reads it, or two do.
func TestEveryFileHasItsTable(t *testing.T) {
	names, err := fs.Glob(data, "data/*.rec")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		n := 0
		if strings.HasPrefix(name, "data/"+timesTable) {
			n++
		}
		for _, table := range tables {
			if strings.HasPrefix(name, "data/"+table.file) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s belongs to %d tables", name, n)
		}
	}
}

// A key that no table has is a mistake in typing: what stands there is never found.
func TestKeysExist(t *testing.T) {
	l := baseOf(t)
	concept := func(file string, line int, key string) {
		if len(l.words[key]) == 0 {
			t.Errorf("%s:%d: no table of concepts has %q", file, line, key)
		}
	}
	for _, pattern := range []string{"data/broader*.rec", "data/opposites*.rec"} {
		eachRecord(t, pattern, func(r records.Record) {
			for _, f := range r.Fields {
				concept(r.File, f.Line, f.Name)
				for _, key := range records.SplitList(f.Value) {
					concept(r.File, f.Line, key)
				}
			}
		})
	}
	for _, table := range tables {
		if !table.names {
			continue
		}
		eachRecord(t, "data/"+table.file+"*.rec", func(r records.Record) {
			for _, field := range []string{"in", "of", "by", "speaks-for"} {
				if f, ok := r.Field(field); ok && f.Value != "" && l.Name(f.Value) == nil {
					t.Errorf("%s:%d: %s: no table of names has %q", r.File, f.Line, field, f.Value)
				}
			}
		})
	}
}

func eachRecord(t *testing.T, pattern string, use func(records.Record)) {
	t.Helper()
	names, err := fs.Glob(data, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no file %s: %v", pattern, err)
	}
	for _, name := range names {
		f, err := data.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		recs, err := records.Read(f, name)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			use(r)
		}
	}
}

func TestFaultyTables(t *testing.T) {
	whole := func() fstest.MapFS {
		out := fstest.MapFS{}
		for _, table := range tables {
			out["data/"+table.file+".rec"] = &fstest.MapFile{Data: []byte("a: b\n")}
			if table.names {
				out["data/"+table.file+".rec"] = &fstest.MapFile{Data: []byte("name: " + table.file + "\n")}
			}
		}
		return out
	}
	if _, err := load(whole()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, file, text, want string
	}{
		{"missing", "data/slips.rec", "", "no table data/slips*.rec"},
		{"no field", "data/concepts.rec", "a: b\nc\n", "data/concepts.rec:2"},
		{"no name", "data/people.rec", "name: x\n\nfull: Y\n", "data/people.rec:3"},
	} {
		fsys := whole()
		if tt.text == "" {
			delete(fsys, tt.file)
		} else {
			fsys[tt.file].Data = []byte(tt.text)
		}
		if _, err := load(fsys); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

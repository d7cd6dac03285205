package intake

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"readout/internal/records"
)

//go:embed data
var data embed.FS

// tables are the words of data/*.rec.
type tables struct {
	field  map[string]string // header word → field: "headline" → "title"
	slug   map[string][]string
	agency map[string]string // folded form → name as shown
}

// words returns the tables. They are compiled in and a test reads them, so an error is one of the build.
var words = sync.OnceValues(func() (*tables, error) {
	fields, err := table("fields.rec")
	if err != nil {
		return nil, err
	}
	slugs, err := table("slugs.rec")
	if err != nil {
		return nil, err
	}
	agencies, err := table("agencies.rec")
	if err != nil {
		return nil, err
	}
	return &tables{field: invert(fields, fieldKey), slug: slugs, agency: invert(agencies, strings.ToLower)}, nil
})

// table reads a table "key: value; value" into its keys.
func table(name string) (map[string][]string, error) {
	f, err := data.Open("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("opening the table %s: %w", name, err)
	}
	defer f.Close()
	recs, err := records.Read(f, name)
	if err != nil {
		return nil, fmt.Errorf("reading the table %s: %w", name, err)
	}
	out := map[string][]string{}
	for _, rec := range recs {
		for _, field := range rec.Fields {
			out[field.Name] = records.SplitList(field.Value)
		}
	}
	return out, nil
}

func invert(table map[string][]string, fold func(string) string) map[string]string {
	out := map[string]string{}
	for key, values := range table {
		for _, v := range values {
			out[fold(v)] = key
		}
	}
	return out
}

func fieldKey(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == '_' }), " ")
}

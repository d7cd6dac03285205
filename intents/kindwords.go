package intents

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"readout/internal/records"
	"readout/store"
)

//go:embed kinds.rec
var kindsFile []byte

// loadKinds reads the words that facts of a kind are about by their kind.
var loadKinds = sync.OnceValues(func() (map[store.Kind][]string, error) {
	recs, err := records.Read(bytes.NewReader(kindsFile), "intents/kinds.rec")
	if err != nil {
		return nil, err
	}
	out := map[store.Kind][]string{}
	for _, r := range recs {
		for _, f := range r.Fields {
			if !slices.Contains(store.Kinds, store.Kind(f.Name)) {
				return nil, r.Errorf(f, "there is no kind %q", f.Name)
			}
			out[store.Kind(f.Name)] = records.SplitList(f.Value)
		}
	}
	for _, k := range store.Kinds {
		if out[k] == nil {
			return nil, fmt.Errorf("intents/kinds.rec: no words for kind %q", k)
		}
	}
	return out, nil
})

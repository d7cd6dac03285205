package pack_test

import (
	"testing"

	"readout/internal/lang"
	"readout/store/pack"
)

// Together with the lexicon the built-in pack knows every key it uses, its own meetings and
// topics without the lexicon's help.
func TestBuiltinKeysAreKnown(t *testing.T) {
	lexicon, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	_, err = pack.Read(pack.Files(), func(key string) bool { return lexicon.Name(key) != nil })
	for _, m := range pack.Mistakes(err) {
		t.Error(m)
	}
	if err != nil && pack.Mistakes(err) == nil {
		t.Error(err)
	}
}

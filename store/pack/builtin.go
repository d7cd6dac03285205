package pack

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
)

//go:embed builtin/*.rec
var builtin embed.FS

// Files returns the files of the built-in pack, for [Read] or for copying them out.
func Files() fs.FS {
	sub, err := fs.Sub(builtin, "builtin")
	if err != nil { // only a malformed name fails, and this one is constant
		return builtin
	}
	return sub
}

// Builtin returns the pack that the program brings with it. Keys that the pack does not name
// itself are taken to be known, because the lexicon that knows them is not at hand here; to
// check them as well, use [Read] on [Files].
func Builtin() (Pack, error) {
	p, err := Read(Files(), func(string) bool { return true })
	if err != nil {
		return Pack{}, fmt.Errorf("reading the built-in pack: %w", err)
	}
	return p, nil
}

// Version returns a short text that differs whenever the files of the built-in pack differ.
func Version() (string, error) {
	version, err := hash(Files())
	if err != nil {
		return "", fmt.Errorf("the version of the built-in pack: %w", err)
	}
	return version, nil
}

func hash(files fs.FS) (string, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(data)) // so that moving a line to the next file counts as a change
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

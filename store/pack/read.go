package pack

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"readout/internal/records"
)

// pattern is what the name of a file of a pack looks like.
const pattern = "*.rec"

// Read reads all .rec files at the top of fsys, in the order of their names, as one pack.
// Every mistake is reported, each as a [records.Error] with file and line, joined in the
// order of the files; a pack with a mistake is not returned.
func Read(fsys fs.FS, known Known) (Pack, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return Pack{}, fmt.Errorf("listing the files of the pack: %w", err)
	}
	if len(names) == 0 {
		return Pack{}, fmt.Errorf("there is no file %s to read", pattern)
	}
	return read(fsys, names, func(name string) string { return name }, known)
}

// ReadDir is [Read] on a folder; errors carry the path of the file.
func ReadDir(dir string, known Known) (Pack, error) {
	fsys := os.DirFS(dir)
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return Pack{}, fmt.Errorf("listing the pack %s: %w", dir, err)
	}
	if len(names) == 0 {
		return Pack{}, fmt.Errorf("the folder %s has no file %s", dir, pattern)
	}
	return read(fsys, names, func(name string) string { return filepath.Join(dir, name) }, known)
}

// ReadFile reads one file, whatever its name, as a pack; of a folder it reads all .rec files,
// like [ReadDir].
func ReadFile(path string, known Known) (Pack, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Pack{}, fmt.Errorf("reading the pack: %w", err)
	}
	if info.IsDir() {
		return ReadDir(path, known)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Pack{}, fmt.Errorf("reading the pack: %w", err)
	}
	return Parse(data, path, known)
}

// Parse reads the text of one file as a pack; file is the name that errors carry.
func Parse(text []byte, file string, known Known) (Pack, error) {
	rd := newReader(known)
	rd.file(text, file)
	return rd.pack()
}

func read(fsys fs.FS, names []string, shown func(string) string, known Known) (Pack, error) {
	rd := newReader(known)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return Pack{}, fmt.Errorf("reading the pack: %w", err)
		}
		rd.file(data, shown(name))
	}
	return rd.pack()
}

// A reader gathers the records of all files before it looks at what they refer to, because
// a fact may name a meeting of a later file.
type reader struct {
	mistakes
	known    Known
	names    shelf[named]
	meetings shelf[met]
	topics   shelf[topical]
	articles shelf[section]
	facts    shelf[said]
}

func newReader(known Known) *reader {
	if known == nil {
		known = func(string) bool { return false }
	}
	return &reader{
		known:    known,
		names:    newShelf[named](),
		meetings: newShelf[met](),
		topics:   newShelf[topical](),
		articles: newShelf[section](),
		facts:    newShelf[said](),
	}
}

// file reads the records of one file. A line that is no field does not keep the rest of the
// file from being checked.
func (rd *reader) file(text []byte, file string) {
	rd.begin()
	recs, err := records.Read(bytes.NewReader(text), file)
	rd.add(err)
	current := -1 // index of the article that the records below it belong to
	for _, rec := range recs {
		r := rd.row(rec)
		switch r.what() {
		case recordArticle:
			current = rd.article(r)
		case recordFact:
			rd.fact(r, current)
		case recordMeeting:
			rd.meeting(r, current)
		case recordName:
			rd.name(r)
		case recordTopic:
			rd.topic(r)
		}
	}
}

// pack checks what the records refer to and puts the batches together.
func (rd *reader) pack() (Pack, error) {
	rd.checkReferences()
	rd.checkClaims()
	if err := rd.joined(); err != nil {
		return Pack{}, err
	}
	return rd.assemble(), nil
}

// Mistakes returns the mistakes that a reading error is made of, in order; nil when err is
// of another sort, such as a file that cannot be opened.
func Mistakes(err error) []*records.Error {
	switch e := err.(type) {
	case *records.Error:
		return []*records.Error{e}
	case interface{ Unwrap() error }:
		return Mistakes(e.Unwrap())
	case interface{ Unwrap() []error }:
		var out []*records.Error
		for _, part := range e.Unwrap() {
			out = append(out, Mistakes(part)...)
		}
		return out
	}
	return nil
}

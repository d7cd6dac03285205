package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// path reads a file or a directory that the caller named; hidden ones, too, since they were asked for.
func (r *reader) path(name string) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		r.unreadable(name, err)
	case info.IsDir():
		r.directory(name, &trail{seen: map[string]bool{}})
	default:
		r.file(name)
	}
}

// A trail is the directories that a walk has been in, by their real paths.
type trail struct {
	seen  map[string]bool
	above []string // the ones that the walk is in now
}

// directory reads the files below dir in the order of their names. Links are followed; a link that leads back to a
// directory which it lies in is a problem, a directory that was read already is passed over.
func (r *reader) directory(dir string, t *trail) {
	real, err := filepath.EvalSymlinks(dir)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		r.unreadable(dir, err)
		return
	}
	for _, up := range t.above {
		if up == real {
			r.fail(&Problem{Source: dir, What: "this link leads back to a directory that it lies in (" + up + ")",
				Fix: "remove the link", Kind: ErrUnreadable})
			return
		}
	}
	if t.seen[real] {
		return
	}
	t.seen[real] = true
	t.above = append(t.above, real)
	defer func() { t.above = t.above[:len(t.above)-1] }()

	entries, err := os.ReadDir(dir) // sorted by name; holds what could be read, even with an error
	for _, e := range entries {
		if r.done() {
			return
		}
		if !strings.HasPrefix(e.Name(), ".") {
			r.entry(filepath.Join(dir, e.Name()), t)
		}
	}
	if err != nil {
		r.unreadable(dir, err)
	}
}

// entry reads what stands in a directory.
func (r *reader) entry(name string, t *trail) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		r.unreadable(name, err)
	case info.IsDir():
		r.directory(name, t)
	case !info.Mode().IsRegular(): // opening a pipe could wait for ever
		r.fail(&Problem{Source: name, What: "this is no regular file but a pipe, socket or device",
			Fix: "name it by itself if it is to be read", Kind: ErrUnreadable})
	default:
		r.file(name)
	}
}

func (r *reader) file(name string) {
	f, err := os.Open(name)
	if err != nil {
		r.unreadable(name, err)
		return
	}
	defer f.Close()
	r.input(input{source: name, file: filepath.Base(name), body: f})
}

func (r *reader) unreadable(name string, err error) {
	p := &Problem{Source: name, What: "this cannot be read", Kind: ErrUnreadable, Cause: err}
	var bare *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.What, p.Fix, p.Kind = "there is no such file or directory", "check the spelling", ErrMissing
	case errors.Is(err, fs.ErrPermission):
		p.What, p.Fix = "the system does not let me read this", "change its permissions"
	case errors.As(err, &bare):
		p.What += ": " + bare.Err.Error()
	}
	r.fail(p)
}

// Size counts the files below the paths named and their bytes, for a progress bar. Addresses and "-" count as one
// file without bytes; what cannot be read counts as nothing.
func Size(things ...string) (files int, bytes int64) {
	for _, thing := range things {
		if info, err := os.Stat(thing); err == nil && info.IsDir() {
			// Links are not followed here: an estimate may be short of them.
			_ = filepath.WalkDir(thing, func(path string, e fs.DirEntry, err error) error {
				switch {
				case path != thing && strings.HasPrefix(e.Name(), "."):
					if e.IsDir() {
						return fs.SkipDir
					}
				case err == nil && e.Type().IsRegular():
					if info, err := e.Info(); err == nil {
						files, bytes = files+1, bytes+info.Size()
					}
				}
				return nil
			})
		} else if err == nil {
			files, bytes = files+1, bytes+info.Size()
		} else if thing == "-" || strings.Contains(thing, "://") {
			files++
		}
	}
	return files, bytes
}

package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// editor reads lines that can be edited, and earlier ones with the arrow keys. The terminal is in
// raw mode only while a line is read, so that answers are written, and interrupted, as usual.
type editor struct {
	term    *term.Terminal
	size    func() (width, height int, err error)
	raw     func() (*term.State, error)
	restore func(*term.State) error
	history *history

	mu     sync.Mutex  // close comes from another goroutine when reading was given up
	before *term.State // how the terminal was; nil when it is not raw
}

func newEditor(in *os.File, out io.Writer, h *history) *editor {
	fd := int(in.Fd())
	e := newEditorOn(struct {
		io.Reader
		io.Writer
	}{in, out}, h)
	e.size = func() (int, int, error) { return term.GetSize(fd) }
	e.raw = func() (*term.State, error) { return term.MakeRaw(fd) }
	e.restore = func(s *term.State) error { return term.Restore(fd, s) }
	return e
}

// newEditorOn returns an editor that takes rw to be a terminal in raw mode.
func newEditorOn(rw io.ReadWriter, h *history) *editor {
	t := term.NewTerminal(rw, prompt)
	t.History = h
	t.AutoCompleteCallback = complete
	return &editor{
		term:    t,
		size:    func() (int, int, error) { return 80, 24, nil },
		raw:     func() (*term.State, error) { return nil, nil },
		restore: func(*term.State) error { return nil },
		history: h,
	}
}

func (e *editor) readLine() (string, error) {
	if err := e.begin(); err != nil {
		return "", err
	}
	line, err := e.term.ReadLine()
	e.end()
	if errors.Is(err, term.ErrPasteIndicator) {
		err = nil // pasted or typed, a question is a question
	}
	if len(line) > maxLine {
		err = errLong
	}
	return line, err
}

func (e *editor) begin() error {
	if width, height, err := e.size(); err == nil && width > 0 && height > 0 {
		_ = e.term.SetSize(width, height) // it fails only if the next write does
	}
	state, err := e.raw()
	if err != nil {
		return fmt.Errorf("preparing the terminal for typing: %w", err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.before = state
	e.term.SetBracketedPasteMode(true)
	return nil
}

// end gives the terminal back as it was. There is no use in complaining that it did not work.
func (e *editor) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.before == nil {
		return
	}
	_ = e.restore(e.before)
	e.before = nil
}

func (e *editor) close() {
	e.term.SetBracketedPasteMode(false)
	e.end()
	e.history.close()
}

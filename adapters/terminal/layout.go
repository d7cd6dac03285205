package terminal

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// Lines longer than maxWidth are hard to read, and in fewer than minWidth columns wrapping only harms.
const (
	minWidth = 30
	maxWidth = 100
)

// LayoutFor returns the layout that fits where w leads: a terminal's width and, unless the
// environment says otherwise (NO_COLOR, a dumb terminal), dimmed sources; plain text anywhere else.
func LayoutFor(w io.Writer, environ []string) Layout {
	f, ok := tty(w)
	if !ok {
		return Layout{}
	}
	l := Layout{Colour: !dumb(environ) && lookup(environ, "NO_COLOR") == ""}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width >= minWidth {
		l.Width = min(width, maxWidth)
	}
	return l
}

// tty returns the file behind a reader or writer if it is a terminal.
func tty(v any) (*os.File, bool) {
	f, ok := v.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// dumb reports whether the terminal knows no control codes.
func dumb(environ []string) bool {
	name := lookup(environ, "TERM")
	return name == "" || name == "dumb"
}

// lookup returns the value of a variable; the last of equal ones wins.
func lookup(environ []string, key string) (value string) {
	for _, entry := range environ {
		if k, v, ok := strings.Cut(entry, "="); ok && k == key {
			value = v
		}
	}
	return value
}

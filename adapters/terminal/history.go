package terminal

import (
	"os"
	"path/filepath"
	"strings"
)

// keep is how many lines of history are remembered; the file is cut when it has twice as many.
const keep = 500

// history is the lines that were typed, in this chat and, through a file that only its owner can
// read, in earlier ones. A history that cannot be kept in a file lives as long as the chat: a
// convenience is not worth a complaint.
type history struct {
	lines []string // oldest first
	file  *os.File // nil when nothing is kept
}

// openHistory reads the file at path, which it makes, with its directory, where there is none.
func openHistory(path string) *history {
	h := &history{}
	if path == "" || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return h
	}
	text, _ := os.ReadFile(path)
	for line := range strings.Lines(string(text)) {
		h.remember(strings.TrimSuffix(line, "\n"))
	}
	flag := os.O_APPEND
	if strings.Count(string(text), "\n") > 2*keep {
		flag = os.O_TRUNC
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|flag, 0o600)
	if err != nil {
		return h
	}
	if f.Chmod(0o600) != nil { // the file may be older than this rule
		_ = f.Close()
		return h
	}
	h.file = f
	if flag == os.O_TRUNC {
		_, _ = f.WriteString(strings.Join(h.lines, "\n") + "\n")
	}
	return h
}

// Add remembers a line; blank ones and repetitions of the one before are left out.
func (h *history) Add(line string) {
	line = Clean(strings.TrimSpace(line))
	if h.remember(line) && h.file != nil {
		_, _ = h.file.WriteString(line + "\n")
	}
}

func (h *history) remember(line string) bool {
	if line == "" || len(h.lines) > 0 && h.lines[len(h.lines)-1] == line {
		return false
	}
	h.lines = append(h.lines, line)
	if len(h.lines) > keep {
		h.lines = h.lines[len(h.lines)-keep:]
	}
	return true
}

// Len and At are what the editor reads; At(0) is the latest line.
func (h *history) Len() int { return len(h.lines) }

func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }

func (h *history) close() {
	if h.file != nil {
		_ = h.file.Close()
	}
}

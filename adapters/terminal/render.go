package terminal

import (
	"fmt"
	"io"
	"strings"

	"readout/bot"
)

// A Layout says how answers are laid out. The zero Layout is plain text of any width.
type Layout struct {
	Width   int  // columns to wrap at; 0 leaves lines as long as they are
	Colour  bool // dim what is not the answer itself
	Sources bool // under each source, its link and the words it rests on
}

const (
	dim   = "\x1b[2m"
	reset = "\x1b[0m"
)

// Write lays out an answer: its body, its numbered sources, and what else can be asked.
// Control characters in what other people wrote are left out.
func (l Layout) Write(w io.Writer, a bot.Answer) error {
	var b strings.Builder
	l.paragraphs(&b, a.Text())
	if len(a.Citations) > 0 {
		b.WriteByte('\n')
		l.citations(&b, a.Citations)
	}
	if len(a.Suggest) > 0 {
		b.WriteByte('\n')
		l.faint(&b, "You could ask:", "", "")
		for _, s := range a.Suggest {
			l.faint(&b, s, "  - ", "    ")
		}
	}
	return write(w, b.String())
}

// WriteSources lists sources with their links and words, whatever l.Sources says.
func (l Layout) WriteSources(w io.Writer, cs []bot.Citation) error {
	l.Sources = true
	var b strings.Builder
	l.citations(&b, cs)
	return write(w, b.String())
}

// WriteWhy lists how an answer came about.
func (l Layout) WriteWhy(w io.Writer, a bot.Answer) error {
	var b strings.Builder
	l.faint(&b, "Why this answer:", "", "")
	l.faint(&b, fmt.Sprintf("status %s, intent %s", a.Status, a.Intent), "  ", "    ")
	for _, line := range a.Why {
		l.faint(&b, line, "  ", "    ")
	}
	return write(w, b.String())
}

func (l Layout) citations(b *strings.Builder, cs []bot.Citation) {
	for _, c := range cs {
		number := fmt.Sprintf("  [%d] ", c.N)
		indent := strings.Repeat(" ", len(number))
		l.faint(b, c.Outlet+", "+bot.DateText(c.Published)+" · "+c.Title, number, indent)
		if !l.Sources {
			continue
		}
		if c.URL != "" { // never wrapped: a broken link opens nothing
			Layout{Colour: l.Colour}.faint(b, c.URL, indent, indent)
		}
		if c.Quote != "" {
			l.faint(b, "“"+c.Quote+"”", indent, indent)
		}
	}
}

func (l Layout) paragraphs(b *strings.Builder, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		wrap(b, Clean(line), "", "", l.Width)
	}
}

// faint writes a line that may be dimmed; its first row begins with first, the others with rest.
func (l Layout) faint(b *strings.Builder, text, first, rest string) {
	if l.Colour {
		b.WriteString(dim)
		defer b.WriteString(reset)
	}
	wrap(b, Clean(text), first, rest, l.Width)
}

func write(w io.Writer, s string) error {
	if _, err := io.WriteString(w, s); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

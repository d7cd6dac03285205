package terminal

import (
	"fmt"
	"strings"
)

// A command is a line that speaks to the chat itself.
type command struct {
	name, help string
	run        func(c *Chat, line string) error
}

// commands returns them in the order in which /help lists them.
func commands() []command {
	return []command{
		{"/sources", "the sources of the last answer, with links and quotations", (*Chat).sources},
		{"/why", "how the last answer came about", (*Chat).why},
		{"/help", "this list", (*Chat).help},
		{"/quit", "leave; so does Ctrl-D", (*Chat).quit},
	}
}

// leave are the words with which people leave other programs.
var leave = map[string]bool{"/exit": true, "/q": true, "quit": true, "exit": true, ":q": true}

// commandFor returns what a line orders, or nil when it is a question. A misspelt order is
// answered, too: nobody asks the articles for "/sorces".
func commandFor(line string) func(*Chat, string) error {
	word, _, _ := strings.Cut(line, " ")
	for _, cmd := range commands() {
		if cmd.name == word {
			return cmd.run
		}
	}
	switch {
	case leave[line]:
		return (*Chat).quit
	case strings.HasPrefix(line, "/"):
		return (*Chat).unknown
	}
	return nil
}

func (c *Chat) sources(string) error {
	switch {
	case c.last == nil:
		return c.say("Nothing has been asked yet.")
	case len(c.last.Citations) == 0:
		return c.say("The last answer has no sources: it claims nothing.")
	}
	if err := c.layout.WriteSources(c.out, c.last.Citations); err != nil {
		return err
	}
	return c.blank()
}

func (c *Chat) why(string) error {
	if c.last == nil {
		return c.say("Nothing has been asked yet.")
	}
	if err := c.layout.WriteWhy(c.out, *c.last); err != nil {
		return err
	}
	return c.blank()
}

func (c *Chat) help(string) error {
	var b strings.Builder
	b.WriteString("Type a question; a follow-up (“and where?”) is understood from the ones before it.\n")
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "  %-9s %s\n", cmd.name, cmd.help)
	}
	return write(c.out, b.String()+"\n")
}

func (c *Chat) quit(string) error { return errQuit }

func (c *Chat) unknown(line string) error {
	word, _, _ := strings.Cut(line, " ")
	return c.say(fmt.Sprintf("There is no %s: /help lists what there is.", word))
}

// complete completes a command when the Tab key is pressed; it is the editor's callback.
func complete(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	for _, cmd := range commands() {
		if pos == len(line) && strings.HasPrefix(line, "/") && strings.HasPrefix(cmd.name, line) {
			return cmd.name, len(cmd.name), true
		}
	}
	return line, pos, true // a Tab is no part of a question
}

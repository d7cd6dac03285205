package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"readout/bot"
)

// memory is how many earlier turns of a conversation are handed on with a question.
const memory = 3

// Config is what a chat needs to know of its surroundings.
type Config struct {
	In       io.Reader
	Out      io.Writer
	Environ  []string // for TERM and NO_COLOR
	History  string   // the file that keeps the lines typed at a terminal; "" keeps none
	Greeting string   // said first, at a terminal only
}

// A Chat is a conversation by lines: a question in, an answer out, until the input ends.
// It serves one conversation.
type Chat struct {
	out      io.Writer
	lines    lineReader
	layout   Layout
	prompted bool // a person sits there
	greeting string
	answerer bot.Answerer

	earlier []string    // the last questions, oldest first
	last    *bot.Answer // what /why and /sources speak of
}

// New returns a Chat on the given input and output: with line editing and history if both are a
// terminal that can do it, with a bare prompt at a dumb one, and without any prompt otherwise.
func New(c Config, a bot.Answerer) *Chat {
	ch := &Chat{out: c.Out, layout: LayoutFor(c.Out, c.Environ), answerer: a}
	in, typed := tty(c.In)
	_, shown := tty(c.Out)
	switch {
	case !typed || !shown:
		ch.lines = newPlain(c.In, io.Discard)
	case dumb(c.Environ):
		ch.lines = newPlain(c.In, c.Out)
	default:
		ch.lines = newEditor(in, c.Out, openHistory(c.History))
	}
	if ch.prompted = typed && shown; ch.prompted {
		ch.greeting = c.Greeting
	}
	return ch
}

// errQuit ends a conversation at the person's wish.
var errQuit = errors.New("quit")

// Run holds the conversation until the input ends, the person leaves or ctx is done, none of which
// is an error. A question that fails is apologised for; an error means that nothing can be written.
func (c *Chat) Run(ctx context.Context) error {
	defer c.lines.close()
	if c.greeting != "" {
		if err := c.say(c.greeting); err != nil {
			return err
		}
	}
	for {
		line, err := readContext(ctx, c.lines)
		if errors.Is(err, errLong) {
			err = c.say(fmt.Sprintf("That line is longer than %d bytes: ask in fewer words.", maxLine))
		} else if err == nil {
			err = c.turn(ctx, strings.TrimSpace(line))
		}
		switch {
		case errors.Is(err, errQuit):
			return nil
		case errors.Is(err, io.EOF), errors.Is(err, context.Canceled):
			return c.leave()
		case err != nil:
			return err
		}
	}
}

// turn answers one line.
func (c *Chat) turn(ctx context.Context, line string) error {
	if line == "" {
		return nil
	}
	if run := commandFor(line); run != nil {
		return run(c, line)
	}
	answer, err := c.answerer.Answer(ctx, bot.Question{Text: line, Earlier: c.earlier})
	if err != nil {
		return c.say(fmt.Sprintf("Sorry, that could not be answered: %s.", err))
	}
	c.remember(line, answer)
	if err := c.layout.Write(c.out, answer); err != nil {
		return err
	}
	return c.blank()
}

func (c *Chat) remember(question string, a bot.Answer) {
	c.last = &a
	c.earlier = append(c.earlier, question)
	if n := len(c.earlier) - memory; n > 0 {
		c.earlier = append([]string(nil), c.earlier[n:]...) // what was handed out stays as it was
	}
}

// say writes a paragraph of the chat's own.
func (c *Chat) say(text string) error {
	var b strings.Builder
	c.layout.paragraphs(&b, text)
	b.WriteByte('\n')
	return write(c.out, b.String())
}

func (c *Chat) blank() error { return write(c.out, "\n") }

// leave ends the row that the prompt stands in, so that the shell's begins on its own.
func (c *Chat) leave() error {
	if !c.prompted {
		return nil
	}
	return c.blank()
}

package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readout/adapters/terminal"
	"readout/bot"
)

const askLong = `Answers one question, or many.

QUESTION may be several words, quoted or not; "-" reads it from standard input.
The exit status is 0 when it was answered, 3 when the articles do not say, 2 for
a mistake on the command line and 1 for a failure.

With --jsonl each line of standard input is {"id": "…", "turns": ["…", "…"]}: the turns
of one conversation, the last of which is answered. Each line of output is the answer
as a JSON object, in the same order. A line that cannot be read is named on standard
error by its number, the others are still answered, and the exit status is 1.`

const askExample = `  readout ask how long did Obama and Putin talk in Hangzhou
  readout ask --why "who else was in the room?"
  readout ask --json 'what did they agree on?' | jq -r .text
  echo "where did they meet in 2015?" | readout ask -
  readout ask --jsonl < questions.jsonl > answers.jsonl`

type askFlags struct{ json, jsonl, why bool }

func (p *program) askCommand() *cobra.Command {
	var f askFlags
	cmd := &cobra.Command{
		Use:     "ask [--json] [--why] QUESTION... | ask --jsonl",
		Short:   "Answer a question",
		Long:    askLong,
		Example: askExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.jsonl && (f.json || f.why):
				return usagef("ask --jsonl goes with neither --json nor --why")
			case f.jsonl:
				return p.askLines(cmd.Context(), args)
			}
			return p.ask(cmd.Context(), args, f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "write the answer as a JSON object")
	cmd.Flags().BoolVar(&f.jsonl, "jsonl", false, "answer each line of standard input, as JSON")
	cmd.Flags().BoolVar(&f.why, "why", false, "say how the answer came about")
	return cmd
}

func (p *program) ask(ctx context.Context, args []string, f askFlags) error {
	question, err := p.question(args)
	if err != nil {
		return err
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	started := time.Now()
	answer, err := s.answerer.Answer(ctx, bot.Question{Text: question})
	if err != nil {
		return fmt.Errorf("answering: %w", err)
	}
	if err := p.show(answer, f, time.Since(started)); err != nil {
		return err
	}
	if answer.Status == bot.Abstained {
		return status(statusAbstained)
	}
	return nil
}

// maxQuestion is how many bytes of standard input "ask -" reads: more is no question.
const maxQuestion = 1 << 20

func (p *program) question(args []string) (string, error) {
	text := strings.Join(args, " ")
	if text == "-" {
		b, err := io.ReadAll(io.LimitReader(p.stdin, maxQuestion))
		if err != nil {
			return "", fmt.Errorf("reading the question from standard input: %w", err)
		}
		text = string(b)
	}
	if strings.TrimSpace(text) == "" {
		return "", usagef("the question is empty: write it after ask, such as `readout ask where did they meet in 2016`")
	}
	return text, nil
}

func (p *program) show(a bot.Answer, f askFlags, took time.Duration) error {
	if f.json {
		return p.showJSON(a, f.why, took)
	}
	l := p.layout()
	l.Sources = true
	if err := l.Write(p.stdout, a); err != nil {
		return err
	}
	if !f.why {
		return nil
	}
	if _, err := fmt.Fprintln(p.stdout); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return l.WriteWhy(p.stdout, a)
}

// layout fits what is written to the place where it is read.
func (p *program) layout() terminal.Layout {
	return terminal.LayoutFor(p.stdout, p.environ)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"readout/bot"
	"readout/cmd/readout/eval"
)

const evalLong = `Asks the questions of files and grades the answers: right, wrong, silent (the articles
say, but the answer does not), uncited (no or the wrong article) or overlong. Prints the score
by kind of question and the failures; the exit status is 1 below --min.

A line of a question file is {"id", "turns", "kind", "must", "must_not", "cite", "cite_all",
"abstain"}: the turns are sent in one conversation and the reply to the last is graded; each
group of must has to match by one of its alternatives, plain text or "re:…", and none of must_not.`

type evalFlags struct {
	min     float64
	answers string
	json    bool
}

func (p *program) evalCommand() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval [--min N] [--answers FILE] [--json] FILE...",
		Short: "Grade the answers to questions whose answers are known",
		Long:  evalLong,
		Example: "  readout eval --min 97 questions.jsonl\n" +
			"  readout ask --jsonl < questions.jsonl > answers.jsonl && readout eval --answers answers.jsonl questions.jsonl",
		Args: someArgs("a file of questions"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.eval(cmd.Context(), args, f) },
	}
	cmd.Flags().Float64Var(&f.min, "min", 0, "exit with status 1 when fewer than `N` of a hundred are right")
	cmd.Flags().StringVar(&f.answers, "answers", "", "grade the answers in `FILE`, as ask --jsonl writes them, instead of asking")
	cmd.Flags().BoolVar(&f.json, "json", false, "write the score as a JSON object")
	return cmd
}

func (p *program) eval(ctx context.Context, files []string, f evalFlags) error {
	questions, err := readQuestions(files)
	if err != nil {
		return err
	}
	answers, err := p.evalAnswers(ctx, questions, f.answers)
	if err != nil {
		return err
	}
	score, err := eval.Grade(questions, answers)
	if err != nil {
		return fmt.Errorf("grading: %w", err)
	}
	if err := p.showScore(score, f.json); err != nil {
		return err
	}
	if got := score.Percent(); got < f.min {
		return fmt.Errorf("%.1f %% of the answers are right, fewer than the %g %% that --min asks for", got, f.min)
	}
	return nil
}

func readQuestions(files []string) ([]eval.Question, error) {
	var all []eval.Question
	for _, name := range files {
		qs, err := readFile(name, eval.ReadQuestions)
		if err != nil {
			return nil, err
		}
		all = append(all, qs...)
	}
	if len(all) == 0 {
		return nil, usagef("there are no questions in %s", files[0])
	}
	return all, nil
}

// readFile reads a file with read; an error names the file.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return none, usagef("there is no file %s", name)
	}
	if err != nil {
		return none, err
	}
	defer f.Close()
	v, err := read(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// evalAnswers reads the answers from a file or, when there is none, asks for them.
func (p *program) evalAnswers(ctx context.Context, qs []eval.Question, file string) (map[string]eval.Answer, error) {
	if file != "" {
		return readFile(file, eval.ReadAnswers)
	}
	s, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return askAll(ctx, s.answerer, qs)
}

func askAll(ctx context.Context, a bot.Answerer, qs []eval.Question) (map[string]eval.Answer, error) {
	answers := make(map[string]eval.Answer, len(qs))
	for _, q := range qs {
		last := len(q.Turns) - 1
		answer, err := a.Answer(ctx, bot.Question{Text: q.Turns[last], Earlier: q.Turns[:last:last]})
		if err != nil {
			return nil, fmt.Errorf("answering question %s: %w", q.ID, err)
		}
		answers[q.ID] = evalAnswer(q.ID, answer)
	}
	return answers, nil
}

func evalAnswer(id string, a bot.Answer) eval.Answer {
	e := eval.Answer{ID: id, Text: a.Text(), Status: string(a.Status)}
	for _, c := range a.Citations {
		e.Citations = append(e.Citations, eval.Citation{Article: c.Article, URL: c.URL, Outlet: c.Outlet, Title: c.Title})
	}
	return e
}

func (p *program) showScore(s eval.Score, asJSON bool) error {
	if asJSON {
		return p.writeJSON(s)
	}
	if err := s.WriteTable(p.stdout); err != nil {
		return err
	}
	return s.WriteFailures(p.stdout)
}

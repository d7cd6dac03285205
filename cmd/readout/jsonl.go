package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"readout/bot"
)

const (
	maxLine     = 1 << 20 // bytes of one line of questions
	lineWorkers = 2
)

// A turnsLine is one line of questions: the turns of a conversation, the last of which is answered.
type turnsLine struct {
	ID    json.RawMessage `json:"id"` // handed back as it came
	Turns []string        `json:"turns"`
}

// A lineJob is one line on its way through a worker. done is closed when out or err is set.
type lineJob struct {
	number int
	line   []byte
	out    answerJSON
	err    error
	done   chan struct{}
}

func (p *program) askLines(ctx context.Context, args []string) error {
	if len(args) > 0 {
		return usagef("ask --jsonl reads its questions from standard input, but got %q as well", args[0])
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	return p.answerLines(ctx, s.answerer)
}

// answerLines answers every line of standard input, several at a time and in order. Bad lines are
// named on standard error and give status 1 at the end.
func (p *program) answerLines(ctx context.Context, a bot.Answerer) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work, ordered := make(chan *lineJob), make(chan *lineJob, 4*lineWorkers)
	var wg sync.WaitGroup
	for range lineWorkers {
		wg.Go(func() {
			for j := range work {
				j.answer(ctx, a)
			}
		})
	}
	var bad int
	wg.Go(func() { bad = p.writeLines(ordered, cancel) })
	readErr := readLines(ctx, p.stdin, func(j *lineJob) {
		ordered <- j
		work <- j
	})
	close(work)
	close(ordered)
	wg.Wait()
	if err := errors.Join(readErr, context.Cause(ctx)); err != nil {
		return err
	}
	if bad > 0 {
		return status(statusFailure)
	}
	return nil
}

// writeLines writes what becomes of each job, in order, and returns how many were bad. When
// writing fails it stops the rest, but still takes every job, so that nobody waits for ever.
func (p *program) writeLines(ordered <-chan *lineJob, stop context.CancelCauseFunc) (bad int) {
	stopped := false
	for j := range ordered {
		<-j.done
		switch {
		case stopped:
		case j.err != nil:
			bad++
			p.complain(fmt.Errorf("line %d: %w", j.number, j.err))
		default:
			if err := p.writeJSON(j.out); err != nil {
				stopped = true
				stop(err)
			}
		}
	}
	return bad
}

// readLines hands over each line that is not blank, until the input or ctx ends.
func readLines(ctx context.Context, r io.Reader, each func(*lineJob)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ctx.Err() == nil; number++ {
		line, long, err := readLine(in, maxLine)
		if len(bytes.TrimSpace(line)) > 0 {
			j := &lineJob{number: number, line: line, done: make(chan struct{})}
			if long {
				j.err = fmt.Errorf("longer than %d bytes, not read", maxLine)
			}
			each(j)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading standard input: %w", err)
		}
	}
	return nil
}

// readLine returns the next line. Of one that is longer than limit bytes it returns the beginning and true.
func readLine(in *bufio.Reader, limit int) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if room := limit - len(line); len(part) > room {
			part, long = part[:room], true
		}
		line = append(line, part...)
		if err != bufio.ErrBufferFull {
			return line, long, err
		}
	}
}

// answer fills in what becomes of the line.
func (j *lineJob) answer(ctx context.Context, a bot.Answerer) {
	defer close(j.done)
	if j.err != nil {
		return
	}
	var t turnsLine
	if t, j.err = parseTurns(j.line); j.err != nil {
		return
	}
	started := time.Now()
	last := len(t.Turns) - 1
	answer, err := a.Answer(ctx, bot.Question{Text: t.Turns[last], Earlier: t.Turns[:last:last]})
	if err != nil {
		j.err = fmt.Errorf("answering: %w", err)
		return
	}
	j.out = newAnswerJSON(answer, time.Since(started))
	j.out.ID = t.ID
}

var errTurns = errors.New(`not an object with "id" and a non-empty list of "turns"`)

func parseTurns(line []byte) (turnsLine, error) {
	var t turnsLine
	if err := json.Unmarshal(line, &t); err != nil {
		return t, fmt.Errorf("%w: %w", errTurns, err)
	}
	if len(t.Turns) == 0 {
		return t, errTurns
	}
	return t, nil
}

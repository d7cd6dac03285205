package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// A lineReader reads what a person types, a line at a time; io.EOF ends it.
type lineReader interface {
	readLine() (string, error)
	close()
}

const (
	prompt  = "> "
	maxLine = 1 << 20 // bytes
)

// errLong stands for a line that is too long; the ones after it can still be read.
var errLong = errors.New("line too long")

// plain reads lines as the system delivers them.
type plain struct {
	in     *bufio.Reader
	prompt io.Writer // where the prompt is written
}

func newPlain(in io.Reader, promptTo io.Writer) *plain {
	return &plain{in: bufio.NewReaderSize(in, 64<<10), prompt: promptTo}
}

func (p *plain) readLine() (string, error) {
	if err := write(p.prompt, prompt); err != nil {
		return "", err
	}
	var line strings.Builder
	for {
		part, err := p.in.ReadSlice('\n')
		if line.Len() <= maxLine {
			line.Write(part)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && line.Len() > 0: // the last line of a file may lack its end
			err = nil
		case err == io.EOF:
			return "", io.EOF
		}
		if err == nil && line.Len() > maxLine {
			err = errLong
		}
		return line.String(), err
	}
}

func (p *plain) close() {}

// readContext reads a line unless ctx is done first. A read from a terminal cannot be interrupted,
// so the goroutine that waits for it is then left behind; it ends with the process.
func readContext(ctx context.Context, r lineReader) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := r.readLine()
		read <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", context.Canceled
	case r := <-read:
		return r.line, r.err
	}
}

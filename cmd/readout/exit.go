package main

import (
	"errors"
	"fmt"
	"strings"
)

// The exit statuses, part of the command-line contract.
const (
	statusOK        = 0
	statusFailure   = 1
	statusUsage     = 2
	statusAbstained = 3
)

// usageError is a mistake on the command line.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// A status ends the program without another word: what there is to say has been said.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// exit reports err and returns the exit status.
func (p *program) exit(err error) int {
	var s status
	var usage *usageError
	switch {
	case err == nil:
		return statusOK
	case errors.As(err, &s):
		return int(s)
	case errors.As(err, &usage):
		p.complain(err)
		return statusUsage
	}
	p.complain(err)
	return statusFailure
}

// complain writes each line of an error as one sentence for a person.
func (p *program) complain(err error) {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(p.stderr, "readout: %s\n", line)
	}
}

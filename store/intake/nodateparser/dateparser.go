// Package dateparser stands in for github.com/markusmobius/go-dateparser, which reads dates in two hundred languages.
//
// That module comes with go-trafilatura, through go-htmldate. Readout finds the day of publication itself and switches
// go-htmldate off, but linked in, it builds its tables at every start of the program: 140 ms and 27 MB of memory that
// stay, for each "readout ask" (GODEBUG=inittrace=1). go.mod replaces it by this package, which has just the
// names that go-htmldate mentions and reads nothing. Without it go-re2, wazero and two calendars are gone from the program, too.
//
// To do without the replacement, delete the line "replace" in go.mod and run "go mod tidy"; nothing else changes.
package dateparser

import (
	"errors"
	"time"
)

// ErrOff is what every reading of a date comes to.
var ErrOff = errors.New("go-dateparser is replaced by a stand-in that reads no dates")

// ParserType names a way of reading dates.
type ParserType uint8

// The ways of reading that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says whether a date lies in the past.
type PreferredDateSource uint8

// Past is the source that go-htmldate asks for.
const Past PreferredDateSource = 1

// Configuration says how dates are read.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser reads dates.
type Parser struct{ ParserTypes []ParserType }

// Date is a date that was read.
type Date struct{ Time time.Time }

// Parse fails with ErrOff.
func (p *Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, ErrOff }

package intake

import "errors"

// What can be wrong with a thing to read; a [Problem] wraps one of them.
var (
	ErrTooLarge    = errors.New("too large")
	ErrEmpty       = errors.New("empty")
	ErrNotText     = errors.New("not text")          // a picture, a PDF, an archive, other binary data
	ErrFormat      = errors.New("malformed")         // JSON, XML or gzip that breaks its own rules
	ErrUnreadable  = errors.New("unreadable")        // a file or folder that the system does not let us read
	ErrRefused     = errors.New("refused")           // an address that we do not fetch
	ErrDenied      = errors.New("denied")            // a paywall, a login, a site that turns programs away
	ErrMissing     = errors.New("missing")           // nothing there (any more)
	ErrUnavailable = errors.New("unavailable")       // the site or the way to it fails, perhaps not for long
	ErrTimeout     = errors.New("took too long")     //
	ErrUnsafe      = errors.New("connection unsafe") // the site's certificate does not hold
)

// A Problem is a thing that could not be read, as one sentence for the curator.
type Problem struct {
	Source string // the thing: a path, an address; a line or an item of it
	What   string // what is wrong: "this is a PDF"
	Fix    string // what to do: "save it as text"; may be empty
	Kind   error  // one of the errors above
	Cause  error  // what the system or the library said; may be nil
}

func (p *Problem) Error() string {
	s := p.Source + ": " + p.What
	if p.Fix != "" {
		s += "; " + p.Fix
	}
	return s
}

// Unwrap lets errors.Is and errors.As find the kind and the cause.
func (p *Problem) Unwrap() []error {
	if p.Cause == nil {
		return []error{p.Kind}
	}
	return []error{p.Kind, p.Cause}
}

// at returns err as a Problem of source; an error that is none becomes one of the given kind.
func at(source string, err error, kind error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		named := *p
		named.Source = source
		return &named
	}
	return &Problem{Source: source, What: err.Error(), Kind: kind, Cause: err}
}

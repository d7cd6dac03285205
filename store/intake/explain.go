package intake

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/url"
	"os"
	"syscall"
)

// explain turns what the network says into a [Problem] without a source. A Problem stays what it is.
func (f *fetcher) explain(err error) error {
	var (
		p       *Problem
		dns     *net.DNSError
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
		verify  *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		op      *net.OpError
		asked   *url.Error
	)
	timeout := false
	if t, ok := errors.AsType[net.Error](err); ok {
		timeout = t.Timeout()
	}
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		return p
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Problem{What: "there is no host " + dns.Name, Fix: "check the spelling, and whether this machine is online", Kind: ErrMissing, Cause: err}
	case timeout, errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return &Problem{What: "the site took longer than " + f.timeout.String(), Fix: "try again later, or save the text and give the file", Kind: ErrTimeout, Cause: err}
	case errors.As(err, &verify), errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &record):
		return &Problem{What: "the site's certificate does not hold, so the page could be anybody's", Fix: "check the address in a browser", Kind: ErrUnsafe, Cause: err}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Problem{What: "nothing answers at this address", Fix: "check the address, or try again later", Kind: ErrUnavailable, Cause: err}
	case errors.As(err, &asked), errors.As(err, &op), errors.As(err, &dns):
		return &Problem{What: "the site cannot be reached (" + inmost(err).Error() + ")", Fix: "try again later", Kind: ErrUnavailable, Cause: err}
	}
	return err
}

// inmost is the last of the errors that wrap each other; it has neither the address nor what may be secret in it.
func inmost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}

package main

import (
	"io"
	"regexp"
	"strings"
)

// credentials are what tokens look like, wherever they come from: those of an interaction stand in the addresses
// that answers go to, and so in errors of the network.
var credentials = regexp.MustCompile(`xox[a-z]-[A-Za-z0-9-]{6,}|xapp-[A-Za-z0-9-]{6,}|(webhooks/\d+/|interactions/\d+/|Bot |Bearer )[A-Za-z0-9._-]{16,}|(hooks\.[a-z.]+/[a-z]+/)[A-Za-z0-9/]+`)

const redacted = "[redacted]"

// A redactor writes on without secrets. What is written in one go must hold a secret whole.
type redactor struct {
	to      io.Writer
	secrets *strings.Replacer
}

func newRedactor(to io.Writer, secrets []string) redactor {
	var pairs []string
	for _, s := range secrets {
		if len(s) >= 6 { // a shorter one is no secret, and would turn up in any text
			pairs = append(pairs, s, redacted)
		}
	}
	return redactor{to, strings.NewReplacer(pairs...)}
}

// Write implements io.Writer.
func (r redactor) Write(p []byte) (int, error) {
	clean := credentials.ReplaceAllString(r.secrets.Replace(string(p)), "${1}${2}"+redacted)
	if _, err := io.WriteString(r.to, clean); err != nil {
		return 0, err
	}
	return len(p), nil
}

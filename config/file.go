package config

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
)

// fileBytes is the most that a settings file may have; a larger one is something else.
const fileBytes = 1 << 20

// readFile reads a file of `KEY = value` lines: blank lines and lines that begin with # say nothing, quotation
// marks round a value are left away. The file is one that a shell, systemd's EnvironmentFile and compose's
// env_file read alike, when written without blanks round the sign.
func readFile(path string) (layer, []error) {
	l := layer{name: path, values: map[string]string{}}
	info, err := os.Stat(path)
	if err == nil && info.Size() > fileBytes {
		err = errors.New("it is too large to be one")
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return l, []error{&Mistake{configKey, fmt.Errorf("the settings file cannot be read: %w", err)}}
	}
	var errs []error
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	lines.Buffer(nil, fileBytes+1)
	for n := 1; lines.Scan(); n++ {
		if err := l.take(lines.Text()); err != nil {
			errs = append(errs, &Mistake{"", fmt.Errorf("%s:%d: %w", path, n, err)})
		}
	}
	return l, errs
}

// take reads one line of a settings file.
func (l layer) take(line string) error {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	key, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
	key = strings.TrimSpace(key)
	switch {
	case !ok:
		return fmt.Errorf("this is no line of a settings file: write KEY = value") // the line may be a secret
	case !isKey(key):
		return fmt.Errorf("%q is no name of a setting", key)
	}
	if _, twice := l.values[key]; twice {
		return fmt.Errorf("%s is set twice in this file", key)
	}
	switch known := keys(); {
	case key == configKey:
		return fmt.Errorf("%s cannot be set in a settings file", key)
	case !contains(known, key):
		return fmt.Errorf("%s: there is no such setting: did you mean %s?", key, Nearest(key, known))
	}
	l.values[key] = unquote(strings.TrimSpace(value))
	return nil
}

// isKey says whether s can be the name of a variable.
func isKey(s string) bool {
	if s == "" || '0' <= s[0] && s[0] <= '9' {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
}

func unquote(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// Sample returns a settings file that names every setting with what it means, all of them commented out.
func Sample() string {
	var b strings.Builder
	b.WriteString(`# Settings of readout. Name this file in READOUT_CONFIG or with --config. A variable of the environment
# wins over a line here, and an option of the command line over both. A line that is not commented out is in
# force. Whatever holds a secret can be in a file of its own, which KEY_FILE names. Those marked "live" are
# taken over by a running ` + "`readout serve`" + ` when it gets SIGHUP, the others at its next start.
`)
	for _, s := range settings {
		b.WriteString("\n")
		about := s.about
		if s.live {
			about += " (live)"
		}
		for _, line := range wrap(about, 100) {
			b.WriteString("# " + line + "\n")
		}
		fmt.Fprintf(&b, "#%s = %s\n", s.key, s.standard)
		if s.secret {
			fmt.Fprintf(&b, "#%s =\n", s.fileKey())
		}
	}
	return b.String()
}

// wrap breaks text into lines of at most width characters where it can.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

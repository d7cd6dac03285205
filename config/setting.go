package config

import (
	"fmt"
	"os"
	"strings"
)

// A setting is one line of the table: all that the program, `readout config` and the README know of it.
type setting struct {
	key      string
	about    string // what it means, in a sentence or two
	standard string // value when it is not set; "" for none
	set      func(c *Config, value string) error
	secret   bool // may also be in a file, which KEY_FILE names; is never shown
	turnsOn  bool // a platform is on when it is set
	live     bool // taken over by a running program on SIGHUP
}

// fileKey names the variable that names the file of a secret.
func (s setting) fileKey() string { return s.key + "_FILE" }

// keys returns the keys under which a setting may be found.
func (s setting) keys() []string {
	if s.secret {
		return []string{s.key, s.fileKey()}
	}
	return []string{s.key}
}

// A layer is one place in which settings are found; the first that has a setting decides.
type layer struct {
	name   string // "environment", or the path of the settings file
	values map[string]string
}

// from returns what a setting is in one place, and where that was read; "" when it is not there.
func (s setting) from(l layer) (value, source string, err error) {
	v, file := l.values[s.key], l.values[s.fileKey()]
	if !s.secret || file == "" {
		return v, l.name, nil
	}
	if v != "" {
		return "", l.name, fmt.Errorf("is set here and by %s: leave one of them out", s.fileKey())
	}
	secret, err := os.ReadFile(file)
	if err != nil {
		return "", file, fmt.Errorf("the file of %s cannot be read: %w", s.fileKey(), err)
	}
	v = strings.TrimSpace(string(secret))
	if v == "" {
		return "", file, fmt.Errorf("the file of %s, %s, is empty", s.fileKey(), file)
	}
	return v, file + ", by " + s.fileKey(), nil
}

// find returns what a setting is and where that was read; the standard value when it is set nowhere.
func (s setting) find(layers []layer) (value, source string, err error) {
	for _, l := range layers {
		if value, source, err = s.from(l); err != nil || value != "" {
			return value, source, err
		}
	}
	return s.standard, "", nil
}

// A Value is a setting as it is in force.
type Value struct {
	Key      string `json:"key"`
	Value    string `json:"value"`  // secrets masked
	Source   string `json:"source"` // "environment", a file, the command line; "" when it is the standard value
	Standard string `json:"default"`
	About    string `json:"about"`
	Secret   bool   `json:"secret,omitempty"`
	Live     bool   `json:"live,omitempty"` // a running program takes a change over on SIGHUP
}

// Mask shows enough of a secret to tell it from another and not enough to use it: its kind, where it begins
// with one, and its length.
func Mask(secret string) string {
	if secret == "" {
		return ""
	}
	kind, _, ok := strings.Cut(secret, "-")
	if ok && len(kind) <= 5 && len(secret) > 4*len(kind) { // xoxb-, xapp-
		return fmt.Sprintf("%s-… (%d characters)", kind, len(secret))
	}
	return fmt.Sprintf("… (%d characters)", len(secret))
}

// A Mistake is what is wrong with one setting.
type Mistake struct {
	Key string // "" when it is about the file as a whole
	Err error
}

// Error says it in one sentence that begins with the key.
func (m *Mistake) Error() string {
	if m.Key == "" {
		return m.Err.Error()
	}
	return m.Key + ": " + m.Err.Error()
}

// Unwrap returns what is wrong.
func (m *Mistake) Unwrap() error { return m.Err }

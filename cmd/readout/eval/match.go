package eval

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/dlclark/regexp2"
	"golang.org/x/text/unicode/norm"
)

var marks = strings.NewReplacer(
	"‘", "'", "’", "'", "`", "'", "´", "'", "“", `"`, "”", `"`,
	"–", "-", "—", "-", "‑", "-", "‐", "-", "−", "-", "\u00a0", " ",
	"*", "", "_", "")

// fold makes texts comparable: quotes, dashes and white space have one form, markup goes.
func fold(s string) string {
	s = marks.Replace(norm.NFKC.String(s))
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

// isSpace also counts the four separator controls as white space.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// patternTimeout bounds one match: the patterns may backtrack, and do so ten times slower under the race detector.
const patternTimeout = 30 * time.Second

// A matcher holds compiled patterns. Question files use look-ahead, which package regexp has not.
type matcher map[string]*regexp2.Regexp

// hit reports whether an alternative matches a folded text: "re:…" as a regular expression,
// anything else as a part of it, both whatever the case.
func (m matcher) hit(alternative, text string) (bool, error) {
	pattern, isPattern := strings.CutPrefix(alternative, "re:")
	if !isPattern {
		return strings.Contains(strings.ToLower(text), strings.ToLower(fold(alternative))), nil
	}
	return m.search(pattern, text)
}

func (m matcher) search(pattern, text string) (bool, error) {
	re, err := m.compile(pattern)
	if err != nil {
		return false, err
	}
	ok, err := re.MatchString(text)
	if err != nil {
		return false, fmt.Errorf("matching %q: %w", pattern, err)
	}
	return ok, nil
}

func (m matcher) compile(pattern string) (*regexp2.Regexp, error) {
	if re := m[pattern]; re != nil {
		return re, nil
	}
	re, err := regexp2.Compile(pattern, regexp2.IgnoreCase)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	re.MatchTimeout = patternTimeout
	m[pattern] = re
	return re, nil
}

func (m matcher) any(alternatives []string, text string) (bool, error) {
	for _, a := range alternatives {
		if ok, err := m.hit(a, text); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// all reports whether every group has a match.
func (m matcher) all(groups [][]string, text string) (bool, error) {
	for _, g := range groups {
		if ok, err := m.any(g, text); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Verdict says what an answer is worth.
type Verdict string

const (
	Right    Verdict = "right"
	Wrong    Verdict = "wrong"
	Silent   Verdict = "silent"   // abstained, although the articles say
	Uncited  Verdict = "uncited"  // right words, no or wrong article
	Overlong Verdict = "overlong" // right, but longer than its kind allows
	Missing  Verdict = "missing"  // no answer at all
)

// MaxChars is how many characters an answer may have; three times as many where a list is asked for.
const MaxChars = 600

// longKinds are the kinds of question whose answers may be long.
var longKinds = map[string]bool{"list": true, "compare": true, "timeline": true, "conflict": true, "ambiguous": true,
	"source": true, "count": true, "meta": true, "topic": true, "outcome": true}

// shownKinds are the kinds for which the shown names of the sources are part of the answer.
var shownKinds = map[string]bool{"source": true, "conflict": true, "count": true}

// What an answer says when it does not answer, and when it denies what was asked: for a question
// that cannot be answered, denying its premise is as good as abstaining.
const (
	abstains = `(do(es)?n'?t|do(es)? not|did(n't| not)) (say|state|mention|report|tell|give|specify|cover|contain|name|record|include)` +
		`|no (information|record|article|report|fact|mention)` +
		`|not (stated|mentioned|reported|covered|said|in (the|my|these))` +
		`|none of (the|these|my)|nothing (in|about|on)|isn't (in|covered)` +
		`|couldn't find|could not find|can't find|cannot find|no answer|neither says`
	denies = `^\W*(no\b|nothing|there (is|are|was|were) no)|cancel+ed|called off|declined to`
)

// A Grader gives verdicts. It keeps the patterns it has compiled and serves one goroutine.
type Grader struct{ match matcher }

// NewGrader returns a Grader.
func NewGrader() *Grader { return &Grader{match: matcher{}} }

// Grade returns the verdict on an answer. An error means that a pattern of the question is none.
func (g *Grader) Grade(q Question, a Answer) (Verdict, error) {
	v, err := g.grade(q, a)
	if err != nil {
		return "", fmt.Errorf("question %s: %w", q.ID, err)
	}
	return v, nil
}

func (g *Grader) grade(q Question, a Answer) (Verdict, error) {
	body := fold(a.Text)
	text := body
	if shownKinds[q.Kind] {
		text += shown(a.Citations)
	}
	saysSo, err := g.match.search(abstains, text)
	if err != nil {
		return "", err
	}
	abstained := a.Status == "abstained" || a.Status == "" && saysSo
	switch {
	case q.Abstain:
		return g.unanswerable(q, a, text, abstained || saysSo)
	case q.AbstainOK && (abstained || saysSo):
		return Right, nil
	case abstained && q.Kind != "meta":
		return Silent, nil
	}
	if ok, err := g.says(q, text); !ok || err != nil {
		return Wrong, err
	}
	if a.Status != "clarify" && !cited(q, a) {
		return Uncited, nil
	}
	limit := MaxChars
	if longKinds[q.Kind] {
		limit *= 3
	}
	return within(body, limit), nil
}

// unanswerable grades the answer to a question that the articles do not answer.
func (g *Grader) unanswerable(q Question, a Answer, text string, silent bool) (Verdict, error) {
	if bad, err := g.match.any(q.MustNot, text); bad || err != nil {
		return Wrong, err
	}
	denied, err := g.match.search(denies, text)
	if err != nil {
		return "", err
	}
	askedBack := a.Status == "clarify" && q.Kind == "ambiguous"
	if silent || denied || askedBack {
		return within(fold(a.Text), 3*MaxChars), nil
	}
	return Wrong, nil
}

// says reports whether text has all that it must and nothing that it must not.
func (g *Grader) says(q Question, text string) (bool, error) {
	if bad, err := g.match.any(q.MustNot, text); bad || err != nil {
		return false, err
	}
	return g.match.all(q.Must, text)
}

func within(body string, limit int) Verdict {
	if utf8.RuneCountInString(body) > limit {
		return Overlong
	}
	return Right
}

// shown is what a reader sees of the sources.
func shown(cs []Citation) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteByte(' ')
		if c.Bare {
			b.WriteString(c.Article)
		} else {
			b.WriteString(fold(strings.Join([]string{c.Outlet, c.Publisher, c.Title, c.URL}, " ")))
		}
	}
	return b.String()
}

// Package eval grades answers against questions with expected answers.
//
// A question file has one JSON object a line ([Question]); an answer file has what
// `readout ask --jsonl` writes ([Answer]). A verdict is one word: an answer that hands over
// everything it has, or that is right without its source, is not right. testdata/grade.py
// is the same grader in another language; a test holds the two against each other.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// A Question is what is asked, and what a right answer has to have.
type Question struct {
	ID        string     `json:"id"`
	Turns     []string   `json:"turns"` // of one conversation; the last is graded
	Kind      string     `json:"kind"`
	Must      [][]string `json:"must"`       // each group has to match by one of its alternatives; "re:" marks a regular expression
	MustNot   []string   `json:"must_not"`   // none may match
	Cite      []string   `json:"cite"`       // articles of which CiteMode says how many have to be cited
	CiteMode  string     `json:"cite_mode"`  // "any" (one, the default), "any2" or "all"
	CiteAll   []string   `json:"cite_all"`   // each has to be cited
	Abstain   bool       `json:"abstain"`    // the articles do not say
	AbstainOK bool       `json:"abstain_ok"` // a false premise: a cited correction and an abstention both pass
}

// An Answer is what was answered.
type Answer struct {
	ID        string     `json:"id"`
	Text      string     `json:"text"` // without the list of sources
	Status    string     `json:"status"`
	Citations []Citation `json:"citations"`
}

// A Citation names an article; Bare means that the file had its id only, as a string.
type Citation struct {
	Article   string `json:"article"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
	Bare      bool   `json:"-"`
}

// UnmarshalJSON reads either form: an object, or the id of the article.
func (c *Citation) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		c.Bare = true
		return json.Unmarshal(b, &c.Article)
	}
	type object Citation // without this method
	return json.Unmarshal(b, (*object)(c))
}

// ReadQuestions reads a question file. An error names the line.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var qs []Question
	err := readLines(r, func(line []byte) error {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		qs = append(qs, q)
		return q.check()
	})
	return qs, err
}

func (q Question) check() error {
	if q.ID == "" || q.Kind == "" || len(q.Turns) == 0 {
		return fmt.Errorf(`a question needs "id", "kind" and "turns"`)
	}
	if _, ok := citesNeeded(q); !ok {
		return fmt.Errorf(`"cite_mode" is %q: write any, any2 or all`, q.CiteMode)
	}
	return nil
}

// ReadAnswers reads an answer file into a map by id; the last of equal ids counts. An error names the line.
func ReadAnswers(r io.Reader) (map[string]Answer, error) {
	as := map[string]Answer{}
	err := readLines(r, func(line []byte) error {
		var a Answer
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		as[a.ID] = a
		return nil
	})
	return as, err
}

// maxLine is how long a line may be, in bytes.
const maxLine = 4 << 20

func readLines(r io.Reader, each func([]byte) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 64<<10), maxLine)
	number := 0
	for in.Scan() {
		number++
		if fold(in.Text()) == "" {
			continue
		}
		if err := each(in.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}

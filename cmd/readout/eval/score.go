package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// A Tally counts verdicts.
type Tally map[Verdict]int

// Of returns how many verdicts there are.
func (t Tally) Of() (n int) {
	for _, c := range t {
		n += c
	}
	return n
}

// A Failure is a question whose answer is not right.
type Failure struct {
	Verdict  Verdict
	Question Question
	Answer   Answer // empty when the verdict is Missing
}

// A Score is the verdicts on a file of questions.
type Score struct {
	Total        Tally
	Unanswerable Tally            // of the questions that the articles do not answer
	Kinds        map[string]Tally // by kind of question
	Failures     []Failure        // in the order of the questions
}

// Grade grades the answers to all questions; those to none are left aside.
func Grade(qs []Question, as map[string]Answer) (Score, error) {
	s := Score{Total: Tally{}, Unanswerable: Tally{}, Kinds: map[string]Tally{}}
	g := NewGrader()
	for _, q := range qs {
		v := Missing
		a, ok := as[q.ID]
		if ok {
			var err error
			if v, err = g.Grade(q, a); err != nil {
				return Score{}, err
			}
		}
		s.add(v, q, a)
	}
	return s, nil
}

func (s *Score) add(v Verdict, q Question, a Answer) {
	if s.Kinds[q.Kind] == nil {
		s.Kinds[q.Kind] = Tally{}
	}
	s.Total[v]++
	s.Kinds[q.Kind][v]++
	if q.Abstain {
		s.Unanswerable[v]++
	}
	if v != Right {
		s.Failures = append(s.Failures, Failure{v, q, a})
	}
}

// Percent returns how many of a hundred answers are right; 0 when there are none.
func (s Score) Percent() float64 {
	n := s.Total.Of()
	if n == 0 {
		return 0
	}
	return 100 * float64(s.Total[Right]) / float64(n)
}

// columns are the verdicts that a table shows, in its order.
var columns = []Verdict{Right, Wrong, Silent, Uncited, Overlong, Missing}

// WriteTable writes the score by kind and the sum.
func (s Score) WriteTable(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "kind\tof\t")
	for _, v := range columns {
		fmt.Fprintf(t, "%s\t", v)
	}
	fmt.Fprintln(t)
	for _, kind := range s.kinds() {
		row(t, kind, s.Kinds[kind])
	}
	row(t, "all", s.Total)
	row(t, "all unanswerable", s.Unanswerable)
	if err := t.Flush(); err != nil {
		return fmt.Errorf("writing the score: %w", err)
	}
	_, err := fmt.Fprintf(w, "%s %% right\n", s.percent())
	return err
}

func row(w io.Writer, name string, t Tally) {
	fmt.Fprintf(w, "%s\t%d\t", name, t.Of())
	for _, v := range columns {
		cell := strconv.Itoa(t[v])
		if t[v] == 0 {
			cell = "."
		}
		fmt.Fprintf(w, "%s\t", cell)
	}
	fmt.Fprintln(w)
}

func (s Score) kinds() []string {
	var kinds []string
	for k := range s.Kinds {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}

func (s Score) percent() string { return strconv.FormatFloat(s.Percent(), 'f', 1, 64) }

// maxShown is how many characters of a failed answer are shown.
const maxShown = 300

// WriteFailures writes each question that was not answered right, with what was answered.
func (s Score) WriteFailures(w io.Writer) error {
	for _, f := range s.Failures {
		_, err := fmt.Fprintf(w, "%-8s %s [%s] %s\n", f.Verdict, f.Question.ID, f.Question.Kind, strings.Join(f.Question.Turns, " / "))
		if err == nil && f.Verdict != Missing {
			_, err = fmt.Fprintf(w, "         -> (%s) %.*s  cites=%v want=%v%v\n", f.Answer.Status, maxShown, fold(f.Answer.Text),
				cites(f.Answer), f.Question.Cite, f.Question.CiteAll)
		}
		if err != nil {
			return fmt.Errorf("writing the failures: %w", err)
		}
	}
	return nil
}

func cites(a Answer) []string {
	ids := []string{}
	for _, c := range a.Citations {
		ids = append(ids, c.Article)
	}
	return ids
}

// MarshalJSON writes the sums under the names of the verdicts, and the failures by verdict.
func (s Score) MarshalJSON() ([]byte, error) {
	failed := map[Verdict][]string{}
	for _, f := range s.Failures {
		failed[f.Verdict] = append(failed[f.Verdict], f.Question.ID)
	}
	return json.Marshal(struct {
		N            int                  `json:"n"`
		Right        int                  `json:"right"`
		Pct          json.Number          `json:"pct"`
		Wrong        int                  `json:"wrong"`
		Silent       int                  `json:"silent"`
		Uncited      int                  `json:"uncited"`
		Overlong     int                  `json:"overlong"`
		Missing      int                  `json:"missing"`
		Unanswerable string               `json:"unanswerable"`
		Kinds        map[string]Tally     `json:"kinds"`
		Failed       map[Verdict][]string `json:"failed"`
	}{
		s.Total.Of(), s.Total[Right], json.Number(s.percent()), s.Total[Wrong], s.Total[Silent], s.Total[Uncited],
		s.Total[Overlong], s.Total[Missing], fmt.Sprintf("%d/%d", s.Unanswerable[Right], s.Unanswerable.Of()), s.Kinds, failed,
	})
}

package eval_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"readout/cmd/readout/eval"
)

var update = flag.Bool("update", false, "rewrite the goldens from the reference grader (needs python3)")

const (
	reference = "testdata/grade.py"
	golden    = "testdata/verdicts.golden"
)

// A pair is one question held against one answer, under an id of its own.
type pair struct {
	question eval.Question
	answer   eval.Answer
	rawQ     map[string]json.RawMessage // as in the file: the reference grader reads these
	rawA     map[string]json.RawMessage
}

// TestGolden holds every question against every answer; what the reference grader said of each is
// written down in the golden, so that the comparison needs no Python.
func TestGolden(t *testing.T) {
	ps := pairs(t, "testdata/questions.jsonl", "testdata/answers.jsonl")
	if *update {
		write(t, golden, verdictLines(ps, referenceVerdicts(t, ps)))
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, string(want), verdictLines(ps, ourVerdicts(t, ps)))
	for _, v := range []eval.Verdict{eval.Right, eval.Wrong, eval.Silent, eval.Uncited, eval.Overlong} {
		if !strings.Contains(string(want), " "+string(v)+"\n") {
			t.Errorf("no pair of question and answer is %s: the golden proves too little", v)
		}
	}
}

// TestReference runs the reference grader itself over the same pairs, and over the project's own
// questions held against the same answers.
func TestReference(t *testing.T) {
	for _, questions := range []string{"testdata/questions.jsonl", "../testdata/questions.jsonl"} {
		t.Run(filepath.Dir(questions), func(t *testing.T) {
			if _, err := os.Stat(questions); err != nil {
				t.Skip("there is no such question file: ", err)
			}
			ps := pairs(t, questions, "testdata/answers.jsonl")
			compare(t, verdictLines(ps, referenceVerdicts(t, ps)), verdictLines(ps, ourVerdicts(t, ps)))
		})
	}
}

func TestMissing(t *testing.T) {
	score, err := eval.Grade([]eval.Question{{ID: "a", Kind: "when"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if score.Total[eval.Missing] != 1 || score.Percent() != 0 {
		t.Errorf("a question without an answer is not missing: %+v", score)
	}
}

func TestBadPattern(t *testing.T) {
	q := eval.Question{ID: "Q7", Kind: "when", Must: [][]string{{"re:("}}}
	_, err := eval.NewGrader().Grade(q, eval.Answer{Text: "x", Status: "answered"})
	if err == nil || !strings.Contains(err.Error(), "question Q7") {
		t.Errorf("got %v, want an error that names the question", err)
	}
}

func ourVerdicts(t *testing.T, ps []pair) []eval.Verdict {
	t.Helper()
	g := eval.NewGrader()
	var vs []eval.Verdict
	for _, p := range ps {
		v, err := g.Grade(p.question, p.answer)
		if err != nil {
			t.Fatal(err)
		}
		vs = append(vs, v)
	}
	return vs
}

// referenceVerdicts runs the reference grader once over all pairs. It lists what is not right.
func referenceVerdicts(t *testing.T, ps []pair) []eval.Verdict {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: the reference grader cannot run, only its golden is compared")
	}
	dir := t.TempDir()
	qs, as := filepath.Join(dir, "q.jsonl"), filepath.Join(dir, "a.jsonl")
	var q, a strings.Builder
	for i, p := range ps {
		line(t, &q, p.rawQ, i)
		line(t, &a, p.rawA, i)
	}
	write(t, qs, q.String())
	write(t, as, a.String())
	cmd := exec.Command(python, reference, "--fail-list", qs, as)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("running the reference grader: %v\n%s", err, &stderr)
	}
	return parseReference(t, out, len(ps))
}

func parseReference(t *testing.T, out []byte, n int) []eval.Verdict {
	t.Helper()
	vs := make([]eval.Verdict, n)
	for i := range vs {
		vs[i] = eval.Right
	}
	for l := range bytes.Lines(out) {
		var verdict string
		var i int
		if _, err := fmt.Sscanf(string(l), "%s pair%d ", &verdict, &i); err == nil {
			vs[i] = eval.Verdict(verdict)
		}
	}
	return vs
}

// line writes a question or answer under the id of its pair.
func line(t *testing.T, b *strings.Builder, raw map[string]json.RawMessage, i int) {
	t.Helper()
	raw["id"] = json.RawMessage(fmt.Sprintf("%q", fmt.Sprintf("pair%d", i)))
	out, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	b.Write(out)
	b.WriteByte('\n')
}

func pairs(t *testing.T, questions, answers string) []pair {
	t.Helper()
	var ps []pair
	for _, q := range raws(t, questions) {
		for _, a := range raws(t, answers) {
			p := pair{rawQ: q, rawA: a}
			decode(t, q, &p.question)
			decode(t, a, &p.answer)
			ps = append(ps, p)
		}
	}
	return ps
}

func decode(t *testing.T, raw map[string]json.RawMessage, into any) {
	t.Helper()
	b, err := json.Marshal(raw)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func raws(t *testing.T, name string) []map[string]json.RawMessage {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []map[string]json.RawMessage
	in := bufio.NewScanner(f)
	for in.Scan() {
		var row map[string]json.RawMessage
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows = append(rows, row)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func verdictLines(ps []pair, vs []eval.Verdict) string {
	var b strings.Builder
	for i, p := range ps {
		fmt.Fprintf(&b, "%s / %s: %s\n", p.question.ID, p.answer.ID, vs[i])
	}
	return b.String()
}

func compare(t *testing.T, want, got string) {
	t.Helper()
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	if len(w) != len(g) {
		t.Fatalf("%d verdicts, want %d: run with -update", len(g), len(w))
	}
	for i := range w {
		if w[i] != g[i] {
			t.Errorf("got  %s\nwant %s", g[i], w[i])
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

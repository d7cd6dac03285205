package extract_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"readout/internal/lang"
)

// A fiveWTable is scores by question and way of answering.
type fiveWTable map[string]*fiveWScore

// A fiveWScore sums up the answers of one way to one question.
type fiveWScore struct {
	asked, answered, half, exact int // of questions with gold
	sum                          float64
	none, invented               int // questions without gold, and those of them that were answered
}

// add scores an answer by its words, and one to "when" a second time by the better of words and day.
func (t fiveWTable) add(question, way string, gold fiveWArticle, got fiveWAnswer) {
	t.score(question+" | "+way).add(gold.gold(question), got, false)
	if question == "when" {
		t.score("when, words or day | "+way).add(gold.gold(question), got, true)
	}
}

func (t fiveWTable) score(row string) *fiveWScore {
	if t[row] == nil {
		t[row] = &fiveWScore{}
	}
	return t[row]
}

func (s *fiveWScore) add(gold []fiveWAnswer, got fiveWAnswer, days bool) {
	if len(gold) == 0 {
		s.none++
		if got.words != "" {
			s.invented++
		}
		return
	}
	s.asked++
	if got.words != "" {
		s.answered++
	}
	best := 0.0
	for _, g := range gold {
		best = max(best, tokenF1(g.words, got.words))
		if days && got.day != "" && got.day == g.day {
			best = 1
		}
	}
	s.sum += best
	if best >= 0.5 {
		s.half++
	}
	if best == 1 {
		s.exact++
	}
}

// mean is the mean F1; a question that was not answered counts 0.
func (s *fiveWScore) mean() float64 { return s.sum / float64(max(s.asked, 1)) }

func (t fiveWTable) String() string {
	var b strings.Builder
	b.WriteString("| question | way | n | answered | mean F1 | ≥ 0.5 | exact | F1 of answered | without gold: answered |\n")
	for _, row := range slices.Sorted(maps.Keys(t)) {
		s := t[row]
		n, answered := float64(max(s.asked, 1)), float64(max(s.answered, 1))
		fmt.Fprintf(&b, "| %s | %d | %d | %.3f | %.3f | %.3f | %.3f | %d of %d |\n", row, s.asked, s.answered,
			s.mean(), float64(s.half)/n, float64(s.exact)/n, s.sum/answered, s.invented, s.none)
	}
	return b.String()
}

// fiveWStop are the words that do not count in a comparison of answers.
var fiveWStop = strings.Fields("a an the of in on at to for from by with and or as is was were be been his her their its this that s")

// contentWords are the words of an answer, in lower case and without accents, stop words dropped.
func contentWords(text string) map[string]int {
	out := map[string]int{}
	for _, t := range lang.Tokenize(text) {
		if !slices.Contains(fiveWStop, t.Norm) {
			out[t.Norm]++
		}
	}
	return out
}

// tokenF1 is the harmonic mean of how much of the words of each is in the other.
func tokenF1(a, b string) float64 {
	wa, wb := contentWords(a), contentWords(b)
	na, nb, both := 0, 0, 0
	for w, n := range wa {
		na += n
		both += min(n, wb[w])
	}
	for _, n := range wb {
		nb += n
	}
	if na+nb == 0 {
		return 0
	}
	return 2 * float64(both) / float64(na+nb)
}

func TestTokenF1(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"at the Red Hall", "Red Hall", 1}, {"Ada Brand and Ilo Farn", "Ada Brand", 2.0 / 3}, {"on Tuesday", "Monday", 0},
		{"the", "the", 0}, {"", "Ulm", 0}, {"José Núñez", "jose nunez", 1}, {"Ulm Ulm", "Ulm", 2.0 / 3},
	} {
		if got := tokenF1(c.a, c.b); got != c.want {
			t.Errorf("%q against %q: %v, want %v", c.a, c.b, got, c.want)
		}
		if got := tokenF1(c.b, c.a); got != c.want {
			t.Errorf("%q against %q: %v, want %v", c.b, c.a, got, c.want)
		}
	}
}

// An invented article, so that the way to the answers is tested without the data set.
func TestFiveWAnswers(t *testing.T) {
	a := newFiveWAnswerer(t)
	for _, c := range []struct {
		text             string
		who, when, where fiveWAnswer
	}{
		{"President Oda Brand of Westmark met Prime Minister Ilo Farn in the town of Kesse on Friday. Brand said the talks went well.",
			fiveWAnswer{words: "Ilo Farn and Oda Brand"}, fiveWAnswer{"Friday", "2003-05-02"}, fiveWAnswer{words: "Kesse"}},
		{"Prime Minister Tony Blair opened a bridge in Paris on Tuesday. Blair said that it was long. It rained.",
			fiveWAnswer{words: "Tony Blair"}, fiveWAnswer{"Tuesday", "2003-04-29"}, fiveWAnswer{words: "Paris"}},
		{"It rained all through the long and empty night.", fiveWAnswer{}, fiveWAnswer{}, fiveWAnswer{}},
	} {
		b := a.read(t, fiveWArticle{Published: "2003-05-03 00:00:00", Text: c.text})
		for i, want := range []fiveWAnswer{c.who, c.when, c.where} {
			got := a.ofMeeting(b, fiveWQuestions[i])
			if got == (fiveWAnswer{}) {
				got = a.ofLead(b, fiveWQuestions[i])
			}
			if strings.TrimPrefix(got.words, "on ") != want.words || got.day != want.day {
				t.Errorf("%s: %s %+v, want %+v", c.text, fiveWQuestions[i], got, want)
			}
		}
	}
}

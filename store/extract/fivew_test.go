// Who, when and where of a news article's main event, measured on the gold standard of Giveme5W1H (RESULTS.md tells how).
package extract_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"readout/internal/lang"
	"readout/store"
	"readout/store/extract"
)

var fiveWQuestions = []string{"who", "when", "where"}

// A fiveWArticle is one file of the gold standard; those of its folder "output" have Extracted as well.
type fiveWArticle struct {
	ID        string `json:"dId"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Publisher string `json:"publisher"`
	Category  string `json:"category"`
	Published string `json:"date_publish"`

	Asked map[string]struct {
		Annotated []struct{ Text, Parsed string }
		Extracted []struct {
			Text        string
			Enhancement struct {
				Timex struct {
					Start string `json:"start_date"`
				}
			}
		}
	} `json:"fiveWoneH"`
}

// day is the day of publication.
func (a fiveWArticle) day() string { return a.Published[:min(len(a.Published), len("2006-01-02"))] }

// gold are the texts that people marked as the answer, each with the day that they gave it, if any.
func (a fiveWArticle) gold(question string) []fiveWAnswer {
	var out []fiveWAnswer
	for _, g := range a.Asked[question].Annotated {
		if strings.TrimSpace(g.Text) != "" {
			out = append(out, fiveWAnswer{g.Text, g.Parsed})
		}
	}
	return out
}

// stored is what Giveme5W1H answered when its output was stored.
func (a fiveWArticle) stored(question string) fiveWAnswer {
	e := a.Asked[question].Extracted
	if len(e) == 0 {
		return fiveWAnswer{}
	}
	start := e[0].Enhancement.Timex.Start
	return fiveWAnswer{e[0].Text, start[:min(len(start), len("2006-01-02"))]}
}

// A fiveWAnswer is an answer in words, and for "when" the day as well. No words means no answer.
type fiveWAnswer struct{ words, day string }

func TestFiveW(t *testing.T) {
	folder := os.Getenv("READOUT_GIVEME5W1H")
	if folder == "" {
		t.Skip("READOUT_GIVEME5W1H names no folder: it should hold the JSON files of Giveme5W1H's gold_standard/data")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no JSON files in %s (the path has to be absolute): %v", folder, err)
	}
	answerer := newFiveWAnswerer(t)
	all, same := fiveWTable{}, fiveWTable{}
	meetings := 0
	for _, file := range files {
		gold := readFiveW(t, file)
		b := answerer.read(t, gold)
		if len(b.Meetings) > 0 {
			meetings++
		}
		if gold.Category == "trump and obama" {
			t.Log(answerer.account(gold, b))
		}
		answerer.score(all, gold, b)
		all.add("when", "day of publication", gold, fiveWAnswer{gold.day(), gold.day()})
		output := filepath.Join(folder, "..", "output", filepath.Base(file))
		if _, err := os.Stat(output); err != nil {
			continue
		}
		if stored := readFiveW(t, output); stored.stored("who") != (fiveWAnswer{}) {
			answerer.score(same, gold, b)
			for _, question := range fiveWQuestions {
				same.add(question, "Giveme5W1H, stored", gold, stored.stored(question))
			}
		}
	}
	t.Logf("%d articles, a meeting in %d\n%s", len(files), meetings, all)
	t.Logf("those with a stored output of Giveme5W1H\n%s", same)
	for question, floor := range map[string]float64{"who": 0.25, "when": 0.4, "where": 0.25} {
		if f1 := all.score(question + " | meeting or lead").mean(); f1 < floor {
			t.Errorf("%s: mean F1 %.3f is below %v", question, f1, floor)
		}
	}
}

// score adds the answers to the questions on one article.
func (a fiveWAnswerer) score(to fiveWTable, gold fiveWArticle, b store.Batch) {
	for _, question := range fiveWQuestions {
		meeting := a.ofMeeting(b, question)
		to.add(question, "meeting", gold, meeting)
		if meeting == (fiveWAnswer{}) {
			meeting = a.ofLead(b, question)
		}
		to.add(question, "meeting or lead", gold, meeting)
	}
	to.add("where", "meeting, its building first", gold, a.building(b))
}

func readFiveW(t *testing.T, file string) fiveWArticle {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var a fiveWArticle
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return a
}

// A fiveWAnswerer answers the three questions out of what Read returns.
type fiveWAnswerer struct {
	lex    *lang.Lexicon
	reader *extract.Reader
}

func newFiveWAnswerer(t *testing.T) fiveWAnswerer {
	t.Helper()
	lex, err := lang.Base()
	if err != nil {
		t.Fatal(err)
	}
	r, err := extract.New(lex, store.Catalog{})
	if err != nil {
		t.Fatal(err)
	}
	return fiveWAnswerer{lex, r}
}

func (a fiveWAnswerer) read(t *testing.T, from fiveWArticle) store.Batch {
	t.Helper()
	b, err := a.reader.Read(store.Article{ID: cmp.Or(from.ID, "a"), Outlet: from.Publisher, Title: from.Title, Published: store.Date(from.day()), Text: from.Text})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ofMeeting answers from what is known of the main meeting: the first that the article tells of.
func (a fiveWAnswerer) ofMeeting(b store.Batch, question string) fiveWAnswer {
	if len(b.Meetings) == 0 {
		return fiveWAnswer{}
	}
	m := b.Meetings[0]
	switch question {
	case "who":
		var names []string
		for _, key := range m.People {
			names = append(names, a.name(b, key))
		}
		return fiveWAnswer{words: strings.Join(names, " and ")}
	case "when":
		if f, ok := bestFact(b, m.ID, store.KindDate); ok {
			return whenOf(f.Statement, b.Article, f.Value)
		}
		if m.From != "" {
			return fiveWAnswer{m.From.Format(), string(m.From)}
		}
	case "where":
		if m.Place != "" {
			return fiveWAnswer{words: a.name(b, m.Place)}
		}
		for _, kind := range []store.Kind{store.KindPlace, store.KindVenue} {
			if f, ok := bestFact(b, "", kind); ok {
				return fiveWAnswer{words: a.name(b, f.Value)}
			}
		}
	}
	return fiveWAnswer{}
}

// building is the building of the main meeting that has a name, or else what ofMeeting answers: a report names both.
func (a fiveWAnswerer) building(b store.Batch) fiveWAnswer {
	for _, f := range b.Facts {
		if n := a.lex.Name(f.Value); f.Kind == store.KindVenue && len(b.Meetings) > 0 && f.Meeting == b.Meetings[0].ID && n != nil && n.Class == "place" {
			return fiveWAnswer{words: n.Full}
		}
	}
	return a.ofMeeting(b, "where")
}

// bestFact is the surest fact of a kind, the first of equals; meeting "" takes those of any.
func bestFact(b store.Batch, meeting string, kind store.Kind) (best store.Fact, ok bool) {
	for _, f := range b.Facts {
		if f.Kind == kind && (meeting == "" || f.Meeting == meeting) && f.Confidence > best.Confidence {
			best, ok = f, true
		}
	}
	return best, ok
}

// whenOf finds the words of a sentence that mean a day; day "" takes the first that mean any.
func whenOf(sentence string, published store.Article, day string) fiveWAnswer {
	for _, x := range lang.Times(sentence, string(published.Published)) {
		value, _, _ := strings.Cut(x.Value, "T")
		if x.Kind != lang.DateTime && x.Kind != lang.ClockTime {
			continue
		}
		if d, ok := store.Date(value).Time(); ok && len(value) == len("2006-01-02") && (day == "" || day == value) {
			return fiveWAnswer{sentence[x.Start:x.End], d.Format("2006-01-02")}
		}
	}
	if day == "" {
		return fiveWAnswer{}
	}
	return fiveWAnswer{store.Date(day).Format(), day}
}

// fiveWLead is how many sentences the lead has.
const fiveWLead = 3

// ofLead answers from the first sentences that facts were made of: no meeting says what the event is.
func (a fiveWAnswerer) ofLead(b store.Batch, question string) fiveWAnswer {
	if question == "who" {
		return a.prominent(b)
	}
	for _, f := range leadOf(b) {
		var found fiveWAnswer
		switch question {
		case "when":
			found = whenOf(f.Statement, b.Article, "")
		case "where":
			found = a.firstPlace(f.Statement)
		}
		if found != (fiveWAnswer{}) {
			return found
		}
	}
	return fiveWAnswer{}
}

// sentencesOf gives one fact for each sentence, in the order of the text.
func sentencesOf(b store.Batch) []store.Fact {
	facts := slices.Clone(b.Facts)
	slices.SortStableFunc(facts, func(x, y store.Fact) int { return cmp.Compare(x.Span.Start, y.Span.Start) })
	return slices.CompactFunc(facts, func(x, y store.Fact) bool { return x.Span.Start == y.Span.Start })
}

func leadOf(b store.Batch) []store.Fact {
	s := sentencesOf(b)
	return s[:min(len(s), fiveWLead)]
}

// prominent is the person or organisation of the lead whom the most sentences of the article name; the first of equals.
func (a fiveWAnswerer) prominent(b store.Batch) fiveWAnswer {
	count := map[string]int{}
	for _, f := range sentencesOf(b) {
		for _, key := range a.actors(f) {
			count[key]++
		}
	}
	best := ""
	for _, f := range leadOf(b) {
		for _, key := range a.actors(f) {
			if count[key] > count[best] {
				best = key
			}
		}
	}
	if best == "" {
		return fiveWAnswer{}
	}
	return fiveWAnswer{words: a.name(b, best)}
}

// actors are the people and organisations that a fact is about.
func (a fiveWAnswerer) actors(f store.Fact) []string {
	out := slices.Clone(f.People)
	for _, key := range f.Topics {
		if n := a.lex.Name(key); n != nil && n.Class == "organisation" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// firstPlace is the first name of a place, not of its people, in a sentence.
func (a fiveWAnswerer) firstPlace(sentence string) fiveWAnswer {
	read := a.lex.Analyze(sentence)
	for _, m := range read.Matches {
		for _, s := range m.Senses {
			n := a.lex.Name(s.Key)
			words := sentence[read.Tokens[m.Start].Start:read.Tokens[m.End-1].End]
			if s.Class == lang.Named && n != nil && n.Class == "place" && !slices.Contains(n.Demonyms, words) {
				return fiveWAnswer{words: words}
			}
		}
	}
	return fiveWAnswer{}
}

// name is how a key is shown; a room has no name but its words.
func (a fiveWAnswerer) name(b store.Batch, key string) string {
	for _, n := range b.Names {
		if n.Key == key {
			return n.Name
		}
	}
	if n := a.lex.Name(key); n != nil {
		return n.Full
	}
	return strings.ReplaceAll(key, "-", " ")
}

// account is what one article was found to tell of its first meeting, beside what people marked.
func (a fiveWAnswerer) account(gold fiveWArticle, b store.Batch) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s, %s: %d meetings\n", gold.Publisher, gold.day(), len(b.Meetings))
	for _, question := range fiveWQuestions {
		found := a.ofMeeting(b, question)
		fmt.Fprintf(&s, "  %-5s found %q %s, gold %q\n", question, found.words, found.day, gold.gold(question))
	}
	for _, f := range b.Facts {
		if len(b.Meetings) > 0 && f.Meeting == b.Meetings[0].ID && (f.Kind == store.KindDuration || f.Kind == store.KindPlanned || f.Kind == store.KindVenue) {
			fmt.Fprintf(&s, "  %s %s %s\n", f.Kind, f.Hedge, f.Value)
		}
	}
	return s.String()
}

package lang

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// timeml is one document of TempEval-3: its text and the times that people marked in it.
type timeml struct {
	anchor, text string
	gold         []Time
}

// TestTimesTempEval measures on the training data of TempEval-3 (TIMES.md tells how).
func TestTimesTempEval(t *testing.T) {
	folder := os.Getenv("READOUT_TEMPEVAL")
	if folder == "" {
		t.Skip("READOUT_TEMPEVAL names no folder: it should hold TimeBank and AQUAINT of TBAQ-cleaned (TempEval-3)")
	}
	half := os.Getenv("READOUT_TEMPEVAL_HALF") // "0" the half for building, "1" the other; else all
	for _, set := range []string{"TimeBank", "AQUAINT"} {
		files, err := filepath.Glob(filepath.Join(folder, set, "[^.]*.tml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no documents in %s/%s: %v", folder, set, err)
		}
		var s timesScore
		slices.Sort(files)
		for i, f := range files {
			if half != "" && fmt.Sprint(i%2) != half {
				continue
			}
			doc, err := readTimeml(f)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			s.add(t, doc, os.Getenv("READOUT_TEMPEVAL_SHOW") != "")
		}
		relaxed, strict, value := s.f1(s.relaxed), s.f1(s.strict), s.f1(s.value)
		t.Logf("%s: %d marked, %d found; F1 relaxed %.1f, strict %.1f, value %.1f", set, s.gold, s.found, relaxed, strict, value)
		if value < 71 {
			t.Errorf("%s: value F1 %.1f is below 71", set, value)
		}
	}
}

type timesScore struct{ gold, found, relaxed, strict, value int }

func (s *timesScore) f1(right int) float64 { return 200 * float64(right) / float64(s.gold+s.found) }

// add scores a document. Marked times without text, such as those that only stand for another's end, are left out.
func (s *timesScore) add(t *testing.T, doc timeml, show bool) {
	found := Times(doc.text, doc.anchor)
	s.gold += len(doc.gold)
	s.found += len(found)
	used := map[int]bool{}
	for _, g := range doc.gold {
		best := -1
		for i, f := range found {
			if f.Start < g.End && g.Start < f.End && !used[i] && (best < 0 || f.Start == g.Start && f.End == g.End) {
				best = i
			}
		}
		if best < 0 {
			if show {
				t.Logf("MISS\t%q\t%s\t%s", doc.text[g.Start:g.End], g.Value, doc.anchor)
			}
			continue
		}
		f := found[best]
		used[best] = true
		s.relaxed++
		if f.Start == g.Start && f.End == g.End {
			s.strict++
		} else if show {
			t.Logf("SPAN\t%q\t%q", doc.text[g.Start:g.End], doc.text[f.Start:f.End])
		}
		if timexValue(f.Value) == timexValue(g.Value) {
			s.value++
		} else if show {
			t.Logf("VALUE\t%q\tgold %s\tgot %s\t%s\t%q", doc.text[g.Start:g.End], g.Value, f.Value, doc.anchor, doc.text[max(0, f.Start-50):min(len(doc.text), f.End+40)])
		}
	}
	for i, f := range found {
		if show && !used[i] {
			t.Logf("EXTRA\t%q\t%s\t%q", doc.text[f.Start:f.End], f.Value, doc.text[max(0, f.Start-30):min(len(doc.text), f.End+30)])
		}
	}
}

var hoursAndMinutes = regexp.MustCompile(`^PT(\d+)H(\d+)M$`)

// timexValue brings both notations to one: 1980s is 198, 19XX is 19, PT1H30M is PT90M.
func timexValue(v string) string {
	if m := hoursAndMinutes.FindStringSubmatch(v); m != nil {
		n, _ := Minutes(v)
		return fmt.Sprintf("PT%dM", n)
	}
	if len(v) == 5 && strings.HasSuffix(v, "0s") {
		return v[:3]
	}
	if len(v) == 4 && strings.HasSuffix(v, "XX") {
		return v[:2]
	}
	return v
}

func readTimeml(file string) (timeml, error) {
	f, err := os.Open(file)
	if err != nil {
		return timeml{}, err
	}
	defer f.Close()
	var doc timeml
	var text strings.Builder
	var open []Time
	inText, inDate := false, false
	for d := xml.NewDecoder(f); ; {
		tok, err := d.Token()
		if err == io.EOF {
			doc.text = text.String()
			return doc, nil
		}
		if err != nil {
			return doc, err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			inText = inText || tok.Name.Local == "TEXT"
			inDate = tok.Name.Local == "DCT" || inDate
			if tok.Name.Local != "TIMEX3" {
				continue
			}
			attrs := map[string]string{}
			for _, a := range tok.Attr {
				attrs[a.Name.Local] = a.Value
			}
			if v := attrs["value"]; inDate && len(v) >= 10 {
				doc.anchor = v[:10]
			}
			open = append(open, Time{Start: text.Len(), Value: attrs["value"]})
		case xml.EndElement:
			if tok.Name.Local == "TEXT" {
				inText = false
			}
			if tok.Name.Local == "DCT" {
				inDate = false
			}
			if tok.Name.Local == "TIMEX3" {
				m := open[len(open)-1]
				open = open[:len(open)-1]
				if m.End = text.Len(); m.End > m.Start {
					doc.gold = append(doc.gold, m)
				}
			}
		case xml.CharData:
			if inText {
				text.Write(tok)
			}
		}
	}
}

// The classes that the rules ask for are in the table, so that a slip of the pen in either is found.
func TestTimesTable(t *testing.T) {
	if err := TimesTable(); err != nil {
		t.Fatal(err)
	}
	tables, _ := baseTimes()
	have := map[string]bool{}
	for _, w := range tables.words {
		for _, s := range w.senses {
			have[s.class] = true
		}
		for _, p := range w.phrases {
			have[p.class] = true
		}
	}
	asked := regexp.MustCompile(`(?:\.is\([^()]*(?:\([^()]*\))?[^()]*|\.as\(|\.phrase\([^()]*|\.number\([^()]*|\.end\()"([a-z-]+)"`)
	files, err := filepath.Glob("times*.go")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		code, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(code), -1) {
			if !have[m[1]] {
				t.Errorf("%s asks for class %q, which no table has (they have %v)", f, m[1], slices.Sorted(maps.Keys(have)))
			}
		}
	}
}

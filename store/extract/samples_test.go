// The samples in testdata/samples are news articles with what is to be read from them. This file loads
// and scores them. All four sets are there to work with.
package extract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"readout/store"
)

// A readFile reads a file of any form into one batch for each article, in the order of the file.
type readFile func(name string, raw []byte) ([]store.Batch, error)

type meeting struct {
	People    []string `json:"people"`
	Place     string   `json:"place"`
	Date      string   `json:"date"`
	Status    string   `json:"status"` // held, planned, cancelled or call
	Duration  string   `json:"duration"`
	Planned   string   `json:"planned_duration"`
	Occasion  string   `json:"occasion"`
	InPassing bool     `json:"in_passing"` // may be found, need not be
}

type quotation struct {
	Begins  string `json:"begins"`
	Speaker string `json:"speaker"` // a full name or "anonymous official"
}

// An expectation is what one article holds. ID is empty where the article names no outlet.
type expectation struct {
	ID           string      `json:"id"`
	Meetings     []meeting   `json:"meetings"`
	Quotations   []quotation `json:"quotations"`
	Participants []string    `json:"participants"` // others who were in the room
}

const anonymous = "anonymous official"

type sample struct {
	file string
	raw  []byte
	want []expectation // one for each article of the file
}

func samples(t *testing.T, half string) []sample {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "samples", half, "*.expect.json"))
	if err != nil || len(files) < 14 {
		t.Fatalf("%s: %d expectations, %v", half, len(files), err)
	}
	var out []sample
	for _, file := range files {
		var s sample
		if err := json.Unmarshal(contents(t, file), &s.want); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		found, err := filepath.Glob(strings.TrimSuffix(file, ".expect.json") + ".[^e]*")
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: want one article file beside it, have %v, %v", file, found, err)
		}
		s.file, s.raw = found[0], contents(t, found[0])
		out = append(out, s)
	}
	return out
}

func contents(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A ratio counts successes among tries.
type ratio struct{ hit, of int }

func (r *ratio) add(ok bool) {
	r.of++
	if ok {
		r.hit++
	}
}

func (r ratio) String() string {
	if r.of == 0 {
		return "   -"
	}
	return fmt.Sprintf("%5.1f%% %3d/%d", 100*float64(r.hit)/float64(r.of), r.hit, r.of)
}

// A score is the table that is printed. Unlisted counts quotations that no expectation lists:
// they may be marked words, and count neither for nor against.
type score struct {
	precision, recall, date, place, people, duration, others, speaker, quoted ratio
	unlisted                                                                  int
	misses                                                                    []string
}

func (s *score) miss(format string, a ...any) { s.misses = append(s.misses, fmt.Sprintf(format, a...)) }

func (s score) String() string {
	var b strings.Builder
	for _, row := range []struct {
		name string
		r    ratio
	}{{"meetings precision", s.precision}, {"meetings recall", s.recall}, {"date of found", s.date}, {"place of found", s.place},
		{"people of found", s.people}, {"durations", s.duration}, {"others in the room", s.others},
		{"speakers precision", s.speaker}, {"speakers recall", s.quoted}} {
		fmt.Fprintf(&b, "%-20s %s\n", row.name, row.r)
	}
	fmt.Fprintf(&b, "%-20s %d\n", "quotes not listed", s.unlisted)
	return b.String()
}

// add scores one article.
func (s *score) add(file string, want expectation, got store.Batch) {
	v := view{got}
	s.meetings(file, want.Meetings, v)
	s.quotations(file, want.Quotations, v)
	for _, name := range want.Participants {
		ok := slices.ContainsFunc(got.Facts, func(f store.Fact) bool {
			return f.Kind == store.KindParticipant && (v.is(f.Value, name) || slices.ContainsFunc(f.People, func(k string) bool { return v.is(k, name) }))
		})
		s.others.add(ok)
		if !ok {
			s.miss("%s: not in the room: %s", file, name)
		}
	}
}

func (s *score) meetings(file string, want []meeting, v view) {
	taken := make([]bool, len(v.Meetings))
	passing := make([]bool, len(v.Meetings))
	for _, inPassing := range []bool{false, true} { // a meeting in passing may take only what the others leave
		for _, w := range want {
			if w.InPassing != inPassing {
				continue
			}
			i := v.index(w, taken)
			if i >= 0 {
				taken[i], passing[i] = true, inPassing
			}
			if !inPassing {
				s.found(file, w, i, v)
			}
		}
	}
	for i, g := range v.Meetings {
		if !passing[i] {
			s.precision.add(taken[i])
		}
		if !taken[i] {
			s.miss("%s: no such meeting: %v %s %s %q", file, g.People, g.Place, g.From, g.Status)
		}
	}
}

// found scores an expected meeting and what was found for it: v.Meetings[i], or nothing when i is negative.
func (s *score) found(file string, w meeting, i int, v view) {
	s.recall.add(i >= 0)
	if i < 0 {
		s.miss("%s: not found: %v %s %s", file, w.People, w.Date, w.Status)
		return
	}
	g := v.Meetings[i]
	right := func(r *ratio, what string, ok bool, want, got any) {
		r.add(ok)
		if !ok {
			s.miss("%s: %s: want %v, got %v", file, what, want, got)
		}
	}
	if w.Date != "" {
		right(&s.date, "date", strings.HasPrefix(string(g.From), w.Date), w.Date, g.From)
	}
	if w.Place != "" {
		right(&s.place, "place", v.in(g.Place, w.Place), w.Place, g.Place)
	}
	right(&s.people, "people", len(g.People) == len(w.People) && v.common(w, g) == len(w.People), w.People, g.People)
	if w.Duration != "" {
		right(&s.duration, "duration", v.has(g.ID, store.KindDuration, w.Duration), w.Duration, "none such")
	}
	if w.Planned != "" {
		right(&s.duration, "planned duration", v.has(g.ID, store.KindPlanned, w.Planned), w.Planned, "none such")
	}
}

func (s *score) quotations(file string, want []quotation, v view) {
	found := make([]bool, len(want))
	for _, f := range v.Facts {
		if f.Quote == "" || f.Speaker == "" {
			continue
		}
		listed := false
		for i, w := range want {
			if !quotes(f.Quote, w.Begins) {
				continue
			}
			listed = true
			ok := v.speaks(f.Speaker, w.Speaker)
			s.speaker.add(ok)
			found[i] = found[i] || ok
			if !ok {
				s.miss("%s: %q: want %s, got %s", file, w.Begins, w.Speaker, f.Speaker)
			}
		}
		if !listed {
			s.unlisted++
		}
	}
	for i, ok := range found {
		s.quoted.add(ok)
		if !ok {
			s.miss("%s: not said by anybody right: %q of %s", file, want[i].Begins, want[i].Speaker)
		}
	}
}

// A view reads a batch by names instead of keys.
type view struct{ store.Batch }

func (v view) name(key string) string {
	for _, n := range v.Names {
		if n.Key == key {
			return n.Name
		}
	}
	return key
}

func (v view) is(key, name string) bool { return samePerson(v.name(key), name) }

func (v view) speaks(key, name string) bool {
	if name == anonymous {
		return key == "official"
	}
	return key != "official" && v.is(key, name)
}

// in says whether a key names the place expected, or one that holds its name ("rideau-hall-ottawa").
func (v view) in(key, place string) bool {
	forms := []string{v.name(key), key}
	for _, n := range v.Names {
		if n.Key == key {
			forms = append(forms, n.Aliases...)
		}
	}
	return slices.ContainsFunc(forms, func(f string) bool { return subset(words(place), words(f)) })
}

func (v view) has(meeting string, kind store.Kind, value string) bool {
	return slices.ContainsFunc(v.Facts, func(f store.Fact) bool {
		return f.Meeting == meeting && f.Kind == kind && minutes(f.Value) == minutes(value) && f.Value != ""
	})
}

// common counts the expected people who are among those found.
func (v view) common(w meeting, g store.Meeting) (n int) {
	for _, name := range w.People {
		if slices.ContainsFunc(g.People, func(k string) bool { return v.is(k, name) }) {
			n++
		}
	}
	return n
}

// same is the rule by which a meeting found counts as one expected: two of its people, compatible dates, the same status.
func (v view) same(w meeting, g store.Meeting) bool {
	status := string(g.Status)
	if g.Status == store.Held {
		status = "held"
	}
	a, b := w.Date, string(g.From)
	return status == w.Status && v.common(w, g) >= 2 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// index finds the meeting that counts as w among those not taken: one of the very day before one of less
// precise date; -1 when there is none.
func (v view) index(w meeting, taken []bool) int {
	best := -1
	for i, g := range v.Meetings {
		if !taken[i] && v.same(w, g) && (best < 0 || len(g.From) > len(v.Meetings[best].From)) {
			best = i
		}
	}
	return best
}

// samePerson holds two names against each other: one is part of the other ("Park", "Park Geun-hye"), or the
// last words and the first letters agree ("Sergei Lavrov", "Sergey V. Lavrov").
func samePerson(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return subset(x, y) || subset(y, x) || x[len(x)-1] == y[len(y)-1] && x[0][0] == y[0][0]
}

func subset(a, b []string) bool {
	return len(a) > 0 && !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// words are the words of s, lower-case, unaccented and without punctuation.
func words(s string) []string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	return strings.FieldsFunc(strings.ToLower(strings.NewReplacer("ı", "i", "ø", "o", "ł", "l", "’", "", "'", "").Replace(plain)),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// quotes says whether a quotation found is the one that begins so; a found one may hold several, or the first words only.
func quotes(found, begins string) bool {
	f, b := " "+strings.Join(words(found), " ")+" ", " "+strings.Join(words(begins), " ")+" "
	return strings.Contains(f, b) || len(words(found)) >= 3 && strings.HasPrefix(b, f)
}

// minutes reads "PT1H30M" and "PT90M" alike; -1 for what is no such length.
func minutes(iso string) int {
	rest, ok := strings.CutPrefix(iso, "PT")
	if !ok || rest == "" {
		return -1
	}
	total, n := 0, 0
	for _, r := range rest {
		switch {
		case r >= '0' && r <= '9' && n < 10_000:
			n = 10*n + int(r-'0')
		case r == 'H':
			total, n = total+60*n, 0
		case r == 'M':
			total, n = total+n, 0
		default:
			return -1
		}
	}
	return total
}

package attribution

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"readout/store"
)

// A goldRelation is one attribution of the corpus: runs of bytes of what is said and of its source.
type goldRelation struct{ content, source []store.Span }

// byteOffsets maps the corpus' offsets, which count characters, to bytes.
func byteOffsets(text string) []int {
	var out []int
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// readGold reads a brat file: "T1<tab>Source 718 755;760 770<tab>…" and "E4<tab>Attribution:T13 Content:T12 Cue:T11 Source:T10".
func readGold(t *testing.T, file, text string) []goldRelation {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	offsets := byteOffsets(text)
	runs := map[string][]store.Span{}
	var out []goldRelation
	for _, line := range strings.Split(string(raw), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			continue
		}
		if strings.HasPrefix(f[0], "T") {
			_, list, _ := strings.Cut(f[1], " ")
			for _, pair := range strings.Split(list, ";") {
				from, to, _ := strings.Cut(pair, " ")
				a, _ := strconv.Atoi(from)
				b, _ := strconv.Atoi(to)
				if a < b && b < len(offsets) {
					runs[f[0]] = append(runs[f[0]], store.Span{Start: offsets[a], End: offsets[b]})
				}
			}
			continue
		}
		var g goldRelation
		for _, part := range strings.Fields(f[1]) {
			role, id, _ := strings.Cut(part, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Content":
				g.content = append(g.content, runs[id]...)
			case "Source":
				g.source = append(g.source, runs[id]...)
			}
		}
		out = append(out, g)
	}
	return out
}

var quotePattern = regexp.MustCompile(`"[^"\n]{12,}"|“[^”\n]{12,}[”"]`)

func overlap(a, b store.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

// goldOf returns the relation that has most of a quotation, and whether there is one.
func goldOf(q store.Span, gold []goldRelation) (goldRelation, bool) {
	best, at := 0, -1
	for i, g := range gold {
		n := 0
		for _, c := range g.content {
			n += overlap(q, c)
		}
		if n > best {
			best, at = n, i
		}
	}
	if at < 0 || best*2 < q.End-q.Start {
		return goldRelation{}, false
	}
	return gold[at], true
}

var namePattern = regexp.MustCompile(`(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?\p{Lu}[\p{L}'’-]*(?: (?:[A-Z]\. )?\p{Lu}[\p{L}'’-]+){0,3}`)

var bodyWords = regexp.MustCompile(`(?i)\b(university|party|house|senate|court|press|post|times|news|committee|department|institute|foundation|state|states|city|county|street|act|council|america|bank|center)\b`)

// simpleMentions finds runs of capitalised words: a run of two or more, one with a title, or the last word of such a run.
func simpleMentions(text string) []Mention {
	surnames := map[string]bool{}
	runs := namePattern.FindAllStringIndex(text, -1)
	trim := func(s string) string { return strings.TrimRight(s, ".'’-") }
	for _, m := range runs {
		w := strings.Fields(trim(text[m[0]:m[1]]))
		if len(w) > 1 && !bodyWords.MatchString(text[m[0]:m[1]]) {
			surnames[strings.TrimSuffix(strings.TrimSuffix(w[len(w)-1], "'s"), "’s")] = true
		}
	}
	var out []Mention
	for _, m := range runs {
		s := strings.TrimSuffix(strings.TrimSuffix(trim(text[m[0]:m[1]]), "'s"), "’s")
		w := strings.Fields(s)
		last := w[len(w)-1]
		if len(w) == 1 && !surnames[last] {
			continue
		}
		class := store.Person
		if bodyWords.MatchString(s) {
			class = store.Organisation
		}
		out = append(out, Mention{Start: m[0], End: m[0] + len(s), Key: strings.ToLower(last), Class: class})
	}
	return out
}

// A tally counts quotations by rule.
type tally struct{ answered, right, sourced, spurious int }

// TestPolNeAR measures the speakers of direct quotations on the corpus PolNeAR (networkdynamics/PolNeAR),
// which is not part of the project: READOUT_POLNEAR names the folder that holds its "dev" and "test".
func TestPolNeAR(t *testing.T) {
	dir := os.Getenv("READOUT_POLNEAR")
	if dir == "" {
		t.Skip("READOUT_POLNEAR does not name the folder with PolNeAR's dev and test: see RESULTS.md")
	}
	split := os.Getenv("READOUT_POLNEAR_SPLIT")
	if split == "" {
		split = "dev"
	}
	least, _ := strconv.ParseFloat(os.Getenv("READOUT_POLNEAR_MIN"), 64)
	texts, err := filepath.Glob(filepath.Join(dir, split, "text", "*.txt"))
	if err != nil || len(texts) == 0 {
		t.Fatalf("no texts of PolNeAR in %s: %v", filepath.Join(dir, split, "text"), err)
	}
	rules := map[string]*tally{"all": {}}
	for _, file := range texts {
		measure(t, dir, split, file, least, rules)
	}
	report(t, split, len(texts), rules)
}

func measure(t *testing.T, dir, split, file string, least float64, rules map[string]*tally) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	name := strings.TrimSuffix(filepath.Base(file), ".txt")
	anns, _ := filepath.Glob(filepath.Join(dir, split, "attributions", name+"_*.ann"))
	if len(anns) == 0 {
		return
	}
	slices.Sort(anns)
	gold := readGold(t, anns[0], text)
	found := Find(text, nil, nil, simpleMentions(text))
	for _, m := range quotePattern.FindAllStringIndex(text, -1) {
		q := store.Span{Start: m[0], End: m[1]}
		g, ok := goldOf(q, gold)
		sourced := ok && len(g.source) > 0
		if sourced {
			rules["all"].sourced++
		}
		score(text, name, q, g, sourced, found, least, rules)
	}
	for _, a := range found {
		if !a.Direct && a.Confidence >= least {
			scoreIndirect(text, name, a, gold, rules)
		}
	}
}

func score(text, name string, q store.Span, g goldRelation, sourced bool, found []Attribution, least float64, rules map[string]*tally) {
	a, ok := answer(q, found)
	if !ok || a.Confidence < least {
		if sourced {
			show("MISS", name, text, q, g, Attribution{})
		}
		return
	}
	r := rules[a.Rule]
	if r == nil {
		r = &tally{}
		rules[a.Rule] = r
	}
	for _, c := range []*tally{r, rules["all"]} {
		switch {
		case !sourced:
			c.spurious++
		default:
			c.answered++
			if hit(text, a.SpeakerSpan, g.source) {
				c.right++
			}
		}
	}
	if sourced && !hit(text, a.SpeakerSpan, g.source) {
		show("WRONG", name, text, q, g, a)
	} else if !sourced {
		show("SPURIOUS", name, text, q, g, a)
	}
}

// scoreIndirect counts reported speech: right when the corpus has most of it, from the same source. The corpus'
// recall is not asked for: it also has thoughts, plans and wishes, which are no speech.
func scoreIndirect(text, name string, a Attribution, gold []goldRelation, rules map[string]*tally) {
	r := rules[a.Rule]
	if r == nil {
		r = &tally{}
		rules[a.Rule] = r
	}
	g, ok := goldOf(store.Span{Start: a.Start, End: a.End}, gold)
	if !ok || len(g.source) == 0 {
		r.spurious++
		show("INDIRECT", name, text, store.Span{Start: a.Start, End: a.End}, g, a)
		return
	}
	r.answered++
	if hit(text, a.SpeakerSpan, g.source) {
		r.right++
	} else {
		show("INDIRECT", name, text, store.Span{Start: a.Start, End: a.End}, g, a)
	}
}

func answer(q store.Span, found []Attribution) (Attribution, bool) {
	for _, a := range found {
		if a.Direct && 2*overlap(q, store.Span{Start: a.Start, End: a.End}) > q.End-q.Start {
			return a, true
		}
	}
	return Attribution{}, false
}

// hit says that the last word of the speaker's phrase stands in the source that the corpus names.
func hit(text string, s store.Span, source []store.Span) bool {
	words := strings.Fields(text[s.Start:s.End])
	if len(words) == 0 {
		return false
	}
	head := strings.TrimRight(words[len(words)-1], "'’s.,")
	for _, g := range source {
		if strings.Contains(strings.ToLower(text[g.Start:g.End]), strings.ToLower(head)) {
			return true
		}
	}
	return false
}

// show prints a quotation that went wrong, when READOUT_POLNEAR_SHOW holds the kind.
func show(kind, name, text string, q store.Span, g goldRelation, a Attribution) {
	if !strings.Contains(os.Getenv("READOUT_POLNEAR_SHOW"), kind) {
		return
	}
	var src []string
	for _, s := range g.source {
		src = append(src, text[s.Start:s.End])
	}
	from, to := max(0, q.Start-200), min(len(text), q.End+120)
	fmt.Printf("%s %s [%s] said by %q, gold %q\n   %s<<%s>>%s\n", kind, name, a.Rule, text[a.SpeakerSpan.Start:a.SpeakerSpan.End], src,
		strings.ReplaceAll(text[from:q.Start], "\n", "|"), text[q.Start:q.End], strings.ReplaceAll(text[q.End:to], "\n", "|"))
}

func report(t *testing.T, split string, n int, rules map[string]*tally) {
	var names []string
	for name := range rules {
		names = append(names, name)
	}
	sort.Strings(names)
	all := rules["all"]
	t.Logf("%s: %d articles, %d quotations with a source in the corpus", split, n, all.sourced)
	for _, name := range names {
		c := rules[name]
		t.Logf("%-22s answered %4d  right %4d  precision %5.1f  (with %d outside the corpus' attributions)", name, c.answered, c.right,
			100*float64(c.right)/float64(max(1, c.answered)), c.spurious)
	}
	t.Logf("precision %.1f  recall %.1f", 100*float64(all.right)/float64(max(1, all.answered)), 100*float64(all.right)/float64(max(1, all.sourced)))
}

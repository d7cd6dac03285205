package extract

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"readout/internal/lang"
	"readout/internal/records"
)

//go:embed data/*.rec
var data embed.FS

// tables are the word lists of data/.
type tables struct {
	lines       map[string][]string        // lines.rec: sort of mark → texts
	sentences   map[string]map[string]bool // sentences.rec: class → words
	cues        *phrases                   // cues.rec
	topics      *phrases                   // topics.rec
	titles      map[string]string          // titles.rec: form of address or office → gender or ""
	forms       map[string]bool            // titles.rec: forms of address that are no office: "mr"
	ranks       map[string]int             // titles.rec: office → 1 leads a state, 2 is one of its ministers
	notNames    map[string]bool            // titles.rec: words that no person's name has
	words       map[string][]string        // words.rec: kind → words that people ask by
	particles   map[string]bool            // titles.rec: small words inside names
	familyFirst map[string]bool            // titles.rec: family names that go first
	twoSurnames map[string]bool            // titles.rec: countries where people have two surnames, the first of which is the short name
	kin         map[string]bool            // titles.rec: relatives: "wife"
	buildings   map[string]bool            // titles.rec: words of things called after people: "airport"
	afterPlaces map[string]bool            // titles.rec: words of things called after places: "accords"
	peers       map[string]bool            // titles.rec: who holds the same office elsewhere: "counterpart"
}

var loadTables = sync.OnceValues(func() (*tables, error) {
	t := &tables{
		lines: map[string][]string{}, sentences: map[string]map[string]bool{}, cues: newPhrases(), topics: newPhrases(),
		titles: map[string]string{}, forms: map[string]bool{}, ranks: map[string]int{}, notNames: map[string]bool{}, particles: map[string]bool{}, kin: map[string]bool{}, familyFirst: map[string]bool{}, twoSurnames: map[string]bool{}, buildings: map[string]bool{}, afterPlaces: map[string]bool{}, peers: map[string]bool{}, words: map[string][]string{},
	}
	for _, read := range []struct {
		file string
		add  func(key string, values []string)
	}{
		{"lines", func(key string, values []string) { t.lines[key] = append(t.lines[key], values...) }},
		{"sentences", t.addSentenceWords},
		{"cues", t.cues.addAll},
		{"topics", t.topics.addAll},
		{"titles", t.addTitles},
		{"words", func(key string, values []string) { t.words[key] = values }},
	} {
		if err := readTable("data/"+read.file+".rec", read.add); err != nil {
			return nil, err
		}
	}
	return t, nil
})

// readTable calls add for each field of a table.
func readTable(file string, add func(key string, values []string)) error {
	f, err := data.Open(file)
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	recs, err := records.Read(f, file)
	if err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	for _, r := range recs {
		for _, field := range r.Fields {
			add(field.Name, records.SplitList(field.Value))
		}
	}
	return nil
}

func (t *tables) addSentenceWords(key string, values []string) {
	if t.sentences[key] == nil {
		t.sentences[key] = map[string]bool{}
	}
	for _, v := range values {
		t.sentences[key][v] = true
	}
}

func (t *tables) addTitles(key string, values []string) {
	for _, v := range values {
		v = lang.Fold(v)
		switch key {
		case "rank-1":
			t.ranks[v] = 1
		case "rank-2":
			t.ranks[v] = 2
		case "not-in-names":
			t.notNames[v] = true
		case "kin":
			t.kin[v] = true
		case "two-surnames":
			t.twoSurnames[v] = true
		case "family-first":
			t.familyFirst[v] = true
		case "building":
			t.buildings[v] = true
		case "after-place":
			t.afterPlaces[v] = true
		case "peer":
			t.peers[v], t.titles[v] = true, ""
		case "particle":
			t.particles[v] = true
		case "mr", "king":
			t.titles[v], t.forms[v] = "m", key == "mr"
		case "ms", "queen":
			t.titles[v], t.forms[v] = "f", key == "ms"
		case "address":
			t.titles[v], t.forms[v] = "", true
		default:
			t.titles[v] = ""
		}
	}
}

// phrases finds words and phrases of several classes among tokens. A word matches as it is written in the
// table (inflected forms are listed), so that "meeting" and "meet" can be of different classes.
type phrases struct {
	by map[string][]phrase // by first word
}

type phrase struct {
	words []string
	class string
}

func newPhrases() *phrases { return &phrases{by: map[string][]phrase{}} }

func (p *phrases) addAll(class string, values []string) {
	for _, v := range values {
		var words []string
		for _, t := range lang.Tokenize(v) {
			words = append(words, t.Norm)
		}
		if len(words) > 0 {
			p.by[words[0]] = append(p.by[words[0]], phrase{words, class})
		}
	}
}

// A cue is a word or phrase of a class: tokens start to end.
type cue struct {
	class      string
	start, end int
}

// find returns all cues, by start; of one class and start the longest only.
func (p *phrases) find(tokens []lang.Token) []cue {
	var out []cue
	for i := range tokens {
		first := len(out)
		for _, ph := range p.by[tokens[i].Norm] {
			if !ph.at(tokens, i) {
				continue
			}
			c := cue{ph.class, i, i + len(ph.words)}
			if k := sameClass(out[first:], ph.class); k >= 0 {
				if c.end > out[first+k].end {
					out[first+k] = c
				}
				continue
			}
			out = append(out, c)
		}
	}
	return out
}

func sameClass(cues []cue, class string) int {
	for i := range cues {
		if cues[i].class == class {
			return i
		}
	}
	return -1
}

func (ph phrase) at(tokens []lang.Token, i int) bool {
	if i+len(ph.words) > len(tokens) {
		return false
	}
	for k, w := range ph.words {
		if tokens[i+k].Norm != w {
			return false
		}
	}
	return true
}

// has reports whether a folded text begins with or contains one of the marks of a sort.
func (t *tables) begins(sort, folded string) bool {
	for _, m := range t.lines[sort] {
		if strings.HasPrefix(folded, m) {
			return true
		}
	}
	return false
}

func (t *tables) contains(sort, folded string) bool {
	for _, m := range t.lines[sort] {
		if strings.Contains(folded, m) {
			return true
		}
	}
	return false
}

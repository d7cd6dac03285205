package attribution

import (
	"slices"
	"strings"
	"testing"

	"readout/store"
)

func TestTables(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
}

// The people and bodies of the tests.
var cast = []struct {
	name string
	Mention
}{
	{"President Ana Varga", Mention{Key: "varga", Class: store.Person, Gender: "f"}},
	{"Ana Varga", Mention{Key: "varga", Class: store.Person, Gender: "f"}},
	{"Varga", Mention{Key: "varga", Class: store.Person, Gender: "f"}},
	{"Prime Minister Karl Osten", Mention{Key: "osten", Class: store.Person, Gender: "m"}},
	{"Karl Osten", Mention{Key: "osten", Class: store.Person, Gender: "m"}},
	{"Osten", Mention{Key: "osten", Class: store.Person, Gender: "m"}},
	{"Tibor Lund", Mention{Key: "lund", Class: store.Person, Gender: "m"}},
	{"Lund", Mention{Key: "lund", Class: store.Person, Gender: "m"}},
	{"the two leaders", Mention{Key: "both", Class: store.Person, Plural: true}},
	{"Reuters", Mention{Key: "reuters", Class: store.Organisation}},
	{"Ruritania", Mention{Key: "ruritania", Class: store.Place}},
	{"White House", Mention{Key: "white-house", Class: store.Organisation}},
	{"Moscow", Mention{Key: "moscow", Class: store.Place}},
}

func castIn(text string) []Mention {
	var out []Mention
	for i := 0; i < len(text); {
		n := 1
		for _, c := range cast {
			if strings.HasPrefix(text[i:], c.name) {
				m := c.Mention
				m.Start, m.End = i, i+len(c.name)
				out = append(out, m)
				n = len(c.name)
				break
			}
		}
		i += n
	}
	return out
}

// line writes an attribution as `who (as written): what [flags]`.
func line(text string, a Attribution, mentions []Mention) string {
	who := "?"
	if a.Speaker >= 0 {
		who = mentions[a.Speaker].Key
	}
	var b strings.Builder
	b.WriteString(who + " (" + text[a.SpeakerSpan.Start:a.SpeakerSpan.End] + "): " + text[a.Start:a.End])
	for _, f := range []struct {
		on   bool
		name string
	}{{!a.Direct, "indirect"}, {a.Partial, "partial"}, {a.Unsaid, "unsaid"}, {a.Denied, "denied"}} {
		if f.on {
			b.WriteString(" " + f.name)
		}
	}
	for _, v := range a.Via {
		b.WriteString(" via " + text[v.Start:v.End])
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			mentions := castIn(c.text)
			var got []string
			for _, a := range Find(c.text, nil, nil, mentions) {
				got = append(got, line(c.text, a, mentions))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s\n got\n  %s\nwant\n  %s", c.text, strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

func TestAnonymous(t *testing.T) {
	for phrase, want := range map[string]bool{
		"a senior US official": true, "officials in Moscow": true, "A source close to the talks": true, "the White House official": true,
		"spokesman Tibor Lund": false, "Varga": false, "she": false, "the ministry": false, "": false,
	} {
		if got := Anonymous(phrase); got != want {
			t.Errorf("%q: %v", phrase, got)
		}
	}
}

// The caller's sentences may end inside a quotation; it still has one speaker and is not cut.
func TestFindWithCallersSpans(t *testing.T) {
	const text = `"It was long. It was good," Varga said. She left at noon.`
	cut := []store.Span{{Start: 0, End: 13}, {Start: 14, End: 39}, {Start: 40, End: len(text)}, {Start: 5, End: 900}}
	got := Find(text, []store.Span{{Start: 0, End: len(text)}}, cut, castIn(text))
	if len(got) != 1 || text[got[0].Start:got[0].End] != `"It was long. It was good,"` || got[0].Speaker != 0 {
		t.Fatalf("%+v", got)
	}
	if c := got[0].Cue; text[c.Start:c.End] != "said" {
		t.Errorf("cue %v", c)
	}
}

// A pronoun that the caller has resolved stays with whom the caller says.
func TestFindKeepsResolvedPronouns(t *testing.T) {
	const text = `Varga met Osten. "It was long," he said.`
	mentions := append(castIn(text), Mention{Start: 32, End: 34, Key: "lund", Class: store.Person})
	got := Find(text, nil, nil, mentions)
	if len(got) != 1 || got[0].Speaker != 2 {
		t.Fatalf("%+v", got)
	}
}

// They come in the order of the text, direct and indirect alike.
func TestFindOrder(t *testing.T) {
	const text = "Osten said no deal was near. \"Wait,\" Varga said."
	got := Find(text, nil, nil, castIn(text))
	if !slices.IsSortedFunc(got, func(a, b Attribution) int { return a.Start - b.Start }) || len(got) != 2 {
		t.Fatalf("%+v", got)
	}
}

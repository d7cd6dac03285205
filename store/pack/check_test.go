package pack

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// good is a file without a mistake; the samples below add to it or change it. Its lines are
// numbered from 1, and an added record begins at line addedAt.
const good = `article: demo-2015-09-28
outlet: Demo News
title: Talks in New York
url: https://example.org/talks
published: 2015-09-28

meeting: 2015-09-28-new-york
title: New York, 28 September 2015
people: ann-lee; bob-ray
place: new-york
from: 2015-09-28

name: ann-lee
class: person
full: Ann Lee
roles: president, utopia, 2012, ; mayor

topic: syria
name: Syria

fact: length
meeting: 2015-09-28-new-york
kind: duration
statement: The talks ran for 90 minutes.
people: ann-lee; bob-ray
speaker: official
topics: syria
answers: why; who
value: PT90M
claim: length
negated: no
quote: open
anchor: ran for 90 minutes
`

const addedAt = 35

// lexicon stands for the names that are known from elsewhere.
func lexicon(key string) bool {
	switch key {
	case "bob-ray", "new-york", "utopia":
		return true
	}
	return false
}

func TestGoodSample(t *testing.T) {
	if strings.Count(good, "\n") != addedAt-2 {
		t.Fatalf("the sample has %d lines", strings.Count(good, "\n"))
	}
	p, err := Parse([]byte(good), "demo.rec", lexicon)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Batches) != 1 || p.Facts() != 1 || len(p.Topics) != 1 || len(p.Batches[0].Meetings) != 1 || len(p.Batches[0].Names) != 1 {
		t.Errorf("read %+v", p)
	}
}

// Each mistake is named by file and line.
func TestChecks(t *testing.T) {
	tests := []struct {
		name   string
		change string // "old → new", applied to the good sample
		add    string // a further record
		want   string // the error
	}{
		{name: "fact without article", change: "article: demo-2015-09-28\noutlet: Demo News\ntitle: Talks in New York\nurl: https://example.org/talks\npublished: 2015-09-28\n → ",
			want: `demo.rec:16: fact "length" belongs to no article: none stands above it in this file`},
		{name: "no article id", change: "article: demo-2015-09-28 → article:",
			want: `demo.rec:1: article has no key: write "article:" and then lower-case letters, digits and hyphens`},
		{name: "comment after a key", change: "article: demo-2015-09-28 → article: demo # mine",
			want: `demo.rec:1: "demo # mine" is not a key: only lower-case letters, digits and hyphens may stand in it`},
		{name: "missing outlet", change: "outlet: Demo News\n → ", want: `demo.rec:1: article "demo-2015-09-28" has no outlet`},
		{name: "empty title", change: "title: Talks in New York → title:", want: `demo.rec:3: article "demo-2015-09-28" has no title`},
		{name: "missing url", change: "url: https://example.org/talks\n → ", want: `demo.rec:1: article "demo-2015-09-28" has no url`},
		{name: "missing published", change: "published: 2015-09-28\n → ", want: `demo.rec:1: article "demo-2015-09-28" has no published`},
		{name: "malformed url", change: "https://example.org/talks → example.org/talks",
			want: `demo.rec:4: "example.org/talks" is not a web address: write https://host/path`},
		{name: "malformed date", change: "published: 2015-09-28 → published: 28 Sep 2015",
			want: `demo.rec:5: published: "28 Sep 2015" is not a date: write 2015-11-15, 2015-11 or 2015`},
		{name: "article twice", add: "article: demo-2015-09-28\noutlet: A\ntitle: B\nurl: http://c.org\npublished: 2015",
			want: `demo.rec:35: article "demo-2015-09-28" stands twice (line 1)`},
		{name: "unknown record", add: "facts: x", want: `demo.rec:35: a record begins with article, fact, meeting, name or topic, not with "facts", did you mean "fact"?`},
		{name: "unknown field", change: "statement: → statment:",
			want: "demo.rec:21: fact \"length\" has no statement\ndemo.rec:24: unknown field \"statment\", did you mean \"statement\"?"},
		{name: "unknown field, nothing near", change: "claim: → xyzzy:", want: `demo.rec:30: unknown field "xyzzy"`},
		{name: "field twice", change: "negated: no → speaker: bob-ray", want: `demo.rec:31: the field "speaker" stands twice in this record`},
		{name: "no field", change: "negated: no → negated no", want: `demo.rec:31: expected "name: value"`},
		{name: "fact twice", add: "fact: length\nkind: held\nstatement: They met.\nanchor: they met",
			want: `demo.rec:35: fact "length" stands twice in article "demo-2015-09-28" (line 21)`},
		{name: "unknown kind", change: "kind: duration → kind: durations", want: `demo.rec:23: unknown kind "durations", did you mean "duration"?`},
		{name: "missing kind", change: "kind: duration\n → ", want: `demo.rec:21: fact "length" has no kind`},
		{name: "unknown meeting", change: "fact: length\nmeeting: 2015-09-28-new-york → fact: length\nmeeting: 2015-09-28-newyork",
			want: `demo.rec:22: unknown meeting "2015-09-28-newyork", did you mean "2015-09-28-new-york"?`},
		{name: "unknown people", change: "people: ann-lee; bob-ray\nspeaker → people: ann-leigh; bob-roy\nspeaker",
			want: "demo.rec:25: people: unknown name \"ann-leigh\", did you mean \"ann-lee\"?\ndemo.rec:25: people: unknown name \"bob-roy\""},
		{name: "unknown speaker", change: "speaker: official → speaker: officials", want: `demo.rec:26: speaker: unknown name "officials"`},
		{name: "unknown topic", change: "topics: syria → topics: syra", want: `demo.rec:27: unknown topic "syra", did you mean "syria"?`},
		{name: "unknown answers", change: "answers: why; who → answers: why; whom",
			want: `demo.rec:28: unknown answers word "whom", did you mean "who"?`},
		{name: "people of a meeting", change: "people: ann-lee; bob-ray\nplace → people: ann-lee; zoe\nplace", want: `demo.rec:9: people: unknown name "zoe"`},
		{name: "place of a meeting", change: "place: new-york → place: atlantis", want: `demo.rec:10: place: unknown name "atlantis"`},
		{name: "occasion of a meeting", change: "place: new-york → occasion: unga", want: `demo.rec:10: occasion: unknown name "unga"`},
		{name: "meeting without title", change: "title: New York, 28 September 2015\n → ", want: `demo.rec:7: meeting "2015-09-28-new-york" has no title`},
		{name: "status", change: "place: new-york → status: canceled", want: `demo.rec:10: unknown status "canceled", did you mean "cancelled"?`},
		{name: "ends before it begins", change: "from: 2015-09-28 → from: 2015-09-28\nto: 2015-09-27",
			want: `demo.rec:12: the meeting ends (2015-09-27) before it begins (2015-09-28)`},
		{name: "two meetings of one id", add: "meeting: 2015-09-28-new-york\ntitle: Another",
			want: `demo.rec:35: meeting "2015-09-28-new-york" is already there with other contents (line 7)`},
		{name: "two names of one key", add: "name: ann-lee\nclass: person\nfull: Anna Lee",
			want: `demo.rec:35: name "ann-lee" is already there with other contents (line 13)`},
		{name: "two topics of one key", add: "topic: syria\nname: The war",
			want: `demo.rec:35: topic "syria" is already there with other contents (line 18)`},
		{name: "class", change: "class: person → class: persons", want: `demo.rec:14: unknown class "persons", did you mean "person"?`},
		{name: "name without full", change: "full: Ann Lee\n → ", want: `demo.rec:13: name "ann-lee" has no full`},
		{name: "gender", change: "full: Ann Lee → full: Ann Lee\ngender: x", want: `demo.rec:16: unknown gender "x"`},
		{name: "role of nobody", change: "president, utopia → president, dystopia", want: `demo.rec:16: roles: unknown name "dystopia"`},
		{name: "role without title", change: "; mayor → ; , utopia",
			want: `demo.rec:16: ", utopia" is not a role: write title, key of the country or organisation, first day, last day`},
		{name: "day of a role", change: "utopia, 2012 → utopia, May 2012", want: `demo.rec:16: roles: "May 2012" is not a date: write 2015-11-15, 2015-11 or 2015`},
		{name: "topic without name", change: "name: Syria\n → ", want: `demo.rec:18: topic "syria" has no name`},
		{name: "duration in words", change: "PT90M → 90 minutes",
			want: `demo.rec:29: "90 minutes" is not a length of time: write PT90M for 90 minutes, P2D for two days`},
		{name: "duration without number", change: "PT90M → PT", want: `demo.rec:29: "PT" is not a length of time: write PT90M for 90 minutes, P2D for two days`},
		{name: "planned duration", change: "kind: duration → kind: planned-duration", add: "fact: b\nkind: planned-duration\nvalue: P1H\nstatement: So.\nanchor: so",
			want: `demo.rec:37: "P1H" is not a length of time: write PT90M for 90 minutes, P2D for two days`},
		{name: "date value", change: "kind: duration → kind: date",
			want: `demo.rec:29: value: "PT90M" is not a date: write 2015-11-15, 2015-11 or 2015`},
		{name: "figure", change: "kind: duration → kind: figure",
			want: `demo.rec:29: "PT90M" is not a figure: write digits only, 500000000 for 500 million`},
		{name: "participant", change: "kind: duration → kind: participant", want: `demo.rec:29: value: unknown name "PT90M"`},
		{name: "place value", change: "kind: duration → kind: place", want: `demo.rec:29: value: unknown name "PT90M"`},
		{name: "negated", change: "negated: no → negated: maybe", want: `demo.rec:31: negated is yes or no, not "maybe"`},
		{name: "long anchor", change: "ran for 90 minutes\n → they ran for 90 minutes and more\n", want: `demo.rec:33: the anchor has 7 words, 6 are allowed`},
		{name: "no anchor", change: "anchor: ran for 90 minutes\n → ", want: `demo.rec:21: fact "length" has no anchor`},
		{name: "long quote", change: "quote: open → quote: a b c d e f g h i j k l m n o p", want: `demo.rec:32: the quotation has 16 words, 15 are allowed`},
		{name: "empty statement", change: "statement: The talks ran for 90 minutes. → statement:", want: `demo.rec:24: fact "length" has no statement`},
		{name: "unfinished statement", change: "90 minutes.\npeople → 90 minutes\npeople",
			want: `demo.rec:24: the statement is no whole sentence: it ends with neither ".", "!", "?" nor a quotation mark`},
		{name: "claim without value", add: "fact: b\nmeeting: 2015-09-28-new-york\nkind: duration\nstatement: So.\nanchor: so\nclaim: length",
			want: `demo.rec:40: no value, although line 21 makes the claim "length" with the value PT90M`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := good
			if tt.change != "" {
				old, now, ok := strings.Cut(tt.change, " → ")
				if !ok || strings.Count(text, old) != 1 {
					t.Fatalf("%q stands %d times in the sample", old, strings.Count(text, old))
				}
				text = strings.Replace(text, old, now, 1)
			}
			if tt.add != "" {
				text += "\n" + tt.add + "\n"
			}
			_, err := Parse([]byte(text), "demo.rec", lexicon)
			if err == nil {
				t.Fatal("no error")
			}
			if err.Error() != tt.want {
				t.Errorf("\n got %s\nwant %s", err, tt.want)
			}
		})
	}
}

// Mistakes of all files come in order, and each can be told apart.
func TestAllMistakesInOrder(t *testing.T) {
	files := fstest.MapFS{
		"b.rec":     {Data: []byte("fact: x\nkind: held\nstatement: They met.\nanchor: they met\nspeaker: nobody\n")},
		"a.rec":     {Data: []byte("meeting: m\ntitle: M\nplace: nowhere\nstray\n\ntopic: t\n")},
		"notes.txt": {Data: []byte("not read")},
	}
	_, err := Read(files, nil)
	want := `a.rec:3: place: unknown name "nowhere"
a.rec:4: expected "name: value"
a.rec:6: topic "t" has no name
b.rec:1: fact "x" belongs to no article: none stands above it in this file
b.rec:5: speaker: unknown name "nobody"`
	if err == nil || err.Error() != want {
		t.Errorf("\n got %v\nwant %s", err, want)
	}
	if m := Mistakes(fmt.Errorf("reading: %w", err)); len(m) != 5 || m[4].File != "b.rec" || m[4].Line != 5 {
		t.Errorf("mistakes: %v", m)
	}
}

func TestAcceptedValues(t *testing.T) {
	for _, tt := range []struct{ kind, value string }{
		{"duration", ""}, {"duration", "PT1H30M"}, {"duration", "P2D"}, {"planned-duration", ""},
		{"figure", "500000000"}, {"figure", "0.5"}, {"figure", ""}, {"date", "2015-11"}, {"date", "2015"},
		{"place", "new-york"}, {"participant", "ann-lee"}, {"venue", "a conference room"},
	} {
		text := strings.Replace(good, "kind: duration", "kind: "+tt.kind, 1)
		text = strings.Replace(text, "value: PT90M", "value: "+tt.value, 1)
		if _, err := Parse([]byte(text), "demo.rec", lexicon); err != nil {
			t.Errorf("%s %q: %v", tt.kind, tt.value, err)
		}
	}
}

// Equal lengths are equal values, however they were written.
func TestCanonicalValue(t *testing.T) {
	for value, want := range map[string]string{"PT1H30M": "PT90M", "PT2H": "PT120M", "PT90M": "PT90M", "P2D": "P2D", "PT": "PT", "PT1H5S": "PT1H5S", "": ""} {
		if got := canonical(value); got != want {
			t.Errorf("%s became %s, want %s", value, got, want)
		}
	}
}

func TestStatementEnds(t *testing.T) {
	for _, s := range []string{"a.", "a!", "a?", `"a"`, "“a”", "‘a’"} {
		if !endsSentence(s) {
			t.Errorf("%s is refused", s)
		}
	}
	for _, s := range []string{"a", "a,", "", "a;"} {
		if endsSentence(s) {
			t.Errorf("%q is accepted", s)
		}
	}
}

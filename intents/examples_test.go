package intents

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"readout/bot"
	"readout/internal/records"
)

// siblings are the intents that may answer an example beside its own: they give the same answer to it.
var siblings = map[string][]string{
	"how":  {"position"}, // "how did he justify": by his view
	"mood": {"how"},      // "how did he behave": the manner is the mood
}

// TestExamples asks the examples of phrases.rec: each is answered, by the intent it is an example of.
func TestExamples(t *testing.T) {
	book, err := loadPhrasings()
	if err != nil {
		t.Fatal(err)
	}
	r := New(builtin(t))
	for _, p := range book.all {
		if len(p.examples) == 0 {
			t.Errorf("intent %s has no example in phrases.rec", p.intent)
		}
		for _, question := range p.examples {
			a := answer(t, r, question)
			if a.Status != bot.Answered && a.Status != bot.Smalltalk {
				t.Errorf("intent %s: %q is %s: %s", p.intent, question, a.Status, a.Text())
			}
			if a.Intent != p.intent && !slices.Contains(siblings[p.intent], a.Intent) {
				t.Errorf("%q is an example of intent %s, but intent %s answers it: %s", question, p.intent, a.Intent, a.Text())
			}
		}
	}
}

// badPhrases are phrase files with a mistake, and the line that has to be named.
var badPhrases = []struct {
	name, file string
	line       int
}{
	{"no field", "intent: when\nphrases when", 2},
	{"nothing to continue", "# when\n+ when", 2},
	{"no name", "intent: when\nphrases: when\n\nasks: when\nphrases: what day", 4},
	{"empty name", "\n\nintent:\nphrases: when", 3},
	{"a name twice", "intent: when\nphrases: when\n\nintent: when\nphrases: what day", 4},
	{"a gap first", "intent: when\nasks: when\nphrases: what day; ... when", 3},
	{"nothing but a gap", "intent: when\nphrases: ...", 2},
	{"nothing but an anchor", "intent: when\nphrases: ^", 2},
	{"nothing but an end", "intent: when\nphrases: $", 2},
	{"nothing but signs", "intent: when\nphrases: ?!", 2},
	{"a choice of two words", "intent: when\nphrases: on what|which-ever day", 2},
	{"an empty choice", "intent: when\nphrases: what|", 2},
	{"no text", "intent: when\nphrases: wh\xffen", 2},
	{"an unknown class", "intent: when\nphrases: when did <nam>", 2},
	{"a class without a name", "intent: when\nphrases: <> met", 2},
	{"an unknown field", "intent: when\nphrase: when", 2},
	{"an unknown kind", "intent: when\nkinds: dat\nphrases: when", 2},
	{"an unknown question", "intent: when\nasks: wen\nphrases: when", 2},
	{"no place for the meeting", "intent: when\nask: When was it?\nphrases: when", 2},
	{"a wrong place for the meeting", "intent: when\nask: When was %d?\nphrases: when", 2},
	{"neither yes nor no", "intent: when\nform: maybe\nphrases: when", 2},
	{"no phrases", "intent: when\nasks: when", 1},
}

// TestBadPhrases names the file and the line of a mistake.
func TestBadPhrases(t *testing.T) {
	for _, tt := range badPhrases {
		_, err := readPhrasings([]byte(tt.file), "some/phrases.rec")
		var at *records.Error
		if !errors.As(err, &at) {
			t.Errorf("%s: got %v, want an error with its place", tt.name, err)
			continue
		}
		if at.File != "some/phrases.rec" || at.Line != tt.line || strings.TrimSpace(at.Msg) == "" {
			t.Errorf("%s: got %q, want line %d of some/phrases.rec", tt.name, err, tt.line)
		}
	}
}

// TestGoodPhrases reads what looks like a mistake and is none.
func TestGoodPhrases(t *testing.T) {
	for _, file := range []string{
		"", "# nothing yet\n",
		"intent: when\nphrases: what day ...",           // a gap at the end skips what may follow
		"intent: when\nphrases: ^ when $;; ; what day;", // empty phrases
		"intent: when\r\nphrases: when\r\n",
		"\uFEFFintent: when\nphrases: when",
	} {
		if _, err := readPhrasings([]byte(file), "phrases.rec"); err != nil {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// FuzzPhrases reads any text as a file of phrases; what is read can be looked for in a question.
func FuzzPhrases(f *testing.F) {
	for _, tt := range badPhrases {
		f.Add([]byte(tt.file))
	}
	f.Add([]byte("intent: when\nphrases: ^what|which day ... <name> met $; <outlet> on; <meeting> ... ... when\nexamples: When?"))
	k, err := New(builtin(f)).knowledge(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	question, _ := k.read("When did Obama meet Putin at the Hangzhou meeting, and what does CNN say on the day they met?")
	f.Fuzz(func(t *testing.T, file []byte) {
		book, err := readPhrasings(file, "phrases.rec")
		var at *records.Error
		switch {
		case err == nil:
			book.find(question)
		case !errors.As(err, &at) || at.File != "phrases.rec" || at.Line < 1:
			t.Errorf("the error %q does not say where", err)
		}
	})
}

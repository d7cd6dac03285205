package terminal

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"readout/bot"
)

var sample = bot.Answer{
	Status: bot.Answered,
	Lead:   "Hangzhou, 5 September 2016:",
	Statements: []bot.Statement{
		{Text: "The talks lasted about 90 minutes.", Cites: []int{1, 2}},
		{Text: "They were to be shorter.", Cites: []int{2}},
	},
	Citations: []bot.Citation{
		{N: 1, Outlet: "One News", Title: "A rather long title that will not fit into one row", Published: "2016-09-05",
			URL: "https://one.example/a-rather-long-path-that-will-not-fit#:~:text=about%2090", Quote: "gaps of trust"},
		{N: 2, Outlet: "Two News", Title: "Short", Published: "2016-09"},
	},
	Suggest: []string{"Where did they meet in the year before that?"},
}

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := (Layout{Width: 40, Sources: true}).Write(&b, sample); err != nil {
		t.Fatal(err)
	}
	want := `Hangzhou, 5 September 2016: The talks
lasted about 90 minutes. [1][2] They
were to be shorter. [2]

  [1] One News, 5 Sep 2016 · A rather
      long title that will not fit into
      one row
      https://one.example/a-rather-long-path-that-will-not-fit#:~:text=about%2090
      “gaps of trust”
  [2] Two News, 2016-09 · Short

You could ask:
  - Where did they meet in the year
    before that?
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

// TestColour shows that colour only adds codes: without them the text is the same.
func TestColour(t *testing.T) {
	var plain, coloured strings.Builder
	if err := (Layout{Width: 50}).Write(&plain, sample); err != nil {
		t.Fatal(err)
	}
	if err := (Layout{Width: 50, Colour: true}).Write(&coloured, sample); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(coloured.String(), dim) {
		t.Error("nothing is dimmed")
	}
	if got := strings.NewReplacer(dim, "", reset, "").Replace(coloured.String()); got != plain.String() {
		t.Errorf("got:\n%s\nwant:\n%s", got, plain.String())
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 漢":                  "plain é 漢",
		"\x1b]0;title\a red\x1b[31m": "]0;title red[31m",
		"a\tb\u009b":                 "a b",
		"\u202etxt.exe\u2066":        "txt.exe",
		"bad \xff byte":              "bad ? byte",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// FuzzWrite shows that whatever an article says, a terminal gets no control code and no torn letter.
func FuzzWrite(f *testing.F) {
	f.Add("a \x1b[2J b", "c\r\nd", 10)
	f.Add("\xff\u202e", strings.Repeat("long", 50), 0)
	f.Fuzz(func(t *testing.T, text, title string, width int) {
		var b strings.Builder
		a := bot.Answer{Lead: text, Citations: []bot.Citation{{N: 1, Outlet: text, Title: title, URL: title, Quote: title}}, Suggest: []string{text}}
		if err := (Layout{Width: width, Sources: true}).Write(&b, a); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(b.String()) {
			t.Error("the output is no UTF-8")
		}
		for _, r := range b.String() {
			if r != '\n' && unicode.IsControl(r) {
				t.Errorf("control code %U", r)
			}
		}
	})
}

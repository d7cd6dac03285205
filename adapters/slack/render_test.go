package slack

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	slackgo "github.com/slack-go/slack"

	"readout/adapters/slack/slacktest"
	"readout/bot"
)

// odd are texts that other people may write.
var odd = []string{
	"", " ", "plain words", "<!channel> <!here> <@U123> <#C1>", "a & b < c > d &amp; &lt;!everyone&gt;", "*bold* _it_ ~no~ `code`",
	"line\nline\r\n\x00\x1b[31m", "\u202Eturned\u2066", "日本語のとても長い文", "😀👩‍👩‍👧‍👦", "a|b>c", strings.Repeat("long ", 1500), strings.Repeat("<&>", 900),
	strings.Repeat("𝕏", 2000), "\xff\xfe no UTF-8",
}

var addresses = []string{
	"https://a.example/b#:~:text=c", "https://a.example/?x=1&y=<2>|3", "javascript:alert(1)", "ftp://a.example", "not an address", "", "https://a.example/" + strings.Repeat("x", 4000),
	"http://a.example/ü ö\n", "https://a.example/|><!channel>",
}

// anyAnswer is an answer as no intent would give it.
func anyAnswer(r *rand.Rand) bot.Answer {
	word := func() string { return odd[r.IntN(len(odd))] }
	a := bot.Answer{
		Status: []bot.Status{bot.Answered, bot.Abstained, bot.Clarify, bot.Smalltalk}[r.IntN(4)], Intent: word(), Lead: word(), Note: word(), Conflict: r.IntN(2) == 0,
	}
	for n := range r.IntN(40) {
		a.Citations = append(a.Citations, bot.Citation{N: n + 1, Article: "a", Outlet: word(), Title: word(), URL: addresses[r.IntN(len(addresses))], Published: word(), Quote: word(), Anchor: word()})
	}
	for range r.IntN(30) {
		s := bot.Statement{Text: word()}
		for range r.IntN(60) {
			s.Cites = append(s.Cites, 1+r.IntN(41))
		}
		a.Statements = append(a.Statements, s)
	}
	for range r.IntN(8) {
		a.Suggest = append(a.Suggest, word())
	}
	if a.Text() == "" {
		a.Lead = "something"
	}
	return a
}

// TestAnyAnswer holds what becomes of any answer against Slack's limits and, where they are at hand, Slack's types.
func TestAnyAnswer(t *testing.T) {
	if slacktest.Counterparts() == "" {
		t.Log("not held against Slack's types: READOUT_COUNTERPARTS names no folder with their schemas")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 100 {
		v := view{id: "ABCDEFGHIJ", answer: anyAnswer(r), private: r.IntN(2) == 0, share: r.IntN(2) == 0, asked: odd[r.IntN(len(odd))]}
		for f := formNative; f <= formText; f++ {
			m := v.render(f)
			for _, wrong := range faults(m, f, n%20 == 0) { // the schemas take their time
				t.Errorf("answer %d, form %d: %s", n, f, wrong)
			}
			if len(v.answer.Citations) > 0 && !strings.Contains(m.text, "Sources:\n[1]") {
				t.Errorf("answer %d: no sources in the text", n)
			}
		}
		if t.Failed() {
			t.Fatalf("%+v", v.answer)
		}
	}
}

func faults(m message, f form, typed bool) []string {
	found := slacktest.Markup(m.text)
	if m.text == "" || size(m.text) > 4000 {
		found = append(found, fmt.Sprintf("%d units in the text", size(m.text)))
	}
	if f == formText {
		return found
	}
	b, err := json.Marshal(m.blocks)
	if err != nil {
		return append(found, err.Error())
	}
	found = append(found, slacktest.Limits(b, 50)...)
	if typed {
		if err := slacktest.Conforms("Blocks", m.blocks); err != nil {
			found = append(found, err.Error())
		}
	}
	shown := 0
	for _, block := range m.blocks {
		switch b := block.(type) {
		case *slackgo.SectionBlock:
			shown += size(b.Text.Text)
		case *slackgo.ContextBlock:
			shown += size(b.ContextElements.Elements[0].(*slackgo.TextBlockObject).Text)
		}
	}
	if shown > 8000 {
		found = append(found, fmt.Sprintf("%d units are shown", shown))
	}
	return found
}

func TestLongAnswerKeepsItsSources(t *testing.T) {
	a := bot.Answer{Status: bot.Answered}
	for n := range 8 {
		a.Citations = append(a.Citations, bot.Citation{N: n + 1, Outlet: fmt.Sprint("Outlet ", n), Title: "A title", Published: "2016-09-05", URL: fmt.Sprintf("https://a.example/%d", n)})
		a.Statements = append(a.Statements, bot.Statement{Text: fmt.Sprint(n, " ", strings.Repeat("word ", 400)), Cites: []int{n + 1}})
	}
	m := view{id: "A", answer: a}.render(formNative)
	b, err := json.Marshal(m.blocks)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 8 {
		for _, shown := range []string{string(b), m.text} {
			if !strings.Contains(shown, fmt.Sprintf("Outlet %d, 5 Sep 2016", n)) {
				t.Errorf("source %d is lost", n+1)
			}
		}
	}
	for _, shown := range []string{string(b), m.text} {
		if !strings.Contains(shown, "(Shortened: ") {
			t.Errorf("nobody sees that it was shortened: %s", shown)
		}
	}
}

func TestSourcesDiffer(t *testing.T) {
	a := bot.Answer{Status: bot.Answered, Conflict: true, Lead: "The articles differ.", Statements: []bot.Statement{
		{Text: "By one account, before it.", Cites: []int{1}}, {Text: "By the other, after it.", Cites: []int{2}},
	}, Citations: []bot.Citation{{N: 1, Outlet: "Echo", Title: "A", Published: "2016-09-05"}, {N: 2, Outlet: "Courier", Title: "B", Published: "2016-09-06"}}}
	m := view{id: "A", answer: a}.render(formNative)
	want := "*Sources differ*\nThe articles differ.\n• By one account, before it. [1] — Echo, 5 Sep 2016\n• By the other, after it. [2] — Courier, 6 Sep 2016"
	if got := m.blocks[0].(*slackgo.SectionBlock).Text.Text; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !strings.HasPrefix(m.text, "Sources differ.\nThe articles differ. By one account") {
		t.Errorf("the text is %s", m.text)
	}
}

// TestAnyOverview holds the App Home of any store against Slack's limits and types.
func TestAnyOverview(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string { return odd[r.IntN(len(odd))] }
	for n := range 60 {
		var o bot.Overview
		for range r.IntN(40) {
			o.Meetings = append(o.Meetings, bot.Occasion{ID: "m", Name: word()})
			o.Newest = append(o.Newest, bot.Citation{Outlet: word(), Title: word(), URL: addresses[r.IntN(len(addresses))], Published: word()})
			o.Examples = append(o.Examples, word())
		}
		blocks := homeBlocks(o)
		b, err := json.Marshal(blocks)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range slacktest.Limits(b, 100) {
			t.Errorf("overview %d: %s", n, wrong)
		}
		if n%20 == 0 {
			if err := slacktest.Conforms("Blocks", blocks); err != nil {
				t.Errorf("overview %d: %v", n, err)
			}
		}
	}
}

// TestNoDecoration keeps what has no sources from looking as if it had.
func TestNoDecoration(t *testing.T) {
	for _, status := range []bot.Status{bot.Abstained, bot.Smalltalk, bot.Clarify} {
		m := view{id: "A", answer: bot.Answer{Status: status, Lead: "None of the articles says that."}}.render(formNative)
		b, _ := json.Marshal(m.blocks)
		if strings.Contains(string(b)+m.text, "Sources") || strings.Contains(string(b)+m.text, "[1]") {
			t.Errorf("%s: %s\n%s", status, m.text, b)
		}
		if judged := strings.Contains(string(b), "feedback_buttons"); judged != (status == bot.Abstained) {
			t.Errorf("%s: feedback %t", status, judged)
		}
	}
}

func TestEscapeTo(t *testing.T) {
	for _, s := range odd {
		for most := 1; most < 60; most += 7 {
			got := escapeTo(s, most)
			if size(got) > most {
				t.Errorf("%.20q cut to %d has %d", s, most, size(got))
			}
			if wrong := slacktest.Markup(got); wrong != nil {
				t.Errorf("%.20q cut to %d: %v", s, most, wrong)
			}
		}
	}
	if got := escapeTo("a<b", 3); got != "a…" {
		t.Errorf("got %q", got)
	}
}

// FuzzAnswer renders texts of other people.
func FuzzAnswer(f *testing.F) {
	for _, s := range odd[:10] {
		f.Add(s, "https://a.example/b")
	}
	f.Fuzz(func(t *testing.T, s, address string) {
		a := bot.Answer{Status: bot.Answered, Lead: s, Note: s, Statements: []bot.Statement{{Text: s, Cites: []int{1}}}, Suggest: []string{s}, Conflict: len(s)%2 == 0,
			Citations: []bot.Citation{{N: 1, Outlet: s, Title: s, URL: address, Quote: s, Published: s}}}
		m := view{id: "A", answer: a, asked: s, share: true}.render(formNative)
		b, err := json.Marshal(m.blocks)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range append(slacktest.Limits(b, 50), slacktest.Markup(m.text)...) {
			t.Error(wrong)
		}
	})
}

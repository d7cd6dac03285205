package discord

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"

	"readout/bot"
)

// odd pieces of text: mark-up, mentions, emojis of several characters, other directions of writing, control characters.
var odd = []string{"plain words ", "*", "**", "_", "`", "```", "||", "~~", "> ", "# ", "-# ", "- ", "@everyone", "@here", "<@600000000000000001>", "<@&1>", "<#1>", "<t:1:R>",
	"[a](https://evil.example)", "https://evil.example/x", "\n", "\r\n", "\u202eright to left", "\x00", "\x1b[2J", "😀", "👩‍👩‍👧‍👦", "漢字", "e\u0301", "\\", "\xff", "1. ", strings.Repeat("long", 200)}

func oddText(r *rand.Rand, most int) string {
	var b strings.Builder
	for b.Len() < most && r.IntN(12) > 0 {
		b.WriteString(odd[r.IntN(len(odd))])
	}
	return b.String()
}

func oddAnswer(r *rand.Rand) bot.Answer {
	a := bot.Answer{Status: bot.Answered, Intent: "x", Lead: oddText(r, 3000), Note: oddText(r, 3000), Conflict: r.IntN(3) == 0}
	for range r.IntN(30) {
		a.Statements = append(a.Statements, bot.Statement{Text: oddText(r, 4000), Cites: []int{1, 2, r.IntN(100)}})
	}
	for n := range r.IntN(80) {
		a.Citations = append(a.Citations, bot.Citation{N: n + 1, Outlet: oddText(r, 300), Title: oddText(r, 2000), Published: []string{"2016-09-05", "", "2016", oddText(r, 50)}[r.IntN(4)],
			URL: []string{"https://a.example/" + strings.Repeat("p", r.IntN(900)) + "#:~:text=" + strings.Repeat("%20", r.IntN(300)), "javascript:x", "", "https://a.example/x)y z", "https://[::1"}[r.IntN(5)], Quote: oddText(r, 1000)})
	}
	for range r.IntN(8) {
		a.Suggest = append(a.Suggest, oddText(r, 300))
	}
	for range r.IntN(100) {
		a.Why = append(a.Why, oddText(r, 500))
	}
	return a
}

// Whatever an answer is like, what is shown of it is within all limits of Discord's.
func TestLimitsOfMessages(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(1, seed))
		a := oddAnswer(r)
		s := showing{ID: "ABCDEFGHIJ", Answer: a, Question: oddText(r, 3000), Private: r.IntN(2) == 0, Shared: []string{"", "600000000000000001"}[r.IntN(2)]}
		withinLimits(t, render(s))
		withinLimits(t, why(bot.Exchange{ID: s.ID, Answer: a}))
		withinLimits(t, say(oddText(r, 5000)))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func inUTF16(text string) int { return len(utf16.Encode([]rune(text))) }

func withinLimits(t *testing.T, m outgoing) {
	t.Helper()
	if n := inUTF16(m.Content); n == 0 || n > 2000 {
		t.Errorf("the content has %d characters", n)
	}
	total := 0
	for _, e := range m.Embeds {
		title, text := inUTF16(e.Title), inUTF16(e.Description)
		total += title + text
		if title > 256 || text == 0 || text > 4096 {
			t.Errorf("an embed of %d and %d characters", title, text)
		}
	}
	if total > 6000 || len(m.Embeds) > 10 {
		t.Errorf("%d embeds of %d characters", len(m.Embeds), total)
	}
	if (len(m.Embeds) == 0) != (m.Flags&flagSuppressEmbeds != 0) {
		t.Errorf("%d embeds, flags %d", len(m.Embeds), m.Flags)
	}
	if m.Mentions.Parse == nil || len(m.Mentions.Parse) > 0 || m.Mentions.Replied {
		t.Errorf("mentions: %+v", m.Mentions)
	}
	text := m.Content
	for _, e := range m.Embeds {
		text += "\n" + e.Description
	}
	for _, bad := range []string{"@everyone", "@here", "\x00", "\x1b", "\u202e", "](https://evil", "\xff"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q is shown in %q", bad, text)
		}
	}
	if strings.Contains(m.Content, "http://") || strings.Contains(m.Content, "https://") {
		t.Errorf("the content has a link that gets a preview: %q", m.Content)
	}
	ids := make(map[string]bool)
	for _, row := range m.Components {
		inside := row.(discordgo.ActionsRow).Components
		if len(inside) == 0 || len(inside) > 5 || len(m.Components) > 5 {
			t.Errorf("a row of %d buttons", len(inside))
		}
		for _, c := range inside {
			b := c.(discordgo.Button)
			if n := inUTF16(b.Label); n == 0 || n > 80 || len(b.CustomID) == 0 || len(b.CustomID) > 100 || ids[b.CustomID] {
				t.Errorf("a button with label %q and id %q", b.Label, b.CustomID)
			}
			ids[b.CustomID] = true
		}
	}
	b, err := json.Marshal(m)
	if err != nil || strings.Contains(string(b), "null") && !strings.Contains(text, "null") {
		t.Errorf("%s, %v", b, err)
	}
}

// What people wrote is shown as it is: without its escapes, nothing is gone but what nobody sees.
func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"a *b* _c_ `d`":                     `a \*b\* \_c\_ ` + "\\`d\\`",
		"# no heading":                      `\# no heading`,
		"> no quote\n- a":                   "\\> no quote\n\\- a",
		"5 - 3 > 1 # 2":                     "5 - 3 > 1 # 2",
		"<@1> <#2> <t:3>":                   `\<@1> \<#2> \<t:3>`,
		"@everyone, @here":                  "@\u200beveryone, @\u200bhere",
		"me@here.example":                   "me@\u200bhere.example",
		"[a](b) [c]":                        `\[a](b) \[c]`,
		"[c] alone":                         "[c] alone",
		"see https://x.y/z_a":               `see https\://x.y/z\_a`,
		"\u202eevil\u0007":                  "evil",
		"@\u00adeveryone https:\u200e//x.y": "@\u200beveryone https\\://x.y",
		"Putin's “words” – ü":               "Putin's “words” – ü",
	} {
		if got := escape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"}, {"some longer words here", 14, "some longer…"}, {"😀😀😀😀", 5, "😀😀…"}, {strings.Repeat("x", 20), 10, strings.Repeat("x", 9) + "…"},
	} {
		if got := cut(tt.text, tt.n); got != tt.want || units(got) > tt.n {
			t.Errorf("%q to %d: got %q", tt.text, tt.n, got)
		}
	}
}

func TestSources(t *testing.T) {
	cs := []bot.Citation{{N: 1, Outlet: "CNN [via] FOX 2", Title: "No *deal*", Published: "2016-09-05", URL: "https://a.example/x(1)#:~:text=a%20b", Quote: "gaps of trust"}, {N: 2, Outlet: "Local"}}
	want := "[1] [CNN (via) FOX 2, 5 Sep 2016](https://a.example/x%281%29#:~:text=a%20b) · No \\*deal\\*\n> “gaps of trust”\n[2] Local"
	if got := sources(cs, 4096); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	var many []bot.Citation
	for n := range 60 {
		c := cs[0]
		c.N = n + 1
		many = append(many, c)
	}
	got := sources(many, 4000)
	if units(got) > 4000 || !strings.Contains(got, "[60] ") {
		t.Errorf("of 60 sources, %d characters are shown: %s", units(got), got)
	}
}

// An answer that does not fit into the content goes on below it, before its sources.
func TestLongAnswer(t *testing.T) {
	a := bot.Answer{Status: bot.Answered, Lead: "It depends."}
	for n := range 20 {
		a.Statements = append(a.Statements, bot.Statement{Text: fmt.Sprintf("Statement %d %s", n, strings.Repeat("word ", 40)), Cites: []int{1}})
	}
	a.Citations = []bot.Citation{{N: 1, Outlet: "NBC News", URL: "https://a.example/"}}
	m := render(showing{ID: "A", Answer: a})
	if len(m.Embeds) != 2 || !strings.HasPrefix(m.Content, "It depends.\nStatement 0") || !strings.Contains(m.Content, "[1] NBC News") {
		t.Errorf("got %q and %d embeds", m.Content, len(m.Embeds))
	}
	shown := m.Content + m.Embeds[0].Description
	for n := range 20 {
		if !strings.Contains(shown, fmt.Sprintf("Statement %d ", n)) && !strings.Contains(shown, "more") {
			t.Errorf("statement %d is gone", n)
		}
	}
	withinLimits(t, m)
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"<@900000000000000002> how long?":              "how long?",
		"<@!1> and <#2> in <:flag:3> **bold** <t:1:R>": "and in bold",
		"> quoted\nhow *long* was __it__?":             "quoted how long was it?",
		"```go\ncode```":                               "go code",
		"<https://a.example/x>":                        "https://a.example/x",
		"  spaced \n out ":                             "spaced out",
		"snake_case 5 * 3":                             "snake_case 5 3",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

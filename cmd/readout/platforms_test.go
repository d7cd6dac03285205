package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"readout/adapters/slack/slacktest"
	"readout/adapters/terminal"
)

// A told is what a platform shows of an answer: its body, and the articles it cites in the order of their numbers.
type told struct {
	body     string
	articles []string
}

func (a told) String() string { return a.body + "\n  " + strings.Join(a.articles, " ") + "\n" }

// An asker asks the turns of a conversation on one platform and returns the answer to the last.
type asker func(t *testing.T, turns []string) told

// talkOn are the platforms that must say the same: a new one is one more row.
var talkOn = []struct {
	name string
	open func(t *testing.T) asker
}{
	{"terminal", askTerminal}, // the first writes the golden
	{"slack socket", func(t *testing.T) asker { return askSlack(t, false) }},
	{"slack http", func(t *testing.T) asker { return askSlack(t, true) }},
}

// TestPlatformsSayTheSame asks the same questions on all platforms: each gives the statements and citations of the golden.
func TestPlatformsSayTheSame(t *testing.T) {
	const golden = "testdata/platforms/answers.golden"
	questions := platformQuestions(t)
	for n, platform := range talkOn {
		t.Run(platform.name, func(t *testing.T) {
			ask := platform.open(t)
			var got strings.Builder
			for _, q := range questions {
				fmt.Fprintf(&got, "%s %s\n%s\n", q.ID, q.Turns[len(q.Turns)-1], ask(t, q.Turns))
			}
			if *update && n == 0 {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			for i, w := range strings.Split(string(want), "\n\n") {
				if g := strings.Split(got.String(), "\n\n"); i >= len(g) || g[i] != w {
					t.Errorf("got\n%s\nwant\n%s", g[min(i, len(g)-1)], w)
				}
			}
		})
	}
}

// articlesByAddress returns the ids of the store's articles by their addresses.
func articlesByAddress(t *testing.T, h home) map[string]string {
	t.Helper()
	_, stdout, stderr := h.run("", "articles", "--json")
	var articles []struct{ ID, URL string }
	if err := json.Unmarshal([]byte(stdout), &articles); err != nil || len(articles) == 0 {
		t.Fatalf("articles: %v: %s", err, stderr)
	}
	ids := make(map[string]string)
	for _, a := range articles {
		ids[a.URL] = a.ID
	}
	return ids
}

var address = regexp.MustCompile(`https?://[^\s#]+`)

// cited returns the ids of the articles whose addresses stand in lines.
func cited(ids map[string]string, lines []string) []string {
	var out []string
	for _, line := range lines {
		if a := address.FindString(line); a != "" {
			out = append(out, ids[a])
		}
	}
	return out
}

// askTerminal asks in a chat. An answer is what the chat says more than it did before its question.
func askTerminal(t *testing.T) asker {
	h := newHome(t)
	ids := articlesByAddress(t, h)
	p := &program{environ: []string{"HOME=" + h.dir}, stderr: new(bytes.Buffer)}
	s, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	chat := func(lines []string) string {
		var out bytes.Buffer
		if err := terminal.New(terminal.Config{In: strings.NewReader(strings.Join(lines, "\n")), Out: &out}, s.answerer).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	return func(t *testing.T, turns []string) told {
		all := chat(turns)
		body, _, _ := strings.Cut(strings.TrimPrefix(all, chat(turns[:len(turns)-1])), "\n\n")
		sources := strings.TrimPrefix(chat(append(turns[:len(turns):len(turns)], "/sources")), all)
		return told{strings.TrimSpace(body), cited(ids, strings.Split(sources, "\n"))}
	}
}

// askSlack asks in a thread of a channel of its own, of a whole program on Slack.
func askSlack(t *testing.T, overHTTP bool) asker {
	h := newHome(t)
	ids := articlesByAddress(t, h)
	s := h.serveSlack(slacktest.Start(t), overHTTP)
	channels, posted := 0, 0
	return func(t *testing.T, turns []string) told {
		channels++ // and people: nobody asks more than one person may
		channel, user, thread := fmt.Sprintf("C%04d", channels), fmt.Sprintf("U%04d", channels), ""
		var m slacktest.Message
		for _, turn := range turns {
			asked := s.deliver(t, s.Mention(user, channel, thread, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(turn)))
			if thread == "" {
				thread = asked.TS
			}
			posted++
			if m = s.last(posted); m.Channel != channel || m.Thread != thread {
				t.Errorf("%q is answered in %s, thread %s", turn, m.Channel, m.Thread)
			}
		}
		body, sources, _ := strings.Cut(html.UnescapeString(m.Text), "\nSources:\n")
		return told{strings.TrimPrefix(body, "Sources differ.\n"), cited(ids, strings.Split(sources, "\n"))}
	}
}

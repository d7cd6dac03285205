package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gather reads things to the end, without the network unless opt allows some of it.
func gather(t *testing.T, opt Options, things ...string) (items []Item, problems []*Problem) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for item, err := range Read(ctx, opt, things...) {
		var p *Problem
		switch {
		case err == nil:
			items = append(items, item)
		case errors.As(err, &p):
			problems = append(problems, p)
		default:
			t.Fatalf("an error that is no problem: %v", err)
		}
	}
	return items, problems
}

// file writes a file into a new directory and returns its path.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// one reads a thing that must hold exactly one article.
func one(t *testing.T, opt Options, thing string) Item {
	t.Helper()
	items, problems := gather(t, opt, thing)
	if len(items) != 1 || len(problems) != 0 {
		t.Fatalf("%s: %d articles and problems %v, want one article", thing, len(items), problems)
	}
	return items[0]
}

// refusedAs reads a thing that must be a problem of the kind given, whose sentence names it and holds the words.
func refusedAs(t *testing.T, opt Options, thing string, kind error, words string) {
	t.Helper()
	items, problems := gather(t, opt, thing)
	if len(items) != 0 || len(problems) != 1 {
		t.Fatalf("%s: %d articles and problems %v, want one problem", thing, len(items), problems)
	}
	if s := problems[0].Error(); !errors.Is(problems[0], kind) || !strings.Contains(s, words) {
		t.Errorf("%s: got %q (%v), want %v with %q", thing, s, problems[0].Kind, kind, words)
	}
	if problems[0].Source == "" {
		t.Errorf("%s: the problem names nothing", thing)
	}
}

const letter = `url: https://www.example.com/world/2016/lakeside
Outlet: The Lakeside Courier
Headline: Two presidents walk by the lake
date: Sept. 5, 2016, 2:34 PM EDT
byline: Ana Ferreira

GENEVA — The presidents of Arda and Belmar walked for an hour on Monday.

They agreed to meet again.
`

func TestPlainText(t *testing.T) {
	a := one(t, Options{Today: "2026-11-22"}, file(t, "x.txt", letter)).Article
	want := "GENEVA — The presidents of Arda and Belmar walked for an hour on Monday.\n\nThey agreed to meet again."
	if a.Text != want {
		t.Errorf("text %q", a.Text)
	}
	for what, pair := range map[string][2]string{
		"id": {a.ID, "lakeside-courier-2016-09-05"}, "outlet": {a.Outlet, "The Lakeside Courier"}, "title": {a.Title, "Two presidents walk by the lake"},
		"url": {a.URL, "https://www.example.com/world/2016/lakeside"}, "author": {a.Author, "Ana Ferreira"},
		"published": {string(a.Published), "2016-09-05"}, "retrieved": {string(a.Retrieved), "2026-11-22"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
}

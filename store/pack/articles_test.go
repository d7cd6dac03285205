package pack

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"readout/store"
)

// The articles are other people's writing and no part of the project. Where they are at hand,
// these tests hold the built-in pack against them.
const (
	articlesEnv     = "READOUT_ARTICLES"         // folder of the texts, a file ID.txt for each article
	articlesDefault = "../../../shared/articles" // where they lie when the variable is unset
	maxShared       = 7                          // words in a row that a statement may share with its article
)

// eachArticle runs a check on each article of the built-in pack and its text as printed. It
// skips the test when the texts are not there.
func eachArticle(t *testing.T, check func(t *testing.T, b store.Batch, text string)) {
	dir := os.Getenv(articlesEnv)
	if dir == "" {
		dir = articlesDefault
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the articles are not there (%v): set %s to the folder that holds them", err, articlesEnv)
	}
	for _, b := range mustBuiltin(t).Batches {
		t.Run(b.Article.ID, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, b.Article.ID+".txt"))
			if err != nil {
				t.Fatalf("no text to hold the facts against: %v", err)
			}
			check(t, b, string(text))
		})
	}
}

// plain writes quotation marks, dashes and white space in one way.
func plain(s string) string {
	s = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "`", "'", "´", "'",
		"–", "-", "—", "-", "‑", "-", "…", "...", "\u00a0", " ").Replace(s)
	return fold(s)
}

// Each anchor stands in its article, or the link would not open at the passage.
func TestAnchorsAreInTheArticles(t *testing.T) {
	eachArticle(t, func(t *testing.T, b store.Batch, text string) {
		text = plain(text)
		for _, f := range b.Facts {
			if !strings.Contains(text, plain(f.Anchor)) {
				t.Errorf("%s: the article has no %q", f.ID, f.Anchor)
			}
		}
	})
}

// Each quotation is what the article prints; "..." stands for words left out.
func TestQuotesAreInTheArticles(t *testing.T) {
	eachArticle(t, func(t *testing.T, b store.Batch, text string) {
		text = plain(text)
		for _, f := range b.Facts {
			if missing := missingPart(text, f.Quote); missing != "" {
				t.Errorf("%s: the article has no %q", f.ID, missing)
			}
		}
	})
}

// missingPart returns the first part of a quotation that the text does not have, in order.
// A mark at the end of a part may differ, because quoting often changes it.
func missingPart(text, quote string) string {
	quote = plain(quote)
	if strings.Contains(text, quote) {
		return ""
	}
	for _, part := range strings.Split(quote, "...") {
		part = strings.Trim(part, ` .,"`)
		i := strings.Index(text, part)
		if i < 0 {
			return part
		}
		text = text[i+len(part):]
	}
	return ""
}

// No statement copies a sentence: outside quotation marks it shares few words in a row.
func TestStatementsAreOurOwn(t *testing.T) {
	eachArticle(t, func(t *testing.T, b store.Batch, text string) {
		printed := " " + strings.Join(words(text), " ") + " "
		for _, f := range b.Facts {
			for _, own := range quoted.Split(plain(f.Statement), -1) {
				if run := longestRun(words(own), printed); len(run) > maxShared {
					t.Errorf("%s shares %d words with the article: %q", f.ID, len(run), strings.Join(run, " "))
				}
			}
		}
	})
}

var (
	quoted   = regexp.MustCompile(`"[^"]*"`)
	initials = regexp.MustCompile(`\b(\pL)\.(\pL)\.`)
	word     = regexp.MustCompile(`[\pL\pN]+(?:'[\pL]+)?`)
)

// words cuts a text into words; "U.S." is one.
func words(s string) []string {
	return word.FindAllString(strings.ToLower(initials.ReplaceAllString(plain(s), "$1$2")), -1)
}

// longestRun returns the longest run of the words that stands in the printed text.
func longestRun(own []string, printed string) []string {
	var best []string
	for i := range own {
		for n := len(best) + 1; i+n <= len(own) && strings.Contains(printed, " "+strings.Join(own[i:i+n], " ")+" "); n++ {
			best = own[i : i+n]
		}
	}
	return best
}

func TestPlainAndRuns(t *testing.T) {
	if got := plain("“It’s —\n so…”"); got != `"It's - so..."` {
		t.Errorf("plain: %s", got)
	}
	text := plain("She said: “The soup was rather hot — really. Good bread, too.”")
	for quote, want := range map[string]string{"": "", "rather hot ... Good bread": "", "rather hot.": "",
		"rather ... cold": "cold", "Good bread ... soup": "soup"} {
		if got := missingPart(text, quote); got != want {
			t.Errorf("missing part of %q: %q, want %q", quote, got, want)
		}
	}
	run := longestRun(words("They ate the soup that was cold."), " she ate the soup that was hot ")
	if !slices.Equal(run, []string{"ate", "the", "soup", "that", "was"}) {
		t.Errorf("longest run %v", run)
	}
}

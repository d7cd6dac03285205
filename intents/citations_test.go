package intents

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"readout/bot"
	"readout/store"
)

// TestCitations asks all the questions there are and holds every statement against the facts behind it:
// each article cited has a fact that says what the statement says.
func TestCitations(t *testing.T) {
	db := builtin(t)
	c := newChecker(t, db)
	r := New(db)
	statuses := map[bot.Status]int{}
	for _, turns := range manyQuestions(t) {
		a := answer(t, r, turns...)
		statuses[a.Status]++
		c.check(t, turns, a)
	}
	t.Logf("%v", statuses)
	if statuses[bot.Answered] < 100 || statuses[bot.Abstained] < 30 {
		t.Errorf("too few answers or abstentions to prove anything: %v", statuses)
	}
}

// A checker holds answers to the promises on sources.
type checker struct {
	facts    map[string]store.Fact
	articles map[string]store.Article
	meetings map[string]bool
}

func newChecker(t testing.TB, s store.Store) *checker {
	t.Helper()
	catalog, err := s.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{facts: factsByID(t, s), articles: map[string]store.Article{}, meetings: map[string]bool{}}
	for _, a := range catalog.Articles {
		c.articles[a.ID] = a
	}
	for _, m := range catalog.Meetings {
		c.meetings[m.ID] = true
	}
	return c
}

// check reports what is wrong with one answer.
func (c *checker) check(t testing.TB, turns []string, a bot.Answer) {
	t.Helper()
	for _, m := range c.mistakes(a) {
		t.Errorf("%q: %s\n%s", turns, m, a.Text())
	}
}

// mistakes returns what is wrong with an answer, a sentence each.
func (c *checker) mistakes(a bot.Answer) []string {
	var out []string
	wrong := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if strings.TrimSpace(a.Text()) == "" {
		wrong("says nothing")
	}
	if len(a.Suggest) > 3 {
		wrong("%d suggestions, more than three", len(a.Suggest))
	}
	for _, id := range a.Meetings {
		if !c.meetings[id] {
			wrong("meeting %q is not in the store", id)
		}
	}
	switch a.Status {
	case bot.Answered:
		c.answered(a, wrong)
	case bot.Abstained:
		c.abstained(a, wrong)
	case bot.Clarify, bot.Smalltalk:
		if len(a.Statements) > 0 || len(a.Citations) > 0 {
			wrong("%s, but it makes statements", a.Status)
		}
	default:
		wrong("status %q is none of the four", a.Status)
	}
	return out
}

// abstained: no sources, and the number of articles that were looked through, as a word or in digits.
func (c *checker) abstained(a bot.Answer, wrong func(string, ...any)) {
	if len(a.Citations) > 0 || len(a.Statements) > 0 {
		wrong("an abstention shows no sources and claims nothing")
	}
	n := len(c.articles)
	number := regexp.MustCompile(`(?i)\b(` + spell(n) + "|" + strconv.Itoa(n) + `)\b`)
	if !number.MatchString(a.Text()) {
		wrong("an abstention says that it looked through %d articles", n)
	}
}

func (c *checker) answered(a bot.Answer, wrong func(string, ...any)) {
	if len(a.Statements) == 0 {
		wrong("answered without a statement")
	}
	used := map[int]bool{}
	for i, cite := range a.Citations {
		if cite.N != i+1 {
			wrong("citation %d has number %d", i+1, cite.N)
		}
		c.citation(cite, wrong)
	}
	for _, s := range a.Statements {
		for _, n := range s.Cites {
			used[n] = true
		}
		c.statement(s, a.Citations, wrong)
	}
	if len(used) != len(a.Citations) {
		wrong("%d citations, of which %d are used", len(a.Citations), len(used))
	}
}

// citation: it shows its article as the store has it, and its address opens at a passage of that article.
func (c *checker) citation(cite bot.Citation, wrong func(string, ...any)) {
	a, ok := c.articles[cite.Article]
	if !ok {
		wrong("article %q is not in the store", cite.Article)
		return
	}
	if cite.Outlet != a.Outlet || cite.Title != a.Title || cite.Published != string(a.Published) {
		wrong("citation %+v is not the article's own %+v", cite, a)
	}
	page, fragment, opens := strings.Cut(cite.URL, "#:~:text=")
	if whole, _, _ := strings.Cut(a.URL, "#"); page != whole && cite.URL != a.URL {
		wrong("address %s is not of article %s", cite.URL, a.ID)
	}
	if opens != (cite.Anchor != "") {
		wrong("address %s and anchor %q do not fit", cite.URL, cite.Anchor)
	}
	if passage, err := url.PathUnescape(fragment); err != nil || passage != cite.Anchor {
		wrong("the fragment %q is not the anchor %q (%v)", fragment, cite.Anchor, err)
	}
}

// statement: it has sources; for each there is a fact of that article, at that passage, which says the same.
func (c *checker) statement(s bot.Statement, cites []bot.Citation, wrong func(string, ...any)) {
	if len(s.Cites) == 0 || len(s.Cites) != len(s.Facts) {
		wrong("%q has %d citations and %d facts", s.Text, len(s.Cites), len(s.Facts))
		return
	}
	shown, ok := c.facts[s.Facts[0]]
	if !ok || shown.Statement == "" || !strings.HasSuffix(s.Text, shown.Statement) {
		wrong("%q is not what fact %s says: %q", s.Text, s.Facts[0], shown.Statement)
	}
	for i, n := range s.Cites {
		f, ok := c.facts[s.Facts[i]]
		switch {
		case n < 1 || n > len(cites):
			wrong("%q: there is no citation %d", s.Text, n)
			continue
		case !ok:
			wrong("%q: fact %q is not in the store", s.Text, s.Facts[i])
			continue
		}
		cite := cites[n-1]
		if cite.Article != f.Article || cite.Anchor != f.Anchor {
			wrong("%q: citation %d is article %s at %q, but fact %s is of %s at %q", s.Text, n, cite.Article, cite.Anchor, f.ID, f.Article, f.Anchor)
		}
		if !saysTheSame(f, shown) {
			wrong("%q is cited to fact %s, which says: %q", s.Text, f.ID, f.Statement)
		}
		if cite.Quote != "" && !c.holdsQuote(cite) {
			wrong("the quotation %q is not of article %s at %q", cite.Quote, cite.Article, cite.Anchor)
		}
	}
	if repeated(s.Cites) {
		wrong("%q cites a source twice: %v", s.Text, s.Cites)
	}
}

// saysTheSame reports whether two facts say one thing: word for word, or one value of one claim.
func saysTheSame(a, b store.Fact) bool {
	return a.Statement == b.Statement || a.Claim != "" && a.Claim == b.Claim && a.Meeting == b.Meeting && a.Value != "" && a.Value == b.Value
}

func (c *checker) holdsQuote(cite bot.Citation) bool {
	for _, f := range c.facts {
		if f.Article == cite.Article && f.Anchor == cite.Anchor && f.Quote == cite.Quote {
			return true
		}
	}
	return false
}

func repeated(numbers []int) bool {
	sorted := slices.Sorted(slices.Values(numbers))
	return len(slices.Compact(sorted)) < len(numbers)
}

// TestWrongCitations spoils a right answer in the ways an answer can be wrong: the checker sees each.
func TestWrongCitations(t *testing.T) {
	db := builtin(t)
	c, r := newChecker(t, db), New(db)
	good := func() bot.Answer { return answer(t, r, "How long did Obama and Putin talk in Hangzhou?") }
	if a := good(); len(a.Citations) < 2 || len(c.mistakes(a)) > 0 {
		t.Fatalf("the answer to spoil has to be right and have two sources: %q: %s", c.mistakes(a), a.Text())
	}
	for name, spoil := range map[string]func(a *bot.Answer){
		"another article":   func(a *bot.Answer) { a.Citations[0].Article = "newsmax-2015-11-16" },
		"sources exchanged": func(a *bot.Answer) { a.Statements[0].Cites = []int{2, 1} },
		"another fact":      func(a *bot.Answer) { a.Statements[0].Facts[0] = "nbc-2016-09-05/article-headline" },
		"no such fact":      func(a *bot.Answer) { a.Statements[0].Facts[1] = "nbc-2016-09-05/nothing" },
		"another length":    func(a *bot.Answer) { a.Statements[0].Text = "The talks lasted two hours." },
		"no source":         func(a *bot.Answer) { a.Statements[0].Cites, a.Statements[0].Facts = nil, nil },
		"no such number":    func(a *bot.Answer) { a.Statements[0].Cites[0] = 9 },
		"a number twice":    func(a *bot.Answer) { a.Citations[1].N = 1 },
		"an idle source": func(a *bot.Answer) {
			a.Statements[0].Cites, a.Statements[0].Facts = []int{1}, a.Statements[0].Facts[:1]
		},
		"another passage":    func(a *bot.Answer) { a.Citations[0].Anchor = "Obama, Putin Discuss" },
		"another page":       func(a *bot.Answer) { a.Citations[0].URL = "https://example.com/" },
		"no passage":         func(a *bot.Answer) { a.Citations[0].URL, _, _ = strings.Cut(a.Citations[0].URL, "#") },
		"another title":      func(a *bot.Answer) { a.Citations[0].Title = "Something else" },
		"a made-up word":     func(a *bot.Answer) { a.Citations[0].Quote = "we agreed on everything" },
		"sources of nothing": func(a *bot.Answer) { a.Status = bot.Abstained },
		"no statement":       func(a *bot.Answer) { a.Statements, a.Citations = nil, nil },
		"no status":          func(a *bot.Answer) { a.Status = "" },
		"four suggestions":   func(a *bot.Answer) { a.Suggest = make([]string, 4) },
	} {
		a := good()
		if spoil(&a); len(c.mistakes(a)) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}

// TestSuggestions asks what is suggested: the bot has an answer to each.
func TestSuggestions(t *testing.T) {
	r := New(builtin(t))
	unanswered(t, r, manyQuestions(t))
}

// unanswered reports the suggestions, in the answers to questions, that the bot itself has no answer to.
func unanswered(t *testing.T, r *Router, questions [][]string) {
	t.Helper()
	first := map[string][]string{} // suggestion → the conversation in which it came first
	for _, turns := range questions {
		for _, s := range answer(t, r, turns...).Suggest {
			if first[s] == nil {
				first[s] = turns
			}
		}
	}
	for s, turns := range first {
		if a := answer(t, r, s); a.Status == bot.Abstained || a.Status == bot.Clarify {
			t.Errorf("suggested to %q, but %s: %q", turns, a.Status, s)
		}
	}
	t.Logf("%d suggestions in all", len(first))
}

// TestConflictsShown asks the built-in store and another one: whoever shows one side of a claim on which the
// articles differ shows the other, too, unless the question is for one article.
func TestConflictsShown(t *testing.T) {
	t.Run("builtin", func(t *testing.T) { conflictsShown(t, builtin(t), manyQuestions(t)) })
	overviews := [][]string{
		{"Tell me about the Vienna meeting"}, {"What happened in Vienna?"}, {"Compare the Vienna and Reykjavik meetings"},
		{"How long did Hale and Sorokova talk?"}, {"How long was each meeting?"}, {"Did the Vienna meeting last two hours?"},
		{"Did the Vienna meeting last three hours?"}, {"Which meeting was the longest?"}, {"Summarise the meetings"},
	}
	for _, tt := range anotherStore {
		overviews = append(overviews, strings.Split(tt.ask, " / "))
	}
	t.Run("another", func(t *testing.T) { conflictsShown(t, storeOf(t, lakeside(t)), overviews) })
}

func conflictsShown(t *testing.T, db store.Store, questions [][]string) {
	r, facts := New(db), factsByID(t, db)
	k, err := r.knowledge(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, turns := range questions {
		a := answer(t, r, turns...)
		for _, s := range a.Statements {
			f := facts[s.Facts[0]]
			other := contradicting(facts, f)
			if other == "" || len(k.parse(turns[len(turns)-1]).Articles) > 0 {
				continue
			}
			shown++
			if !a.Conflict {
				t.Errorf("%q: article %s says otherwise (fact %s), but the answer is: %s", turns, facts[other].Article, other, a.Text())
			}
		}
	}
	if shown == 0 {
		t.Error("no statement shown is one on which the articles differ")
	}
	t.Logf("%d statements on what the articles differ on", shown)
}

// contradicting returns a fact that makes the same claim with another value, or "".
func contradicting(facts map[string]store.Fact, f store.Fact) string {
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		g := facts[id]
		if f.Claim != "" && g.Claim == f.Claim && g.Meeting == f.Meeting && f.Value != "" && g.Value != "" && g.Value != f.Value {
			return id
		}
	}
	return ""
}

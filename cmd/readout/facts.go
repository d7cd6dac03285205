package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"readout/store"
)

type factsFlags struct {
	article, meeting, kind string
	json                   bool
}

func (p *program) factsCommand() *cobra.Command {
	var f factsFlags
	cmd := &cobra.Command{
		Use:   "facts [--article ID] [--meeting ID] [--kind KIND] [--json]",
		Short: "List the facts, one statement each",
		Example: "  readout facts --kind agreement\n" +
			"  readout facts --article nbc-2016-09-05 --json",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.facts(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.article, "article", "", "only what the article `ID` says")
	flags.StringVar(&f.meeting, "meeting", "", "only what is said of the meeting `ID`")
	flags.StringVar(&f.kind, "kind", "", "only facts of one `KIND`")
	flags.BoolVar(&f.json, "json", false, "write a JSON array")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("article", p.completeArticles))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("meeting", p.completeMeetings))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(kinds(), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (p *program) facts(ctx context.Context, f factsFlags) error {
	facts, err := p.findFacts(ctx, f)
	if err != nil {
		return err
	}
	if f.json {
		var out []factJSON
		for _, fact := range facts {
			out = append(out, newFactJSON(fact))
		}
		return list(p, out)
	}
	if !slices.ContainsFunc(facts, func(f store.Fact) bool { return f.Rule != "" }) {
		rows := [][]string{{"ID", "KIND", "STATEMENT"}}
		for _, fact := range facts {
			rows = append(rows, []string{fact.ID, string(fact.Kind), fact.Statement})
		}
		return p.table(rows)
	}
	slices.SortStableFunc(facts, func(a, b store.Fact) int { // as they stand in each article
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	rows := [][]string{{"ID", "KIND", "AT", "RULE", "SURE", "STATEMENT"}}
	for _, fact := range facts {
		rows = append(rows, []string{fact.ID, string(fact.Kind), passageOf(fact), fact.Rule, sure(fact), fact.Statement})
	}
	return p.table(rows)
}

// passageOf writes where in the text of its article a fact stands, in bytes; "" for a reviewed one.
func passageOf(f store.Fact) string {
	if f.Span.Start == f.Span.End {
		return ""
	}
	return fmt.Sprintf("%d-%d", f.Span.Start, f.Span.End)
}

// findFacts returns the facts that fit the flags, by id.
func (p *program) findFacts(ctx context.Context, f factsFlags) ([]store.Fact, error) {
	if err := knownID("kind of fact", f.kind, kinds()); err != nil {
		return nil, err
	}
	s, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	c, err := s.store.Catalog(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading what the store knows: %w", err)
	}
	if err := knownArticle(c, f.article); err != nil {
		return nil, err
	}
	if err := knownID("meeting", f.meeting, meetingIDs(c)); err != nil {
		return nil, err
	}
	all, err := s.store.Facts(ctx, f.article)
	if err != nil {
		return nil, fmt.Errorf("listing the facts: %w", err)
	}
	return filter(all, f), nil
}

func filter(all []store.Fact, f factsFlags) (fit []store.Fact) {
	for _, fact := range all {
		if (f.meeting == "" || fact.Meeting == f.meeting) && (f.kind == "" || string(fact.Kind) == f.kind) {
			fit = append(fit, fact)
		}
	}
	return fit
}

func kinds() []string {
	names := make([]string, len(store.Kinds))
	for i, k := range store.Kinds {
		names[i] = string(k)
	}
	return names
}

type factJSON struct {
	ID         string        `json:"id"`
	Article    string        `json:"article"`
	Meeting    string        `json:"meeting"`
	Kind       store.Kind    `json:"kind"`
	Statement  string        `json:"statement"`
	People     []string      `json:"people"`
	Speaker    string        `json:"speaker"`
	Topics     []string      `json:"topics"`
	Answers    []store.Asked `json:"answers"`
	Value      string        `json:"value"`
	Hedge      string        `json:"hedge"`
	Attributed string        `json:"attributed"`
	Claim      string        `json:"claim"`
	Negated    bool          `json:"negated"`
	Words      []string      `json:"words"`
	Quote      string        `json:"quote"`
	Anchor     string        `json:"anchor"`
	Start      int           `json:"start"` // the passage in the article's text, in bytes; 0 and 0 for a reviewed fact
	End        int           `json:"end"`
	Rule       string        `json:"rule"`
	Confidence float64       `json:"confidence"` // 0: reviewed by a person
}

func newFactJSON(f store.Fact) factJSON {
	answers := f.Answers
	if answers == nil {
		answers = []store.Asked{}
	}
	return factJSON{ID: f.ID, Article: f.Article, Meeting: f.Meeting, Kind: f.Kind, Statement: f.Statement,
		People: orEmpty(f.People), Speaker: f.Speaker, Topics: orEmpty(f.Topics), Answers: answers, Value: f.Value,
		Hedge: f.Hedge, Attributed: f.Attributed, Claim: f.Claim, Negated: f.Negated, Words: orEmpty(f.Words),
		Quote: f.Quote, Anchor: f.Anchor, Start: f.Span.Start, End: f.Span.End, Rule: f.Rule, Confidence: f.Confidence}
}

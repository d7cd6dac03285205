package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"readout/store"
)

func (p *program) articlesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "articles [--json]",
		Short:   "List the articles that answers are drawn from",
		Example: "  readout articles --json | jq -r '.[].url'",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.articles(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	cmd.AddCommand(p.articlesRemoveCommand())
	return cmd
}

func (p *program) articlesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "remove ID...",
		Short:                 "Forget articles, with all that only they tell",
		Example:               "  readout articles remove nbc-2016-09-05",
		Args:                  someArgs("the id of an article"),
		ValidArgsFunction:     p.completeArticles,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return p.removeArticles(cmd.Context(), args) },
	}
}

// removeArticles forgets all of the articles named, or none when one of them is not known.
func (p *program) removeArticles(ctx context.Context, ids []string) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	c, err := s.store.Catalog(ctx)
	if err != nil {
		return fmt.Errorf("listing the articles: %w", err)
	}
	for _, id := range ids {
		if err := knownArticle(c, id); err != nil {
			return err
		}
	}
	for _, id := range ids {
		facts, err := s.store.Facts(ctx, id)
		if err != nil {
			return fmt.Errorf("looking up article %s: %w", id, err)
		}
		if err := s.store.Remove(ctx, id); err != nil {
			return fmt.Errorf("removing article %s: %w", id, err)
		}
		if _, err := fmt.Fprintf(p.stdout, "%s: removed, %s\n", id, counted(len(facts), "fact")); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
	}
	return nil
}

func (p *program) articles(ctx context.Context, asJSON bool) error {
	c, err := p.catalog(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		var out []articleJSON
		for _, a := range c.Articles {
			out = append(out, newArticleJSON(a))
		}
		return list(p, out)
	}
	rows := [][]string{{"ID", "PUBLISHED", "OUTLET", "TITLE"}}
	for _, a := range c.Articles {
		rows = append(rows, []string{a.ID, string(a.Published), a.Outlet, a.Title})
	}
	return p.table(rows)
}

type articleJSON struct {
	ID        string     `json:"id"`
	Outlet    string     `json:"outlet"`
	Title     string     `json:"title"`
	URL       string     `json:"url"`
	Author    string     `json:"author"`
	Upstream  string     `json:"upstream"`
	Published store.Date `json:"published"`
	Retrieved store.Date `json:"retrieved"`
	Aliases   []string   `json:"aliases"`
}

func newArticleJSON(a store.Article) articleJSON {
	return articleJSON{ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Author: a.Author, Upstream: a.Upstream,
		Published: a.Published, Retrieved: a.Retrieved, Aliases: orEmpty(a.Aliases)}
}

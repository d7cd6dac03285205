package main

import (
	"context"

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
	return cmd
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

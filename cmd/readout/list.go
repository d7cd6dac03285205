package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"readout/adapters/terminal"
	"readout/config"
	"readout/store"
)

// catalog returns what the store knows by name.
func (p *program) catalog(ctx context.Context) (store.Catalog, error) {
	s, err := p.open(ctx)
	if err != nil {
		return store.Catalog{}, err
	}
	defer s.close()
	c, err := s.store.Catalog(ctx)
	if err != nil {
		return c, fmt.Errorf("reading what the store knows: %w", err)
	}
	return c, nil
}

// table writes rows in columns, the first row being their heads.
func (p *program) table(rows [][]string) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.ReplaceAll(terminal.Clean(cell), "\t", " ")
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// list writes values as one JSON array, indented for people who read it all the same.
func list[T any](p *program, values []T) error {
	if values == nil {
		values = []T{}
	}
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(values); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// orEmpty makes a list that programs can read without asking for null.
func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func articleIDs(c store.Catalog) []string {
	ids := make([]string, len(c.Articles))
	for i, a := range c.Articles {
		ids[i] = a.ID
	}
	return ids
}

func meetingIDs(c store.Catalog) []string {
	ids := make([]string, len(c.Meetings))
	for i, m := range c.Meetings {
		ids[i] = m.ID
	}
	return ids
}

func knownArticle(c store.Catalog, id string) error {
	return knownID("article", id, articleIDs(c))
}

// knownID complains, naming the nearest, when id is not one of known.
func knownID(what, id string, known []string) error {
	if id == "" || slices.Contains(known, id) {
		return nil
	}
	if len(known) == 0 {
		return usagef("there is no %s %q: the store is empty", what, id)
	}
	return usagef("there is no %s %q: did you mean %q?", what, id, config.Nearest(id, known))
}

// completeArticles offers the ids of the articles to the shell; a store that cannot be opened offers none.
func (p *program) completeArticles(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	c, err := p.catalog(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return articleIDs(c), cobra.ShellCompDirectiveNoFileComp
}

func (p *program) completeMeetings(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	c, err := p.catalog(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return meetingIDs(c), cobra.ShellCompDirectiveNoFileComp
}

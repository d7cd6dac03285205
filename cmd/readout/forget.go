package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"readout/bot/journal"
	"readout/config"
)

const forgetLong = `Deletes what a person asked, the answers, and what they marked as good or wrong, from the database
and its log. USER is their id on the platform (U0123) or, where several platforms or workspaces have
the id, all of it (slack/T0123/U0123). People can do the same themselves by telling the bot "forget
me". The names of deliveries stay for a day, as digests from which nothing can be told. Backups are
not touched.`

func (p *program) forgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "forget USER",
		Short:   "Delete what is kept of a person",
		Long:    forgetLong,
		Example: "  readout forget U0123",
		Args:    oneArg("the id of a person"),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.forget(cmd.Context(), args[0]) },
	}
}

func (p *program) forget(ctx context.Context, user string) error {
	c, err := p.settings()
	if err != nil {
		return err
	}
	j, err := openJournal(ctx, c)
	if err != nil {
		return err
	}
	defer j.Close()
	people, err := j.People(ctx)
	if err != nil {
		return fmt.Errorf("reading of whom something is kept: %w", err)
	}
	found := namesakes(people, user)
	switch len(found) {
	case 0:
		return p.say("nothing is kept of %s\n", user)
	case 1:
		gone, err := j.Forget(ctx, found[0])
		if err != nil {
			return fmt.Errorf("forgetting %s: %w", found[0], err)
		}
		return p.say("%s: %s and %s deleted\n", found[0], number(gone.Questions, "question"), number(gone.Marks, "mark"))
	}
	return usagef("%q may be %s: name one of them", user, strings.Join(found, " or "))
}

// namesakes returns those people whom a name means: one in full, or all whose names end with it.
func namesakes(people []string, user string) []string {
	var found []string
	for _, name := range people {
		if name == user {
			return []string{name}
		}
		if strings.HasSuffix(name, "/"+user) {
			found = append(found, name)
		}
	}
	return found
}

// openJournal opens the journal of a database that is there already.
func openJournal(ctx context.Context, c config.Config) (*journal.Journal, error) {
	if _, err := os.Stat(c.DB); err != nil {
		return nil, fmt.Errorf("there is no database %s yet: name another with --db", c.DB)
	}
	st, err := openStore(ctx, c.DB) // refuses what is no database of ours
	if err != nil {
		return nil, err
	}
	if err := st.Close(); err != nil {
		return nil, fmt.Errorf("closing the store: %w", err)
	}
	return journal.Open(ctx, c.DB)
}

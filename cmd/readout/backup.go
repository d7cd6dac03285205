package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"readout/bot/journal"
)

const backupLong = `Copies the database, facts and journal alike, into a new file as it is at this moment, while
"readout serve" goes on. The copy is checked before it gets its name. It has what people asked in it,
also of those who ask to be forgotten later: keep backups no longer than READOUT_RETENTION.`

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Copy the database while it is at work",
		Long:    backupLong,
		Example: "  readout backup /backups/readout-$(date +%F).db",
		Args:    oneArg("a file to write"),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.backup(cmd.Context(), args[0]) },
	}
}

func (p *program) backup(ctx context.Context, file string) error {
	c, err := p.settings()
	if err != nil {
		return err
	}
	if err := copyDatabase(ctx, c.DB, file); err != nil {
		return err
	}
	return p.say("%s: %s, whole\n", file, bytesText(fileSize(file)))
}

const restoreLong = `Puts a backup in the place of the database. "readout serve" must not run meanwhile. The backup is
checked first, and stays as it is. Questions that had not been answered when the backup was made are
not answered any more, as most of them were answered later.`

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "restore FILE",
		Short:   "Put a backup in the place of the database",
		Long:    restoreLong,
		Example: "  readout restore /backups/readout-2026-11-28.db",
		Args:    oneArg("the file of a backup"),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.restore(cmd.Context(), args[0]) },
	}
}

func (p *program) restore(ctx context.Context, file string) error {
	c, err := p.settings()
	if err != nil {
		return err
	}
	if sameFile(file, c.DB) {
		return usagef("%s is the database itself", file)
	}
	unlock, err := lockStore(ctx, c.DB)
	if err != nil {
		return err
	}
	defer unlock()
	if err := restoreDatabase(ctx, file, c.DB); err != nil {
		return err
	}
	j, err := journal.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer j.Close()
	n, err := j.Abandon(ctx)
	if err != nil {
		return fmt.Errorf("ending what the backup has unanswered: %w", err)
	}
	return p.say("%s is now as in %s; %s in it had no answer yet and will get none\n", c.DB, file, number(n, "question"))
}

// sameFile says whether two paths lead to one file that is there.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// say writes to standard output.
func (p *program) say(format string, args ...any) error {
	if _, err := fmt.Fprintf(p.stdout, format, args...); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

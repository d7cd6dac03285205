package main

import (
	"slices"

	"github.com/spf13/cobra"

	"readout/config"
)

const rootLong = `Readout answers questions on the meetings between leaders that its articles report:
short, at once, and never without its source. What they do not say, it does not say.`

const rootExample = `  readout ask how long did Obama and Putin talk in Hangzhou
  readout chat
  readout facts --kind agreement`

// root builds the tree of commands. Each command is a file of its own.
func (p *program) root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "readout [--db FILE] [--pack builtin|none|FILE] COMMAND",
		Short:         "Answers questions on meetings between leaders, with the source of every claim",
		Long:          rootLong,
		Example:       rootExample,
		Version:       version(),
		SilenceErrors: true, // exit says it, in one sentence
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          noCommand,
	}
	cmd.SetIn(p.stdin)
	cmd.SetOut(p.stdout)
	cmd.SetErr(p.stderr)
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%s: `%s --help` lists what it takes", err, c.CommandPath())
	})
	flags := cmd.PersistentFlags()
	flags.StringVar(&p.db, "db", "", "the database `FILE` (default readout/readout.db in the user's data directory)")
	flags.StringVar(&p.conf, "config", "", "a `FILE` of settings (default: the one that READOUT_CONFIG names)")
	flags.StringVar(&p.pack, "pack", "", "the facts to start with: builtin, none, or a `FILE` or directory of .rec files (default builtin)")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("pack", completePack))
	cmd.DisableFlagsInUseLine = true // the use lines name them
	cmd.AddCommand(p.askCommand(), p.chatCommand(), p.meetingsCommand(), p.articlesCommand(), p.factsCommand(),
		p.serveCommand(), p.slackCommand(), p.discordCommand(), p.ingestCommand(), p.packCommand(), p.evalCommand(), p.versionCommand())
	cmd.AddCommand(p.reportCommand(), p.doctorCommand(), p.forgetCommand(), p.configCommand(), p.healthCommand(), p.backupCommand(), p.restoreCommand())
	for _, c := range cmd.Commands() {
		c.DisableFlagsInUseLine = true
	}
	return cmd
}

func completePack(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{config.PackBuiltin, config.PackNone}, cobra.ShellCompDirectiveDefault
}

// noCommand runs when no subcommand fits: help for nobody, a hint for somebody who mistyped.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	if len(args) > 1 && !slices.Contains(names, args[0]) {
		return usagef("there is no command %q: to ask something, write `readout ask %s …`; `readout help` lists the commands", args[0], args[0])
	}
	return usagef("there is no command %q: did you mean %q? `readout help` lists them all", args[0], config.Nearest(args[0], names))
}

package main

import "github.com/spf13/cobra"

// noArgs is for commands that take flags only.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, but got %q: `%s --help` says what it takes", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}

// someArgs is for commands that need at least one argument; what says what it is.
func someArgs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s needs %s: `%s --help` shows examples", cmd.CommandPath(), what, cmd.CommandPath())
		}
		return nil
	}
}

// oneArg is for commands that need exactly one argument; what says what it is.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("%s needs %s, and nothing else: `%s --help` shows examples", cmd.CommandPath(), what, cmd.CommandPath())
		}
		return nil
	}
}

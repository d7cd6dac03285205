package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"readout/config"
)

const configLong = `Prints each setting as it is in force, and where that comes from: the command line, the environment,
a settings file (--config or READOUT_CONFIG), or nothing, which is the default. Secrets are masked.
"live" marks those that "readout serve" takes over on SIGHUP.`

func (p *program) configCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "config [--json]",
		Short:   "Show the settings in force, or write a settings file",
		Long:    configLong,
		Example: "  readout config\n  readout config init readout.conf",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noCommand(cmd, args)
			}
			return p.showConfig(asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	cmd.AddCommand(&cobra.Command{
		Use:                   "init [FILE]",
		Short:                 "Write a settings file in which every setting is explained and commented out",
		Example:               "  readout config init readout.conf",
		Args:                  cobra.MaximumNArgs(1),
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return p.initConfig(args) },
	})
	return cmd
}

// showConfig prints the settings even when there are mistakes in them, and then the mistakes.
func (p *program) showConfig(asJSON bool) error {
	_, values, wrong := p.effective()
	if asJSON {
		return errors.Join(list(p, values), wrong)
	}
	rows := [][]string{{"SETTING", "VALUE", "FROM", ""}}
	for _, v := range values {
		from, live := v.Source, ""
		if from == "" {
			from = "default"
		}
		if v.Live {
			live = "live"
		}
		rows = append(rows, []string{v.Key, v.Value, from, live})
	}
	return errors.Join(p.table(rows), wrong)
}

func (p *program) initConfig(args []string) error {
	if len(args) == 0 {
		return p.say("%s", config.Sample())
	}
	f, err := os.OpenFile(args[0], os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // secrets will stand in it
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("there is a file %s already: choose another name", args[0])
	}
	if err != nil {
		return fmt.Errorf("write a settings file: %w", err)
	}
	_, err = f.WriteString(config.Sample())
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write a settings file: %w", err)
	}
	return p.say("%s: name it with --config or in READOUT_CONFIG\n", args[0])
}

package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of its built-in facts",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			facts, err := builtinVersion()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "readout %s\nbuilt-in facts %s\n", version(), facts)
			return err
		},
	}
}

// version returns the module's version, the commit and the compiler, as far as the build knows them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}

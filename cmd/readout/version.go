package main

import (
	"cmp"
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

// release is the version that whoever builds a release gives it, with -ldflags "-X main.release=v1.2.3".
var release string

// version returns the module's version, the commit and the compiler, as far as the build knows them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := cmp.Or(release, info.Main.Version)
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}

package main

import (
	"context"
	"io"
	"log/slog"
	"os"

	"readout/config"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// A program is one run of readout: all that it reads, writes and was told.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string

	db, pack string // flags; empty when not given
}

// run is the program as a value: args without the program's name in, exit status out. Tests call it, too.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, environ: environ}
	cmd := p.root()
	cmd.SetArgs(args)
	return p.exit(cmd.ExecuteContext(ctx))
}

// settings returns the environment's settings with the command line's on top. It is called when a
// command first needs them, so that help and completion work however wrong the environment is.
func (p *program) settings() (config.Config, error) {
	c, err := config.Load(p.environ)
	if err != nil {
		return c, err
	}
	if p.db != "" {
		c.DB = p.db
	}
	if p.pack != "" {
		c.Pack = p.pack
	}
	if c.DB == "" {
		return c, usagef("there is no home directory to keep the database in: name a file with --db")
	}
	return c, nil
}

func (p *program) logger(c config.Config) *slog.Logger {
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: c.Log}))
}

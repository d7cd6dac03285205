package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"slices"

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

	db, pack, conf string // flags; empty when not given

	level slog.LevelVar // of what is logged
}

// run is the program as a value: args without the program's name in, exit status out. Tests call it, too.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, environ: environ}
	cmd := p.root()
	cmd.SetArgs(args)
	return p.exit(cmd.ExecuteContext(ctx))
}

// settings returns the settings of environment and file with the command line's on top. It is called when a
// command first needs them, so that help and completion work however wrong the environment is.
func (p *program) settings() (config.Config, error) {
	c, _, err := p.effective()
	return c, err
}

// effective returns the settings, and each as it is in force. From then on no secret among them is written to
// standard error.
func (p *program) effective() (config.Config, []config.Value, error) {
	environ := p.environ
	if p.conf != "" {
		environ = append(slices.Clip(environ), "READOUT_CONFIG="+p.conf)
	}
	c, values, err := config.Effective(environ)
	override(values, "READOUT_DB", &c.DB, p.db, "--db")
	override(values, "READOUT_PACK", &c.Pack, p.pack, "--pack")
	if _, done := p.stderr.(redactor); !done {
		p.stderr = newRedactor(p.stderr, c.Secrets())
	}
	if err == nil && c.DB == "" {
		err = usagef("there is no home directory to keep the database in: name a file with --db")
	}
	return c, values, err
}

func (p *program) logger(c config.Config) *slog.Logger {
	p.level.Set(c.Log)
	options := &slog.HandlerOptions{Level: &p.level}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(p.stderr, options))
	}
	return slog.New(slog.NewTextHandler(p.stderr, options))
}

// override puts what an option of the command line says, if anything, in the place of a setting.
func override(values []config.Value, key string, setting *string, given, option string) {
	if given == "" {
		return
	}
	*setting = given
	for i := range values {
		if values[i].Key == key {
			values[i].Value, values[i].Source = given, option
		}
	}
}

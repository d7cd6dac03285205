// Package config turns the environment into checked settings. It imports nothing of ours.
//
// Each setting is one line of a table: its key, what it means and how it is checked.
// A mistake is an error that begins with the key, so that people know what to mend.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
)

// Config is what the program was told by its surroundings. The command line may override it.
type Config struct {
	DB   string     // the database file; empty means that no directory for it could be found
	Pack string     // "builtin", "none", or a file or directory of reviewed facts
	Addr string     // where HTTP is served: host:port
	Log  slog.Level // the least important messages that are logged
	// FetchAllow lists hosts, addresses and networks that are fetched although they are not public.
	FetchAllow []string
}

// Names of packs that are no files.
const (
	PackBuiltin = "builtin" // the facts that come with the program
	PackNone    = "none"    // leave the store as it is
)

// separates reports whether a character stands between the entries of a list.
func separates(c rune) bool { return c == ',' || c == ' ' }

// prefix marks the variables that are ours: an unknown one is a mistake, not a stranger's.
const prefix = "READOUT_"

// A setting is one key of the environment.
type setting struct {
	key string
	set func(c *Config, value string) error
}

var settings = []setting{
	{prefix + "DB", func(c *Config, v string) error { c.DB = v; return nil }},
	{prefix + "PACK", func(c *Config, v string) error { c.Pack = v; return nil }},
	{prefix + "ADDR", setAddr},
	{prefix + "FETCH_ALLOW", func(c *Config, v string) error { c.FetchAllow = strings.FieldsFunc(v, separates); return nil }},
	{prefix + "LOG", setLog},
}

// Load returns the settings that environ ("KEY=value" entries, as [os.Environ] gives them) asks
// for, with defaults for the rest. An empty value counts as unset. All mistakes are reported at once.
func Load(environ []string) (Config, error) {
	env := parse(environ)
	c := Config{DB: defaultDB(env), Pack: PackBuiltin, Addr: "127.0.0.1:8080", Log: slog.LevelWarn}
	errs := unknown(env)
	for _, s := range settings {
		if v := env[s.key]; v != "" {
			if err := s.set(&c, v); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", s.key, err))
			}
		}
	}
	return c, errors.Join(errs...)
}

// parse reads the entries of an environment; the last of equal keys wins, as in a shell.
func parse(environ []string) map[string]string {
	env := make(map[string]string, len(environ))
	for _, entry := range environ {
		if key, value, ok := strings.Cut(entry, "="); ok {
			env[key] = value
		}
	}
	return env
}

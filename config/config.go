// Package config turns the environment into checked settings. It imports nothing of ours.
//
// Each setting is one line of a table: its key, what it means and how it is checked.
// A mistake is an error that begins with the key, so that people know what to mend.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
)

// Config is what the program was told by its surroundings. The command line may override it.
type Config struct {
	DB      string     // the database file; empty means that no directory for it could be found
	Pack    string     // "builtin", "none", or a file or directory of reviewed facts
	Addr    string     // where HTTP is served: host:port
	Log     slog.Level // the least important messages that are logged
	Slack   Slack
	Discord Discord
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

// A setting is one key of the environment. A secret may also be in a file, which KEY_FILE names.
type setting struct {
	key    string
	set    func(c *Config, value string) error
	secret bool
}

var settings = slices.Concat([]setting{
	{prefix + "DB", func(c *Config, v string) error { c.DB = v; return nil }, false},
	{prefix + "PACK", func(c *Config, v string) error { c.Pack = v; return nil }, false},
	{prefix + "ADDR", setAddr, false},
	{prefix + "FETCH_ALLOW", list(func(c *Config) *[]string { return &c.FetchAllow }), false},
	{prefix + "LOG", setLog, false},
}, slackSettings, discordSettings)

// Load returns the settings that environ ("KEY=value" entries, as [os.Environ] gives them) asks
// for, with defaults for the rest. An empty value counts as unset. All mistakes are reported at once.
func Load(environ []string) (Config, error) {
	env := parse(environ)
	c := Config{DB: defaultDB(env), Pack: PackBuiltin, Addr: "127.0.0.1:8080", Log: slog.LevelWarn}
	errs := unknown(env)
	for _, s := range settings {
		v, err := s.value(env)
		if err == nil && v != "" {
			err = s.set(&c, v)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.key, err))
		}
	}
	return c, errors.Join(errs...)
}

// value returns what a setting is set to, "" when it is not.
func (s setting) value(env map[string]string) (string, error) {
	v, file := env[s.key], env[s.key+"_FILE"]
	if !s.secret || file == "" {
		return v, nil
	}
	if v != "" {
		return "", fmt.Errorf("is set here and by %s_FILE: leave one of them out", s.key)
	}
	secret, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("the file of %s_FILE cannot be read: %w", s.key, err)
	}
	v = strings.TrimSpace(string(secret))
	if v == "" {
		return "", fmt.Errorf("the file of %s_FILE, %s, is empty", s.key, file)
	}
	return v, nil
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

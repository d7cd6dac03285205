// Package config turns environment and settings file into checked settings. It imports nothing of ours.
//
// Each setting is one line of a table: its key, what it means and how it is checked.
// A mistake is an error that begins with the key, so that people know what to mend.
package config

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"
)

// Config is what the program was told by its surroundings. The command line may override it.
type Config struct {
	DB      string     // the database file; empty means that no directory for it could be found
	Pack    string     // "builtin", "none", or a file or directory of reviewed facts
	Addr    string     // where HTTP is served: host:port
	Log     slog.Level // the least important messages that are logged
	LogJSON bool       // messages are logged as JSON
	LogText bool       // what people ask, and who, is logged
	Slack   Slack
	Discord Discord
	// FetchAllow lists hosts, addresses and networks that are fetched although they are not public.
	FetchAllow  []string
	Admin       []Channel     // who is told when something is lost, and when it is back
	Retention   time.Duration // for how long questions, answers and marks are kept
	UserRate    Rate          // how much one person may ask
	ChannelRate Rate          // how much may be asked in one channel
	Queue       int           // how many questions may wait for their answer
	Deadline    time.Duration // of finding an answer
	Shutdown    time.Duration // how long answers in hand may take once the program is told to stop
	DiskFree    int64         // bytes; with less free, the disk counts as nearly full

	secrets []string
}

// A Channel is a place on a platform.
type Channel struct{ Platform, ID string }

// A Rate is how much may happen in how long. The zero value is no limit.
type Rate struct {
	N   int
	Per time.Duration
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

const (
	configKey = prefix + "CONFIG" // names the settings file, and cannot be in it
	dbKey     = prefix + "DB"     // its standard value depends on the user
)

var settings = slices.Concat([]setting{
	{key: dbKey, set: func(c *Config, v string) error { c.DB = v; return nil },
		about: "The database file; it is made when it is not there. The default is readout/readout.db in the user's data directory: $XDG_DATA_HOME, or else ~/.local/share."},
	{key: prefix + "PACK", standard: PackBuiltin, set: func(c *Config, v string) error { c.Pack = v; return nil },
		about: "The facts to start with: builtin, none (leave the database as it is), or a file or folder of .rec files."},
	{key: prefix + "ADDR", standard: "127.0.0.1:8080", set: setAddr,
		about: "Where serve answers over HTTP: host:port. What platforms send, health and metrics are all served there."},
	{key: prefix + "ADMIN", set: setAdmin, live: true,
		about: "Channels that are told when a platform, the database or the disk is in trouble and when it is well again: platform:channel, separated by commas, such as slack:C0123."},
	{key: prefix + "RETENTION", standard: "30d", set: duration(func(c *Config) *time.Duration { return &c.Retention }, time.Hour, 3650*day), live: true,
		about: "For how long questions, answers and marks are kept, such as 30d or 12h. The names of deliveries are kept for a day at least, without text or person, so that nothing is answered twice."},
	{key: prefix + "USER_RATE", standard: "20/m", set: rate(func(c *Config) *Rate { return &c.UserRate }), live: true,
		about: "How much one person may ask: a number per s, m, h or d, or none. Who asks more is told so once, and not answered until then."},
	{key: prefix + "CHANNEL_RATE", standard: "60/m", set: rate(func(c *Config) *Rate { return &c.ChannelRate }), live: true,
		about: "How much may be asked in one channel: a number per s, m, h or d, or none."},
	{key: prefix + "QUEUE", standard: "100000", set: count(func(c *Config) *int { return &c.Queue }),
		about: "How many questions may wait for their answer; who asks when it is full is told so once."},
	{key: prefix + "DEADLINE", standard: "2s", set: duration(func(c *Config) *time.Duration { return &c.Deadline }, 100*time.Millisecond, time.Minute),
		about: "How long finding an answer may take; after that, people get an apology with a reference."},
	{key: prefix + "SHUTDOWN", standard: "10s", set: duration(func(c *Config) *time.Duration { return &c.Shutdown }, 0, 10*time.Minute),
		about: "How long answers in hand may still take when serve is told to stop. What is left is answered at the next start."},
	{key: prefix + "DISK_FREE", standard: "100M", set: size(func(c *Config) *int64 { return &c.DiskFree }),
		about: "With less room than this on the disk of the database, serve is not ready: bytes, or a number with K, M or G."},
	{key: prefix + "FETCH_ALLOW", set: list(func(c *Config) *[]string { return &c.FetchAllow }),
		about: "Hosts, addresses and networks that may be fetched although they are not public, separated by commas: intranet.example, 10.0.0.0/8."},
	{key: prefix + "LOG", standard: "info", set: setLog, live: true,
		about: "The least important messages that are logged to standard error: debug, info, warn or error."},
	{key: prefix + "LOG_FORMAT", standard: "text", set: choice(func(c *Config) *bool { return &c.LogJSON }, "text", "json"),
		about: "How messages are logged: text or json."},
	{key: prefix + "LOG_QUESTIONS", standard: "no", set: choice(func(c *Config) *bool { return &c.LogText }, "no", "yes"), live: true,
		about: "Whether the line that is logged for each question says what was asked and by whom: yes or no."},
}, slackSettings, discordSettings)

// Load returns the settings that environ ("KEY=value" entries, as [os.Environ] gives them) and the
// file that READOUT_CONFIG names ask for, with defaults for the rest. An empty value counts as unset.
// All mistakes are reported at once; each is a [Mistake].
func Load(environ []string) (Config, error) {
	c, _, err := Effective(environ)
	return c, err
}

// Effective returns what Load returns, and each setting as it is in force.
func Effective(environ []string) (Config, []Value, error) {
	env := parse(environ)
	layers := []layer{{"environment", env}}
	errs := unknown(env)
	if path := env[configKey]; path != "" {
		l, mistakes := readFile(path)
		layers, errs = append(layers, l), append(errs, mistakes...)
	}
	var c Config
	var values []Value
	for _, s := range settings {
		if s.key == dbKey {
			s.standard = defaultDB(env)
		}
		v, source, err := s.find(layers)
		if err == nil && v != "" {
			err = s.set(&c, v)
		}
		if err != nil {
			errs = append(errs, &Mistake{s.key, err})
		}
		if s.secret && v != "" {
			c.secrets = append(c.secrets, v)
			v = Mask(v)
		}
		values = append(values, Value{s.key, v, source, s.standard, s.about, s.secret, s.live})
	}
	return c, values, errors.Join(errs...)
}

// Switches returns the keys of the settings that turn a platform on.
func Switches() []string {
	var all []string
	for _, s := range settings {
		if s.turnsOn {
			all = append(all, s.key)
		}
	}
	return all
}

// Mistakes returns the mistakes that an error of Load is made of.
func Mistakes(err error) []*Mistake {
	var m *Mistake
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*Mistake
		for _, err := range many.Unwrap() {
			out = append(out, Mistakes(err)...)
		}
		return out
	}
	if errors.As(err, &m) {
		return []*Mistake{m}
	}
	return nil
}

// Secrets returns the secrets that are set, longest first.
func (c Config) Secrets() []string {
	all := slices.Clone(c.secrets)
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
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

package config

import (
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

func setAddr(c *Config, v string) error {
	_, port, err := net.SplitHostPort(v)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q is no address: write host:port, such as 127.0.0.1:8080", v)
	}
	c.Addr = v
	return nil
}

var levels = map[string]slog.Level{
	"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
}

func setLog(c *Config, v string) error {
	level, ok := levels[strings.ToLower(v)]
	if !ok {
		return fmt.Errorf("%q is no level: write debug, info, warn or error", v)
	}
	c.Log = level
	return nil
}

// day is a day of a duration; days that a clock is changed on do not matter to any setting.
const day = 24 * time.Hour

// ParseDuration reads a length of time as package time does, and days: 30d.
func ParseDuration(v string) (time.Duration, error) {
	if n, ok := strings.CutSuffix(v, "d"); ok {
		if days, err := strconv.ParseUint(n, 10, 16); err == nil {
			return time.Duration(days) * day, nil
		}
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no length of time: write a number with d, h, m or s, such as 30d or 90s", v)
	}
	return d, nil
}

// duration sets a field to a length of time between two bounds.
func duration(field func(*Config) *time.Duration, least, most time.Duration) func(*Config, string) error {
	return func(c *Config, v string) error {
		d, err := ParseDuration(v)
		if err == nil && (d < least || d > most) {
			err = fmt.Errorf("%q is not between %s and %s", v, least, most)
		}
		if err != nil {
			return err
		}
		*field(c) = d
		return nil
	}
}

// units of the time that a rate is for.
var units = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": day}

// rate sets a field to a number per time; "none" is no limit.
func rate(field func(*Config) *Rate) func(*Config, string) error {
	return func(c *Config, v string) error {
		if strings.EqualFold(v, "none") {
			*field(c) = Rate{}
			return nil
		}
		number, unit, _ := strings.Cut(v, "/")
		n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 31)
		per, ok := units[strings.TrimSpace(unit)]
		if err != nil || n == 0 || !ok {
			return fmt.Errorf("%q is no rate: write a number per s, m, h or d, such as 20/m, or none", v)
		}
		*field(c) = Rate{int(n), per}
		return nil
	}
}

// count sets a field to a number above zero.
func count(field func(*Config) *int) func(*Config, string) error {
	return func(c *Config, v string) error {
		n, err := strconv.ParseUint(v, 10, 31)
		if err != nil || n == 0 {
			return fmt.Errorf("%q is no number above zero", v)
		}
		*field(c) = int(n)
		return nil
	}
}

// size sets a field to a number of bytes.
func size(field func(*Config) *int64) func(*Config, string) error {
	return func(c *Config, v string) error {
		number, shift := strings.TrimSuffix(strings.ToUpper(v), "B"), 0
		for i, unit := range []string{"K", "M", "G"} {
			if n, ok := strings.CutSuffix(number, unit); ok {
				number, shift = n, 10*(i+1)
			}
		}
		n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 31)
		if err != nil {
			return fmt.Errorf("%q is no size: write bytes, or a number with K, M or G, such as 100M", v)
		}
		*field(c) = int64(n) << shift
		return nil
	}
}

// setAdmin reads channels, each with its platform. Whether there is such a platform is not known here.
func setAdmin(c *Config, v string) error {
	var all []Channel
	for _, entry := range strings.FieldsFunc(v, separates) {
		platform, id, ok := strings.Cut(entry, ":")
		if !ok || platform == "" || id == "" {
			return fmt.Errorf("%q is no channel: write platform:channel, such as slack:C0123", entry)
		}
		all = append(all, Channel{strings.ToLower(platform), id})
	}
	c.Admin = all
	return nil
}

// keys returns the names of all settings, those of files of secrets included.
func keys() []string {
	var all []string
	for _, s := range settings {
		all = append(all, s.keys()...)
	}
	return append(all, configKey)
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// unknown returns an error for each key that looks like ours and is not: a misspelt setting
// that is silently ignored costs its owner an afternoon. Other programs have settings that begin
// with the name of a platform, so that those are not looked at.
func unknown(env map[string]string) []error {
	known := keys()
	var errs []error
	for key := range env {
		if strings.HasPrefix(key, prefix) && !contains(known, key) {
			errs = append(errs, &Mistake{key, fmt.Errorf("there is no such setting: did you mean %s?", Nearest(key, known))})
		}
	}
	sort.Slice(errs, func(i, j int) bool { return errs[i].Error() < errs[j].Error() })
	return errs
}

// Doubtful returns the variables of an environment that are nearly, and not quite, a setting of a platform:
// "SLACK_BOT_TOKN looks like SLACK_BOT_TOKEN". They may be another program's, so that they are no mistake.
func Doubtful(environ []string) []string {
	known := keys()
	var out []string
	for key, value := range parse(environ) {
		near := Nearest(key, known)
		if value != "" && !contains(known, key) && !strings.HasPrefix(key, prefix) && strings.Contains(key, "_") && distance(key, near) <= 2 {
			out = append(out, key+" looks like "+near)
		}
	}
	sort.Strings(out)
	return out
}

// Nearest returns the entry of known that takes the fewest typed corrections to reach from s,
// the first of equals; "" when known is empty.
func Nearest(s string, known []string) string {
	best, least := "", -1
	for _, k := range known {
		if d := distance(s, k); least < 0 || d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is Levenshtein's: how many letters have to be inserted, deleted or replaced.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

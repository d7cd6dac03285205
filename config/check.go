package config

import (
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sort"
	"strconv"
	"strings"
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

// unknown returns an error for each key that looks like ours and is not: a misspelt setting
// that is silently ignored costs its owner an afternoon. Other programs have settings that begin
// with the name of a platform, so that those are not looked at.
func unknown(env map[string]string) []error {
	var known []string
	for _, s := range settings {
		known = append(known, s.key)
	}
	var errs []error
	for key := range env {
		if strings.HasPrefix(key, prefix) && !slices.Contains(known, key) {
			errs = append(errs, fmt.Errorf("%s: there is no such setting: did you mean %s?", key, Nearest(key, known)))
		}
	}
	sort.Slice(errs, func(i, j int) bool { return errs[i].Error() < errs[j].Error() })
	return errs
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

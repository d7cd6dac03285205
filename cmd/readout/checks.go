package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"readout/bot/journal"
	"readout/config"
	"readout/store"
)

// settings says what is set, by whom, and what is wrong with it.
func (x *examination) settings(values []config.Value, wrong error, environ []string) {
	mistakes := config.Mistakes(wrong)
	for _, m := range mistakes {
		x.fail("settings", "`readout config init` writes a file that explains each", "%s", m)
	}
	if wrong != nil && len(mistakes) == 0 {
		x.fail("settings", "", "%s", wrong)
	}
	for _, v := range values {
		if v.Source != "" && !slices.ContainsFunc(mistakes, func(m *config.Mistake) bool { return m.Key == v.Key }) {
			x.ok("settings: "+v.Key, "%s (%s)", v.Value, v.Source)
		}
	}
	for _, doubt := range config.Doubtful(environ) {
		x.warn("settings", "correct the name, if it is meant for readout", "%s", doubt)
	}
	for _, path := range secretFiles(environ) {
		x.secretFile(path)
	}
	if host, _, err := net.SplitHostPort(x.set.Addr); err == nil && !loopback(host) {
		x.warn("settings: READOUT_ADDR", "put a proxy with TLS in front that passes only the paths of the platforms on",
			"%s can be reached from other machines, and shows health and metrics there", x.set.Addr)
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// secretFiles returns the paths of files that hold secrets, as far as the environment names them.
func secretFiles(environ []string) []string {
	var paths []string
	for _, entry := range environ {
		key, path, _ := strings.Cut(entry, "=")
		ours := key == "READOUT_CONFIG" || strings.HasSuffix(key, "_FILE") && platformOf(key) != ""
		if ours && path != "" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

func (x *examination) secretFile(path string) {
	info, err := os.Stat(path)
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		x.warn("settings: "+path, "chmod 600 "+path, "others on this machine may read it, and it holds secrets")
	}
}

// database says whether the database is whole, of the right version, and can be written.
func (x *examination) database(ctx context.Context) {
	path := x.set.DB
	found, err := inspectDatabase(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		x.warn("database", "it is made at the first `readout serve` or `readout chat`", "there is none at %s yet", path)
		return
	case errors.Is(err, store.ErrNewer):
		x.fail("database: schema", "use the newer program, or another file with --db", "%s", err)
		return
	case err != nil:
		x.fail("database", "restore a backup (`readout restore`), or choose another file with --db", "%s", err)
		return
	}
	if len(found.Faults) > 0 {
		x.fail("database: integrity", "restore a backup (`readout restore`)", "%s", strings.Join(found.Faults, "; "))
	} else {
		x.ok("database: integrity", "%s is whole: %s, %s, and %s of log", path, number(found.Facts, "fact"), bytesText(found.Bytes), bytesText(found.Log))
	}
	if found.Schema < found.Knows {
		x.warn("database: schema", "it is brought up to date at the next start; make a backup before", "version %d, this program writes %d", found.Schema, found.Knows)
	} else {
		x.ok("database: schema", "version %d", found.Schema)
	}
	x.writable(path)
	x.journal(ctx, path)
	if x.usable = len(found.Faults) == 0 && found.Schema == found.Knows; x.usable {
		x.articles(ctx)
	}
}

func (x *examination) writable(path string) {
	const fix = "give the user who runs readout the right to write to the file and its folder"
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		err = f.Close()
	}
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(filepath.Dir(path), ".readout-doctor-*"); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	if err != nil {
		x.fail("database: access", fix, "it cannot be written: %s", err)
		return
	}
	if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0 {
		x.warn("database: access", "chmod 600 "+path, "everybody on this machine may read it, and it holds what people asked")
		return
	}
	x.ok("database: access", "it can be written")
}

func (x *examination) journal(ctx context.Context, path string) {
	found, err := journal.Inspect(ctx, path)
	switch {
	case err != nil:
		x.fail("journal", "restore a backup (`readout restore`)", "%s", err)
	case found.Version == 0:
		x.ok("journal", "nothing was asked on a platform yet")
	case found.Version > found.Knows:
		x.fail("journal", "use the newer program", "it has version %d, this program knows %d", found.Version, found.Knows)
	case !found.Newest.IsZero() && found.Newest.After(x.now.Add(time.Minute)):
		x.fail("clock", "set the clock, and have it kept by NTP", "this machine's clock is behind its own journal by %s", found.Newest.Sub(x.now).Round(time.Second))
	default:
		x.ok("journal", "version %d, %s kept, %d of them not ended", found.Version, number(found.Questions, "question"), found.Waiting)
	}
}

// disk says how much room there is.
func (x *examination) disk() {
	dir := filepath.Dir(x.set.DB)
	for ; ; dir = filepath.Dir(dir) { // the folder may not be there yet
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			break
		}
	}
	free, err := diskFree(dir)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
	case err != nil:
		x.fail("disk", "", "%s", err)
	case free < x.set.DiskFree:
		x.fail("disk", "make room, or lower READOUT_DISK_FREE", "only %s are free in %s", bytesText(free), dir)
	case free < 4*x.set.DiskFree:
		x.warn("disk", "make room soon", "only %s are free in %s", bytesText(free), dir)
	default:
		x.ok("disk", "%s are free in %s", bytesText(free), dir)
	}
}

// clock says whether the clock can be right: no time is before the program was made.
func (x *examination) clock() {
	made := buildTime()
	if !made.IsZero() && x.now.Before(made) {
		x.fail("clock", "set the clock, and have it kept by NTP", "it says %s, which is before this program was made", x.now.Format(time.DateTime))
		return
	}
	x.ok("clock", "%s; --online compares it with others", x.now.UTC().Format(time.RFC3339))
}

func buildTime() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			t, _ := time.Parse(time.RFC3339, s.Value) // zero when it is none
			return t
		}
	}
	return time.Time{}
}

// running says whether serve is at work, and how it is.
func (x *examination) running(ctx context.Context) {
	code, body, err := askServe(ctx, x.set, "/readyz")
	var r readiness
	switch {
	case err != nil:
		x.ok("serve", "not running at %s", x.set.Addr)
	case json.Unmarshal(body, &r) != nil || r.Version == "":
		x.warn("serve", "set READOUT_ADDR to another address", "another program answers at %s", x.set.Addr)
	case code == http.StatusOK:
		x.ok("serve", "running and ready at %s", x.set.Addr)
	default:
		x.warn("serve", "see to the reasons", "running and not ready: %s", strings.Join(r.Reasons, "; "))
	}
}

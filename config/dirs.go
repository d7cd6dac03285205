package config

import (
	"path/filepath"
	"runtime"
)

// Directories of the XDG Base Directory Specification 0.8, relative to the home directory.
const (
	dataDir  = ".local/share"
	stateDir = ".local/state"
)

func defaultDB(env map[string]string) string {
	return inDir(env, "XDG_DATA_HOME", dataDir, "readout.db")
}

// HistoryFile returns where the lines typed in a chat are kept; "" when there is no home directory.
func HistoryFile(environ []string) string {
	return inDir(parse(environ), "XDG_STATE_HOME", stateDir, "history")
}

// inDir returns the path of our file called name in the user's directory that variable names.
// The specification says that a relative directory is invalid and to be ignored.
func inDir(env map[string]string, variable, standard, name string) string {
	dir := env[variable]
	if !filepath.IsAbs(dir) {
		dir = userDir(env, standard)
	}
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "readout", name)
}

func userDir(env map[string]string, standard string) string {
	if runtime.GOOS == "windows" {
		return env["LocalAppData"]
	}
	if home := env["HOME"]; filepath.IsAbs(home) {
		return filepath.Join(home, filepath.FromSlash(standard))
	}
	return ""
}

package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call the program as a command: it is this test binary under another name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"readout": main})
}

// TestScript runs the whole program as its users do, one file a story.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir) // so that no script meets a person's own database
			e.Setenv("XDG_DATA_HOME", "")
			e.Setenv("XDG_STATE_HOME", "")
			return nil
		},
	})
}

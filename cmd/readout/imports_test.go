package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// The arrows of the house: which of our packages a package may import. The first rule whose pattern
// matches decides; patterns are those of path.Match, so that a new adapter, intent or store needs no new rule.
var arrows = []struct{ pkg, may string }{
	{"bot", ""},
	{"bot/*", "bot"},
	{"store", ""},
	{"config", ""},
	{"internal/records", ""},
	{"internal/lang", "internal/records"},
	{"intents", "bot store internal/lang internal/records"},
	{"adapters", "bot config adapters/*"},
	{"adapters/*", "bot config"},
	{"adapters/*/*", "bot adapters/*"},
	{"store/pack", "store internal/records"},
	{"store/extract", "store store/extract/* internal/lang internal/records"},
	{"store/extract/*", "store internal/lang internal/records"},
	{"store/intake", "store internal/lang internal/records"},
	{"store/ingest", "store store/extract store/intake store/pack internal/lang"},
	{"store/*", "store"},
	{"cmd/readout/eval", "bot"},
	{"cmd/readout", "*"},
}

func TestImports(t *testing.T) {
	const module = "readout/"
	out, err := exec.Command("go", "list", "-tags", "sqlite_fts5", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "readout/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) < 8 {
		t.Fatalf("go list found only %d packages", len(lines))
	}
	for _, line := range lines {
		fields := strings.Fields(line)
		pkg := strings.TrimPrefix(fields[0], module)
		may, ok := allowed(pkg)
		if !ok {
			t.Errorf("no rule says what %s may import", pkg)
		}
		for _, imp := range fields[1:] {
			if dep, ours := strings.CutPrefix(imp, module); ours && !matchesAny(may, dep) {
				t.Errorf("%s may not import %s", pkg, dep)
			}
		}
	}
}

func allowed(pkg string) ([]string, bool) {
	for _, a := range arrows {
		if ok, _ := path.Match(a.pkg, pkg); ok {
			return strings.Fields(a.may), true
		}
	}
	return nil, false
}

func matchesAny(patterns []string, pkg string) bool {
	for _, p := range patterns {
		if ok, _ := path.Match(p, pkg); ok || p == "*" {
			return true
		}
	}
	return false
}

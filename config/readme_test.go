package config

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of settings into the README")

// Marks of the table in the README: what stands between them is made of the table of settings.
const (
	tableBegin = "| Setting | Meaning | Default |\n|---|---|---|\n"
	tableEnd   = "\n\n"
)

// markdown is the table of settings as the README shows it.
func markdown() string {
	var b strings.Builder
	for _, s := range settings {
		about, standard := s.about, s.standard
		if s.live {
			about += " *Live.*"
		}
		if s.key == dbKey {
			standard = "see left"
		} else if standard != "" {
			standard = "`" + standard + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s.key, strings.ReplaceAll(about, "|", `\|`), standard)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// The README tells of each setting what the program itself tells.
func TestReadme(t *testing.T) {
	const path = "../README.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), tableBegin)
	table, tail, ok2 := strings.Cut(rest, tableEnd)
	if !ok || !ok2 {
		t.Fatalf("the README has no table of settings that begins with %q", tableBegin)
	}
	if table == markdown() {
		return
	}
	if !*update {
		t.Fatal("the README's table of settings is not that of the program: go test ./config -run TestReadme -update")
	}
	if err := os.WriteFile(path, []byte(head+tableBegin+markdown()+tableEnd+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

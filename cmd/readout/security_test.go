package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// Every test that the threat model names is there.
func TestThreatModel(t *testing.T) {
	model, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`).FindAllString(string(model), -1)
	if len(names) < 20 {
		t.Fatalf("it names %d tests", len(names))
	}
	out, err := exec.Command("grep", "-rhoE", `^func (Test|Fuzz)[A-Za-z0-9_]+`, "--include=*_test.go", "../..").Output()
	if err != nil {
		t.Skipf("no grep: %v", err)
	}
	for _, name := range names {
		if !strings.Contains(string(out), "func "+name+"\n") {
			t.Errorf("there is no %s", name)
		}
	}
}

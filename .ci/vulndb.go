//go:build ignore

// Vulndb makes a database for govulncheck of the reports in the module golang.org/x/vulndb, which comes through the module
// proxy like any other: vuln.go.dev cannot be reached from everywhere. The form is https://go.dev/doc/security/vuln/database.
//
//	go run .ci/vulndb.go SOURCE TARGET
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"sort"
	"time"
)

type report struct {
	ID        string     `json:"id"`
	Modified  time.Time  `json:"modified"`
	Withdrawn *time.Time `json:"withdrawn"`
	Affected  []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Events []struct {
				Fixed string `json:"fixed"`
			} `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
}

type vuln struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
	Fixed    string    `json:"fixed,omitempty"`
}

type module struct {
	Path  string `json:"path"`
	Vulns []vuln `json:"vulns"`
}

func main() {
	source, target := os.Args[1], os.Args[2]
	files, err := filepath.Glob(filepath.Join(source, "data", "osv", "GO-*.json"))
	check(err)
	check(os.MkdirAll(filepath.Join(target, "ID"), 0o755))
	check(os.MkdirAll(filepath.Join(target, "index"), 0o755))
	modules := map[string]*module{}
	var newest time.Time
	for _, file := range files {
		data, err := os.ReadFile(file)
		check(err)
		var r report
		check(json.Unmarshal(data, &r))
		check(os.WriteFile(filepath.Join(target, "ID", filepath.Base(file)), data, 0o644))
		if r.Modified.After(newest) {
			newest = r.Modified
		}
		if r.Withdrawn == nil {
			index(modules, r)
		}
	}
	all := []*module{}
	for _, m := range modules {
		all = append(all, m)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Path < all[j].Path })
	write(filepath.Join(target, "index", "modules.json"), all)
	write(filepath.Join(target, "index", "db.json"), map[string]time.Time{"modified": newest})
	log.Printf("%d reports", len(files))
}

// index adds a report to each module that it is on.
func index(modules map[string]*module, r report) {
	for _, a := range r.Affected {
		m := modules[a.Package.Name]
		if m == nil {
			m = &module{Path: a.Package.Name}
			modules[a.Package.Name] = m
		}
		v := vuln{ID: r.ID, Modified: r.Modified}
		for _, span := range a.Ranges {
			for _, e := range span.Events {
				if e.Fixed != "" {
					v.Fixed = e.Fixed
				}
			}
		}
		m.Vulns = append(m.Vulns, v)
	}
}

func write(path string, v any) {
	data, err := json.Marshal(v)
	check(err)
	check(os.WriteFile(path, data, 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

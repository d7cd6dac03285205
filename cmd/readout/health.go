package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"readout/bot"
	"readout/bot/journal"
	"readout/config"
)

// A problem is why the program is not ready.
type problem struct {
	Subject string // what it is about: a platform, "database", "disk"
	Reason  string // and what to do
}

func (p problem) String() string { return p.Subject + ": " + p.Reason }

// How often database and disk are looked at.
const (
	probeEvery = 5 * time.Second
	writeEvery = 30 * time.Second // something is written to the database, while that goes well
)

// health knows whether all is well.
type health struct {
	sv       *server
	journal  *journal.Journal
	file     fs.FileInfo // of the database, as it was opened
	stopping atomic.Bool
	doubted  atomic.Bool // something else could not be written

	wrote time.Time // when something was written to the database last; of probe alone

	mu       sync.Mutex
	found    []problem // with database and disk, when they were looked at last
	diskFree int64     // bytes; -1 when it is not known
}

func newHealth(sv *server, j *journal.Journal) (*health, error) {
	file, err := os.Stat(sv.set.DB)
	if err != nil {
		return nil, fmt.Errorf("look at the database: %w", err)
	}
	h := &health{sv: sv, journal: j, file: file, diskFree: -1}
	h.probe(context.Background())
	return h, nil
}

// watch looks at database and disk until ctx is done.
func (h *health) watch(ctx context.Context) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			h.stopping.Store(true)
			return
		case <-tick.C:
			h.probe(ctx)
		}
	}
}

// probe tries to write to the database, and looks how much room the disk has.
func (h *health) probe(ctx context.Context) {
	var found []problem
	if err := h.writable(ctx); err != nil {
		found = append(found, problem{"database", err.Error()})
	}
	free, err := diskFree(filepath.Dir(h.sv.set.DB))
	if err == nil && free < h.sv.set.DiskFree {
		found = append(found, problem{"disk", fmt.Sprintf("only %s are free where the database is, READOUT_DISK_FREE asks for %s: make room", bytesText(free), bytesText(h.sv.set.DiskFree))})
	}
	if err != nil {
		free = -1
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.found, h.diskFree = found, free
}

func (h *health) writable(ctx context.Context) error {
	now, err := os.Stat(h.sv.set.DB)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the file was deleted or moved away: put it back and start the program again")
	case err != nil:
		return err
	case !os.SameFile(now, h.file):
		return errors.New("another file was put in its place: start the program again")
	}
	if !h.doubted.Swap(false) && time.Since(h.wrote) < writeEvery {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, probeEvery)
	defer cancel()
	if err := h.journal.Probe(ctx); err != nil {
		h.doubted.Store(true) // until it can be written again
		return err
	}
	h.wrote = time.Now()
	return nil
}

// problems returns what is not as it should be.
func (h *health) problems() []problem {
	var all []problem
	for _, p := range h.sv.parts {
		if l := p.link(); !l.Up {
			all = append(all, problem{l.Platform, l.Reason})
		}
	}
	if len(h.sv.parts) == 0 {
		all = append(all, problem{"platforms", "none is set up: `readout help serve` tells how"})
	}
	h.mu.Lock()
	all = append(all, h.found...)
	h.mu.Unlock()
	if h.stopping.Load() {
		all = append(all, problem{"program", "it is stopping"})
	}
	return all
}

func (h *health) free() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.diskFree
}

// A readiness is what /readyz says.
type readiness struct {
	Ready     bool       `json:"ready"`
	Reasons   []string   `json:"reasons"` // why it is not
	Platforms []bot.Link `json:"platforms"`
	Waiting   int        `json:"waiting"` // questions that have not ended
	DiskFree  int64      `json:"diskFree"`
	Version   string     `json:"version"`
}

// ready says how all stands, with status 503 when something is not as it should be.
func (h *health) ready(w http.ResponseWriter, _ *http.Request) {
	r := readiness{Reasons: []string{}, Platforms: []bot.Link{}, Waiting: h.sv.host.Desk.Waiting(), DiskFree: h.free(), Version: version()}
	for _, p := range h.problems() {
		r.Reasons = append(r.Reasons, p.String())
	}
	for _, p := range h.sv.parts {
		r.Platforms = append(r.Platforms, p.link())
	}
	r.Ready = len(r.Reasons) == 0
	head(w, "application/json")
	if !r.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(r) // whoever asked has gone
}

// alive says that the process works.
func alive(w http.ResponseWriter, _ *http.Request) {
	head(w, "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

// page tells a person who opens the address in a browser how all stands, and what to do.
func (h *health) page(w http.ResponseWriter, _ *http.Request) {
	head(w, "text/plain; charset=utf-8")
	fmt.Fprintf(w, "Readout %s\n\n", version())
	problems := h.problems()
	if len(problems) == 0 {
		fmt.Fprintln(w, "All is well.")
	} else {
		fmt.Fprintln(w, "Not ready:")
	}
	for _, p := range problems {
		fmt.Fprintf(w, "  %s\n", p)
	}
	if len(h.sv.parts) == 0 {
		fmt.Fprintf(w, "\nSet %s, in the environment or in a settings file (`readout config init` writes one).\n"+
			"Until then `readout chat` talks in the terminal.\n", strings.Join(config.Switches(), " or "))
	}
	fmt.Fprintln(w, "\n/livez, /readyz and /metrics are for programs; `readout doctor` looks closer.")
}

func head(w http.ResponseWriter, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
}

// bytesText writes a number of bytes for people: "1.5 GB".
func bytesText(n int64) string {
	const units = "KMGT"
	size, unit := float64(n), -1
	for size >= 1024 && unit < len(units)-1 {
		size, unit = size/1024, unit+1
	}
	if unit < 0 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f %ciB", size, units[unit])
}

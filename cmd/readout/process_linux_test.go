package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// BenchmarkAskProcess measures what a person at a shell waits for: the program starts, opens an
// existing database, answers and ends. It reports the median in milliseconds and the most memory
// that any run held; the aim is at most 80 ms and 60 MiB.
func BenchmarkAskProcess(b *testing.B) {
	dir := b.TempDir()
	binary, db := filepath.Join(dir, "readout"), filepath.Join(dir, "readout.db")
	build := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	ask := func() (took time.Duration, kib int64) {
		cmd := exec.Command(binary, "--db", db, "ask", "how long did Obama and Putin talk in Hangzhou?")
		cmd.Env = []string{"HOME=" + dir} // settings of the benchmarks are none of the program's
		started := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("asking: %v\n%s", err, out)
		}
		took = time.Since(started)
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			kib = usage.Maxrss
		}
		return took, kib
	}
	ask() // makes the database
	var times []time.Duration
	var most int64
	for b.Loop() {
		took, kib := ask()
		times, most = append(times, took), max(most, kib)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(most)/1024, "MiB-max")
}

//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// diskFree returns how many bytes an ordinary user can still write where a folder is.
func diskFree(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("look at the disk of %s: %w", dir, err)
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// lockPatience is how long it is waited for another process to end, as at a restart.
const lockPatience = 3 * time.Second

// lockStore makes sure that one process answers from a database: two would answer each question twice. The
// system gives the lock back when the process ends, however it does.
func lockStore(ctx context.Context, db string) (unlock func(), err error) {
	if err := makeFolder(db); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(db+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	for began := time.Now(); ; {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { f.Close() }, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) || time.Since(began) > lockPatience || ctx.Err() != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("another `readout serve` or `readout restore` is at work on %s: end it, or choose another file with --db", db)
	}
	return nil, fmt.Errorf("lock the database: %w", err)
}

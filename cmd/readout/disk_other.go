//go:build !unix

package main

import (
	"context"
	"errors"
)

// diskFree is not known on this system.
func diskFree(string) (int64, error) { return 0, errors.ErrUnsupported }

// lockStore does nothing on this system: whoever runs it sees to it that one process serves a database.
func lockStore(_ context.Context, db string) (unlock func(), err error) {
	return func() {}, makeFolder(db)
}

package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"readout/store"
)

// What lies at a path.
type state int

const (
	absent state = iota // nothing, or an empty file
	ours                // a store of a version we can read
)

// look reads the head of the file, so that a file which is not ours is never opened as a database:
// SQLite would switch its journal, which alters it. See https://www.sqlite.org/fileformat2.html.
func look(path string) (state, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return absent, nil
	case err != nil:
		return absent, err
	case !info.Mode().IsRegular():
		return absent, fmt.Errorf("%w: %s is not a file: choose a file with --db", store.ErrForeign, path)
	case info.Size() == 0 || unborn(path):
		return absent, nil
	}
	head, err := readHead(path)
	if err != nil {
		return absent, err
	}
	return ours, judge(path, head, info.Size())
}

// unborn says whether a program died while it created the database: its journal then says that there was nothing before.
// Whoever opens it undoes the beginning.
func unborn(path string) bool {
	head, err := readHead(path + "-journal")
	const magic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
	return err == nil && len(head) >= 20 && string(head[:8]) == magic && binary.BigEndian.Uint32(head[16:]) == 0
}

func readHead(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return head[:n], nil
}

// judge says by its head whether a file is one of our stores.
func judge(path string, head []byte, size int64) error {
	if len(head) < 100 || string(head[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w: %s is no SQLite database: choose another file with --db", store.ErrForeign, path)
	}
	number := func(at int) uint32 { return binary.BigEndian.Uint32(head[at:]) }
	if number(68) != applicationID {
		return fmt.Errorf("%w: %s is a database of another program: choose another file with --db", store.ErrForeign, path)
	}
	if version := number(60); version > uint32(schemaVersion) {
		return newer(path, int(version))
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	if page*int64(number(28)) > size && sizeOf(path+"-wal") == 0 && sizeOf(path+"-journal") == 0 {
		return fmt.Errorf("%w: %s is cut short: restore a copy, or move it away and start anew", store.ErrForeign, path)
	}
	return nil
}

func newer(path string, version int) error {
	return fmt.Errorf("%w: %s has schema version %d, this program knows up to %d: update the program", store.ErrNewer, path, version, schemaVersion)
}

// sizeOf is 0 for a file that is not there.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

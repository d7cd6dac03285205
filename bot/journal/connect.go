package journal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// logPages is how long the write-ahead log may get before a writer itself moves the rest of it into the file: 8 MiB. Most
// of it checkpointAll has moved by then; but only when nobody writes meanwhile can the log begin anew.
const logPages = "2048"

// A connector opens connections that leave checkpoints to somebody else.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// connect returns a pool of at most n connections.
func connect(path string, n int) *sql.DB {
	d := &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(`PRAGMA wal_autocheckpoint = `+logPages, nil)
		return err
	}}
	db := sql.OpenDB(connector{dsn(path), d})
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db
}

// dsn names the file with the pragmas; see store/sqlite for why they stand there. What is deleted is overwritten:
// people are told that it is gone.
func dsn(path string) string {
	return address(path, url.Values{
		"mode": {"rw"}, "_foreign_keys": {"true"}, "_busy_timeout": {"5000"}, "_journal_mode": {"WAL"}, "_secure_delete": {"true"},
		"_synchronous": {"NORMAL"}, "_txlock": {"immediate"}, "_stmt_cache_size": {"32"},
	})
}

// address writes an absolute path as SQLite's URI.
func address(path string, options url.Values) string {
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' {
		slashed = "/" + slashed // C:/...
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: options.Encode()}).String()
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"
	"time"

	"readout/store"
)

// How much is remembered. The sizes are of one of the two generations of a cache.
const (
	factsRoom   = 8 << 20  // bytes of facts
	idsRoom     = 32768    // ids of facts
	phrasesRoom = 16384    // question words, taken apart
	setsRoom    = 48 << 20 // bytes of posting sets
	groupsRoom  = 8 << 20  // bytes of groups of a search; most of them are posting sets, too
)

// peekEvery is how often, at most, it is asked whether another program has written.
const peekEvery = 10 * time.Millisecond

// DB is a store in a SQLite file.
type DB struct {
	path     string
	busy     time.Duration
	readOnly bool
	readers  *sql.DB
	writer   *sql.DB // has one connection
	watch    watch
	now      atomic.Pointer[view]

	facts   *cache[uint32, kept]
	ids     *cache[uint32, string]
	phrases *cache[string, []phrase]
	seed    maphash.Seed // of digests
}

var _ store.Store = (*DB)(nil)

// watch notices what other programs write: a connection's data_version changes when any other one has written.
type watch struct {
	mu   sync.Mutex // guards the rest
	conn *sql.Conn
	seen int64
	next atomic.Int64 // when to ask again, in nanoseconds since 1970
}

func newDB(path string, busy time.Duration) *DB {
	return &DB{
		path:    path,
		busy:    busy,
		facts:   newCache[uint32, kept](factsRoom),
		ids:     newCache[uint32, string](idsRoom),
		phrases: newCache[string, []phrase](phrasesRoom),
		seed:    maphash.MakeSeed(),
	}
}

// Close closes the file. A store that is closed answers with errors.
func (db *DB) Close() error {
	if err := db.closePools(); err != nil {
		return fmt.Errorf("close store %s: %w", db.path, err)
	}
	return nil
}

func (db *DB) closePools() error {
	db.watch.mu.Lock()
	defer db.watch.mu.Unlock()
	db.watch.next.Store(0) // so that what is remembered is not handed out any more
	var errs []error
	if db.watch.conn != nil {
		if err := db.watch.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
			errs = append(errs, err)
		}
	}
	for _, pool := range []*sql.DB{db.readers, db.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// meta is the row of table meta.
type meta struct {
	version int64
	facts   int
	last    uint32
	sealed  uint32
}

func readMeta(ctx context.Context, q querier) (meta, error) {
	var m meta
	err := q.QueryRowContext(ctx, `SELECT version, facts, last, sealed FROM meta`).Scan(&m.version, &m.facts, &m.last, &m.sealed)
	if errors.Is(err, sql.ErrNoRows) {
		err = damaged("table meta", err)
	}
	return m, err
}

// A view is one version of the store and what is remembered of it.
type view struct {
	meta
	terms   *cache[string, term]
	sets    *cache[string, found]
	groups  *cache[uint64, *group] // by digest
	aside   atomic.Pointer[set]    // the facts of all kinds that stand aside
	catalog struct {
		mu    sync.Mutex
		ready atomic.Pointer[store.Catalog]
	}
}

func newView(m meta) *view {
	return &view{
		meta:   m,
		terms:  newCache[string, term](65536),
		sets:   newCache[string, found](setsRoom),
		groups: newCache[uint64, *group](groupsRoom),
	}
}

// show makes v what questions see, unless they see something newer.
func (db *DB) show(v *view) {
	for {
		old := db.now.Load()
		if old != nil && old.version >= v.version || db.now.CompareAndSwap(old, v) {
			return
		}
	}
}

// viewOf returns the view of a version just read from the file.
func (db *DB) viewOf(m meta) *view {
	if v := db.now.Load(); v.version == m.version {
		return v
	}
	v := newView(m)
	db.show(v)
	return v
}

// current returns what questions see now. Every so often it asks whether another program has written.
func (db *DB) current(ctx context.Context) (*view, error) {
	now := time.Now().UnixNano()
	if now < db.watch.next.Load() || !db.watch.mu.TryLock() {
		return db.now.Load(), nil
	}
	defer db.watch.mu.Unlock()
	db.watch.next.Store(now + int64(peekEvery))
	var seen int64
	ctx = context.WithoutCancel(ctx) // it takes microseconds, and the connection is needed again
	if err := db.watch.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&seen); err != nil {
		return nil, err
	}
	if seen != db.watch.seen {
		m, err := readMeta(ctx, db.watch.conn)
		if err != nil {
			return nil, err
		}
		db.viewOf(m)
		db.watch.seen = seen
	}
	return db.now.Load(), nil
}

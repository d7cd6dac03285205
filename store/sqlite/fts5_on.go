//go:build sqlite_fts5 || fts5

package sqlite

// fullText says whether SQLite was compiled with FTS5, which takes a build tag.
const fullText = true

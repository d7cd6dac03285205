// Package sqlite is the store in one SQLite file.
//
// How it finds facts. FTS5 (table fact_text) knows which facts hold which words; the tables fact and
// fact_key know the rest. From them come posting sets: sorted sets of fact numbers, one for each word,
// phrase or key asked for. Ranking is arithmetic on such sets and happens in Go (rank.go), because an
// OR over a million rows inside FTS5 is too slow and bm25 is not the order we want. Sets, and the facts
// themselves, are remembered in memory, so a warm question touches no SQL. So is what each whole group of
// alternatives came to (group.go), for questions mention the same things in the same words.
//
// A word that stands in very many facts is costly to read out of FTS5. Once a stretch of 16,384 fact
// numbers is full it is therefore also kept as blocks (block.go): the same posting sets, ready to be read
// in one piece. A small store has no blocks at all.
//
// Who sees what. Everything remembered hangs on a view: one version of the store. A write makes a new
// view; a question is answered wholly from one view, so it sees a batch entirely or not at all.
// Fact numbers are never used twice, so facts remembered by number never go stale.
package sqlite

-- DO NOT EDIT: the schema as it was released first. TestMigrations upgrades it.
-- The store of Readout, version 1. This file is today's truth; migrations.go says how older files get here.
-- Whoever changes which words are indexed (fold.go, porter.go, index.go) writes a migration that indexes anew.

-- One row: what changes with every write.
CREATE TABLE meta (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,  -- rises with every change of articles, meetings, names or facts
  facts   INTEGER NOT NULL,  -- how many facts there are
  last    INTEGER NOT NULL,  -- highest fact number ever given; numbers are never given twice
  sealed  INTEGER NOT NULL   -- so many stretches of 16,384 fact numbers are in table block
) STRICT;
INSERT INTO meta VALUES (1, 0, 0, 0, 0);

-- Small named values, such as which pack was loaded.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,  --
  value TEXT NOT NULL      --
) STRICT, WITHOUT ROWID;

-- News reports.
CREATE TABLE article (
  seq  INTEGER PRIMARY KEY,   -- order in which they first came
  id   TEXT NOT NULL UNIQUE,  -- slug: nbc-2016-09-05
  data TEXT NOT NULL          -- the rest but its text, see records.go
) STRICT;

-- Texts of articles, apart because lists of articles never need them.
CREATE TABLE article_text (
  article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
  text    TEXT NOT NULL  -- the article's text, never empty
) STRICT;

-- Each meeting and each name as each article brings it.
CREATE TABLE brought (
  article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
  sort    TEXT NOT NULL CHECK (sort IN ('meeting', 'name')),
  key     TEXT NOT NULL,  -- id of the meeting, key of the name
  data    TEXT NOT NULL,  -- see records.go
  PRIMARY KEY (article, sort, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX brought_key ON brought (sort, key);

-- Each meeting and each name once, put together from what the articles bring (merge.go).
CREATE TABLE known (
  sort TEXT NOT NULL CHECK (sort IN ('meeting', 'name')),
  key  TEXT NOT NULL,  -- id of the meeting, key of the name
  data TEXT NOT NULL,  -- see records.go
  PRIMARY KEY (sort, key)
) STRICT, WITHOUT ROWID;

-- Facts. The columns beside data are those that are searched.
CREATE TABLE fact (
  number  INTEGER PRIMARY KEY,                       -- see meta.last
  id      TEXT NOT NULL UNIQUE,                      -- article/slug
  article INTEGER NOT NULL REFERENCES article (seq), -- whose it is
  meeting TEXT NOT NULL,                             -- id of the meeting, or empty
  claim   TEXT NOT NULL,                             -- what it speaks of, or empty
  data    TEXT NOT NULL                              -- the whole fact, see records.go
) STRICT;
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_meeting ON fact (meeting, claim);

-- The words of each fact, folded by fold.go; only the index is kept, not the text. rowid is fact.number.
CREATE VIRTUAL TABLE fact_text USING fts5 (
  text,
  content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Words as they stand, for mending typos.
CREATE TABLE word (
  word  TEXT PRIMARY KEY,  -- lower-case, unaccented
  facts INTEGER NOT NULL   -- in how many facts it stands
) STRICT, WITHOUT ROWID;

-- What facts can be found by: stems of words ("ceasefir") and keys with the letter of their field
-- ("p:barack-obama" person, "s:..." speaker, "k:..." kind).
CREATE TABLE term (
  number INTEGER PRIMARY KEY,   -- stands for the term in fact_key and block
  term   TEXT NOT NULL UNIQUE,  --
  facts  INTEGER NOT NULL       -- how many facts have it
) STRICT;

-- Which facts have which key; the stems are in fact_text.
CREATE TABLE fact_key (
  term INTEGER NOT NULL,  -- term.number
  fact INTEGER NOT NULL,  -- fact.number
  PRIMARY KEY (term, fact)
) STRICT, WITHOUT ROWID;

-- For full stretches of fact numbers: which facts of the stretch have the term.
CREATE TABLE block (
  at    INTEGER PRIMARY KEY,  -- term.number * 65536 + number of the stretch
  facts BLOB NOT NULL         -- see set.go: offsets of two bytes each, or a bitmap of 2,048 bytes
) STRICT;

-- What was asked and what became of it, version 1. The tables stand beside those of the store in one file.

-- One row: the version of these tables.
CREATE TABLE journal (
  version INTEGER NOT NULL
) STRICT;
INSERT INTO journal VALUES (1);

-- Questions.
CREATE TABLE question (
  seq     INTEGER PRIMARY KEY,   -- order in which they were accepted
  id      TEXT NOT NULL UNIQUE,  -- what people and buttons call it
  at      INTEGER NOT NULL,      -- when it was accepted, in seconds since 1970
  message TEXT NOT NULL,         -- bot.Message as JSON
  answer  TEXT,                  -- bot.Answer as JSON, once a delivery began
  outcome TEXT                   -- bot.Outcome, once it ended
) STRICT;
CREATE INDEX question_unended ON question (seq) WHERE outcome IS NULL;
CREATE INDEX question_at ON question (at);

-- In which conversations a question stands.
CREATE TABLE conversation (
  name     TEXT NOT NULL,
  question INTEGER NOT NULL REFERENCES question (seq) ON DELETE CASCADE,
  PRIMARY KEY (name, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_question ON conversation (question);

-- Names of what was received, so that nothing is done twice.
CREATE TABLE received (
  key TEXT PRIMARY KEY,
  at  INTEGER NOT NULL  -- in seconds since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX received_at ON received (at);

-- What people think of answers. No reference to question: it outlives it.
CREATE TABLE feedback (
  answer TEXT NOT NULL,     -- id of the question
  user   TEXT NOT NULL,     -- who says so
  good   INTEGER NOT NULL,  -- 0 or 1
  text   TEXT NOT NULL,     -- what was wrong, in their words
  asked  TEXT NOT NULL,     -- the question's text, as it stood
  at     INTEGER NOT NULL,  -- in seconds since 1970
  PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
INSERT INTO question VALUES (1, 'Q', 1000, '{"Platform":"p","Keys":["k1"],"Conversation":"c","User":"u","Text":"who?","At":"1970-01-01T00:16:40Z"}', '{"Status":"answered","Lead":"they"}', 'delivered');
INSERT INTO conversation VALUES ('c', 1);
INSERT INTO received VALUES ('k1', 1000);
INSERT INTO feedback VALUES ('Q', 'u', 0, 'no', 'who?', 1000);

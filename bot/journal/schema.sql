-- What was asked and what became of it, version 2. The tables stand beside those of the store in one file.

-- One row: the version of these tables, and when it was last tried whether they can be written.
CREATE TABLE journal (
  version INTEGER NOT NULL,
  probed  INTEGER NOT NULL DEFAULT 0  -- in seconds since 1970
) STRICT;
INSERT INTO journal (version) VALUES (2);

-- Questions.
CREATE TABLE question (
  seq     INTEGER PRIMARY KEY,         -- order in which they were accepted
  id      TEXT NOT NULL UNIQUE,        -- what people and buttons call it
  at      INTEGER NOT NULL,            -- when it was accepted, in seconds since 1970
  person  TEXT NOT NULL,               -- who asked, with the platform; "" for nobody in particular
  message TEXT NOT NULL,               -- bot.Message as JSON
  answer  TEXT,                        -- bot.Answer as JSON, once a delivery began
  outcome TEXT,                        -- bot.Outcome, once it ended
  erase   INTEGER NOT NULL DEFAULT 0   -- 1: not to be kept when it has ended
) STRICT;
CREATE INDEX question_unended ON question (seq) WHERE outcome IS NULL;
CREATE INDEX question_at ON question (at);
CREATE INDEX question_person ON question (person);

-- In which conversations a question stands.
CREATE TABLE conversation (
  name     TEXT NOT NULL,
  question INTEGER NOT NULL REFERENCES question (seq) ON DELETE CASCADE,
  PRIMARY KEY (name, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_question ON conversation (question);

-- Names of what was received, so that nothing is done twice. The first half of their SHA-256: a name may tell
-- who asked, this does not.
CREATE TABLE received (
  key BLOB PRIMARY KEY,
  at  INTEGER NOT NULL  -- in seconds since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX received_at ON received (at);

-- What people think of answers. No reference to question: that may go earlier.
CREATE TABLE feedback (
  answer TEXT NOT NULL,     -- id of the question
  user   TEXT NOT NULL,     -- who says so, with the platform
  good   INTEGER NOT NULL,  -- 0 or 1
  text   TEXT NOT NULL,     -- what was wrong, in their words
  asked  TEXT NOT NULL,     -- the question's text, as it stood; "" when its asker was forgotten
  at     INTEGER NOT NULL,  -- in seconds since 1970
  PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_user ON feedback (user);

-- Times in epoch milliseconds, durations in microseconds, amounts in nano-USD.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Texts that come again and again. kind: model, provider, key, code, dialect, session_source, outcome, tag (names of tags),
-- tag:NAME (values)
CREATE TABLE name (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never again once it is gone, since readers remember it
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  calls INTEGER NOT NULL,
  UNIQUE (kind, value)
) STRICT;

-- What lists show and filters ask. seq orders calls by their beginning: see Seq.java.
CREATE TABLE call (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  operation INTEGER NOT NULL,
  dialect INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  state INTEGER NOT NULL,
  status INTEGER NOT NULL,
  code INTEGER,
  model INTEGER NOT NULL,
  sent INTEGER,
  provider INTEGER,
  key INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  session TEXT,
  user TEXT,
  trace TEXT,
  input INTEGER NOT NULL,
  cached INTEGER NOT NULL,
  output INTEGER NOT NULL,
  estimated INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  nanos INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  first_token INTEGER NOT NULL,
  own INTEGER NOT NULL,
  used BLOB, -- what it used and cost, kind by kind: see RowSums.java
  question TEXT,
  origin INTEGER, -- whose fault the failure is
  losses INTEGER NOT NULL, -- how many
  tools TEXT, -- the names of those that the answer calls, a line each
  session_source INTEGER,
  replay_of BLOB -- the id of the call that this one repeats
) STRICT;

-- Filters that come together are decided in the index; the row is read for hits alone.
CREATE INDEX call_model ON call (model, seq, state, provider, key, status, code);
CREATE INDEX call_sent ON call (sent, seq, state, provider, key, status, code) WHERE sent <> model;
CREATE INDEX call_provider ON call (provider, seq, state, model, key, status, code);
CREATE INDEX call_key ON call (key, seq, state, model, provider, status, code);
CREATE INDEX call_state ON call (state, seq, model, provider, key, status, code) WHERE state <> 0;
CREATE INDEX call_status ON call (status, seq, model, provider, key) WHERE status <> 200;
CREATE INDEX call_code ON call (code, seq, model, provider, key) WHERE code IS NOT NULL;
CREATE INDEX call_cost ON call (cost, seq, state, model, provider, key, status, code) WHERE cost <> 0;
CREATE INDEX call_session ON call (session, seq) WHERE session IS NOT NULL;
CREATE INDEX call_user ON call (user, seq) WHERE user IS NOT NULL;
CREATE INDEX call_trace ON call (trace, seq) WHERE trace IS NOT NULL;

CREATE TABLE call_tag (tag INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX call_tag_seq ON call_tag (seq);

-- The whole record as JSON, without the texts; zstd.
CREATE TABLE call_detail (seq INTEGER PRIMARY KEY, json BLOB NOT NULL) STRICT;

-- The texts and bodies of a call in one zstd frame, since they repeat each other; parts says which is where.
CREATE TABLE call_payload (seq INTEGER PRIMARY KEY, parts BLOB NOT NULL, zstd BLOB NOT NULL) STRICT;

-- Answers by the id that a provider gave them, where clients may come back to it; goes with the payload.
CREATE TABLE response (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX response_seq ON response (seq);

-- What is still to be made findable.
CREATE TABLE text_pending (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE call_text USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'ascii' -- SearchWords.java has made words of it
);
-- A batch makes one segment of the index (1 MB by default), and more of them are merged at a time (4):
-- each word is written less often.
INSERT INTO call_text (call_text, rank) VALUES ('hashsize', 8388608);
INSERT INTO call_text (call_text, rank) VALUES ('automerge', 8);

-- The sums of some groups of a scope (part) in a stretch of time. step: 0 minute, 1 hour, 2 day. scope: see RollupKey.java.
-- sums: see RollupRow.java.
CREATE TABLE rollup (
  step INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  start INTEGER NOT NULL,
  part INTEGER NOT NULL,
  sums BLOB NOT NULL,
  PRIMARY KEY (step, scope, start, part)
) STRICT, WITHOUT ROWID;

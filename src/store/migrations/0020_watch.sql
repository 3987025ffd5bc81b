-- Messages of the queues that failed more often than their queue allows, or that no consumer can read.
CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT,                          -- renders, polls or deliveries; NULL: the message is none of theirs
  body TEXT NOT NULL,                  -- the message, as JSON
  error TEXT NOT NULL,                 -- how it failed the last time
  died_at INTEGER NOT NULL             -- milliseconds since 1970
) STRICT;
CREATE INDEX dead_letters_by_age ON dead_letters (died_at);

-- What the last tick saw. One row.
CREATE TABLE vitals (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ticked_at INTEGER NOT NULL,          -- milliseconds since 1970
  seen TEXT NOT NULL                   -- JSON, see model/vitals.ts
) STRICT;

-- What is wrong, and has been told to ALARM_URL.
CREATE TABLE alarms (
  reason TEXT PRIMARY KEY,             -- such as dead-letters or partner-silent:herald
  detail TEXT NOT NULL,
  since INTEGER NOT NULL,              -- milliseconds since 1970
  seen_at INTEGER NOT NULL             -- the last tick that saw it
) STRICT, WITHOUT ROWID;

ALTER TABLE articles ADD COLUMN behind_since INTEGER; -- the first tick that saw it unannounced; NULL: its feeds show it

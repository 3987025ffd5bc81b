-- Who reads which feed, by day: hosted readers, single ones, bots, subscribers of our hub. Kept for 400 days.
CREATE TABLE audience (
  day TEXT NOT NULL,                   -- UTC, such as 2026-11-23
  feed TEXT NOT NULL,                  -- as in the snapshots; '' for bots, which are counted for all feeds together
  file TEXT NOT NULL,
  reader TEXT NOT NULL,                -- a hosted reader's name, single, bots, websub or rsscloud
  subscribers INTEGER NOT NULL DEFAULT 0, -- by the last hour's sum
  requests INTEGER NOT NULL DEFAULT 0,
  sketch BLOB,                         -- of single readers, until the day is summed: see counting/sketch.ts
  PRIMARY KEY (day, feed, file, reader)
) STRICT, WITHOUT ROWID;

-- What hosted readers say, until the day is summed.
CREATE TABLE audience_said (
  day TEXT NOT NULL,
  feed TEXT NOT NULL,
  file TEXT NOT NULL,
  reader TEXT NOT NULL,
  feed_id TEXT NOT NULL,               -- the reader's own id of the feed; '' when it says none
  subscribers INTEGER NOT NULL,        -- the most that it said
  PRIMARY KEY (day, feed, file, reader, feed_id)
) STRICT, WITHOUT ROWID;

-- With these, addresses of single readers are hashed. Deleted when the day is summed.
CREATE TABLE audience_keys (
  day TEXT PRIMARY KEY,
  key TEXT NOT NULL                    -- 32 hex digits, random
) STRICT, WITHOUT ROWID;

-- The counters of /metrics. They only grow.
CREATE TABLE counters (
  name TEXT NOT NULL,                  -- as in model/tally.ts
  labels TEXT NOT NULL,                -- JSON, their values
  value INTEGER NOT NULL,
  PRIMARY KEY (name, labels)
) STRICT, WITHOUT ROWID;

-- Revisions in KV that were current once. Those of an article that is out are kept for 30 days, the last ten for ever.
CREATE TABLE old_revisions (
  n INTEGER PRIMARY KEY,               -- in the order in which they were replaced
  article_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  replaced_at INTEGER,                 -- milliseconds since 1970; NULL: since the last day's run of the clock
  UNIQUE (article_id, hash)
) STRICT;
CREATE INDEX old_revisions_by_age ON old_revisions (replaced_at);

-- When the clock first saw it withdrawn; milliseconds since 1970.
ALTER TABLE items ADD COLUMN withdrawn_at INTEGER;
CREATE INDEX items_withdrawn ON items (withdrawn_at) WHERE state = 'withdrawn';

-- The daily back-ups to the bucket. Written by the clock, a part a tick.
CREATE TABLE backups (
  name TEXT PRIMARY KEY,               -- the day, UTC, e.g. '2026-11-23': its folder in the bucket
  begun_at INTEGER NOT NULL,           -- milliseconds since 1970
  finished_at INTEGER,                 -- NULL while parts are missing
  parts INTEGER NOT NULL DEFAULT 0,    -- written so far
  bytes INTEGER NOT NULL DEFAULT 0,    -- of these parts
  next TEXT,                           -- where the next part begins; NULL: at the beginning
  busy_until INTEGER NOT NULL DEFAULT 0 -- until then a tick writes a part
) STRICT, WITHOUT ROWID;

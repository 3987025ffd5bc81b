CREATE TABLE partners (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  home_url TEXT NOT NULL,
  feed_url TEXT,
  role TEXT NOT NULL DEFAULT 'partner' CHECK (role IN ('partner', 'house')),
  weight REAL NOT NULL DEFAULT 1,
  max_links INTEGER NOT NULL DEFAULT 2,
  enabled INTEGER NOT NULL DEFAULT 1,
  sponsored INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  created_at INTEGER NOT NULL,
  -- polling; times are milliseconds since 1970
  etag TEXT,                           -- byte for byte as sent
  last_modified TEXT,                  -- byte for byte as sent
  body_hash TEXT,
  last_polled_at INTEGER,
  last_success_at INTEGER,
  last_status INTEGER,
  last_error TEXT,                     -- JSON {kind, detail}
  next_poll_at INTEGER,
  interval_s INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER,
  history TEXT NOT NULL DEFAULT '{}'   -- JSON, what nextPoll() looks back on
) STRICT;
CREATE INDEX partners_due ON partners (next_poll_at) WHERE enabled = 1;

-- Everything that can stand in a Check Also box: partners' stories and the newsroom's own archive.
CREATE TABLE items (
  n INTEGER PRIMARY KEY,               -- rowid of the search index
  id TEXT NOT NULL UNIQUE,             -- the id on the wire
  partner_id TEXT NOT NULL,            -- '' for the own archive (id is then the article's id)
  guid TEXT,
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,               -- comparison form of url, see lib/urls.ts
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,             -- folded title, for near-equal titles
  summary TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '',    -- first part of the body as plain text, for search and near-duplicates
  image TEXT,
  language TEXT,
  section TEXT,
  authors TEXT NOT NULL DEFAULT '[]',  -- JSON
  tags TEXT NOT NULL DEFAULT '[]',     -- JSON
  published_at INTEGER NOT NULL,       -- milliseconds since 1970; frozen
  updated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,            -- first held
  hash TEXT NOT NULL,                  -- of what the publisher sent
  story TEXT,                          -- id of the first item that told the same story; NULL when this is it
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn', 'dead'))
) STRICT;
CREATE UNIQUE INDEX items_by_guid ON items (partner_id, guid) WHERE guid IS NOT NULL;
CREATE INDEX items_by_url ON items (partner_id, url_key);
CREATE INDEX items_by_age ON items (partner_id, published_at);

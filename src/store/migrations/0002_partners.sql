CREATE TABLE partners (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  home_url TEXT NOT NULL,
  feed_url TEXT,
  host TEXT,                           -- of feed_url: one request at a time goes there
  role TEXT NOT NULL DEFAULT 'partner' CHECK (role IN ('partner', 'house')),
  weight REAL NOT NULL DEFAULT 1,
  max_links INTEGER NOT NULL DEFAULT 2,
  enabled INTEGER NOT NULL DEFAULT 1,
  sponsored INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,  -- counts what came in; two that read the same one cannot both write
  -- polling; times are milliseconds since 1970
  etag TEXT,                           -- byte for byte as sent
  last_modified TEXT,                  -- byte for byte as sent
  body_hash TEXT,
  offered TEXT NOT NULL DEFAULT '[]',  -- JSON, ids of the items in the document last read: retention spares them
  last_polled_at INTEGER,
  last_success_at INTEGER,
  last_status INTEGER,
  last_error TEXT,                     -- JSON {kind, detail}
  next_poll_at INTEGER,                -- NULL: not until an editor asks
  interval_s INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  queued_until INTEGER,                -- until then a message in the queue stands for it
  lease_until INTEGER,                 -- until then a poll is under way
  history TEXT NOT NULL DEFAULT '{"arrivals":[]}' -- JSON, what nextPoll() looks back on
) STRICT;
CREATE INDEX partners_due ON partners (next_poll_at) WHERE enabled = 1;
CREATE INDEX partners_by_host ON partners (host);

-- Push keys. The key itself is HMAC(server secret, partner, nonce): nothing here opens anything.
CREATE TABLE partner_keys (
  hash TEXT PRIMARY KEY,               -- SHA-256 of the key, hex
  partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
  nonce TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER                   -- milliseconds since 1970; NULL for the current one
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_keys_by_partner ON partner_keys (partner_id);

-- Signed pushes that were taken, with the answer they got: an id is taken once.
CREATE TABLE webhooks (
  partner_id TEXT NOT NULL,
  id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,           -- milliseconds since 1970
  answer TEXT NOT NULL,                -- JSON
  PRIMARY KEY (partner_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_by_age ON webhooks (taken_at);

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
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn', 'dead')),
  withdrawn_by TEXT CHECK (withdrawn_by IN ('partner', 'editor')) -- what an editor took down stays down
) STRICT;
CREATE INDEX items_by_guid ON items (partner_id, guid);
CREATE INDEX items_by_url ON items (url_key, partner_id);
CREATE INDEX items_by_age ON items (partner_id, published_at);
CREATE INDEX items_by_title ON items (title_key, published_at) WHERE partner_id <> '';
CREATE INDEX items_by_story ON items (story) WHERE story IS NOT NULL;

-- What came of a house partner's items: which article each one is.
CREATE TABLE house_items (
  id TEXT PRIMARY KEY,
  partner_id TEXT NOT NULL,
  guid TEXT,
  url TEXT NOT NULL,                   -- of the CMS's page
  url_key TEXT NOT NULL,
  title_key TEXT NOT NULL,
  published_at INTEGER NOT NULL,       -- milliseconds since 1970
  hash TEXT NOT NULL,                  -- of what the CMS sent
  article_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn'))
) STRICT;
CREATE INDEX house_items_by_partner ON house_items (partner_id);

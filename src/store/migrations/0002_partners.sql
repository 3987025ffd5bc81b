CREATE TABLE partners (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  home_url TEXT NOT NULL,
  feed_url TEXT,
  host TEXT,                           -- of feed_url: it gets one request at a time
  role TEXT NOT NULL DEFAULT 'partner' CHECK (role IN ('partner', 'house')),
  weight REAL NOT NULL DEFAULT 1,
  max_links INTEGER NOT NULL DEFAULT 2,
  enabled INTEGER NOT NULL DEFAULT 1,
  sponsored INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,  -- counts the writes of items: of two writers with the same version, only one can write
  -- polling: times are milliseconds since 1970
  etag TEXT,                           -- byte for byte as sent
  last_modified TEXT,                  -- byte for byte as sent
  body_hash TEXT,
  offered TEXT NOT NULL DEFAULT '[]',  -- JSON, ids of the items in the last document, which retention keeps
  last_polled_at INTEGER,
  last_success_at INTEGER,
  last_status INTEGER,
  last_error TEXT,                     -- JSON {kind, detail}
  next_poll_at INTEGER,                -- NULL: only an editor starts a poll
  interval_s INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  queued_until INTEGER,                -- until then a message is in the queue
  lease_until INTEGER,                 -- until then a poll is running
  history TEXT NOT NULL DEFAULT '{"arrivals":[]}' -- JSON, the input of nextPoll()
) STRICT;
CREATE INDEX partners_due ON partners (next_poll_at) WHERE enabled = 1;
CREATE INDEX partners_by_host ON partners (host);

-- Push keys. A key is HMAC(server secret, partner, nonce), so this table alone gives no access.
CREATE TABLE partner_keys (
  hash TEXT PRIMARY KEY,               -- SHA-256 of the key, hex
  partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
  nonce TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER                   -- milliseconds since 1970; NULL for the current one
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_keys_by_partner ON partner_keys (partner_id);

-- Signed requests that were done, with their answers. An id is done once.
CREATE TABLE webhooks (
  partner_id TEXT NOT NULL,
  id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,           -- milliseconds since 1970
  answer TEXT NOT NULL,                -- JSON
  PRIMARY KEY (partner_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_by_age ON webhooks (taken_at);

-- Everything that a Check Also box can link: partners' stories and the newsroom's own archive.
CREATE TABLE items (
  n INTEGER PRIMARY KEY,               -- rowid of the search index
  id TEXT NOT NULL UNIQUE,             -- the id on the wire
  partner_id TEXT NOT NULL,            -- '' for our own archive (id is then the article's id)
  guid TEXT,
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,               -- comparison form of url, see lib/url/resolve.ts
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,             -- folded title, for near-equal titles
  summary TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '',    -- first part of the body as plain text, for search and near-duplicates
  image TEXT,
  language TEXT,
  section TEXT,
  authors TEXT NOT NULL DEFAULT '[]',  -- JSON
  tags TEXT NOT NULL DEFAULT '[]',     -- JSON
  published_at INTEGER NOT NULL,       -- milliseconds since 1970, frozen
  updated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,            -- when it was first stored
  hash TEXT NOT NULL,                  -- of the item as the publisher sent it
  story TEXT,                          -- id of the first item of the same story, NULL for the first one
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn', 'dead')),
  withdrawn_by TEXT CHECK (withdrawn_by IN ('partner', 'editor')) -- an editor's withdrawal is final
) STRICT;
CREATE INDEX items_by_guid ON items (partner_id, guid);
CREATE INDEX items_by_url ON items (url_key, partner_id);
CREATE INDEX items_by_age ON items (partner_id, published_at);
CREATE INDEX items_by_title ON items (title_key, published_at) WHERE partner_id <> '';
CREATE INDEX items_by_story ON items (story) WHERE story IS NOT NULL;

-- The entries of house partners, with the articles made from them.
CREATE TABLE house_items (
  id TEXT PRIMARY KEY,
  partner_id TEXT NOT NULL,
  guid TEXT,
  url TEXT NOT NULL,                   -- of the CMS's page
  url_key TEXT NOT NULL,
  title_key TEXT NOT NULL,
  published_at INTEGER NOT NULL,       -- milliseconds since 1970
  hash TEXT NOT NULL,                  -- of the entry as the CMS sent it
  article_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'withdrawn'))
) STRICT;
CREATE INDEX house_items_by_partner ON house_items (partner_id);

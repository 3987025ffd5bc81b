-- One row for each article: its current revision in KV, and the feeds that show it.
CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,                  -- of the current revision, or 'withdrawn'
  announced_hash TEXT,                 -- the hash that the feeds show: an article whose two hashes differ is in the outbox
  announced_feeds TEXT NOT NULL DEFAULT '[]', -- the feeds with it at that time, JSON list of feed names
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'live', 'withdrawn')),
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,               -- comparison form of url, see lib/url/resolve.ts
  title TEXT NOT NULL,
  section TEXT,                        -- slug
  language TEXT NOT NULL,
  published_at INTEGER NOT NULL,       -- milliseconds since 1970
  modified_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  bytes INTEGER NOT NULL               -- not used any more, always 0
) STRICT;
CREATE INDEX articles_newest ON articles (state, published_at DESC, id);
CREATE INDEX articles_by_url ON articles (url_key);
CREATE INDEX articles_unannounced ON articles (id) WHERE announced_hash IS NOT hash;

-- Sections, tags and authors of live and withdrawn articles. A facet's feed selects its articles with it.
CREATE TABLE facets (
  kind TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (kind, slug, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX facets_by_article ON facets (article_id);

-- Versions of the rendered feeds in KV. Only the renders consumer writes them, and it writes KV first. So a version in
-- this table is reliable while KV may still return an older one.
CREATE TABLE snapshots (
  feed TEXT NOT NULL,                  -- e.g. 'main', 'tags/water', 'archive/2026-11'
  file TEXT NOT NULL,                  -- 'rss.xml', 'atom.xml', 'feed.json'
  versions TEXT NOT NULL,              -- JSON [[etag, since ms, [entry digest, …]], …], newest first
  PRIMARY KEY (feed, file)
) STRICT, WITHOUT ROWID;

-- Chores that run once a period, with the period of the last run.
CREATE TABLE chores (
  name TEXT PRIMARY KEY,
  period TEXT NOT NULL                 -- e.g. '2026-11-23'
) STRICT, WITHOUT ROWID;

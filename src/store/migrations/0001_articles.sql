-- One row an article: which revision in KV is current, and what the feeds know of it.
CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,                  -- of the current revision; 'withdrawn' once it is
  announced_hash TEXT,                 -- the hash that the rendered feeds show; the outbox is where the two differ
  announced_feeds TEXT NOT NULL DEFAULT '[]', -- the feeds that showed it then, JSON list of feed paths
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'live', 'withdrawn')),
  url TEXT NOT NULL,
  url_key TEXT NOT NULL,               -- comparison form of url, see lib/urls.ts
  title TEXT NOT NULL,
  section TEXT,                        -- slug
  language TEXT NOT NULL,
  published_at INTEGER NOT NULL,       -- milliseconds since 1970
  modified_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  bytes INTEGER NOT NULL               -- of the stored revision
) STRICT;
CREATE INDEX articles_newest ON articles (state, published_at DESC, id);
CREATE INDEX articles_by_url ON articles (url_key);
CREATE INDEX articles_unannounced ON articles (id) WHERE announced_hash IS NOT hash;

-- Sections, tags and authors of live and withdrawn articles: what a facet's feed is selected by.
CREATE TABLE facets (
  kind TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (kind, slug, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX facets_by_article ON facets (article_id);

-- Rendered feeds in KV that must follow changes. What stands here was put in KV first, and only the renders consumer
-- writes either, so a version named here can be trusted where KV may still answer with an older one.
CREATE TABLE snapshots (
  feed TEXT NOT NULL,                  -- e.g. 'main', 'tags/water', 'archive/2026-11'
  file TEXT NOT NULL,                  -- 'rss.xml', 'atom.xml', 'feed.json'
  versions TEXT NOT NULL,              -- JSON [[etag, since ms, [entry digest, …]], …], newest first
  PRIMARY KEY (feed, file)
) STRICT, WITHOUT ROWID;

-- What is done once a period, and for which period it was last taken.
CREATE TABLE chores (
  name TEXT PRIMARY KEY,
  period TEXT NOT NULL                 -- e.g. '2026-11-23'
) STRICT, WITHOUT ROWID;

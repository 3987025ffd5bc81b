-- The current revision of every article that is not withdrawn, once more. KV serves it at the edge; this copy is written
-- in one transaction with the row that names its hash, so it is there whatever becomes of KV.
CREATE TABLE revisions (
  article_id TEXT PRIMARY KEY REFERENCES articles (id),
  hash TEXT NOT NULL,
  body TEXT NOT NULL                   -- as in KV, see store/revisions.ts
) STRICT;

-- What was found to be damaged, until it is whole again: /health counts it, /status says what to do.
CREATE TABLE faults (
  place TEXT NOT NULL,                 -- 'revision', or a JSON column such as 'partners.history'
  id TEXT NOT NULL,                    -- of the row: an article's id, a partner's id …
  kind TEXT NOT NULL CHECK (kind IN ('lost', 'copied', 'unreadable')),
  found_at INTEGER NOT NULL,           -- milliseconds since 1970
  PRIMARY KEY (place, id)
) STRICT, WITHOUT ROWID;

-- A rebuild under way; one row or none.
CREATE TABLE rebuild (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  step TEXT NOT NULL,
  after TEXT NOT NULL,                 -- the last key that this step has done
  done TEXT NOT NULL,                  -- JSON {step: how many}
  busy_until INTEGER NOT NULL          -- milliseconds since 1970; until then somebody is at it
) STRICT;

-- When somebody last asked for a feed that is kept only while it is asked for.
CREATE TABLE feed_requests (
  feed TEXT PRIMARY KEY,               -- e.g. 'tags/water'
  asked_at INTEGER NOT NULL            -- milliseconds since 1970, to within a day
) STRICT, WITHOUT ROWID;
INSERT INTO feed_requests (feed, asked_at)
SELECT DISTINCT feed, unixepoch() * 1000 FROM snapshots
WHERE feed = 'with-links' OR feed LIKE 'tags/%' OR feed LIKE 'authors/%' OR feed LIKE 'archive/%';

-- The facets that have an article out, with the label of the newest: what /feeds lists without reading every article.
CREATE TABLE directory (
  kind TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;
INSERT INTO directory (kind, slug, label)
SELECT kind, slug, max(label) FROM facets JOIN articles ON id = article_id WHERE state = 'live' GROUP BY kind, slug;

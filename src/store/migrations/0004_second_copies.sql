-- A second copy of the current revision of every article that is not withdrawn. KV serves revisions at the edge. This
-- copy is written in one transaction with the article's row, so it survives any loss in KV.
CREATE TABLE revisions (
  article_id TEXT PRIMARY KEY REFERENCES articles (id),
  hash TEXT NOT NULL,
  body TEXT NOT NULL                   -- as in KV, see store/revisions.ts
) STRICT;

-- Damaged values, until they are repaired. /health counts them, and /status says how to repair them.
CREATE TABLE faults (
  place TEXT NOT NULL,                 -- 'revision', or a JSON column such as 'partners.history'
  id TEXT NOT NULL,                    -- of the row: an article's id, a partner's id …
  kind TEXT NOT NULL CHECK (kind IN ('lost', 'copied', 'unreadable')),
  found_at INTEGER NOT NULL,           -- milliseconds since 1970
  PRIMARY KEY (place, id)
) STRICT, WITHOUT ROWID;

-- The running rebuild. One row or none.
CREATE TABLE rebuild (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  step TEXT NOT NULL,
  after TEXT NOT NULL,                 -- the last key that this step has finished
  done TEXT NOT NULL,                  -- JSON {step: number done}
  busy_until INTEGER NOT NULL          -- milliseconds since 1970: until then a call has claimed it
) STRICT;

-- The last request for each feed that is kept only while readers request it.
CREATE TABLE feed_requests (
  feed TEXT PRIMARY KEY,               -- e.g. 'tags/water'
  asked_at INTEGER NOT NULL            -- milliseconds since 1970, exact to a day
) STRICT, WITHOUT ROWID;
INSERT INTO feed_requests (feed, asked_at)
SELECT DISTINCT feed, unixepoch() * 1000 FROM snapshots
WHERE feed = 'with-links' OR feed LIKE 'tags/%' OR feed LIKE 'authors/%' OR feed LIKE 'archive/%';

-- The facets with a live article, with the label of the newest. /feeds lists them without reading every article.
CREATE TABLE directory (
  kind TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;
INSERT INTO directory (kind, slug, label)
SELECT kind, slug, max(label) FROM facets JOIN articles ON id = article_id WHERE state = 'live' GROUP BY kind, slug;

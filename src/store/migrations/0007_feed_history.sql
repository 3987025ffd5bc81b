-- Sections, tags and authors that an article had while it was out and has no more. Their feeds had its entry, so they get
-- its tombstone when it is withdrawn.
CREATE TABLE former_facets (
  kind TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (kind, slug, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_facets_by_article ON former_facets (article_id);
-- So that the newest of a facet are found without reading all of it.
ALTER TABLE facets ADD COLUMN published_at INTEGER; -- of the article
UPDATE facets SET published_at = (SELECT published_at FROM articles WHERE id = article_id);
CREATE INDEX facets_newest ON facets (kind, slug, published_at DESC, article_id);
CREATE INDEX articles_withdrawn ON articles (withdrawn_at) WHERE withdrawn_at IS NOT NULL;

-- When the article last changed in substance after its release, milliseconds since 1970. NULL: never.
ALTER TABLE articles ADD COLUMN corrected_at INTEGER;
CREATE INDEX articles_corrected ON articles (corrected_at) WHERE corrected_at IS NOT NULL;

-- The page of its day's archive that an article stands on, from its release on and for ever.
ALTER TABLE articles ADD COLUMN archive_page INTEGER;
CREATE INDEX articles_unfiled ON articles (id) WHERE archive_page IS NULL AND state = 'live';

-- The pages of days. A page is never deleted, so that the chain of archives never ends at one.
CREATE TABLE archive_pages (
  day TEXT NOT NULL,                   -- of first publication in UTC, e.g. '2026-11-23'
  page INTEGER NOT NULL,               -- 1, 2, …
  size INTEGER NOT NULL,               -- the articles that were ever filed here
  linked INTEGER NOT NULL DEFAULT 0,   -- 1: the archives beside it are rendered with links to it
  PRIMARY KEY (day, page)
) STRICT, WITHOUT ROWID;

UPDATE articles SET archive_page = filed.page FROM (
  SELECT id, 1 + (row_number() OVER (
      PARTITION BY strftime('%Y-%m-%d', published_at / 1000.0, 'unixepoch') ORDER BY published_at, id) - 1) / 50 AS page
  FROM articles WHERE state = 'live' OR (state = 'withdrawn' AND published_at <= withdrawn_at)) AS filed
WHERE articles.id = filed.id;
INSERT INTO archive_pages (day, page, size, linked)
  SELECT strftime('%Y-%m-%d', published_at / 1000.0, 'unixepoch'), archive_page, count(*), 1
  FROM articles WHERE archive_page IS NOT NULL GROUP BY 1, 2;

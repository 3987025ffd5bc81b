-- Folded and segmented words of every live item (checkalso/words.ts); rowid = items.n. Holds no text of its own: it is
-- rebuilt from items at any time.
CREATE VIRTUAL TABLE search USING fts5 (
  title, summary, body, tags,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE search_terms USING fts5vocab ('search', 'row');

-- The Check Also list of an article, as last computed.
CREATE TABLE check_also (
  article_id TEXT PRIMARY KEY,
  links TEXT NOT NULL,                 -- JSON list of model/link.ts Link
  computed_at INTEGER NOT NULL,        -- milliseconds since 1970
  stale INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The folded and segmented words of every live item (ranking/words/words.ts), separated by spaces, so that the
-- tokenizer only splits at spaces. rowid = items.n. It stores no text and can be rebuilt from items at any time.
CREATE VIRTUAL TABLE search USING fts5 (
  title, summary, body, tags,
  content = '', contentless_delete = 1, detail = column, tokenize = "ascii"
);
CREATE VIRTUAL TABLE search_terms USING fts5vocab ('search', 'row');
CREATE VIRTUAL TABLE search_places USING fts5vocab ('search', 'instance');

-- Words that occur in many items, with their last count. Reading it is cheap. Counting again reads all places of the
-- words.
CREATE TABLE common_words (
  word TEXT PRIMARY KEY,
  items INTEGER NOT NULL               -- the number of items with the word
) STRICT, WITHOUT ROWID;
-- The size of the index at the last count. One row.
CREATE TABLE search_size (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  items INTEGER NOT NULL,              -- live items at that time
  newest INTEGER NOT NULL,             -- greatest items.n at that time
  counted_at INTEGER NOT NULL          -- milliseconds since 1970
) STRICT;

-- The Check Also list of an article, as last computed.
CREATE TABLE check_also (
  article_id TEXT PRIMARY KEY,
  links TEXT NOT NULL,                 -- JSON list of model/link.ts Link
  revised TEXT NOT NULL,               -- date_modified of the article that the list was made for
  computed_at INTEGER NOT NULL,        -- milliseconds since 1970
  renew_at INTEGER NOT NULL            -- the list is stale from this time on, or at once when a new item could enter it
) STRICT;
CREATE INDEX check_also_due ON check_also (renew_at);

-- The heaviest words of the articles of the last week. They connect new items to the lists that they could enter.
CREATE TABLE check_also_words (
  word TEXT NOT NULL,
  article_id TEXT NOT NULL,
  weight REAL NOT NULL,                -- the weights of an article add up to 1
  PRIMARY KEY (word, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_also_words_by_article ON check_also_words (article_id);

-- The editors' decisions for an article's list.
CREATE TABLE check_also_edits (
  article_id TEXT PRIMARY KEY,
  pins TEXT NOT NULL,                  -- JSON list of item ids and {url, title}
  excludes TEXT NOT NULL               -- JSON list of item ids and URLs
) STRICT;

-- Linked addresses to check from time to time. Items that no list has linked for long are deleted.
CREATE TABLE link_checks (
  item_id TEXT PRIMARY KEY,
  linked_at INTEGER NOT NULL,          -- when a list with it was last stored, ms since 1970, exact to a day
  due_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0      -- how often in a row it answered 404 or 410
) STRICT, WITHOUT ROWID;
CREATE INDEX link_checks_due ON link_checks (due_at);

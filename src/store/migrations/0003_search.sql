-- Folded and segmented words of every live item (checkalso/words.ts), parted by spaces, so that the tokenizer has nothing
-- left to decide; rowid = items.n. Holds no text of its own: it is rebuilt from items at any time.
CREATE VIRTUAL TABLE search USING fts5 (
  title, summary, body, tags,
  content = '', contentless_delete = 1, detail = column, tokenize = "ascii"
);
CREATE VIRTUAL TABLE search_terms USING fts5vocab ('search', 'row');
CREATE VIRTUAL TABLE search_places USING fts5vocab ('search', 'instance');

-- Words that stand in many items, as last counted: looking here costs nothing, counting anew reads all their places.
CREATE TABLE common_words (
  word TEXT PRIMARY KEY,
  items INTEGER NOT NULL               -- how many hold it
) STRICT, WITHOUT ROWID;
-- What was counted then; one row.
CREATE TABLE search_size (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  items INTEGER NOT NULL,              -- live items then
  newest INTEGER NOT NULL,             -- greatest items.n then
  counted_at INTEGER NOT NULL          -- milliseconds since 1970
) STRICT;

-- The Check Also list of an article, as last computed.
CREATE TABLE check_also (
  article_id TEXT PRIMARY KEY,
  links TEXT NOT NULL,                 -- JSON list of model/link.ts Link
  revised TEXT NOT NULL,               -- date_modified of the article it was made for
  computed_at INTEGER NOT NULL,        -- milliseconds since 1970
  renew_at INTEGER NOT NULL            -- from then on it is stale; brought forward when an item arrives that could enter it
) STRICT;
CREATE INDEX check_also_due ON check_also (renew_at);

-- The words that weigh most in the articles of the last days: by these a new item finds the lists it could enter.
CREATE TABLE check_also_words (
  word TEXT NOT NULL,
  article_id TEXT NOT NULL,
  weight REAL NOT NULL,                -- an article's add up to 1
  PRIMARY KEY (word, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_also_words_by_article ON check_also_words (article_id);

-- What editors decided for an article's list.
CREATE TABLE check_also_edits (
  article_id TEXT PRIMARY KEY,
  pins TEXT NOT NULL,                  -- JSON list of item ids and {url, title}
  excludes TEXT NOT NULL               -- JSON list of item ids and URLs
) STRICT;

-- Linked addresses to look at from time to time. Items that no list has held for long fall out.
CREATE TABLE link_checks (
  item_id TEXT PRIMARY KEY,
  linked_at INTEGER NOT NULL,          -- when a list was last stored with it, ms since 1970, to within a day
  due_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0      -- times in a row that it answered 404 or 410
) STRICT, WITHOUT ROWID;
CREATE INDEX link_checks_due ON link_checks (due_at);

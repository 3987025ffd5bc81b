-- What is known of articles' images: their servers are asked once, for the first bytes. Aggregators want sizes.
CREATE TABLE images (
  url TEXT NOT NULL,
  article_id TEXT NOT NULL,
  width INTEGER,                       -- pixels, NULL while it is not known
  height INTEGER,
  type TEXT,                           -- MIME type, by the bytes
  bytes INTEGER,                       -- of the whole file
  tries INTEGER NOT NULL,              -- how often the server was asked
  due_at INTEGER,                      -- when to ask, milliseconds since 1970; NULL: not again
  PRIMARY KEY (url, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX images_by_article ON images (article_id);
CREATE INDEX images_due ON images (due_at) WHERE due_at IS NOT NULL;

-- The feeds of aggregators have one language each. The expression is the primary subtag.
CREATE INDEX articles_by_language
  ON articles (substr(language, 1, instr(language || '-', '-') - 1), published_at DESC) WHERE state = 'live';
-- Articles with an audio file, for the podcast.
CREATE INDEX revisions_with_audio ON revisions (article_id) WHERE instr(body, '"mimeType":"audio/') > 0;

-- The sizes of attached files that editors sent without one. The clock asks each file's server. RSS needs the size.
CREATE TABLE attachment_sizes (
  url TEXT NOT NULL,
  article_id TEXT NOT NULL,
  size INTEGER,                        -- bytes, NULL while it is not known
  tries INTEGER NOT NULL,              -- how often the server was asked
  due_at INTEGER,                      -- when to ask, milliseconds since 1970; NULL: not again
  PRIMARY KEY (url, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_sizes_by_article ON attachment_sizes (article_id);
CREATE INDEX attachment_sizes_due ON attachment_sizes (due_at) WHERE due_at IS NOT NULL;

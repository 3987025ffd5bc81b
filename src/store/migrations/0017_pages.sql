-- Pages that list stories, kept in KV until nobody has caused them to be written for a month.
CREATE TABLE pages (
  name TEXT PRIMARY KEY,               -- the path without the first slash, e.g. 'tags/water', 'archive/2026-11'
  digest TEXT NOT NULL,                -- of what is in KV
  written_at INTEGER NOT NULL          -- milliseconds since 1970
) STRICT, WITHOUT ROWID;
-- A search looks at stories of partners and our own alike. This tells which rows are our own without reading them.
CREATE INDEX items_own ON items (n) WHERE partner_id = '';

-- Editors' takedowns. No document of the partner can bring such an item back. A takedown outlives the item's row and
-- the partner's.
CREATE TABLE takedowns (
  partner_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  article_id TEXT,                     -- the article made from a house partner's entry, NULL for other partners
  guid TEXT,
  url_key TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,                  -- first part of the body, emptied when copies are not looked for any more
  taken_at INTEGER NOT NULL,           -- milliseconds since 1970
  PRIMARY KEY (partner_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX takedowns_by_article ON takedowns (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX house_items_by_article ON house_items (article_id);

INSERT INTO takedowns (partner_id, item_id, guid, url_key, title, text, taken_at)
  SELECT partner_id, id, guid, url_key, title, substr(iif(content = '', summary, content), 1, 2000),
    unixepoch() * 1000
  FROM items WHERE withdrawn_by = 'editor' AND partner_id <> '';
-- An article that is withdrawn while its entry in the newsroom's CMS is live was withdrawn by an editor.
INSERT INTO takedowns (partner_id, item_id, article_id, guid, url_key, title, text, taken_at)
  SELECT partner_id, house_items.id, article_id, house_items.guid, house_items.url_key, title, '', withdrawn_at
  FROM house_items JOIN articles ON articles.id = article_id
  WHERE house_items.state = 'live' AND articles.state = 'withdrawn';

-- Which stored lists contain an item. Their articles' feeds are rendered again when the item may not be linked any
-- more.
CREATE TABLE list_items (
  item_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (item_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_items_by_article ON list_items (article_id);
INSERT OR IGNORE INTO list_items (item_id, article_id)
  SELECT iif(link.type = 'object', link.value->>'id', NULL) AS item_id, article_id
  FROM check_also, json_each(iif(json_valid(links), links, '[]')) AS link WHERE item_id IS NOT NULL;

-- Until this time a request is making the list. Other requests get the stored list.
ALTER TABLE check_also ADD COLUMN claimed_until INTEGER NOT NULL DEFAULT 0;

-- Counts an article's edits. It is the ETag of the edits. Without a row it is 0.
ALTER TABLE check_also_edits ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Lists with pins of outside pages show the pages' hosts from now on.
UPDATE check_also SET renew_at = 0
  WHERE article_id IN (SELECT article_id FROM check_also_edits WHERE pins LIKE '%{%');

-- Answers of signed pushes have the number of rejected entries.
UPDATE webhooks
  SET answer = json_set(answer, '$.answer.rejectedTotal', json_array_length(answer, '$.answer.rejected'))
  WHERE iif(json_valid(answer), answer->>'kind', '') = 'push';

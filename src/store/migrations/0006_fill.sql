-- Whether the box of an article may be filled with links that are near or new. Editors turn it off.
ALTER TABLE check_also_edits ADD COLUMN fill INTEGER NOT NULL DEFAULT 1;
-- Feeds show related links alone, so they are not rendered again when another link leaves.
ALTER TABLE list_items ADD COLUMN in_feeds INTEGER NOT NULL DEFAULT 1;
-- Lists of earlier releases have related links alone. The empty ones are made again at once, the others with age.
UPDATE check_also SET renew_at = 0 WHERE links = '[]';

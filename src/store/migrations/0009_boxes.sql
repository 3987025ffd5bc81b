-- Whether the box and the page in KV are behind this list: 1, the list is newer; 2, they show a link that must leave.
-- Every saved list starts behind.
ALTER TABLE check_also ADD COLUMN behind INTEGER NOT NULL DEFAULT 1;
CREATE INDEX check_also_behind ON check_also (behind) WHERE behind > 0;

-- The languages in which a partner publishes, with the time of its newest story in each. Only partners whose stories may
-- fill a box have rows. So a box is filled at the same cost with any number of partners.
CREATE TABLE partner_languages (
  partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
  language TEXT NOT NULL,              -- primary subtag
  newest_at INTEGER NOT NULL,          -- published_at of the newest story, milliseconds since 1970
  UNIQUE (partner_id, language)
) STRICT;
CREATE INDEX partner_languages_newest ON partner_languages (language, newest_at);
INSERT INTO partner_languages (partner_id, language, newest_at)
SELECT partner_id, substr(language, 1, instr(language || '-', '-') - 1), max(published_at)
FROM (SELECT partner_id, published_at, lower(coalesce(items.language, partners.language, 'en')) AS language
  FROM items JOIN partners ON partners.id = partner_id
  WHERE state = 'live' AND enabled = 1 AND sponsored = 0 AND role = 'partner')
GROUP BY 1, 2;

-- The words are counted in pieces. The last word that the running count has done, NULL when none is running.
ALTER TABLE search_size ADD COLUMN counted_to TEXT;

-- A new item looks at the lists in which its words weigh most, and at no more of them.
CREATE INDEX check_also_words_by_weight ON check_also_words (word, weight);

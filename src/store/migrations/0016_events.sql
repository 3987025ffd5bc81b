-- How often links of a partner were shown and clicked, summed per day. Nothing is stored about a person.
CREATE TABLE events (
  day TEXT NOT NULL,                   -- 2026-11-23, UTC
  partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
  article_id TEXT NOT NULL,
  layout TEXT NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0,
  clicked INTEGER NOT NULL DEFAULT 0,
  UNIQUE (partner_id, day, article_id, layout)
) STRICT;
CREATE INDEX events_by_day ON events (day);

-- Facets that a release without publication times stored: once a day they are looked for among all.
CREATE INDEX facets_undated ON facets (article_id) WHERE published_at IS NULL;

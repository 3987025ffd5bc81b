-- Pictures in texts are measured too, after the articles' own images.
ALTER TABLE images ADD COLUMN in_text INTEGER NOT NULL DEFAULT 0; -- 1: it only stands in the text

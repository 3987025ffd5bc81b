-- The version of the words in the search index, for newsrooms from before it was kept. The clock indexes anew when a release
-- has another one.
INSERT INTO chores (name, period) SELECT 'words', '1' WHERE EXISTS (SELECT 1 FROM items);

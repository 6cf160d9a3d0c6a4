-- The index keeps lists for beginnings of words. It is filled anew when the store is opened, see `derived.rs`.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    title, standfirst, body, publisher,
    content = 'texts', content_rowid = 'entry', tokenize = 'unicode61 remove_diacritics 2', prefix = '4'
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(8.0, 3.0, 1.0, 2.0)');

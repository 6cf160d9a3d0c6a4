-- The section of an article, and the bytes that it takes: its texts and its reading; pages are kept by rules of their own.
ALTER TABLE entries ADD COLUMN section TEXT;
ALTER TABLE entries ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

-- Derived as the rest of the row: section, the lead's outlet, and how many of the reader's follows the story meets.
ALTER TABLE stories ADD COLUMN section TEXT;
ALTER TABLE stories ADD COLUMN outlet TEXT;
ALTER TABLE stories ADD COLUMN follows INTEGER NOT NULL DEFAULT 0;

-- How long and how much of a feed is kept; NULL is the desk's rule.
ALTER TABLE feeds ADD COLUMN keep_days INTEGER;
ALTER TABLE feeds ADD COLUMN keep_bytes INTEGER;

-- Publishers, words and sections that a reader follows.
CREATE TABLE follows (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    at    INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
);

-- `texts.publisher` now also holds what a publisher, a language and every article is found by; see `entries`. It changes by
-- itself only where the whole index is built anew.
DROP TRIGGER texts_change;
CREATE TRIGGER texts_change AFTER UPDATE OF title, standfirst, body ON texts BEGIN
    INSERT INTO search (search, rowid, title, standfirst, body, publisher)
    VALUES ('delete', old.entry, old.title, old.standfirst, old.body, old.publisher);
    INSERT INTO search (rowid, title, standfirst, body, publisher)
    VALUES (new.entry, new.title, new.standfirst, new.body, new.publisher);
END;

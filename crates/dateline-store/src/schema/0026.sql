-- Folders that apps make before a feed is in them; others are there as long as they hold one.
ALTER TABLE folders ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
-- What apps of Fever send for a name and an app password, hashed.
CREATE TABLE fever_keys (
    hash  BLOB PRIMARY KEY,
    token INTEGER NOT NULL REFERENCES tokens (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX fever_keys_token ON fever_keys (token);
-- Where the sequence of changes stood at a moment: what changed since then has a later place.
CREATE TABLE sequence_times (at INTEGER PRIMARY KEY, place INTEGER NOT NULL);

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
-- How far a reader has listened to a file of an article, in seconds.
CREATE TABLE listened (
    user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    file    INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (user, entry, file)
) WITHOUT ROWID;
CREATE INDEX listened_entry ON listened (entry);

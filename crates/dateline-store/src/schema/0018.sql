-- What a reader says of stories stands beside them, for that reader alone, and is looked at as they are read. The latest of several
-- acts on one entry, or on one story, is in force. `act` 0 stands for what was said before acts were kept.
CREATE TABLE reader_placements (
    user      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry     INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    act       INTEGER NOT NULL,
    story     INTEGER NOT NULL,
    -- Why an entry that came later followed an act; NULL where the act named the entry.
    score     REAL,
    threshold REAL,
    terms     TEXT,
    hours     REAL,
    PRIMARY KEY (user, entry, act)
) WITHOUT ROWID;
CREATE INDEX reader_placements_entry ON reader_placements (entry);
CREATE INDEX reader_placements_story ON reader_placements (user, story);
-- Entries that stand in `story` for everybody stand in `into_story` for this reader.
CREATE TABLE reader_joins (
    user       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    story      INTEGER NOT NULL,
    act        INTEGER NOT NULL,
    into_story INTEGER NOT NULL,
    PRIMARY KEY (user, story, act)
) WITHOUT ROWID;
CREATE INDEX reader_joins_into ON reader_joins (user, into_story);

-- What was corrected before moved entries for everybody. It stays where it is, and the reader who said so goes on seeing it there.
-- An act that is `shared` is taken back by saying the contrary.
ALTER TABLE acts ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
UPDATE acts SET shared = 1;
INSERT OR IGNORE INTO reader_placements (user, entry, act, story)
    SELECT c.user, c.entry, coalesce(c.act, 0), c.story FROM corrections c JOIN entries e ON e.id = c.entry
    WHERE c.belongs = 1 AND e.private_of IS NULL ORDER BY c.id DESC;
DROP TABLE corrections;

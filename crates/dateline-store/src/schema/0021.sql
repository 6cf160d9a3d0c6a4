-- What a reader set for pages: theme, size of text, whether opening an article marks it read.
CREATE TABLE reader_settings (
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user, name)
) WITHOUT ROWID;

-- Marks that can be undone for a while: what was done, and to which articles. Where all of a feed was marked read at once, its floor
-- before and after stands for the articles.
CREATE TABLE mark_undos (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    mark    TEXT NOT NULL,
    entries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX mark_undos_at ON mark_undos (at);
CREATE INDEX mark_undos_user ON mark_undos (user);
CREATE TABLE mark_undo_entries (
    undo  INTEGER NOT NULL REFERENCES mark_undos (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    PRIMARY KEY (undo, entry)
) WITHOUT ROWID;
CREATE TABLE mark_undo_floors (
    undo   INTEGER NOT NULL REFERENCES mark_undos (id) ON DELETE CASCADE,
    user   INTEGER NOT NULL,
    feed   INTEGER NOT NULL,
    -- NULL where the feed had no floor.
    before INTEGER,
    at     INTEGER,
    after  INTEGER NOT NULL,
    PRIMARY KEY (undo, feed)
) WITHOUT ROWID;
CREATE INDEX mark_undo_floors_feed ON mark_undo_floors (user, feed);

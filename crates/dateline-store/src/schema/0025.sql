-- How far a reader has come in an article (file 0, in thousandths of its text) or in a recording of it (in milliseconds).
CREATE TABLE progress (
    user     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry    INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    file     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    position INTEGER NOT NULL,
    length   INTEGER,
    -- Thousandths of the usual speed.
    speed    INTEGER,
    PRIMARY KEY (user, entry, file)
) WITHOUT ROWID;
CREATE INDEX progress_entry ON progress (entry);
CREATE INDEX progress_latest ON progress (user, at) WHERE speed IS NOT NULL;
-- What a reader noted on an article: on words of its text, which are found again by themselves and by what stands around them, or on
-- the whole of it.
CREATE TABLE notes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry      INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    suffix     TEXT NOT NULL,
    text       TEXT NOT NULL
);
CREATE INDEX notes_user ON notes (user, entry);
CREATE INDEX notes_entry ON notes (entry);

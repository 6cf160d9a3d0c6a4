-- What readers corrected, one row an act, with the articles it moved, so that it can be taken back.
CREATE TABLE acts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    from_story INTEGER NOT NULL,
    into_story INTEGER NOT NULL,
    undone_at  INTEGER
);
CREATE TABLE act_articles (
    act   INTEGER NOT NULL REFERENCES acts (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    PRIMARY KEY (act, entry)
) WITHOUT ROWID;

-- The act that a reader's word comes from; taking the act back takes its words back.
ALTER TABLE corrections ADD COLUMN act INTEGER;
CREATE INDEX corrections_entry ON corrections (entry);

-- Searches that a reader keeps. `token` is the secret of the feed's address, `looked` the last article that was there
-- when the reader last looked.
CREATE TABLE searches (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    name   TEXT NOT NULL,
    query  TEXT NOT NULL,
    token  TEXT NOT NULL UNIQUE,
    alert  INTEGER NOT NULL,
    looked INTEGER NOT NULL
);

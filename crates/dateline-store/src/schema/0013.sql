-- What an entry was before its feed changed it, one row a change; of what did not change at that time there is nothing.
CREATE TABLE versions (
    id        INTEGER PRIMARY KEY,
    entry     INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    until     INTEGER NOT NULL,
    title     TEXT,
    url       TEXT,
    summary   TEXT,
    published INTEGER,
    authors   TEXT,
    files     TEXT,
    text      BLOB
);
CREATE INDEX versions_entry ON versions (entry, until);
INSERT INTO versions (entry, until, title) SELECT entry, until, title FROM titles ORDER BY until, rowid;
DROP TABLE titles;

-- When title or text changed so that a reader would care.
ALTER TABLE entries ADD COLUMN revised INTEGER;

-- Times are milliseconds since 1970 in UTC. Words (kinds, reasons, holdings) are those of the model.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feeds (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    url             TEXT NOT NULL UNIQUE,
    given_title     TEXT,
    title           TEXT,
    home            TEXT,
    folder          TEXT,
    kind            TEXT,
    language        TEXT,
    icon            TEXT,
    added_at        INTEGER NOT NULL,
    etag            TEXT,
    last_modified   TEXT,
    hints           TEXT,
    next_due        INTEGER,
    lease_owner     TEXT,
    lease_until     INTEGER,
    last_poll       INTEGER,
    last_ok         INTEGER,
    last_new        INTEGER,
    failures        INTEGER NOT NULL DEFAULT 0,
    failing_since   INTEGER,
    error_kind      TEXT,
    error           TEXT,
    status          INTEGER,
    moving_to       TEXT,
    moving_seen     INTEGER NOT NULL DEFAULT 0,
    moved_from      TEXT,
    gone_at         INTEGER,
    mean_ms         INTEGER NOT NULL DEFAULT 0,
    repairs         TEXT,
    truncated       INTEGER NOT NULL DEFAULT 0,
    hours_between   REAL
);
CREATE INDEX feeds_due ON feeds (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE polls (
    id      INTEGER PRIMARY KEY,
    feed    INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status  INTEGER,
    took_ms INTEGER NOT NULL,
    new     INTEGER NOT NULL,
    words   TEXT
);
CREATE INDEX polls_feed ON polls (feed, at);

-- Hot columns only: whatever lists, ranks and counts need. Text lies in `bodies` and `texts`, metadata in `readings`.
CREATE TABLE entries (
    id             INTEGER PRIMARY KEY,
    url            TEXT,
    title          TEXT NOT NULL,
    standfirst     TEXT,
    publisher      TEXT,
    publisher_host TEXT,
    agency         TEXT,
    language       TEXT,
    published      INTEGER,
    published_text TEXT,
    sorted_at      INTEGER NOT NULL,
    seen           INTEGER NOT NULL,
    updated        INTEGER,
    hash           INTEGER NOT NULL,
    holding        TEXT,
    reasons        TEXT NOT NULL DEFAULT '',
    words          INTEGER NOT NULL DEFAULT 0,
    image          TEXT,
    image_credit   TEXT,
    image_alt      TEXT,
    story          INTEGER,
    copy_of        INTEGER,
    read_at        INTEGER,
    starred_at     INTEGER,
    page_wanted    INTEGER NOT NULL DEFAULT 0,
    retitled       INTEGER NOT NULL DEFAULT 0,
    withdrawn_at   INTEGER
);
CREATE INDEX entries_time ON entries (sorted_at DESC, id DESC);
CREATE INDEX entries_unread ON entries (sorted_at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX entries_starred ON entries (starred_at DESC, id DESC) WHERE starred_at IS NOT NULL;
CREATE INDEX entries_story ON entries (story) WHERE story IS NOT NULL;
CREATE INDEX entries_wanted ON entries (id) WHERE page_wanted = 1;

-- What feeds said of an entry, for pages that are still to be read and for what lists do not show.
CREATE TABLE facts (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    facts TEXT NOT NULL
);

-- Which feeds brought an entry, and under which guid: first key of identity.
CREATE TABLE sightings (
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    feed  INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    guid  TEXT NOT NULL DEFAULT '',
    hash  INTEGER NOT NULL,
    seen  INTEGER NOT NULL,
    PRIMARY KEY (feed, guid, entry)
) WITHOUT ROWID;
CREATE INDEX sightings_entry ON sightings (entry);
CREATE INDEX sightings_hash ON sightings (feed, hash);

-- Addresses of an entry: second key of identity.
CREATE TABLE addresses (
    url   TEXT PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX addresses_entry ON addresses (entry);

CREATE TABLE titles (
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    until INTEGER NOT NULL
);
CREATE INDEX titles_entry ON titles (entry, until);

CREATE TABLE readings (
    entry   INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    source  TEXT NOT NULL,
    reading TEXT NOT NULL
);

-- Blocks as compressed JSON.
CREATE TABLE bodies (
    entry  INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    blocks BLOB NOT NULL
);

-- What is searched, with U+200B between letters of scripts without spaces.
CREATE TABLE texts (
    entry      INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    title      TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    body       TEXT NOT NULL,
    publisher  TEXT NOT NULL
);

CREATE TABLE pages (
    entry      INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    head       TEXT NOT NULL,
    body       BLOB NOT NULL,
    fetched_at INTEGER NOT NULL
);
CREATE INDEX pages_time ON pages (fetched_at);

-- What was taken away on purpose and is not to come back.
CREATE TABLE tombstones (
    key    TEXT PRIMARY KEY,
    entry  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;

-- Every placement in the order of the story index; replayed at start.
CREATE TABLE changes (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    entry     INTEGER NOT NULL,
    story     INTEGER NOT NULL,
    joined    INTEGER NOT NULL,
    score     REAL,
    threshold REAL,
    terms     TEXT,
    hours     REAL,
    copy_of   INTEGER,
    copy_share REAL,
    copy_kind TEXT,
    time      INTEGER
);
CREATE INDEX changes_entry ON changes (entry);

-- A reader's word on whether an article belongs to a story; never dropped by retention of the log.
CREATE TABLE corrections (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    story   INTEGER NOT NULL,
    belongs INTEGER NOT NULL
);

-- Derived from `entries`; written with every placement, so that the front page reads one table.
CREATE TABLE stories (
    id       INTEGER PRIMARY KEY,
    lead     INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets  INTEGER NOT NULL,
    voices   INTEGER NOT NULL
);
CREATE INDEX stories_last ON stories (last DESC);

CREATE TABLE images (
    url        TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    at         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX images_time ON images (at);

CREATE VIRTUAL TABLE search USING fts5 (
    title, standfirst, body, publisher,
    content = 'texts', content_rowid = 'entry', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(8.0, 3.0, 1.0, 2.0)');

CREATE TRIGGER texts_in AFTER INSERT ON texts BEGIN
    INSERT INTO search (rowid, title, standfirst, body, publisher)
    VALUES (new.entry, new.title, new.standfirst, new.body, new.publisher);
END;
CREATE TRIGGER texts_out AFTER DELETE ON texts BEGIN
    INSERT INTO search (search, rowid, title, standfirst, body, publisher)
    VALUES ('delete', old.entry, old.title, old.standfirst, old.body, old.publisher);
END;
CREATE TRIGGER texts_change AFTER UPDATE ON texts BEGIN
    INSERT INTO search (search, rowid, title, standfirst, body, publisher)
    VALUES ('delete', old.entry, old.title, old.standfirst, old.body, old.publisher);
    INSERT INTO search (rowid, title, standfirst, body, publisher)
    VALUES (new.entry, new.title, new.standfirst, new.body, new.publisher);
END;

-- The reading that is not shown where an entry has two, the feed's and the page's: lists and searches read `readings` alone, one
-- row an entry, and nothing is searched here.
CREATE TABLE other_readings (
    entry   INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    source  TEXT NOT NULL,
    reading TEXT NOT NULL,
    blocks  BLOB NOT NULL
);

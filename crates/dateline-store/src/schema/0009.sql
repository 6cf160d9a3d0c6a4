-- What an item of a feed is recognised by stands with its sighting; the rules are in `identity.rs`. Rows of earlier versions are
-- filled when the store is opened, see `derived.rs`.
ALTER TABLE sightings ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE sightings ADD COLUMN title INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN published INTEGER;
ALTER TABLE sightings ADD COLUMN telling INTEGER NOT NULL DEFAULT 0;
-- Fingerprint of all that a reader sees of it; NULL where an earlier version saw it last.
ALTER TABLE sightings ADD COLUMN content INTEGER;
CREATE INDEX sightings_url ON sightings (feed, url) WHERE url <> '';
CREATE INDEX sightings_title ON sightings (feed, title);

-- Whether the article at the address is the entry's, or somebody else's of which it tells.
ALTER TABLE addresses ADD COLUMN own INTEGER NOT NULL DEFAULT 1;

-- Sightings of feeds that nobody has any more, by the feed's address: whoever comes back finds what was read.
CREATE TABLE former_sightings (
    feed_url  TEXT NOT NULL,
    entry     INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    guid      TEXT NOT NULL,
    hash      INTEGER NOT NULL,
    seen      INTEGER NOT NULL,
    url       TEXT NOT NULL,
    title     INTEGER NOT NULL,
    published INTEGER,
    telling   INTEGER NOT NULL,
    content   INTEGER,
    PRIMARY KEY (feed_url, guid, entry)
) WITHOUT ROWID;
CREATE INDEX former_sightings_entry ON former_sightings (entry);

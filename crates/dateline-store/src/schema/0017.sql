-- What was agreed with publishers' hubs is a lease; `subscriptions` is the word for what a reader wants.
DROP INDEX subscriptions_due;
ALTER TABLE subscriptions RENAME TO hub_leases;
CREATE INDEX hub_leases_due ON hub_leases (due_at);

-- People of the desk. What one of them wants, read or said stands in rows of that person alone; whoever used the desk before
-- there were users is its owner, number 1.
CREATE TABLE users (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL
);
INSERT INTO users (id, name, made_at) SELECT 1, 'owner', coalesce(min(added_at), 0) FROM feeds;

-- What a reader wants: a feed under a name of that reader's own, in any number of folders.
CREATE TABLE subscriptions (
    user     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    feed     INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    title    TEXT,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (user, feed)
) WITHOUT ROWID;
CREATE INDEX subscriptions_feed ON subscriptions (feed, user);
INSERT INTO subscriptions (user, feed, title, added_at) SELECT 1, id, given_title, added_at FROM feeds;
CREATE TABLE folders (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (user, name)
);
INSERT INTO folders (user, name) SELECT DISTINCT 1, folder FROM feeds WHERE folder <> '' ORDER BY folder;
CREATE TABLE subscription_folders (
    user   INTEGER NOT NULL,
    feed   INTEGER NOT NULL,
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    PRIMARY KEY (user, feed, folder),
    FOREIGN KEY (user, feed) REFERENCES subscriptions (user, feed) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX subscription_folders_folder ON subscription_folders (folder, feed);
INSERT INTO subscription_folders (user, feed, folder)
    SELECT 1, f.id, o.id FROM feeds f JOIN folders o ON o.user = 1 AND o.name = f.folder;

-- Feeds without what is a person's. `private_of`: the user who alone may see the feed; its address is nobody else's business, so
-- two rows may have the same one.
ALTER TABLE feeds DROP COLUMN given_title;
ALTER TABLE feeds DROP COLUMN folder;
ALTER TABLE feeds ADD COLUMN private_of INTEGER REFERENCES users (id) ON DELETE CASCADE;
UPDATE feeds SET private_of = 1 WHERE private;
ALTER TABLE feeds DROP COLUMN private;
-- NOT UNIQUE: feeds
CREATE UNIQUE INDEX feeds_url ON feeds (url) WHERE private_of IS NULL;
CREATE UNIQUE INDEX feeds_private ON feeds (private_of, url) WHERE private_of IS NOT NULL;

-- Names that a reader gives to publishers.
CREATE TABLE new_publisher_names (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (user, host)
) WITHOUT ROWID;
INSERT INTO new_publisher_names SELECT 1, host, name FROM publisher_names;
DROP TABLE publisher_names;
ALTER TABLE new_publisher_names RENAME TO publisher_names;

-- PART: Which feeds brought which article
-- Each article once for each feed that brought it. `place` is the place of its coming in the one sequence of changes.
CREATE TABLE feed_entries (
    feed  INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
INSERT INTO feed_entries (feed, entry, place)
    SELECT feed, entry, row_number() OVER (ORDER BY entry, feed) FROM (SELECT DISTINCT feed, entry FROM sightings)
    ORDER BY feed, entry;
CREATE INDEX feed_entries_entry ON feed_entries (entry, place, feed);
CREATE INDEX feed_entries_place ON feed_entries (feed, place);

-- PART: What was read and starred
-- Articles that a reader goes on seeing though none of that reader's feeds has them any more.
CREATE TABLE kept_entries (
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (user, entry)
) WITHOUT ROWID;
CREATE INDEX kept_entries_entry ON kept_entries (entry);
INSERT INTO kept_entries (user, entry) SELECT 1, id FROM entries e
    WHERE NOT EXISTS (SELECT 1 FROM feed_entries o WHERE o.entry = e.id);

-- The sequence in which articles come and readers change them, for all of them together: what is asked "since" a place is
-- answered by this one number.
CREATE TABLE sequence (last INTEGER NOT NULL);
INSERT INTO sequence SELECT coalesce(max(place), 0) FROM feed_entries;

-- What a reader did to an article: when it was read and starred.
CREATE TABLE entry_states (
    user        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry       INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    read_at     INTEGER,
    starred_at  INTEGER,
    changed_seq INTEGER NOT NULL,
    PRIMARY KEY (user, entry)
) WITHOUT ROWID;
INSERT INTO entry_states (user, entry, read_at, starred_at, changed_seq)
    SELECT 1, id, read_at, starred_at, (SELECT last FROM sequence) + row_number() OVER (ORDER BY id) FROM entries
    WHERE read_at IS NOT NULL OR starred_at IS NOT NULL ORDER BY id;
UPDATE sequence SET last = max(last, coalesce((SELECT max(changed_seq) FROM entry_states), 0));
CREATE INDEX entry_states_entry ON entry_states (entry);
CREATE INDEX entry_states_changed ON entry_states (user, changed_seq);
CREATE INDEX entry_states_starred ON entry_states (user, starred_at DESC, entry DESC) WHERE starred_at IS NOT NULL;

-- Up to which place a reader has read all that a feed brought, in one row. Feed 0 stands for what `kept_entries` has. `swept`: no
-- row of `unread` lies below it any more.
CREATE TABLE read_floors (
    user        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    feed        INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    changed_seq INTEGER NOT NULL,
    swept       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user, feed)
) WITHOUT ROWID;
CREATE INDEX read_floors_unswept ON read_floors (user, feed) WHERE swept = 0;

-- PART: What is unread
-- What a reader has not read, under the first of that reader's feeds that brought it, in the order of lists. A row whose place is
-- not beyond the feed's floor is read, and only waits to be cleaned away.
CREATE TABLE unread (
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    feed  INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (user, feed, at, entry)
) WITHOUT ROWID;
INSERT INTO unread (user, feed, at, entry, place)
    SELECT 1, coalesce(o.feed, 0), e.sorted_at, e.id, coalesce(o.place, 1) FROM entries e
    LEFT JOIN feed_entries o ON o.entry = e.id AND o.place = (SELECT min(place) FROM feed_entries m WHERE m.entry = e.id)
    WHERE e.read_at IS NULL ORDER BY 2, 3, 4;

-- How many articles a reader has by the feed that they count under, and how many of them are unread.
CREATE TABLE reader_counts (
    user   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    feed   INTEGER NOT NULL,
    held   INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user, feed)
) WITHOUT ROWID;
CREATE INDEX reader_counts_feed ON reader_counts (feed);
INSERT INTO reader_counts (user, feed) SELECT user, feed FROM subscriptions UNION ALL SELECT 1, 0;
UPDATE reader_counts SET held = n FROM (SELECT o.feed AS of, count(*) AS n FROM feed_entries o
    WHERE o.place = (SELECT min(place) FROM feed_entries m WHERE m.entry = o.entry) GROUP BY o.feed) WHERE feed = of;
UPDATE reader_counts SET held = (SELECT count(*) FROM kept_entries) WHERE feed = 0;
UPDATE reader_counts SET unread = n FROM (SELECT feed AS of, count(*) AS n FROM unread GROUP BY feed) WHERE feed = of;

-- How many articles a feed has brought that are held, and how many there are that are nobody's (0) or one user's alone.
CREATE TABLE feed_tallies (feed INTEGER PRIMARY KEY, entries INTEGER NOT NULL);
INSERT INTO feed_tallies SELECT feed, count(*) FROM feed_entries GROUP BY feed;
CREATE TRIGGER feed_entries_in AFTER INSERT ON feed_entries BEGIN
    INSERT INTO feed_tallies VALUES (new.feed, 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER feed_entries_out AFTER DELETE ON feed_entries BEGIN
    UPDATE feed_tallies SET entries = entries - 1 WHERE feed = old.feed;
END;
CREATE TABLE entry_tallies (user INTEGER PRIMARY KEY, entries INTEGER NOT NULL);
INSERT INTO entry_tallies SELECT 0, count(*) FROM entries;

-- PART: Articles without what is a reader's
DROP INDEX entries_unread;
DROP INDEX entries_starred;
ALTER TABLE entries ADD COLUMN private_of INTEGER;
-- Place of the latest change of what it says, in the sequence of changes.
ALTER TABLE entries ADD COLUMN changed_seq INTEGER;
ALTER TABLE entries DROP COLUMN read_at;
-- PART: Articles without stars
ALTER TABLE entries DROP COLUMN starred_at;
CREATE INDEX entries_changed ON entries (changed_seq) WHERE changed_seq IS NOT NULL;
CREATE INDEX entries_private ON entries (private_of) WHERE private_of IS NOT NULL;
CREATE TRIGGER entries_in AFTER INSERT ON entries BEGIN
    INSERT INTO entry_tallies VALUES (coalesce(new.private_of, 0), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER entries_out AFTER DELETE ON entries BEGIN
    UPDATE entry_tallies SET entries = entries - 1 WHERE user = coalesce(old.private_of, 0);
END;
CREATE TRIGGER entries_private AFTER UPDATE OF private_of ON entries WHEN new.private_of IS NOT old.private_of BEGIN
    UPDATE entry_tallies SET entries = entries - 1 WHERE user = coalesce(old.private_of, 0);
    INSERT INTO entry_tallies VALUES (coalesce(new.private_of, 0), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
END;

-- PART: Stories, follows, searches and corrections
-- `private_of`: the user of whose private feed the story's article is.
ALTER TABLE stories ADD COLUMN private_of INTEGER;
CREATE TABLE story_follows (
    story INTEGER NOT NULL,
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    met   INTEGER NOT NULL,
    PRIMARY KEY (story, user)
) WITHOUT ROWID;
INSERT INTO story_follows (story, user, met) SELECT id, 1, follows FROM stories WHERE follows > 0;
ALTER TABLE stories DROP COLUMN follows;
CREATE TABLE new_follows (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at    INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (user, kind, value)
);
INSERT INTO new_follows SELECT id, 1, at, kind, value FROM follows;
DROP TABLE follows;
ALTER TABLE new_follows RENAME TO follows;
ALTER TABLE searches ADD COLUMN user INTEGER NOT NULL DEFAULT 1;
ALTER TABLE corrections ADD COLUMN user INTEGER NOT NULL DEFAULT 1;
ALTER TABLE acts ADD COLUMN user INTEGER NOT NULL DEFAULT 1;
-- The last numbers that entries had, for those that are gone with their traces.
INSERT OR REPLACE INTO settings (name, value) SELECT 'entries.last',
    max((SELECT coalesce(max(id), 0) FROM entries), (SELECT coalesce(max(entry), 0) FROM changes),
        (SELECT coalesce(max(entry), 0) FROM tombstones));

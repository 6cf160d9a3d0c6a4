//! Views for people who read the store with SQL of their own: names and columns stay what they are, whatever becomes of the tables.
//! `docs/sql.md` lists them, and a test holds it to them. SQLite from 3.38 on reads them, as Debian and Python have it: one view that
//! it cannot read, and it opens nothing of the file.

use crate::StoreError;
use rusqlite::Connection;

/// Views by name, in the order of their making.
const VIEWS: &[(&str, &str)] = &[
    ("v_feeds", FEEDS),
    ("v_entries", ENTRIES),
    ("v_texts", TEXTS),
    ("v_stories", STORIES),
    ("v_labels", LABELS),
    ("v_notes", NOTES),
    ("v_polls", POLLS),
];

/// A time in milliseconds as text that sorts.
macro_rules! time {
    ($column:literal) => {
        concat!("strftime('%Y-%m-%dT%H:%M:%SZ', ", $column, " / 1000, 'unixepoch')")
    };
}

const FEEDS: &str = concat!(
    "SELECT s.user, f.id, coalesce(nullif(s.title, ''), f.title, f.url) AS title, f.url, f.home,
     (SELECT group_concat(name, ', ') FROM (SELECT o.name AS name FROM subscription_folders i JOIN folders o ON o.id = i.folder
      WHERE i.user = s.user AND i.feed = s.feed ORDER BY o.name)) AS folders, ",
    time!("s.added_at"),
    " AS added, ",
    time!("s.paused_at"),
    " AS paused, ",
    time!("f.last_poll"),
    " AS last_poll, ",
    time!("f.last_ok"),
    " AS last_ok, f.failures, coalesce(c.held, 0) AS entries, coalesce(c.unread, 0) AS unread
     FROM subscriptions s JOIN feeds f ON f.id = s.feed
     LEFT JOIN reader_counts c ON c.user = s.user AND c.feed = s.feed"
);

const ENTRIES: &str = concat!(
    "SELECT m.user, e.id, nullif(m.feed, 0) AS feed, e.title, iif(e.withdrawn_at IS NULL, e.standfirst, NULL) AS standfirst,
     e.url, e.publisher, e.publisher_host, e.language, e.published_text AS published, ",
    time!("e.seen"),
    " AS seen, e.holding, e.reasons, e.words, e.section, e.story, e.copy_of,
     NOT EXISTS (SELECT 1 FROM unread un WHERE un.user = m.user AND un.feed = m.feed AND un.at = e.sorted_at
                 AND un.entry = e.id AND un.place > coalesce((SELECT fl.place FROM read_floors fl
                 WHERE fl.user = un.user AND fl.feed = un.feed), -1)) AS is_read, ",
    time!("st.starred_at"),
    " AS starred, ",
    time!("e.withdrawn_at"),
    " AS withdrawn
     FROM (SELECT s.user AS user, s.feed AS feed, fe.entry AS entry FROM subscriptions s JOIN feed_entries fe ON fe.feed = s.feed
           WHERE fe.place = (SELECT min(f2.place) FROM feed_entries f2 JOIN subscriptions s2 ON s2.feed = f2.feed
                             WHERE s2.user = s.user AND f2.entry = fe.entry)
           UNION ALL
           SELECT k.user, 0, k.entry FROM kept_entries k
           WHERE NOT EXISTS (SELECT 1 FROM feed_entries f3 JOIN subscriptions s3 ON s3.feed = f3.feed
                             WHERE s3.user = k.user AND f3.entry = k.entry)) m
     JOIN entries e ON e.id = m.entry LEFT JOIN entry_states st ON st.user = m.user AND st.entry = e.id"
);

const TEXTS: &str =
    "SELECT t.entry, t.title, t.standfirst, t.body FROM texts t JOIN entries e ON e.id = t.entry
     WHERE e.withdrawn_at IS NULL";

const STORIES: &str = concat!(
    "SELECT s.id, e.title, s.lead, ",
    time!("s.first"),
    " AS first, ",
    time!("s.last"),
    " AS last, s.articles, s.outlets AS publishers, s.voices AS sources, s.section
     FROM stories s JOIN entries e ON e.id = s.lead WHERE s.private_of IS NULL"
);

const LABELS: &str =
    "SELECT el.user, el.entry, l.name AS label FROM entry_labels el JOIN labels l ON l.id = el.label";

const NOTES: &str = concat!(
    "SELECT n.user, n.id, n.entry, ",
    time!("n.made_at"),
    " AS made, ",
    time!("n.changed_at"),
    " AS changed, n.quote, n.text FROM notes n"
);

const POLLS: &str = concat!(
    "SELECT p.feed, ",
    time!("p.at"),
    " AS at, p.outcome, p.status, p.took_ms, p.new, p.words FROM polls p"
);

/// Takes the views away, before tables change: SQLite renames nothing that a view cannot be held against.
pub(crate) fn drop(connection: &Connection) -> Result<(), StoreError> {
    for (name, _) in VIEWS {
        connection.execute_batch(&format!("DROP VIEW IF EXISTS {name}"))?;
    }
    Ok(())
}

/// Makes the views where they are not what they are to be.
pub(crate) fn make(connection: &mut Connection) -> Result<(), StoreError> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY rowid";
    let made: Vec<(String, String)> = connection
        .prepare(sql)?
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let wanted: Vec<(String, String)> = VIEWS
        .iter()
        .map(|(name, query)| ((*name).to_owned(), format!("CREATE VIEW {name} AS {query}")))
        .collect();
    if made == wanted {
        return Ok(());
    }
    let tx = connection.transaction()?;
    drop(&tx)?;
    for (_, sql) in &wanted {
        tx.execute_batch(sql)?;
    }
    tx.commit()?;
    Ok(())
}

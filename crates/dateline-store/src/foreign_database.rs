//! Databases of other programs, read and never written: what they hold is a stranger's, and no schema of theirs is believed.

use crate::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Row};
use std::path::Path;

/// Steps of SQLite's machine between two looks at how many there were, and how many a whole file may take.
const STEPS: i32 = 100_000;
const TURNS: u32 = 20_000;
/// Bytes of one value.
const LONGEST: i32 = 16 << 20;

/// An article of newsboat's `cache.db`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewsboatItem {
    /// Address of its feed.
    pub feed: String,
    /// guid.
    pub guid: String,
    /// Headline.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Where it is.
    pub url: String,
    /// Publication in seconds since 1970.
    pub published: i64,
    /// Text as markup.
    pub content: String,
    /// Whether it is unread.
    pub unread: bool,
    /// Letters that its reader gave it.
    pub flags: String,
}

/// Hands on the articles of newsboat's `cache.db`, until `take` says no; false where the file is no such database.
pub fn newsboat_cache(path: &Path, take: &mut dyn FnMut(NewsboatItem) -> bool) -> Result<bool, StoreError> {
    let connection = open(path)?;
    let sql = "SELECT count(*) FROM pragma_table_info('rss_item') WHERE name IN
               ('guid', 'title', 'author', 'url', 'feedurl', 'pubDate', 'content', 'unread', 'flags', 'deleted')";
    let columns: i64 = connection.query_row(sql, (), |row| row.get(0))?;
    if columns != 10 {
        return Ok(false);
    }
    let sql = "SELECT feedurl, guid, title, author, url, pubDate, content, unread, flags FROM main.rss_item
               WHERE deleted = 0 ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        if !take(newsboat_item(row)?) {
            break;
        }
    }
    Ok(true)
}

/// A value of whatever type as text.
fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
        _ => String::new(),
    })
}

fn newsboat_item(row: &Row<'_>) -> rusqlite::Result<NewsboatItem> {
    Ok(NewsboatItem {
        feed: text(row, 0)?,
        guid: text(row, 1)?,
        title: text(row, 2)?,
        author: text(row, 3)?,
        url: text(row, 4)?,
        published: text(row, 5)?.parse().unwrap_or(0),
        content: text(row, 6)?,
        unread: text(row, 7)? != "0",
        flags: text(row, 8)?,
    })
}

/// Opens a file of a stranger: read-only, without its triggers, views and functions, and with an end to every query.
fn open(path: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    // A folder may be a link of its owner's; what lies at the end of the way is no link.
    let whole = std::fs::canonicalize(path);
    let mut connection = Connection::open_with_flags(whole.as_deref().unwrap_or(path), flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    let mut turns = 0;
    let limit = move || {
        turns += 1;
        turns > TURNS
    };
    connection.progress_handler(STEPS, Some(limit))?;
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))
        .map_err(|error| crate::connection::name_foreign(error, path))?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(sql: &str) -> tempfile::TempDir {
        let dir = tempfile::TempDir::new().unwrap();
        Connection::open(dir.path().join("cache.db")).unwrap().execute_batch(sql).unwrap();
        dir
    }

    const ITEMS: &str = "(id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)";

    fn read(dir: &tempfile::TempDir) -> Result<(bool, Vec<NewsboatItem>), StoreError> {
        let mut found = Vec::new();
        let known = newsboat_cache(&dir.path().join("cache.db"), &mut |item| {
            found.push(item);
            true
        })?;
        Ok((known, found))
    }

    #[test]
    fn articles_of_newsboat_are_read_and_what_is_no_such_database_is_told() {
        let dir = cache(&format!(
            "CREATE TABLE rss_item {ITEMS};
             INSERT INTO rss_item VALUES (1, 'g', 'Tide', 'Ida', 'https://gull.example/a', 'https://gull.example/feed', 1790000000, x'ff41', 0, 'sa', 0),
             (2, 'gone', '', '', '', '', NULL, NULL, 1, NULL, 1)"
        ));
        let (known, found) = read(&dir).unwrap();
        let expected = NewsboatItem {
            feed: "https://gull.example/feed".to_owned(),
            guid: "g".to_owned(),
            title: "Tide".to_owned(),
            author: "Ida".to_owned(),
            url: "https://gull.example/a".to_owned(),
            published: 1_790_000_000,
            content: "\u{fffd}A".to_owned(),
            unread: false,
            flags: "sa".to_owned(),
        };
        assert!(known);
        assert_eq!(found, [expected]);
        assert!(!read(&cache("CREATE TABLE other (a)")).unwrap().0);
        let dir = tempfile::TempDir::new().unwrap();
        std::fs::write(dir.path().join("cache.db"), "no database at all, only words").unwrap();
        assert!(matches!(read(&dir), Err(StoreError::NotAStore { .. })));
    }

    #[test]
    fn a_view_in_the_place_of_the_table_is_not_run() {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT i AS id, i AS guid, i AS title, i AS author, i AS url, i AS feedurl, i AS pubDate, i AS content, i AS unread, i AS flags, 0 AS deleted FROM n";
        let dir = cache(&format!("CREATE VIEW rss_item AS {endless}"));
        assert!(read(&dir).is_err());
    }
}

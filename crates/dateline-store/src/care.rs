//! Care of the file: backup, restore, checks, rebuilding, retention. Knows tables, but nothing of what articles mean.

use crate::engine::{connect, take_lock};
use crate::recognise::guid_grave;
use crate::replay::{LAST_STORY, last_story};
use crate::rows::ms;
use crate::{Options, Retention, Store, StoreError, schema, settings, stories};
use jiff::{SignedDuration, Timestamp};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, params};
use std::path::{Path, PathBuf};

/// What a check found; everything empty or zero means health.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What SQLite says of the file, at most a hundred lines.
    pub file: Vec<String>,
    /// What it says of rows that point nowhere.
    pub links: u64,
    /// Whether the full-text index disagrees with the texts, in its words.
    pub index: Option<String>,
    /// Stories whose derived row disagrees with their articles.
    pub stories: u64,
    /// Articles whose story is not that of their latest placement.
    pub placements: u64,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        *self == Self::default()
    }

    /// Whether [`Store::rebuild_index`] mends all that is wrong.
    pub fn is_mendable(&self) -> bool {
        self.file.is_empty() && self.links == 0
    }
}

/// What a cleaning took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Pages.
    pub pages: u64,
    /// Articles.
    pub articles: u64,
    /// Pictures.
    pub images: u64,
}

impl Store {
    /// Copies the store as it is at this moment; reading and writing go on. The file appears under its name when it is
    /// whole, and replaces what stood there.
    pub async fn backup(&self, to: PathBuf) -> Result<(), StoreError> {
        self.look(move |connection| {
            let partial = beside(&to, "partial");
            copy(connection, &partial)?;
            rename(&partial, &to)
        })
        .await
    }

    /// Checks the file, the full-text index and what is derived. Reads everything: minutes on a large store.
    pub async fn check(&self) -> Result<CheckReport, StoreError> {
        self.maintain(|connection| {
            Ok(CheckReport {
                file: file_faults(connection)?,
                links: broken_links(connection)?,
                index: index_fault(connection)?,
                stories: story_faults(connection)?,
                placements: placement_faults(connection)?,
            })
        })
        .await
    }

    /// Builds the full-text index and the derived rows anew from the articles.
    pub async fn rebuild_index(&self) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute("INSERT INTO search (search) VALUES ('rebuild')", ())?;
            let sql = "UPDATE entries SET story = (SELECT c.story FROM changes c WHERE c.entry = entries.id
                       ORDER BY c.seq DESC LIMIT 1)";
            tx.execute(sql, ())?;
            tx.execute("DELETE FROM stories", ())?;
            for story in numbers(tx, "SELECT DISTINCT story FROM entries WHERE story IS NOT NULL", &[])? {
                stories::refresh(tx, story)?;
            }
            Ok(())
        })
        .await
    }

    /// Takes away what is older than is to be kept. An article that is taken leaves a tombstone, so that its feed does
    /// not bring it back.
    pub async fn clean(&self, keep: Retention, now: Timestamp) -> Result<Cleaned, StoreError> {
        self.write(move |tx| clean(tx, keep, now)).await
    }

    /// Gives free pages back to the disk and brings the log into the file. Takes as much free disk as the store is
    /// large, for as long as it runs.
    pub async fn vacuum(&self) -> Result<(), StoreError> {
        self.maintain(|connection| {
            connection.execute_batch("PRAGMA optimize; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
            Ok(())
        })
        .await
    }
}

/// Puts a backup into a store's place: it is checked first, the old store is kept beside it. Gives the old one's name,
/// `None` if there was none. The store must not be open.
pub fn restore(store: &Path, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
    let _lock = take_lock(store)?;
    let partial = beside(store, "restoring");
    copy(&validated(backup)?, &partial)?;
    let kept = keep_old(store)?;
    rename(&partial, store)?;
    Ok(kept)
}

fn validated(backup: &Path) -> Result<Connection, StoreError> {
    std::fs::metadata(backup).map_err(|source| StoreError::File { path: backup.to_owned(), source })?;
    let source = connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY, Options::default())?;
    schema::recognise(&source, backup)?;
    match file_faults(&source)?.into_iter().next() {
        None => Ok(source),
        Some(fault) => Err(StoreError::Damaged(format!("{}: {fault}", backup.display()))),
    }
}

/// Moves the old store, with its log if it was not closed in peace, out of the way.
fn keep_old(store: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !store.exists() {
        return Ok(None);
    }
    let free = |path: &PathBuf| !path.exists();
    let names = (1..).map(|n| beside(store, &format!("before-restore-{n}")));
    let Some(kept) = names.take(10_000).find(free) else {
        return Err(StoreError::Value("ten thousand old stores stand beside this one".to_owned()));
    };
    for log in ["-wal", "-shm"] {
        let (from, to) = (with_end(store, log), with_end(&kept, log));
        if from.exists() {
            rename(&from, &to)?;
        }
    }
    rename(store, &kept)?;
    Ok(Some(kept))
}

fn beside(path: &Path, end: &str) -> PathBuf {
    with_end(path, &format!(".{end}"))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    std::fs::rename(from, to).map_err(|source| StoreError::File { path: to.to_owned(), source })
}

/// Copies in one step: one moment's state, without holding writers up.
fn copy(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { path: to.to_owned(), source };
    match std::fs::remove_file(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut target = Connection::open(to)?;
    let step = Backup::new(source, &mut target)?.step(-1)?;
    if step != StepResult::Done {
        return Err(StoreError::Locked { path: to.to_owned() });
    }
    // One file without a log beside it: a backup is moved about by hand.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(failed)
}

fn file_faults(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let lines: Vec<String> = connection
        .prepare("PRAGMA integrity_check(100)")?
        .query_map((), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    // The full-text index is checked apart: it can be built anew.
    Ok(lines
        .into_iter()
        .filter(|line| line != "ok" && !line.contains("fts5") && !line.contains("FTS5"))
        .collect())
}

fn broken_links(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query(())?;
    let mut broken = 0;
    while rows.next()?.is_some() {
        broken += 1;
    }
    Ok(broken)
}

fn index_fault(connection: &Connection) -> Result<Option<String>, StoreError> {
    let sql = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";
    match connection.execute(sql, ()) {
        Ok(_) => Ok(None),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            Ok(Some("the index does not agree with the articles".to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

fn story_faults(connection: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM (SELECT story, count(*) AS held FROM entries WHERE story IS NOT NULL GROUP BY story) g
               FULL JOIN stories s ON s.id = g.story
               WHERE s.id IS NULL OR g.story IS NULL OR s.articles <> g.held
               OR NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = s.lead AND e.story = s.id)";
    Ok(connection.query_row(sql, (), |row| row.get::<_, i64>(0))?.unsigned_abs())
}

fn placement_faults(connection: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM entries e WHERE e.story IS NOT
               (SELECT c.story FROM changes c WHERE c.entry = e.id ORDER BY c.seq DESC LIMIT 1)";
    Ok(connection.query_row(sql, (), |row| row.get::<_, i64>(0))?.unsigned_abs())
}

fn numbers(tx: &Connection, sql: &str, values: &[i64]) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let found = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn clean(tx: &Connection, keep: Retention, now: Timestamp) -> Result<Cleaned, StoreError> {
    let before = |days: u32| ms(now - SignedDuration::from_hours(24 * i64::from(days)));
    let sql = "DELETE FROM pages WHERE fetched_at < ?
               AND entry NOT IN (SELECT id FROM entries WHERE starred_at IS NOT NULL)";
    let pages = tx.execute(sql, [before(keep.pages_days)])? as u64;
    let images = clean_images(tx, before(keep.images_days), keep.images_bytes)?;
    let articles = match keep.articles_days {
        0 => 0,
        days => clean_articles(tx, before(days), keep.keep_unread, now)?,
    };
    tx.execute("DELETE FROM tombstones WHERE reason = 'retention' AND at < ?", [before(TOMBSTONE_DAYS)])?;
    Ok(Cleaned { pages, articles, images })
}

/// Days after which no feed is expected to bring an article again that was taken away for its age.
const TOMBSTONE_DAYS: u32 = 400;

/// Pictures go by age, then the oldest until the rest fits.
fn clean_images(tx: &Connection, before: i64, most: u64) -> Result<u64, StoreError> {
    let aged = tx.execute("DELETE FROM images WHERE at < ?", [before])?;
    let sql = "DELETE FROM images WHERE url IN (SELECT url FROM
               (SELECT url, sum(length(bytes)) OVER (ORDER BY at DESC, url) AS total FROM images) WHERE total > ?)";
    let crowded = tx.execute(sql, [i64::try_from(most).unwrap_or(i64::MAX)])?;
    Ok((aged + crowded) as u64)
}

fn clean_articles(
    tx: &Connection,
    before: i64,
    keep_unread: bool,
    now: Timestamp,
) -> Result<u64, StoreError> {
    settings::set(tx, LAST_STORY, Some(&last_story(tx)?.to_string()))?;
    let sql =
        "SELECT id FROM entries WHERE seen < ?1 AND starred_at IS NULL AND (?2 = 0 OR read_at IS NOT NULL)";
    let old = numbers(tx, sql, &[before, i64::from(keep_unread)])?;
    for entry in &old {
        remove(tx, *entry, now)?;
    }
    Ok(old.len() as u64)
}

/// Takes one article away, with all that hangs on it, and leaves its tombstones.
fn remove(tx: &Connection, entry: i64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO tombstones (key, entry, at, reason) VALUES (?, ?, ?, 'retention')";
    let mut grave = tx.prepare_cached(sql)?;
    let urls = tx
        .prepare_cached("SELECT url FROM addresses WHERE entry = ?")?
        .query_map([entry], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let guids = tx
        .prepare_cached("SELECT feed, guid FROM sightings WHERE entry = ? AND guid <> ''")?
        .query_map([entry], |row| Ok(guid_grave(row.get(0)?, &row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<String>, _>>()?;
    for key in urls.into_iter().chain(guids) {
        grave.execute(params![key, entry, ms(now)])?;
    }
    let sql = "SELECT coalesce(story, 0) FROM entries WHERE id = ?";
    let story: i64 = tx.prepare_cached(sql)?.query_row([entry], |row| row.get(0))?;
    tx.prepare_cached("UPDATE entries SET copy_of = NULL WHERE copy_of = ? AND story = ?")?
        .execute([entry, story])?;
    tx.prepare_cached("DELETE FROM changes WHERE entry = ?")?.execute([entry])?;
    tx.prepare_cached("DELETE FROM entries WHERE id = ?")?.execute([entry])?;
    stories::refresh(tx, story)
}

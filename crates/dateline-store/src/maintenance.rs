//! Care of the file: backup, restore, checks, rebuilding. Knows tables, but nothing of what articles mean.

use crate::connection::{connect, create_private, take_lock};
use crate::file_kinds::{self, FileId};
use crate::reader::unread_rows;
use crate::{Options, Store, StoreError, derived, schema};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
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
    /// Readers' counts that disagree with what they count.
    pub counts: u64,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        *self == Self::default()
    }
}

impl Store {
    /// Copies the store as it is at this moment; reading and writing go on. The file appears under its name when it is
    /// whole, and replaces what stood there.
    pub async fn backup(&self, to: PathBuf) -> Result<(), StoreError> {
        self.look(move |connection| {
            let partial = unfinished(&to, "partial")?;
            copy(connection, &partial)?;
            rename(&partial, &to).inspect_err(|_| {
                // The error that is told is that of the renaming.
                let _gone = std::fs::remove_file(&partial);
            })
        })
        .await
    }

    /// Checks the file, the full-text index and what is derived. Reads everything: minutes on a large store.
    pub async fn check(&self) -> Result<CheckReport, StoreError> {
        let may_write = self.may_write();
        let work = move |connection: &mut Connection| {
            Ok(CheckReport {
                file: file_faults(connection)?,
                links: broken_links(connection)?,
                // SQLite checks it by a statement that writes.
                index: if may_write { index_fault(connection)? } else { None },
                stories: story_faults(connection)?,
                placements: placement_faults(connection)?,
                counts: unread_rows::faults(connection)?,
            })
        };
        if may_write { self.maintain(work).await } else { self.look(work).await }
    }

    /// Builds the full-text index and the derived rows anew from the articles.
    pub async fn rebuild_index(&self) -> Result<(), StoreError> {
        self.write(|tx| derived::rebuild(tx)).await
    }
}

/// Puts a backup into a store's place: it is checked first, the old store is kept beside it. Gives the old one's name,
/// `None` if there was none. The store must not be open.
pub fn restore(store: &Path, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
    let _lock = take_lock(store)?;
    if FileId::of(store).is_some_and(|held| FileId::of(backup) == Some(held)) {
        return Err(StoreError::BadBackup {
            path: backup.to_owned(),
            fault: "is the store itself".to_owned(),
        });
    }
    let partial = unfinished(store, "restoring")?;
    copy(&validated(backup)?, &partial)?;
    let kept = keep_old(store)?;
    rename(&partial, store)?;
    Ok(kept)
}

fn validated(backup: &Path) -> Result<Connection, StoreError> {
    let bad = |fault: String| StoreError::BadBackup { path: backup.to_owned(), fault };
    file_kinds::check_file(backup).map_err(|error| match error {
        StoreError::Misplaced { fault, .. } => bad(fault.to_owned()),
        other => other,
    })?;
    if let Some(fault) =
        outer_fault(backup).map_err(|source| StoreError::File { path: backup.to_owned(), source })?
    {
        return Err(bad(fault));
    }
    let damaged = |error| match error {
        StoreError::Damaged(words) | StoreError::Disk(words) => bad(format!("is damaged ({words})")),
        StoreError::NotAStore { .. } => bad(NO_BACKUP.to_owned()),
        other => other,
    };
    let source = connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY, Options::default()).map_err(damaged)?;
    let found = schema::recognise(&source, backup).map_err(damaged)?;
    if found == 0 {
        return Err(bad(NO_BACKUP.to_owned()));
    }
    if let Some(fault) = file_faults(&source).map_err(damaged)?.into_iter().next() {
        return Err(bad(format!("is damaged ({fault})")));
    }
    match schema::missing_part(&source, found)? {
        None => Ok(source),
        Some(part) => Err(bad(format!("{NO_BACKUP}: it lacks {part}"))),
    }
}

const NO_BACKUP: &str = "is no backup of a Dateline store";
/// How each file of SQLite begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What can be seen to be wrong with a backup before it is opened: SQLite takes an empty file for an empty store, and of one
/// that is cut off it says no more than that it is malformed.
fn outer_fault(backup: &Path) -> std::io::Result<Option<String>> {
    let file = File::open(backup)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Ok(Some("is a folder; name the file in it".to_owned()));
    }
    let mut head = Vec::new();
    file.take(100).read_to_end(&mut head)?;
    if !head.starts_with(&MAGIC[..head.len().min(MAGIC.len())]) {
        return Ok(Some(NO_BACKUP.to_owned()));
    }
    let held = meta.len();
    let whole = match head.get(16..32) {
        None if head.is_empty() => return Ok(Some("is empty".to_owned())),
        // 1 stands for pages of 64 KiB, which no two bytes can say.
        Some([high, low, .., a, b, c, d]) => {
            let page = match u16::from_be_bytes([*high, *low]) {
                1 => 1 << 16,
                page => u64::from(page),
            };
            page * u64::from(u32::from_be_bytes([*a, *b, *c, *d]))
        }
        _ => return Ok(Some(format!("is truncated: only {held} bytes are there; copy it anew"))),
    };
    let cut = || format!("is truncated: {held} of {whole} bytes are there; copy it anew");
    Ok((held < whole).then(cut))
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

/// A name for a copy until it is whole: free, or that of a copy that was broken off. Files of other people stay.
fn unfinished(path: &Path, end: &str) -> Result<PathBuf, StoreError> {
    let ours = |path: &PathBuf| match std::fs::symlink_metadata(path) {
        Ok(meta) => meta.is_file() && is_copy(path).unwrap_or(false),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    let names = (1..100).map(|n| beside(path, &if n == 1 { end.to_owned() } else { format!("{end}-{n}") }));
    names.into_iter().find(ours).ok_or_else(|| StoreError::Misplaced {
        path: beside(path, end),
        fault: "and a hundred names like it are taken",
        next: "move them away",
    })
}

/// Whether a file is a copy that was broken off: one of SQLite, or nothing yet.
fn is_copy(path: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head.iter().all(|byte| *byte == 0) || head == MAGIC)
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

/// Copies in one step: one moment's state, without holding writers up. What fails leaves no file.
fn copy(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let copied = copy_pages(source, to);
    if copied.is_err() {
        // There may be no file yet; the error that is told is the copy's.
        let _gone = std::fs::remove_file(to);
        let _gone = std::fs::remove_file(with_end(to, "-journal"));
    }
    copied
}

fn copy_pages(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { path: to.to_owned(), source };
    match std::fs::remove_file(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    create_private(to)?;
    let mut target = Connection::open(to)?;
    let step = Backup::new(source, &mut target)?.step(-1)?;
    if step != StepResult::Done {
        return Err(StoreError::Locked { path: to.to_owned() });
    }
    end_logins(&target)?;
    // One file without a log beside it: a backup is moved about by hand.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    File::open(to).and_then(|file| file.sync_all()).map_err(failed)
}

/// Whoever is logged in at the moment of a backup is not when it comes back, and no link that was open then counts.
fn end_logins(target: &Connection) -> Result<(), StoreError> {
    for table in ["sessions", "links"] {
        let known = target
            .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")?
            .exists([table])?;
        if known {
            target.execute(&format!("DELETE FROM {table}"), ())?;
        }
    }
    Ok(())
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

//! What one person has as a database of its own, in plain tables: for other programs, and to keep.

use crate::read_only::address;
use crate::{Reader, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Tables with the query that fills each; `{user}` is the person's number, `desk` the store.
const TABLES: &[(&str, &str)] = &[
    ("feeds", "SELECT id, title, url, home, folders, added, paused, last_ok, entries, unread FROM desk.v_feeds WHERE user = {user}"),
    (
        "entries",
        "SELECT e.id, e.feed, e.title, e.standfirst, e.url, e.publisher, e.publisher_host, e.language, e.published, e.seen,
         e.holding, e.reasons, e.words, e.section, e.is_read, e.starred, e.withdrawn, t.body AS text
         FROM desk.v_entries e LEFT JOIN desk.v_texts t ON t.entry = e.id WHERE e.user = {user} ORDER BY e.id",
    ),
    ("labels", "SELECT entry, label FROM desk.v_labels WHERE user = {user} ORDER BY entry, label"),
    ("notes", "SELECT entry, made, changed, quote, text FROM desk.v_notes WHERE user = {user} ORDER BY id"),
    ("rules", "SELECT name, paused, conditions, actions FROM desk.rules WHERE user = {user} ORDER BY id"),
    ("follows", "SELECT kind, value FROM desk.follows WHERE user = {user} ORDER BY id"),
    ("searches", "SELECT name, query, alert FROM desk.searches WHERE user = {user} ORDER BY id"),
];

/// Indexes by which the tables are joined.
const INDEXES: &str =
    "CREATE UNIQUE INDEX feeds_id ON feeds (id); CREATE UNIQUE INDEX entries_id ON entries (id);
    CREATE INDEX labels_entry ON labels (entry); CREATE INDEX notes_entry ON notes (entry);";

impl Reader<'_> {
    /// Writes all that the reader has into a new database; gives the number of its articles. Blocks a reading thread meanwhile.
    pub async fn export_database(self, to: PathBuf) -> Result<u64, StoreError> {
        let store = self.store().path().to_owned();
        self.read(move |view| export(&store, &to, view.user.0)).await
    }
}

fn export(store: &Path, to: &Path, user: i64) -> Result<u64, StoreError> {
    crate::connection::create_private(to)?;
    let connection = Connection::open_with_flags(to, OpenFlags::default() | OpenFlags::SQLITE_OPEN_URI)?;
    let from = address(store, "mode=ro");
    connection.execute("ATTACH ? AS desk", [from.to_string_lossy()])?;
    connection.execute_batch("BEGIN")?;
    for (name, query) in TABLES {
        let query = query.replace("{user}", &user.to_string());
        connection.execute_batch(&format!("CREATE TABLE main.{name} AS {query}"))?;
    }
    connection.execute_batch(INDEXES)?;
    connection.execute_batch("COMMIT; DETACH desk")?;
    let entries: i64 = connection.query_row("SELECT count(*) FROM entries", (), |row| row.get(0))?;
    Ok(entries.unsigned_abs())
}

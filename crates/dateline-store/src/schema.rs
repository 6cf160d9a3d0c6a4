//! The schema and its migrations. A migration is never changed once released; a new one is added.

use crate::{StoreError, sql_views};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;

/// Marks the file as ours: "DTLN".
pub(crate) const APPLICATION_ID: i64 = 0x4454_4c4e;

/// Migrations in order; `user_version` counts those that have been applied.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
    include_str!("schema/0005.sql"),
    include_str!("schema/0006.sql"),
    include_str!("schema/0007.sql"),
    include_str!("schema/0008.sql"),
    include_str!("schema/0009.sql"),
    include_str!("schema/0010.sql"),
    include_str!("schema/0011.sql"),
    include_str!("schema/0012.sql"),
    include_str!("schema/0013.sql"),
    include_str!("schema/0014.sql"),
    include_str!("schema/0015.sql"),
    include_str!("schema/0016.sql"),
    include_str!("schema/0017.sql"),
    include_str!("schema/0018.sql"),
    include_str!("schema/0019.sql"),
    include_str!("schema/0020.sql"),
    include_str!("schema/0021.sql"),
    include_str!("schema/0022.sql"),
    include_str!("schema/0023.sql"),
    include_str!("schema/0024.sql"),
    include_str!("schema/0025.sql"),
    include_str!("schema/0026.sql"),
    include_str!("schema/0027.sql"),
    include_str!("schema/0028.sql"),
    include_str!("schema/0029.sql"),
    include_str!("schema/0031.sql"),
    include_str!("schema/0030.sql"),
    include_str!("schema/0032.sql"),
];

/// The schema that this version writes.
pub(crate) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Kilobytes of pages that are kept while a store is brought up to date: indexes of a million rows are filled out of order.
const MIGRATING_CACHE: i64 = 64_000;
/// What begins a part of a migration: how far it has come is told between two.
const PART: &str = "-- PART: ";

/// Brings the file up to [`VERSION`], each migration in a transaction of its own: one that is broken off leaves the file as it was.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = recognise(connection, path)?;
    if found == VERSION {
        return Ok(());
    }
    sql_views::drop(connection)?;
    // A table that is made anew is dropped first, and what refers to it is not to go with it.
    connection.pragma_update(None, "foreign_keys", false)?;
    let cache: i64 = connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", -MIGRATING_CACHE)?;
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let step = i64::try_from(index + 1).unwrap_or(VERSION);
        apply(connection, sql, (found, step)).map_err(|error| error.in_migration(path))?;
    }
    connection.pragma_update(None, "cache_size", cache)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn apply(connection: &mut Connection, sql: &str, (found, step): (i64, i64)) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    let parts: Vec<&str> = sql.split(PART).collect();
    for (at, part) in parts.iter().enumerate() {
        // A new store has nothing to bring up to date.
        if found > 0 {
            let what = part.lines().next().unwrap_or_default().trim_start_matches("-- ");
            tracing::warn!(
                "bringing the store up to date: schema {step}, part {} of {}: {what}",
                at + 1,
                parts.len()
            );
        }
        // The first line of each part but the first is its name.
        let rest = if at == 0 { part } else { part.split_once('\n').map_or("", |(_, rest)| rest) };
        run(&transaction, rest)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", step)?;
    transaction.commit()?;
    Ok(())
}

/// Before a table's name: its columns are no longer to be unique. SQL has no word for that.
const NOT_UNIQUE: &str = "-- NOT UNIQUE: ";

fn run(tx: &Connection, sql: &str) -> rusqlite::Result<()> {
    let mut parts = sql.split(NOT_UNIQUE);
    tx.execute_batch(parts.next().unwrap_or_default())?;
    for part in parts {
        let (table, rest) = part.split_once('\n').unwrap_or((part, ""));
        loosen(tx, table)?;
        tx.execute_batch(rest)?;
    }
    Ok(())
}

/// Makes a table anew, as it is but without unique columns, with its indexes and the last number that it gave.
fn loosen(tx: &Connection, table: &str) -> rusqlite::Result<()> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = ? AND tbl_name = ? AND sql IS NOT NULL";
    let made: String = tx.query_row(sql, ["table", table], |row| row.get(0))?;
    let mut statement = tx.prepare(sql)?;
    let indexes: Vec<String> =
        statement.query_map(["index", table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let made = made.replacen(table, &format!("new_{table}"), 1).replace(" UNIQUE", "");
    tx.execute_batch(&format!(
        "{made}; INSERT INTO new_{table} SELECT * FROM {table};
         DELETE FROM sqlite_sequence WHERE name = 'new_{table}';
         INSERT INTO sqlite_sequence (name, seq) SELECT 'new_{table}', seq FROM sqlite_sequence WHERE name = '{table}';
         DROP TABLE {table}; ALTER TABLE new_{table} RENAME TO {table};"
    ))?;
    indexes.iter().try_for_each(|index| tx.execute_batch(index))
}

/// The schema of a file.
fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Whether the file is ours and not of a later version.
pub(crate) fn recognise(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let found = version(connection)?;
    check(connection, path, found)?;
    Ok(found)
}

/// A table or column that a file of this schema must have and has not.
pub(crate) fn missing_part(connection: &Connection, found: i64) -> Result<Option<String>, StoreError> {
    let mut whole = Connection::open_in_memory()?;
    for (index, sql) in MIGRATIONS.iter().enumerate().take(usize::try_from(found).unwrap_or(0)) {
        apply(&mut whole, sql, (0, i64::try_from(index + 1).unwrap_or(VERSION)))?;
    }
    let held = parts(connection)?;
    Ok(parts(&whole)?.difference(&held).next().cloned())
}

fn parts(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let sql = "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'";
    connection.prepare(sql)?.query_map((), |row| row.get(0))?.collect()
}

fn check(connection: &Connection, path: &Path, found: i64) -> Result<(), StoreError> {
    let owner: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    // A schema that was never written, or none beside tables: whoever wrote it, it was no Dateline.
    let is_unknown = found < 0 || found == 0 && tables > 0;
    if is_unknown || owner != APPLICATION_ID && tables > 0 {
        return Err(StoreError::NotAStore { path: path.to_owned() });
    }
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    Ok(())
}

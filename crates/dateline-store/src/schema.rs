//! The schema and its migrations. A migration is never changed once released; a new one is added.

use crate::StoreError;
use rusqlite::Connection;
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
];

/// The schema that this version writes.
pub(crate) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the file up to [`VERSION`], each migration in a transaction of its own.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = recognise(connection, path)?;
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", i64::try_from(index + 1).unwrap_or(VERSION))?;
        transaction.commit()?;
    }
    Ok(())
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

fn check(connection: &Connection, path: &Path, found: i64) -> Result<(), StoreError> {
    let owner: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    if owner != APPLICATION_ID && tables > 0 {
        return Err(StoreError::NotAStore { path: path.to_owned() });
    }
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    Ok(())
}

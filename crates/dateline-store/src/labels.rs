//! Labels: words that a reader files entries under. An entry may have any number; one that has any stays, as a starred one does.

use crate::reader::unread_rows::{change, next_place};
use crate::reader::{View, sees};
use crate::{Reader, StoreError};
use dateline_model::{EntryId, make_plain};
use rusqlite::{OptionalExtension as _, Row, params};

/// Labels that one reader may have.
pub const LABELS: u32 = 500;
/// Characters of a label's name; a longer one is cut.
const LONGEST: usize = 100;

/// A label of a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Number, never given again.
    pub id: i64,
    /// Name; a reader has no other of it, in whatever case.
    pub name: String,
    /// Entries that have it and that the reader sees.
    pub entries: u64,
}

impl Reader<'_> {
    /// The reader's labels by name.
    pub async fn labels(self) -> Result<Vec<Label>, StoreError> {
        self.read(|view| {
            let sql = format!("{LABEL} ORDER BY l.name, l.id");
            let mut statement = view.tx.prepare_cached(&sql)?;
            let labels = statement.query_map([view.user.0], label)?;
            Ok(labels.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Gives a label to entries, making it where it is new; gives how many had it not. Entries that the reader does not see are
    /// passed over. `None` for a name without letters or digits, and where [`LABELS`] are there already.
    pub async fn set_label(self, name: String, entries: Vec<EntryId>) -> Result<Option<u64>, StoreError> {
        self.write(move |view| {
            let Some(label) = view.label_of(&name)? else { return Ok(None) };
            let sql = format!(
                "INSERT OR IGNORE INTO entry_labels (user, label, entry) SELECT ?1, ?2, ?3 WHERE {}",
                sees("?3", "?1")
            );
            view.each(&sql, label, &entries).map(Some)
        })
        .await
    }

    /// Takes a label away from entries; gives how many had it. The label itself stays.
    pub async fn unset_label(self, name: String, entries: Vec<EntryId>) -> Result<u64, StoreError> {
        self.write(move |view| {
            let Some(label) = view.known_label(&named(&name))? else { return Ok(0) };
            view.each("DELETE FROM entry_labels WHERE user = ? AND label = ? AND entry = ?", label, &entries)
        })
        .await
    }

    /// Calls a label by another name; where the reader has a label of that name, the two become one. False where there is no such
    /// label, or the name has no letters or digits.
    pub async fn rename_label(self, id: i64, name: String) -> Result<bool, StoreError> {
        self.write(move |view| {
            let name = named(&name);
            if name.is_empty() || !view.has_label(id)? {
                return Ok(false);
            }
            view.note_labelled(id)?;
            match view.known_label(&name)?.filter(|other| *other != id) {
                Some(other) => {
                    let sql = "INSERT OR IGNORE INTO entry_labels (user, label, entry)
                               SELECT user, ?2, entry FROM entry_labels WHERE label = ?1";
                    view.tx.prepare_cached(sql)?.execute([id, other])?;
                    view.tx.prepare_cached("DELETE FROM labels WHERE id = ?")?.execute([id])?;
                }
                None => {
                    let sql = "UPDATE labels SET name = ?2 WHERE id = ?1";
                    view.tx.prepare_cached(sql)?.execute(params![id, name])?;
                }
            }
            Ok(true)
        })
        .await
    }

    /// Deletes a label and takes it from its entries; false where there is none of that number.
    pub async fn delete_label(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            if !view.has_label(id)? {
                return Ok(false);
            }
            view.note_labelled(id)?;
            view.tx.prepare_cached("DELETE FROM labels WHERE id = ?")?.execute([id])?;
            Ok(true)
        })
        .await
    }
}

/// Labels of the reader, the first parameter.
const LABEL: &str =
    "SELECT l.id, l.name, (SELECT count(*) FROM entry_labels el WHERE el.user = ?1 AND el.label = l.id)
    FROM labels l WHERE l.user = ?1";

fn label(row: &Row<'_>) -> rusqlite::Result<Label> {
    Ok(Label { id: row.get(0)?, name: row.get(1)?, entries: row.get::<_, i64>(2)?.unsigned_abs() })
}

/// A name as it is kept; empty where it names nothing.
fn named(name: &str) -> String {
    let mut name = name.to_owned();
    make_plain(&mut name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(char::is_alphanumeric) { name.chars().take(LONGEST).collect() } else { String::new() }
}

impl View<'_> {
    fn known_label(self, name: &str) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT id FROM labels WHERE user = ? AND name = ?";
        let found = self.tx.prepare_cached(sql)?.query_row(params![self.user.0, name], |row| row.get(0));
        Ok(found.optional()?)
    }

    fn has_label(self, id: i64) -> Result<bool, StoreError> {
        Ok(self
            .tx
            .prepare_cached("SELECT 1 FROM labels WHERE id = ? AND user = ?")?
            .exists([id, self.user.0])?)
    }

    /// The label of a name, made where it is new.
    pub(crate) fn label_of(self, name: &str) -> Result<Option<i64>, StoreError> {
        let name = named(name);
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.known_label(&name)? {
            return Ok(Some(known));
        }
        let sql = "INSERT INTO labels (user, name) SELECT ?1, ?2
                   WHERE (SELECT count(*) FROM labels WHERE user = ?1) < ?3 RETURNING id";
        let values = params![self.user.0, name, LABELS];
        Ok(self.tx.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
    }

    /// Does something with a label and each of these entries; those with which it did anything have changed.
    fn each(self, sql: &str, label: i64, entries: &[EntryId]) -> Result<u64, StoreError> {
        let mut changed = 0;
        for entry in entries {
            if self.tx.prepare_cached(sql)?.execute([self.user.0, label, entry.0])? > 0 {
                change(self.tx, self.user.0, entry.0, next_place(self.tx)?)?;
                changed += 1;
            }
        }
        Ok(changed)
    }

    /// Whatever has a label has changed.
    fn note_labelled(self, label: i64) -> Result<(), StoreError> {
        let sql = "SELECT entry FROM entry_labels WHERE user = ? AND label = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let entries = statement.query_map([self.user.0, label], |row| row.get(0))?;
        let entries = entries.collect::<Result<Vec<i64>, _>>()?;
        if entries.is_empty() {
            return Ok(());
        }
        let place = next_place(self.tx)?;
        for entry in entries {
            change(self.tx, self.user.0, entry, place)?;
        }
        Ok(())
    }
}

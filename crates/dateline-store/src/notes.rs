//! What a reader notes on articles: a thought on the whole, or words of the text that are highlighted, with or without one. What has a
//! note is kept as what is starred is.

use crate::reader::{View, sees};
use crate::rows::{ms, time};
use crate::summaries::summaries;
use crate::{EntrySummary, Reader, StoreError};
use dateline_model::{EntryId, plain};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

/// Notes on one article that are kept at most.
pub const NOTES: u32 = 200;
/// Longest note and longest quotation, in characters.
const LONGEST: usize = 10_000;
/// What is kept of the text before and after a quotation, in characters.
const AROUND: usize = 64;

/// What a reader says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewNote {
    /// Words of its text; none for a note on the whole article.
    pub quote: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// What the reader has to say; nothing for words that are only highlighted.
    pub text: String,
}

/// A note that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Number.
    pub id: i64,
    /// The article.
    pub entry: EntryId,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// What it says.
    pub note: NewNote,
}

impl Reader<'_> {
    /// Keeps a note; gives its number. `None` where it says and quotes nothing, where the reader does not see the article, and where
    /// [`NOTES`] are kept on it already.
    pub async fn add_note(
        self,
        entry: EntryId,
        mut note: NewNote,
        at: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        tidy(&mut note);
        self.write(move |view| {
            if note.quote.is_empty() && note.text.is_empty() {
                return Ok(None);
            }
            let sql = format!(
                "INSERT INTO notes (user, entry, made_at, changed_at, quote, prefix, suffix, text) SELECT ?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7
                 WHERE {} AND (SELECT count(*) FROM notes WHERE user = ?1 AND entry = ?2) < ?8 RETURNING id",
                sees("?2", "?1")
            );
            let NewNote { quote, prefix, suffix, text } = &note;
            let values = params![view.user.0, entry.0, ms(at), quote, prefix, suffix, text, NOTES];
            Ok(view.tx.prepare_cached(&sql)?.query_row(values, |row| row.get(0)).optional()?)
        })
        .await
    }

    /// Says something else in a note; false where there is none of that number, or where it would say nothing.
    pub async fn change_note(self, id: i64, text: String, at: Timestamp) -> Result<bool, StoreError> {
        let text = cut(&text, LONGEST);
        self.write(move |view| {
            let sql = "UPDATE notes SET text = ?3, changed_at = ?4 WHERE id = ?1 AND user = ?2 AND (?3 <> '' OR quote <> '')";
            Ok(view.tx.prepare_cached(sql)?.execute(params![id, view.user.0, text, ms(at)])? > 0)
        })
        .await
    }

    /// Deletes a note; false where there is none of that number.
    pub async fn delete_note(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "DELETE FROM notes WHERE id = ? AND user = ?";
            Ok(view.tx.prepare_cached(sql)?.execute([id, view.user.0])? > 0)
        })
        .await
    }

    /// The article of a note.
    pub async fn note_entry(self, id: i64) -> Result<Option<EntryId>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT entry FROM notes WHERE id = ? AND user = ?";
            let found =
                view.tx.prepare_cached(sql)?.query_row([id, view.user.0], |row| row.get(0).map(EntryId));
            Ok(found.optional()?)
        })
        .await
    }

    /// Notes on one article, in the order of their making.
    pub async fn notes(self, entry: EntryId) -> Result<Vec<Note>, StoreError> {
        self.read(move |view| of(view, entry.0)).await
    }

    /// Articles with notes, the latest noted first, with their notes; those after the first `skip`.
    pub async fn noted(self, skip: u32, limit: u32) -> Result<Vec<(EntrySummary, Vec<Note>)>, StoreError> {
        self.read(move |view| {
            let sql = format!(
                "SELECT entry FROM notes n WHERE user = ?1 AND {} GROUP BY entry ORDER BY max(made_at) DESC, entry DESC
                 LIMIT ?2 OFFSET ?3",
                sees("n.entry", "?1")
            );
            let mut statement = view.tx.prepare_cached(&sql)?;
            let rows = statement.query_map(params![view.user.0, limit, skip], |row| row.get(0))?;
            let entries = rows.collect::<Result<Vec<i64>, _>>()?;
            let noted = |entry: EntrySummary| {
                let notes = of(view, entry.id.0)?;
                Ok((entry, notes))
            };
            summaries(view, &entries)?.into_iter().map(noted).collect()
        })
        .await
    }
}

impl NewNote {
    /// The note as it is kept.
    pub(crate) fn tidied(&self) -> Self {
        let mut note = self.clone();
        tidy(&mut note);
        note
    }
}

impl View<'_> {
    /// Notes on one article, in the order of their making.
    pub(crate) fn notes_on(self, entry: EntryId) -> Result<Vec<Note>, StoreError> {
        of(self, entry.0)
    }
}

fn of(view: View<'_>, entry: i64) -> Result<Vec<Note>, StoreError> {
    let sql = "SELECT id, entry, made_at, changed_at, quote, prefix, suffix, text FROM notes
               WHERE user = ? AND entry = ? ORDER BY id";
    let mut statement = view.tx.prepare_cached(sql)?;
    let notes = statement.query_map([view.user.0, entry], note)?;
    Ok(notes.collect::<Result<_, _>>()?)
}

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get(0)?,
        entry: EntryId(row.get(1)?),
        made_at: time(row.get(2)?),
        changed_at: time(row.get(3)?),
        note: NewNote { quote: row.get(4)?, prefix: row.get(5)?, suffix: row.get(6)?, text: row.get(7)? },
    })
}

fn tidy(note: &mut NewNote) {
    note.text = cut(&note.text, LONGEST);
    note.quote = cut(&note.quote, LONGEST);
    let last: Vec<char> = plain(&note.prefix).chars().rev().take(AROUND).collect();
    note.prefix = last.into_iter().rev().collect();
    note.suffix = plain(&note.suffix).chars().take(AROUND).collect();
}

/// Without what nobody sees, and not longer than it may be; lines stay lines.
fn cut(text: &str, longest: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| plain(line).trim_end().to_owned()).collect();
    lines.join("\n").trim().chars().take(longest).collect()
}

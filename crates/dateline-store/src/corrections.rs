//! What readers correct: articles that belong elsewhere, stories that are one or two. A correction is its reader's alone, but for those
//! of owners where they are published, and changes no row of others: the shared
//! stories stay as they are, and rows of the reader say what stands elsewhere (`reader/correction_overlay.rs`). It is kept with the articles that
//! it named and can be taken back. Articles that come later follow it by [`Store::reader_stories`].

mod later;
mod published;

pub(crate) use later::follow;

pub use later::{ReaderPlacement, ReaderStory};

use crate::follows::follows_met;
use crate::ids::{LAST_STORY, last_story};
use crate::reader::View;
use crate::rows::{maybe_time, ms, time, url};
use crate::story_members::seen;
use crate::{Reader, StoreError, settings};
use dateline_model::{EntryId, StoryId, WebUrl};
use jiff::Timestamp;
use rusqlite::{Row, params};

/// What a reader does to a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// These articles of the story belong to another one.
    Move {
        /// The articles; those that do not stand in `from` are passed over.
        entries: Vec<EntryId>,
        /// Where they stand.
        from: StoryId,
        /// Where they belong.
        into: StoryId,
    },
    /// These articles are not the happening that the others tell of: they become a story of their own.
    Part {
        /// The articles; some of the story's, not all.
        entries: Vec<EntryId>,
        /// Where they stand.
        from: StoryId,
    },
    /// Two stories tell of one happening.
    Join {
        /// The story that ends.
        from: StoryId,
        /// The story that has its articles from now on.
        into: StoryId,
    },
}

/// An act as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRecord {
    /// Number, for taking it back.
    pub id: i64,
    /// When it was done.
    pub at: Timestamp,
    /// `move`, `part` or `join`.
    pub kind: String,
    /// The story that the articles left.
    pub from: StoryId,
    /// The story that they came to.
    pub into: StoryId,
    /// The articles.
    pub articles: Vec<CorrectedArticle>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// An article of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectedArticle {
    /// Number.
    pub id: EntryId,
    /// Headline; none once it is cleaned away.
    pub title: Option<String>,
    /// Address at the publisher, by which another desk knows it.
    pub url: Option<WebUrl>,
}

/// Most articles of one act; stories are far smaller.
const ARTICLES: usize = 1_000;
/// Most acts that a page is given.
const LATEST: u32 = 500;

impl Reader<'_> {
    /// Does what a reader asks, all of it or nothing; `None` where there is nothing to do: no such story, no such article
    /// in it, or all of a story to be parted from itself.
    pub async fn correct(
        self,
        act: Correction,
        at: Timestamp,
    ) -> Result<Option<CorrectionRecord>, StoreError> {
        self.write(move |view| correct(view, &act, at)).await
    }

    /// Takes an act back: its articles stand where they stood, as far as the act still is what put them where they are.
    /// False where there is no such act, or it was taken back before.
    pub async fn undo_correction(self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |view| undo(view, id, at)).await
    }

    /// Every act, latest first, for export.
    pub async fn all_corrections(self) -> Result<Vec<CorrectionRecord>, StoreError> {
        self.read(|view| records_where(view, "ORDER BY id DESC", [view.user.0])).await
    }

    /// The latest 500 acts, latest first; of one story, those that still stand.
    pub async fn corrections(self, of: Option<StoryId>) -> Result<Vec<CorrectionRecord>, StoreError> {
        self.read(move |view| latest(view, of)).await
    }
}

/// A correction with what it is about looked up.
struct Plan {
    kind: &'static str,
    entries: Vec<EntryId>,
    from: StoryId,
    into: StoryId,
}

fn plan(view: View<'_>, act: &Correction) -> Result<Option<Plan>, StoreError> {
    let (kind, asked, from, into) = match act {
        Correction::Move { entries, from, into } => ("move", Some(entries), *from, Some(*into)),
        Correction::Part { entries, from } => ("part", Some(entries), *from, None),
        Correction::Join { from, into } => ("join", None, *from, Some(*into)),
    };
    let from = view.redirect(from)?;
    // All of a story that is nobody's alone: what is one happening is not another one for whom some feeds are missing.
    let members = if visible(view, from)? { view.standing(from)? } else { Vec::new() };
    let into = match into {
        Some(into) => view.redirect(into)?,
        None => StoryId(last_story(view.tx)? + 1),
    };
    let entries: Vec<EntryId> = match asked {
        Some(asked) => members.iter().copied().filter(|entry| asked.contains(entry)).take(ARTICLES).collect(),
        None => members.clone(),
    };
    let known = kind == "part" || visible(view, into)?;
    let whole = kind == "part" && entries.len() == members.len();
    let useless = entries.is_empty() || whole || !known || from == into;
    Ok((!useless).then_some(Plan { kind, entries, from, into }))
}

/// Whether a reader sees something of a story that others may see as well: what is one person's alone joins nothing.
fn visible(view: View<'_>, story: StoryId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM stories WHERE id = ? AND private_of IS NOT NULL";
    Ok(!view.tx.prepare_cached(sql)?.exists([story.0])? && !seen(view, story, (1, 0))?.is_empty())
}

fn correct(view: View<'_>, act: &Correction, at: Timestamp) -> Result<Option<CorrectionRecord>, StoreError> {
    let tx = view.tx;
    let Some(plan) = plan(view, act)? else { return Ok(None) };
    let (user, from, into) = (view.user.0, plan.from.0, plan.into.0);
    let sql = "INSERT INTO acts (user, at, kind, from_story, into_story) VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![user, ms(at), plan.kind, from, into])?;
    let id = tx.last_insert_rowid();
    if plan.kind == "part" {
        // No other story is to have this number.
        settings::set(tx, LAST_STORY, Some(&into.to_string()))?;
    }
    for entry in &plan.entries {
        tx.prepare_cached("INSERT INTO act_articles (act, entry) VALUES (?, ?)")?.execute([id, entry.0])?;
        place(view, entry.0, id, into)?;
    }
    if plan.kind == "join" {
        let sql = "INSERT OR REPLACE INTO reader_joins (user, story, act, into_story)
                   SELECT DISTINCT ?1, story, ?3, ?4 FROM (SELECT ?2 AS story UNION SELECT j.story FROM reader_joins j
                       WHERE j.user = ?1 AND j.into_story = ?2 AND NOT EXISTS (SELECT 1 FROM reader_joins l
                           WHERE l.user = j.user AND l.story = j.story AND l.act > j.act)) WHERE story <> ?4";
        tx.prepare_cached(sql)?.execute([user, from, id, into])?;
        // What led from there to here before leads nowhere now.
        tx.prepare_cached("DELETE FROM reader_joins WHERE user = ? AND story = ?")?.execute([user, into])?;
    }
    count_follows(view, &[from, into])?;
    Ok(records_where(view, "AND id = ?2", [user, id])?.pop())
}

/// Writes that an entry stands in a story for the reader.
fn place(view: View<'_>, entry: i64, act: i64, story: i64) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO reader_placements (user, entry, act, story) VALUES (?, ?, ?, ?)";
    view.tx.prepare_cached(sql)?.execute([view.user.0, entry, act, story])?;
    Ok(())
}

/// How many follows these stories meet, of those for whom the reader's corrections count.
fn count_follows(view: View<'_>, stories: &[i64]) -> Result<(), StoreError> {
    stories.iter().try_for_each(|story| follows_met(view, *story))
}

fn undo(view: View<'_>, id: i64, at: Timestamp) -> Result<bool, StoreError> {
    let (tx, user) = (view.tx, view.user.0);
    let Some(act) = records_where(view, "AND id = ?2 AND undone_at IS NULL", [user, id])?.pop() else {
        return Ok(false);
    };
    let (from, into) = (act.from.0, act.into.0);
    for sql in [
        "DELETE FROM reader_placements WHERE user = ? AND act = ?",
        "DELETE FROM reader_joins WHERE user = ? AND act = ?",
    ] {
        tx.prepare_cached(sql)?.execute([user, id])?;
    }
    tx.prepare_cached("UPDATE acts SET undone_at = ?2 WHERE id = ?1")?.execute(params![id, ms(at)])?;
    let shared: bool =
        tx.prepare_cached("SELECT shared FROM acts WHERE id = ?")?.query_row([id], |row| row.get(0))?;
    if shared {
        // It moved the articles for everybody: for this reader they stand where they stood.
        let stands = view.standing(view.redirect(act.into)?)?;
        for article in act.articles.iter().filter(|article| stands.contains(&article.id)) {
            place(view, article.id.0, id, from)?;
        }
    } else if act.kind == "part" && view.standing(act.into)?.is_empty() {
        // Links to what it made lead back.
        let sql = "INSERT OR REPLACE INTO reader_joins (user, story, act, into_story) VALUES (?, ?, ?, ?)";
        tx.prepare_cached(sql)?.execute([user, into, id, from])?;
    }
    count_follows(view, &[from, into])?;
    Ok(true)
}

fn latest(view: View<'_>, of: Option<StoryId>) -> Result<Vec<CorrectionRecord>, StoreError> {
    match of {
        Some(story) => {
            let stands = "undone_at IS NULL AND (from_story = ?2 OR into_story = ?2)";
            let clause = format!("AND {stands} ORDER BY id DESC LIMIT {LATEST}");
            records_where(view, &clause, [view.user.0, story.0])
        }
        None => records_where(view, &format!("ORDER BY id DESC LIMIT {LATEST}"), [view.user.0]),
    }
}

/// Acts of the reader, the first parameter, with the articles of each.
fn records_where(
    view: View<'_>,
    clause: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<CorrectionRecord>, StoreError> {
    let sql =
        format!("SELECT id, at, kind, from_story, into_story, undone_at FROM acts WHERE user = ?1 {clause}");
    let mut found: Vec<CorrectionRecord> =
        view.tx.prepare_cached(&sql)?.query_map(values, record)?.collect::<Result<_, _>>()?;
    let sql = format!(
        "SELECT a.entry, e.title, e.url FROM act_articles a LEFT JOIN entries e ON e.id = a.entry AND {}
         WHERE a.act = ?2 ORDER BY a.entry",
        view.sight()?.condition("?1")
    );
    let mut statement = view.tx.prepare_cached(&sql)?;
    for act in &mut found {
        let articles = statement.query_map([view.user.0, act.id], |row| {
            Ok(CorrectedArticle { id: EntryId(row.get(0)?), title: row.get(1)?, url: url(row.get(2)?) })
        })?;
        act.articles = articles.collect::<Result<_, _>>()?;
    }
    Ok(found)
}

fn record(row: &Row<'_>) -> rusqlite::Result<CorrectionRecord> {
    Ok(CorrectionRecord {
        id: row.get(0)?,
        at: time(row.get(1)?),
        kind: row.get(2)?,
        from: StoryId(row.get(3)?),
        into: StoryId(row.get(4)?),
        articles: Vec::new(),
        undone_at: maybe_time(row.get(5)?),
    })
}

//! What readers correct: articles that belong elsewhere, stories that are one or two. Each act is kept with the articles it
//! moved and can be taken back; what it says of later articles is told by [`Store::corrections`].

use crate::members::seen;
use crate::moves::{self, StoryMove, move_one};
use crate::reader::View;
use crate::replay::last_story;
use crate::rows::{maybe_time, ms, time, url};
use crate::stories::Stale;
use crate::{Reader, StoreError};
use dateline_model::{EntryId, StoryId, WebUrl, Why};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// What a reader does to a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderAct {
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
pub struct ActRecord {
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
    pub articles: Vec<ActArticle>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// An article of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActArticle {
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
const ACTS: u32 = 500;

impl Reader<'_> {
    /// Does what a reader asks, all of it or nothing; `None` where there is nothing to do: no such story, no such article
    /// in it, or all of a story to be parted from itself.
    pub async fn act(self, act: ReaderAct, at: Timestamp) -> Result<Option<ActRecord>, StoreError> {
        self.write(move |view| do_act(view, &act, at)).await
    }

    /// Takes an act back: its articles stand where they stood, as far as the act still is what put them where they are.
    /// False where there is no such act, or it was taken back before.
    pub async fn undo_act(self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |view| undo(view, id, at)).await
    }

    /// Every act, latest first, for export.
    pub async fn every_act(self) -> Result<Vec<ActRecord>, StoreError> {
        self.read(|view| acts_where(view, "ORDER BY id DESC", [view.user.0])).await
    }

    /// The latest 500 acts, latest first; of one story, those that still stand.
    pub async fn acts(self, of: Option<StoryId>) -> Result<Vec<ActRecord>, StoreError> {
        self.read(move |view| acts(view, of)).await
    }
}

/// An act with what it is about looked up.
struct Plan {
    kind: &'static str,
    entries: Vec<EntryId>,
    from: StoryId,
    into: StoryId,
}

fn plan(view: View<'_>, act: &ReaderAct) -> Result<Option<Plan>, StoreError> {
    let tx = view.tx;
    let (kind, asked, from, into) = match act {
        ReaderAct::Move { entries, from, into } => ("move", Some(entries), *from, Some(*into)),
        ReaderAct::Part { entries, from } => ("part", Some(entries), *from, None),
        ReaderAct::Join { from, into } => ("join", None, *from, Some(*into)),
    };
    let from = moves::lead(tx, from)?;
    // All of a story that is nobody's alone: what is one happening is not another one for whom some feeds are missing.
    let members = if visible(view, from)? { moves::members(tx, from)? } else { Vec::new() };
    let into = match into {
        Some(into) => moves::lead(tx, into)?,
        None => StoryId(last_story(tx)? + 1),
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

/// Whether a reader sees something of a story, and others may see it as well: what is one person's alone joins nothing.
fn visible(view: View<'_>, story: StoryId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM stories WHERE id = ? AND private_of IS NULL";
    Ok(view.tx.prepare_cached(sql)?.exists([story.0])? && !seen(view, story, (1, 0))?.is_empty())
}

fn do_act(view: View<'_>, act: &ReaderAct, at: Timestamp) -> Result<Option<ActRecord>, StoreError> {
    let tx = view.tx;
    let Some(plan) = plan(view, act)? else { return Ok(None) };
    let (from, into) = (plan.from.0, plan.into.0);
    let sql = "INSERT INTO acts (user, at, kind, from_story, into_story) VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![view.user.0, ms(at), plan.kind, from, into])?;
    let id = tx.last_insert_rowid();
    for entry in &plan.entries {
        tx.prepare_cached("INSERT INTO act_articles (act, entry) VALUES (?, ?)")?.execute([id, entry.0])?;
    }
    if plan.kind == "join" {
        // Said before of the other story, it would be a word against this one.
        let sql = "DELETE FROM corrections WHERE story = ?1 AND belongs = 0
                   AND entry IN (SELECT id FROM entries WHERE story = ?2)";
        tx.prepare_cached(sql)?.execute([from, into])?;
    }
    let why = Why { score: 1.0, threshold: 0.0, terms: Vec::new(), hours_apart: None };
    let moved = StoryMove { entries: Some(plan.entries.clone()), from: plan.from, into: plan.into, why };
    let mut stale = Stale::default();
    move_one(tx, &moved, at, &mut stale)?;
    stale.refresh(tx)?;
    let left = tx.prepare_cached("SELECT 1 FROM stories WHERE id = ?")?.exists([from])?;
    for entry in &plan.entries {
        say(view, id, at, (entry.0, into, true))?;
        if left {
            say(view, id, at, (entry.0, from, false))?;
        }
    }
    Ok(acts_where(view, "AND id = ?2", [view.user.0, id])?.pop())
}

fn say(
    view: View<'_>,
    act: i64,
    at: Timestamp,
    (entry, story, belongs): (i64, i64, bool),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO corrections (user, at, entry, story, belongs, act) VALUES (?, ?, ?, ?, ?, ?)";
    view.tx.prepare_cached(sql)?.execute(params![view.user.0, ms(at), entry, story, belongs, act])?;
    Ok(())
}

fn undo(view: View<'_>, id: i64, at: Timestamp) -> Result<bool, StoreError> {
    let tx = view.tx;
    let Some(act) = acts_where(view, "AND id = ?2 AND undone_at IS NULL", [view.user.0, id])?.pop() else {
        return Ok(false);
    };
    tx.prepare_cached("DELETE FROM corrections WHERE act = ?")?.execute([id])?;
    tx.prepare_cached("UPDATE acts SET undone_at = ?2 WHERE id = ?1")?.execute(params![id, ms(at)])?;
    let stands = moves::lead(tx, act.into)?;
    let back = origin(tx, &act, stands)?;
    if back != stands {
        let entries = act.articles.iter().map(|article| article.id).collect();
        let why = Why { score: 1.0, threshold: 0.0, terms: Vec::new(), hours_apart: None };
        let mut stale = Stale::default();
        move_one(tx, &StoryMove { entries: Some(entries), from: stands, into: back, why }, at, &mut stale)?;
        stale.refresh(tx)?;
    }
    Ok(true)
}

/// Where the articles of an act stood. A story that the act itself emptied lives again.
fn origin(tx: &Connection, act: &ActRecord, stands: StoryId) -> Result<StoryId, StoreError> {
    let sql = "SELECT into_story FROM joined_stories WHERE story = ?1
               AND NOT EXISTS (SELECT 1 FROM stories WHERE id = ?1)";
    let leads: Option<i64> = tx.prepare_cached(sql)?.query_row([act.from.0], |row| row.get(0)).optional()?;
    Ok(match leads {
        Some(leads) if leads != stands.0 => StoryId(leads),
        _ => act.from,
    })
}

fn acts(view: View<'_>, of: Option<StoryId>) -> Result<Vec<ActRecord>, StoreError> {
    match of {
        Some(story) => {
            let stands = "undone_at IS NULL AND (from_story = ?2 OR into_story = ?2)";
            let clause = format!("AND {stands} ORDER BY id DESC LIMIT {ACTS}");
            acts_where(view, &clause, [view.user.0, story.0])
        }
        None => acts_where(view, &format!("ORDER BY id DESC LIMIT {ACTS}"), [view.user.0]),
    }
}

/// Acts of the reader, the first parameter, with the articles of each.
fn acts_where(
    view: View<'_>,
    clause: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<ActRecord>, StoreError> {
    let sql =
        format!("SELECT id, at, kind, from_story, into_story, undone_at FROM acts WHERE user = ?1 {clause}");
    let mut found: Vec<ActRecord> =
        view.tx.prepare_cached(&sql)?.query_map(values, act_row)?.collect::<Result<_, _>>()?;
    let sql = format!(
        "SELECT a.entry, e.title, e.url FROM act_articles a LEFT JOIN entries e ON e.id = a.entry AND {}
         WHERE a.act = ?2 ORDER BY a.entry",
        view.sight()?.condition("?1")
    );
    let mut statement = view.tx.prepare_cached(&sql)?;
    for act in &mut found {
        let articles = statement.query_map([view.user.0, act.id], |row| {
            Ok(ActArticle { id: EntryId(row.get(0)?), title: row.get(1)?, url: url(row.get(2)?) })
        })?;
        act.articles = articles.collect::<Result<_, _>>()?;
    }
    Ok(found)
}

fn act_row(row: &Row<'_>) -> rusqlite::Result<ActRecord> {
    Ok(ActRecord {
        id: row.get(0)?,
        at: time(row.get(1)?),
        kind: row.get(2)?,
        from: StoryId(row.get(3)?),
        into: StoryId(row.get(4)?),
        articles: Vec::new(),
        undone_at: maybe_time(row.get(5)?),
    })
}

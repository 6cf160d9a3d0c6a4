//! Articles of a story with why each stands there.

use crate::history::titles;
use crate::reader::{View, sees};
use crate::summaries::summaries;
use crate::{Member, StoreError};
use dateline_model::{CopyKind, CopyLink, EntryId, StoryId, Why};
use rusqlite::{OptionalExtension as _, Row, params};

/// Numbers of a story's articles that the reader, the first parameter, sees, oldest first.
pub(crate) fn seen(
    view: View<'_>,
    story: StoryId,
    (limit, offset): (i64, u32),
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM entries e WHERE {} AND {} ORDER BY e.sorted_at, e.id LIMIT ?3 OFFSET ?4",
        view.grouping()?.within("?2"),
        view.sight()?.condition("?1")
    );
    let values = params![view.user.0, story.0, limit, offset];
    Ok(view.tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The named articles, each with why it stands where it stands.
pub(crate) fn members(view: View<'_>, ids: &[i64]) -> Result<Vec<Member>, StoreError> {
    let mut members = Vec::with_capacity(ids.len());
    for entry in summaries(view, ids)? {
        let (why, copy) = reasons(view, entry.id)?;
        members.push(Member { why, copy, titles: titles(view.tx, entry.id)?, entry });
    }
    Ok(members)
}

/// Why an article stands where it stands, by its latest placement.
pub(crate) fn reasons(view: View<'_>, entry: EntryId) -> Result<(Option<Why>, Option<CopyLink>), StoreError> {
    let sql = format!(
        "SELECT joined, score, threshold, terms, hours, iif(copy_of IS NULL, NULL,
             (SELECT o.id FROM entries o WHERE o.id = changes.copy_of AND {})) AS copy_of, copy_share, copy_kind FROM changes
         WHERE entry = ?2 ORDER BY seq DESC LIMIT 1",
        sees("o.id", "?1")
    );
    let found = view
        .tx
        .prepare_cached(&sql)?
        .query_row([view.user.0, entry.0], |row| Ok((why(row)?, copy(row)?)))
        .optional()?;
    let (why, copy) = found.unwrap_or_default();
    Ok((view.own_reason(entry)?.or(why), copy))
}

/// The reason in a row that begins `joined, score, threshold, terms, hours`.
pub(crate) fn why(row: &Row<'_>) -> rusqlite::Result<Option<Why>> {
    if !row.get::<_, bool>("joined")? {
        return Ok(None);
    }
    let terms: Option<String> = row.get("terms")?;
    Ok(Some(Why {
        score: row.get::<_, Option<f64>>("score")?.unwrap_or_default(),
        threshold: row.get::<_, Option<f64>>("threshold")?.unwrap_or_default(),
        terms: terms.map(|terms| terms.lines().map(str::to_owned).collect()).unwrap_or_default(),
        hours_apart: row.get("hours")?,
    }))
}

/// The copy in a row with `copy_of, copy_share, copy_kind`.
pub(crate) fn copy(row: &Row<'_>) -> rusqlite::Result<Option<CopyLink>> {
    let of: Option<i64> = row.get("copy_of")?;
    let kind: Option<String> = row.get("copy_kind")?;
    let kind = kind.as_deref().and_then(CopyKind::from_word);
    let share: Option<f64> = row.get("copy_share")?;
    Ok(of.zip(kind).map(|(of, kind)| CopyLink { of: EntryId(of), share: share.unwrap_or_default(), kind }))
}

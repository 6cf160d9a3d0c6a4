//! Articles as lists show them to one reader.

use crate::reader::correction_overlay::Grouping;
use crate::reader::{View, counted_feed, sees};
use crate::record::{date_of, image_row};
use crate::rows::{holding, maybe_time, time, url};
use crate::{EntrySummary, Section, StoreError};
use dateline_model::{Date, EntryId, Medium, Reason, StoryId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};
use std::sync::LazyLock;

/// What lists tell of an article to the reader of the first parameter. What its publisher has withdrawn is its headline, and a copy
/// of what is gone, or of what the reader does not see, is of nothing. What was read by a floor that is gone was read when it came.
static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    let (feed, original) = (counted_feed("e.id", "?1"), sees("o.id", "?1"));
    let story = Grouping::Own("?1").story();
    format!(
        "SELECT e.id, e.title, iif(e.withdrawn_at IS NULL, e.standfirst, NULL) AS standfirst, e.url,
         coalesce((SELECT n.name FROM publisher_names n WHERE n.user = ?1 AND n.host = e.publisher_host), e.publisher) AS publisher,
         e.publisher_host, e.language, e.published_text, e.seen, e.holding, e.reasons, e.image, e.image_credit, e.image_alt,
         e.words, {story} AS story, iif(e.copy_of IS NULL, NULL, (SELECT o.id FROM entries o WHERE o.id = e.copy_of AND {original})) AS copy_of,
         e.agency, e.retitled, e.withdrawn_at, e.section, e.medium, e.revised, st.starred_at,
         CASE WHEN un.place > coalesce((SELECT fl.place FROM read_floors fl WHERE fl.user = ?1 AND fl.feed = un.feed), -1)
             THEN NULL
             ELSE coalesce(st.read_at, (SELECT fl.at FROM read_floors fl WHERE fl.user = ?1 AND fl.feed = {feed}), e.seen)
         END AS read_at,
         (SELECT group_concat(name, char(10)) FROM (SELECT l.name FROM entry_labels el CROSS JOIN labels l ON l.id = el.label
             WHERE el.entry = e.id AND el.user = ?1 ORDER BY l.name)) AS labels,
         (SELECT r.name FROM muted_entries mu CROSS JOIN rules r ON r.id = mu.rule WHERE mu.user = ?1 AND mu.entry = e.id) AS muted_by
         FROM entries e LEFT JOIN entry_states st ON st.user = ?1 AND st.entry = e.id
         LEFT JOIN unread un ON un.user = ?1 AND un.feed = {feed} AND un.at = e.sorted_at AND un.entry = e.id "
    )
});

/// One article, the second parameter, where the reader sees it.
static ONE: LazyLock<String> =
    LazyLock::new(|| format!("{} WHERE e.id = ?2 AND {}", *COLUMNS, sees("e.id", "?1")));

fn summary(row: &Row<'_>) -> rusqlite::Result<EntrySummary> {
    let reasons: String = row.get("reasons")?;
    let published: Option<String> = row.get("published_text")?;
    let seen = time(row.get("seen")?);
    let labels: Option<String> = row.get("labels")?;
    Ok(EntrySummary {
        id: EntryId(row.get("id")?),
        title: row.get("title")?,
        standfirst: row.get("standfirst")?,
        url: url(row.get("url")?),
        publisher: row.get("publisher")?,
        publisher_host: row.get("publisher_host")?,
        language: row.get("language")?,
        published: published.as_deref().and_then(date_of).map(|date| not_ahead(date, seen)),
        seen,
        holding: holding(row.get::<_, Option<String>>("holding")?.as_deref()),
        reasons: reasons.split(' ').filter_map(Reason::from_word).collect(),
        image: image_row(row.get("image")?, row.get("image_credit")?, row.get("image_alt")?),
        words: row.get("words")?,
        story: row.get::<_, Option<i64>>("story")?.map(StoryId),
        copy_of: row.get::<_, Option<i64>>("copy_of")?.map(EntryId),
        agency: row.get("agency")?,
        read_at: maybe_time(row.get("read_at")?),
        starred_at: maybe_time(row.get("starred_at")?),
        labels: labels.map(|names| names.lines().map(str::to_owned).collect()).unwrap_or_default(),
        muted_by: row.get("muted_by")?,
        retitled: row.get("retitled")?,
        withdrawn_at: maybe_time(row.get("withdrawn_at")?),
        revised_at: maybe_time(row.get("revised")?),
        section: row.get::<_, Option<String>>("section")?.as_deref().and_then(Section::from_word),
        medium: row.get::<_, Option<String>>("medium")?.as_deref().and_then(Medium::from_word),
    })
}

/// What lies ahead of the time at which an article was first seen is taken for that time.
fn not_ahead(date: Date, seen: Timestamp) -> Date {
    match date {
        Date::Instant { at, offset } => Date::Instant { at: at.min(seen), offset },
        Date::Day(_) => date,
    }
}

/// The named articles in the order of their names; those that do not exist, or that the reader does not see, are left out.
pub(crate) fn summaries(view: View<'_>, ids: &[i64]) -> Result<Vec<EntrySummary>, StoreError> {
    let mut statement = view.tx.prepare_cached(&ONE)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(statement.query_row([view.user.0, *id], summary).optional()?);
    }
    Ok(found)
}

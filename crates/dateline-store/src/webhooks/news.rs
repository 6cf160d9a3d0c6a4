//! What there is to tell a webhook, out of the sequence of changes. Each star, label, search and story of an article is told once.

use super::Webhook;
use crate::reader::View;
use crate::saved_searches::queries;
use crate::search::matching_from;
use crate::summaries::summaries;
use crate::{EntryChange, EntrySummary, Reader, StoreError};
use dateline_model::EntryId;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// Changes looked through at once.
const AT_ONCE: u32 = 200;

/// Something to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// The article.
    pub entry: EntrySummary,
    /// What of it.
    pub of: NewsOf,
}

/// What there is to tell of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewsOf {
    /// It has a star.
    Starred,
    /// It has a label, by number and name.
    Labelled(i64, String),
    /// A kept search finds it, by number and name.
    Found(i64, String),
    /// A story begins with it.
    Story,
}

impl NewsOf {
    /// By what it is remembered that it was told.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Starred => "star".to_owned(),
            Self::Labelled(label, _) => format!("label:{label}"),
            Self::Found(search, _) => format!("search:{search}"),
            Self::Story => "story".to_owned(),
        }
    }
}

/// A part of the sequence of changes, looked through for one webhook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewsTurn {
    /// What there is to tell.
    pub news: Vec<News>,
    /// From where it has been looked through.
    pub from: (i64, i64),
    /// How far.
    pub told: (i64, i64),
    /// Stars and labels that are gone: given again, they are told again.
    pub gone: Vec<(EntryId, String)>,
}

impl Reader<'_> {
    /// What there is to tell a webhook of the reader's in the next changes; `None` where there are no changes.
    pub async fn news_for(self, hook: Webhook) -> Result<Option<NewsTurn>, StoreError> {
        self.read(move |view| {
            let (place, after) = hook.told;
            let changes = view.changes(place, (after > 0).then_some(EntryId(after)), AT_ONCE)?;
            let Some(last) = changes.last() else { return Ok(None) };
            let mut turn =
                NewsTurn { from: hook.told, told: (last.place, last.entry.0), ..NewsTurn::default() };
            let ids: Vec<i64> = changes.iter().map(|change| change.entry.0).collect();
            let fresh = changes.iter().filter(|change| change.what.came || change.what.revised);
            let found = found(view, &hook, fresh.map(|change| change.entry.0).min())?;
            let what: BTreeMap<EntryId, &EntryChange> =
                changes.iter().map(|change| (change.entry, change)).collect();
            for entry in summaries(view, &ids)? {
                if let Some(change) = what.get(&entry.id) {
                    view.look(&hook, &entry, change, &found, &mut turn)?;
                }
            }
            Ok(Some(turn))
        })
        .await
    }
}

/// What the reader's kept searches find.
type Found = Vec<(i64, String, BTreeSet<i64>)>;

/// Articles from one on that they find.
fn found(view: View<'_>, hook: &Webhook, from: Option<i64>) -> Result<Found, StoreError> {
    let Some(first) = from.filter(|_| hook.topics.searches) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (id, name, query) in queries(view)? {
        let matching = matching_from(view, &view.query(&query)?, first)?;
        all.push((id, name, matching.into_iter().collect()));
    }
    Ok(all)
}

impl View<'_> {
    fn look(
        self,
        hook: &Webhook,
        entry: &EntrySummary,
        change: &EntryChange,
        found: &Found,
        turn: &mut NewsTurn,
    ) -> Result<(), StoreError> {
        let mut is = Vec::new();
        if hook.topics.starred && entry.starred_at.is_some() {
            is.push(NewsOf::Starred);
        }
        if hook.topics.labelled {
            is.extend(self.labels_on(entry.id)?.into_iter().map(|(id, name)| NewsOf::Labelled(id, name)));
        }
        // What was there before the webhook was is no news, nor what a rule hides.
        let is_new = entry.seen >= hook.made_at && entry.muted_by.is_none() && entry.withdrawn_at.is_none();
        if is_new && (change.what.came || change.what.revised) {
            let finds = found.iter().filter(|(_, _, ids)| ids.contains(&entry.id.0));
            is.extend(finds.map(|(id, name, _)| NewsOf::Found(*id, name.clone())));
            if hook.topics.stories && self.begins_story(entry)? {
                is.push(NewsOf::Story);
            }
        }
        let told = self.told(hook.id, entry.id)?;
        let keys: BTreeSet<String> = is.iter().map(NewsOf::key).collect();
        let lasts = |key: &str| !key.starts_with("label:") && key != "star";
        let gone = told.iter().filter(|key| !lasts(key) && !keys.contains(*key));
        turn.gone.extend(gone.map(|key| (entry.id, key.clone())));
        let news = is.into_iter().filter(|of| !told.contains(&of.key()));
        turn.news.extend(news.map(|of| News { entry: entry.clone(), of }));
        Ok(())
    }

    fn labels_on(self, entry: EntryId) -> Result<Vec<(i64, String)>, StoreError> {
        let sql = "SELECT l.id, l.name FROM entry_labels el CROSS JOIN labels l ON l.id = el.label
                   WHERE el.user = ? AND el.entry = ? ORDER BY l.id";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([self.user.0, entry.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether no article of its story came before it that the reader sees.
    fn begins_story(self, entry: &EntrySummary) -> Result<bool, StoreError> {
        let Some(story) = entry.story else { return Ok(false) };
        let sql = format!(
            "SELECT NOT EXISTS (SELECT 1 FROM entries e WHERE e.story = ?2 AND e.id < ?3 AND {})",
            crate::reader::sees("e.id", "?1")
        );
        let values = params![self.user.0, story.0, entry.id.0];
        Ok(self.tx.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?)
    }

    fn told(self, hook: i64, entry: EntryId) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT what FROM webhook_told WHERE webhook = ? AND entry = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([hook, entry.0], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Notes the stars and labels that there are: they are no news.
pub(super) fn note_what_is(view: View<'_>, hook: i64) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO webhook_told (webhook, entry, what)
               SELECT ?1, entry, 'star' FROM entry_states WHERE user = ?2 AND starred_at IS NOT NULL
               UNION ALL SELECT ?1, entry, 'label:' || label FROM entry_labels WHERE user = ?2";
    view.tx.prepare_cached(sql)?.execute([hook, view.user.0])?;
    Ok(())
}

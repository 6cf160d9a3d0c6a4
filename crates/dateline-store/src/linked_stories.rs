//! Situations: which stories continue which, and what both speak of. A link is kept for as long as both have articles, so that
//! it outlives the open window. Which stories are linked is not decided here.

use crate::reader::View;
use crate::stories::front_of;
use crate::{Reader, Store, StoreError};
use dateline_model::StoryId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// What the story room says of one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLinks {
    /// The story.
    pub story: StoryId,
    /// Stories of the same situation, each with the terms that both speak of.
    pub others: Vec<(StoryId, Vec<String>)>,
}

/// A story of the same situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedStory {
    /// Number.
    pub story: StoryId,
    /// Headline of its lead.
    pub title: String,
    /// Language of the lead, where known.
    pub language: Option<String>,
    /// Its first article.
    pub first: Timestamp,
    /// Its latest article.
    pub last: Timestamp,
    /// What both speak of.
    pub terms: Vec<String>,
}

/// Links that one story is given; of more, those nearest in time.
const MOST: usize = 8;

impl Store {
    /// Keeps links. A link that is there is said anew; none is taken away, for the room forgets what the store holds.
    pub async fn link_stories(&self, links: Vec<StoryLinks>) -> Result<(), StoreError> {
        self.write(move |tx| links.iter().try_for_each(|one| link(tx, one))).await
    }
}

impl Reader<'_> {
    /// The stories of the same situation, oldest first.
    pub async fn linked_stories(self, story: StoryId) -> Result<Vec<LinkedStory>, StoreError> {
        self.read(move |view| linked(view, view.redirect(story)?)).await
    }
}

fn link(tx: &Connection, links: &StoryLinks) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO situations (story, other, terms) SELECT ?1, ?2, ?3
               WHERE EXISTS (SELECT 1 FROM stories WHERE id = ?1) AND EXISTS (SELECT 1 FROM stories WHERE id = ?2)";
    let mut statement = tx.prepare_cached(sql)?;
    for (other, terms) in links.others.iter().filter(|(other, _)| *other != links.story) {
        let (low, high) = (links.story.0.min(other.0), links.story.0.max(other.0));
        statement.execute(params![low, high, terms.join("\n")])?;
    }
    Ok(())
}

fn linked(view: View<'_>, story: StoryId) -> Result<Vec<LinkedStory>, StoreError> {
    let sql = "SELECT s.id, l.terms FROM
               (SELECT other AS id, terms FROM situations WHERE story = ?1
                UNION ALL SELECT story, terms FROM situations WHERE other = ?1) l
               JOIN stories s ON s.id = l.id JOIN stories own ON own.id = ?1
               ORDER BY max(s.first - own.last, own.first - s.last, 0), s.id";
    let mut statement = view.tx.prepare_cached(sql)?;
    let mut rows = statement.query([story.0])?;
    let mut found: Vec<LinkedStory> = Vec::new();
    if front_of(view, story)?.is_none() {
        return Ok(found);
    }
    while let Some(row) = rows.next()? {
        let other = view.redirect(StoryId(row.get(0)?))?;
        if other == story || found.iter().any(|one| one.story == other) {
            continue;
        }
        let Some(front) = front_of(view, other)? else { continue };
        found.push(LinkedStory {
            story: other,
            title: front.lead_article.title,
            language: front.lead_article.language,
            first: front.first,
            last: front.last,
            terms: row.get::<_, String>(1)?.lines().map(str::to_owned).collect(),
        });
        if found.len() == MOST {
            break;
        }
    }
    found.sort_by_key(|one| (one.first, one.story));
    Ok(found)
}

/// A story without articles has no links.
pub(crate) fn unlink(tx: &Connection, story: i64) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM situations WHERE story = ?1 OR other = ?1")?.execute([story])?;
    Ok(())
}

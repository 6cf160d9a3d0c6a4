//! What a story is by its articles: lead, publishers, sources, section; and the rows in which that is kept for what is nobody's
//! alone.

use super::Row;
use crate::reader::correction_overlay::Grouping;
use crate::reader::{Sight, View, is_unread, read_together};
use crate::rows::holding;
use crate::{Section, StoreError, follows, linked_stories, rules};
use dateline_model::{EntryId, Holding};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet};

/// What an article is to its story.
pub(super) struct Part {
    pub(super) id: i64,
    pub(super) publisher: Option<String>,
    pub(super) host: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) holding: Option<Holding>,
    pub(super) copy_of: Option<i64>,
    pub(super) dated: bool,
    pub(super) at: i64,
    pub(super) image: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) unread: bool,
    pub(super) withdrawn: bool,
    pub(super) section: Option<String>,
    /// The publisher as the reader calls it.
    pub(super) called: Option<String>,
}

/// Articles of a story that are looked at for its lead, publishers, sources and section: the earliest. Stories of the press
/// have some hundred at most; one of twelve thousand alike is no heavier to keep than one of five hundred.
pub(super) const PARTS: i64 = 500;

/// Columns of a [`Part`] but for what a reader has read.
const PART: &str = "e.id, e.publisher, e.publisher_host, e.agency, e.holding, e.copy_of, e.published IS NOT NULL, e.sorted_at,
    e.image, e.image_credit, e.image_alt, e.withdrawn_at IS NOT NULL, e.section";

pub(super) fn part(row: &rusqlite::Row<'_>) -> rusqlite::Result<Part> {
    Ok(Part {
        id: row.get(0)?,
        publisher: row.get(1)?,
        host: row.get(2)?,
        agency: row.get(3)?,
        holding: holding(row.get::<_, Option<String>>(4)?.as_deref()),
        copy_of: row.get(5)?,
        dated: row.get(6)?,
        at: row.get(7)?,
        image: row.get(8)?,
        credit: row.get(9)?,
        alt: row.get(10)?,
        withdrawn: row.get(11)?,
        section: row.get(12)?,
        unread: row.get(13)?,
        called: row.get(14)?,
    })
}

/// All articles of a story, for nobody in particular.
fn parts(tx: &Connection, story: i64) -> rusqlite::Result<Vec<Part>> {
    let sql = format!(
        "SELECT {PART}, 0, e.publisher FROM entries e WHERE e.story = ? ORDER BY e.sorted_at, e.id LIMIT ?"
    );
    tx.prepare_cached(&sql)?.query_map([story, PARTS], part)?.collect()
}

/// Those that a reader sees.
pub(super) fn parts_of(view: View<'_>, sight: Sight, story: i64) -> Result<Vec<Part>, StoreError> {
    let (unread, seen) = (is_unread("?1"), sight.condition("?1"));
    let within = view.grouping()?.within("?2");
    let sql = format!(
        "SELECT {PART}, {unread},
         coalesce((SELECT n.name FROM publisher_names n WHERE n.user = ?1 AND n.host = e.publisher_host), e.publisher)
         FROM entries e WHERE {within} AND {seen} ORDER BY e.sorted_at, e.id LIMIT ?3"
    );
    Ok(view
        .tx
        .prepare_cached(&sql)?
        .query_map([view.user.0, story, PARTS], part)?
        .collect::<Result<_, _>>()?)
}

/// Those that a reader sees, as SQL of the reader and a story, but for what one reader alone has to do with them.
pub(super) fn parts_seen(grouping: Grouping) -> String {
    let (within, seen) = (grouping.within("?2"), Sight::Some.condition("?1"));
    format!(
        "SELECT {PART}, 0, e.publisher FROM entries e WHERE {within} AND {seen} ORDER BY e.sorted_at, e.id LIMIT {PARTS}"
    )
}

pub(super) fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

impl Part {
    /// The publisher, spelled alike for all its articles.
    fn publisher_key(&self) -> Option<String> {
        let name = self.publisher.as_ref().or(self.host.as_ref())?;
        Some(name.trim().to_lowercase()).filter(|name| !name.is_empty())
    }

    /// Agency where one is credited, else the publisher, else the article itself.
    fn source(&self) -> String {
        let agency = self.agency.as_ref().map(|agency| format!("agency {}", agency.trim().to_lowercase()));
        agency.or_else(|| self.publisher_key()).unwrap_or_else(|| format!("entry {}", self.id))
    }

    /// Whether there is text of its own: previews, walls and headlines bear no independent witness.
    const fn speaks(&self) -> bool {
        matches!(self.holding, Some(Holding::Full)) && !self.withdrawn
    }

    const fn wholeness(&self) -> u8 {
        match self.holding {
            _ if self.withdrawn => 6,
            Some(Holding::Full) => 0,
            Some(Holding::Partial) => 1,
            Some(Holding::HeadlineOnly) => 2,
            None => 3,
            Some(Holding::OtherKind) => 4,
            Some(Holding::None) => 5,
        }
    }
}

/// Voices of a story: publishers with a whole text of their own; copies of one text, and texts credited to one agency,
/// count once. Where nobody holds a whole text there is still whoever said it first.
fn independent_sources(parts: &[Part]) -> u32 {
    let by_id: BTreeMap<i64, &Part> = parts.iter().map(|part| (part.id, part)).collect();
    let source = |part: &Part| root(part, &by_id).source();
    let sources: BTreeSet<String> = parts.iter().filter(|part| part.speaks()).map(source).collect();
    u32::try_from(sources.len()).unwrap_or(u32::MAX).max(1)
}

/// The first text of a chain of copies inside the story.
fn root<'p>(part: &'p Part, by_id: &BTreeMap<i64, &'p Part>) -> &'p Part {
    let mut at = part;
    for _ in 0..by_id.len() {
        match at.copy_of.and_then(|of| by_id.get(&of)) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// The lead: whole before preview before headline, dated before undated, with a picture, an original before a copy, the
/// earliest.
pub(super) fn lead_of<'p>(parts: impl IntoIterator<Item = &'p Part>) -> Option<i64> {
    let key = |part: &&Part| {
        (part.wholeness(), !part.dated, part.image.is_none(), part.copy_of.is_some(), part.at, part.id)
    };
    parts.into_iter().min_by_key(key).map(|part| part.id)
}

/// The row of a story whose articles, or the earliest of them, are these.
pub(super) fn derive(story: i64, parts: &[Part], (articles, last): (u32, i64)) -> Option<Row> {
    let (lead, first) = (lead_of(parts)?, parts.first()?);
    let publishers: BTreeSet<String> = parts.iter().filter_map(Part::publisher_key).collect();
    let leading = parts.iter().find(|part| part.id == lead);
    let section = leading.into_iter().chain(parts).find_map(|part| part.section.as_deref());
    Some(Row {
        id: story,
        lead,
        first: first.at,
        last,
        articles,
        publishers: count(publishers.iter()).max(1),
        sources: independent_sources(parts),
        section: section.and_then(Section::from_word),
        publisher_key: leading.and_then(Part::publisher_key),
        follows: 0,
    })
}

/// Writes the derived row of a story anew; a story without articles goes.
pub(crate) fn refresh(tx: &Connection, story: i64) -> Result<(), StoreError> {
    // Of the index alone, for a story may have thousands.
    let sql = "SELECT count(*), coalesce(max(sorted_at), 0) FROM entries WHERE story = ?";
    let whole = tx.prepare_cached(sql)?.query_row([story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(row) = derive(story, &parts(tx, story)?, whole) else {
        tx.prepare_cached("DELETE FROM stories WHERE id = ?")?.execute([story])?;
        tx.prepare_cached("DELETE FROM story_follows WHERE story = ?")?.execute([story])?;
        return Ok(linked_stories::unlink(tx, story)?);
    };
    // An article that is one person's alone is alone in its story.
    let sql = "INSERT OR REPLACE INTO stories (id, lead, first, last, articles, outlets, voices, section, outlet, private_of)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (SELECT private_of FROM entries WHERE id = ?2))";
    tx.prepare_cached(sql)?.execute(params![
        story,
        row.lead,
        row.first,
        row.last,
        row.articles,
        row.publishers,
        row.sources,
        row.section.map(Section::word),
        row.publisher_key,
    ])?;
    follows::look_again(tx, story, None)
}

/// What is left to do at the end of what changed articles: derived rows of stories are written anew, each once, and readers' rules
/// look at what came, once its story is known.
#[derive(Default)]
pub(crate) struct Stale {
    stories: BTreeSet<i64>,
    came: BTreeMap<i64, rules::Came>,
}

impl Stale {
    /// Notes a story, if there is one.
    pub(crate) fn note(&mut self, story: Option<i64>) {
        self.stories.extend(story);
    }

    /// Notes the story of an article, if it stands in one.
    pub(crate) fn note_entry(&mut self, tx: &Connection, entry: EntryId) -> Result<(), StoreError> {
        let sql = "SELECT story FROM entries WHERE id = ?";
        let story = tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0)).optional()?;
        self.note(story.flatten());
        Ok(())
    }

    /// Notes an article that came to readers who had it not.
    pub(crate) fn came(&mut self, entry: EntryId, at: i64) {
        self.came.insert(entry.0, rules::Came { at, new: true });
    }

    /// Notes an article that is another one than before: its text, or its story.
    pub(crate) fn changed(&mut self, entry: EntryId, at: i64) {
        self.came.entry(entry.0).or_insert(rules::Came { at, new: false });
    }

    /// Writes the rows and carries out the rules.
    pub(crate) fn refresh(self, tx: &Connection) -> Result<(), StoreError> {
        self.stories.into_iter().try_for_each(|story| refresh(tx, story))?;
        rules::on_arrival(tx, &self.came)?;
        let came: Vec<(i64, i64)> = self.came.iter().map(|(entry, came)| (*entry, came.at)).collect();
        read_together::on_arrival(tx, &came)
    }
}

//! Stories that may stand on a reader's front page, read in waves: each tells what no story outside scores above, so that whoever ranks
//! them knows when there are enough.

use super::Rank;
use super::derived_row::PARTS;
use super::rank::{growing_since, hours_between};
use crate::reader::correction_overlay::{Grouping, TOUCHED};
use crate::reader::list_positions::Stretch;
use crate::reader::unread_rows::last_place;
use crate::reader::{Sight, View, sees};
use crate::rows::ms;
use crate::{Cursor, EntryScope, FrontQuery, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Stories or articles of the first wave, and of later ones the fewest and how many times more the most have than came before.
const FIRST: i64 = 400;
const FEWEST: i64 = 100;
const GROWTH: i64 = 4;
/// Stories of which the sections are told.
const LATEST: i64 = 1_000;
/// Who has less than one of so many articles is asked for those; else all stories are looked through.
const FEW: i64 = 8;
/// Articles whose arrival tells how old the rest of what feeds brought is at least.
const LAST: u32 = 8;

/// A story that may stand on the page.
pub(super) struct Candidate {
    pub(super) story: i64,
    /// Whether the row that everybody has is the reader's as well.
    pub(super) shared: bool,
    /// When the latest article of it that is not read is dated, where only what is unread is asked for.
    pub(super) unread_at: Option<i64>,
    /// What it does not score above.
    pub(super) bound: f64,
}

/// Candidates are compared by what they may score.
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(self.story.cmp(&other.story))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

/// Some stories, and how fresh the others are at most; nothing where there are no others.
pub(super) struct Wave {
    pub(super) candidates: Vec<Candidate>,
    pub(super) rest: Option<i64>,
}

/// Where stories are read from, and up to where they have been.
enum From {
    /// All stories, by the time of their latest article.
    Latest(Cursor),
    /// What feeds brought, by arrival, up to that place.
    Brought(i64),
    /// What is unread, by time.
    Unread(Option<Cursor>),
    /// They have all been read.
    Nowhere,
}

/// Gives the candidates for one page.
pub(super) struct Waves<'a> {
    view: View<'a>,
    scope: EntryScope,
    now: Timestamp,
    grouping: Grouping,
    sight: Sight,
    touched: HashSet<i64>,
    given: HashSet<i64>,
    from: From,
    by_articles: bool,
    /// Stories or articles that were read.
    read: i64,
    /// In how many places of the sequence feeds brought one article.
    apart: i64,
    /// How many follows a story may meet.
    follows: u32,
}

impl<'a> Waves<'a> {
    pub(super) fn new(view: View<'a>, query: &FrontQuery) -> Result<Self, StoreError> {
        let scope = query.folder.clone().map_or(EntryScope::All, EntryScope::Folder);
        let (grouping, sight) = (view.grouping()?, view.sight()?);
        let mut waves = Self {
            view,
            scope,
            now: query.now,
            grouping,
            sight,
            touched: HashSet::new(),
            given: HashSet::new(),
            from: From::Unread(None),
            by_articles: true,
            read: 0,
            apart: 1,
            follows: 0,
        };
        let follows = "SELECT 1 WHERE EXISTS (SELECT 1 FROM follows WHERE user = ?1) OR EXISTS (SELECT 1 FROM rules WHERE user = ?1)";
        if view.tx.prepare_cached(follows)?.exists([view.user.0])? {
            waves.follows = u32::MAX;
        }
        if grouping != Grouping::Shared {
            let mut statement = view.tx.prepare_cached(&TOUCHED)?;
            let stories = statement.query_map([view.user.0], |row| row.get(0))?;
            waves.touched = stories.collect::<Result<_, _>>()?;
        }
        if !query.unread {
            let (held, all) = waves.held()?;
            waves.by_articles = held.saturating_mul(FEW) < all;
            waves.from = if waves.by_articles {
                let last = last_place(view.tx)?;
                waves.apart = (last / held.max(1)).max(1);
                From::Brought(last)
            } else {
                From::Latest(Cursor { at: i64::MAX, entry: i64::MAX })
            };
        }
        Ok(waves)
    }

    /// Whether stories come from the articles that are asked for, so that each is known to have one.
    pub(super) const fn by_articles(&self) -> bool {
        self.by_articles
    }

    /// How many articles the reader has of what is asked for, and how many there are.
    fn held(&self) -> Result<(i64, i64), StoreError> {
        let sql = "SELECT (SELECT coalesce(sum(held), 0) FROM reader_counts WHERE user = ?1 AND (?2 IS NULL OR feed IN
                   (SELECT sf.feed FROM folders o JOIN subscription_folders sf ON sf.folder = o.id
                    WHERE o.user = ?1 AND o.name = ?2))), (SELECT coalesce(sum(entries), 0) FROM entry_tallies)";
        let values = params![self.view.user.0, self.folder()];
        Ok(self.view.tx.prepare_cached(sql)?.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    fn folder(&self) -> Option<&str> {
        match &self.scope {
            EntryScope::Folder(name) => Some(name),
            _ => None,
        }
    }

    /// What no other story scores above than those that were given.
    pub(super) fn bound(&self, rest: i64) -> f64 {
        // What is not read may be old while the story grows.
        self.bound_of_all(rest, matches!(self.from, From::Unread(_)))
    }

    /// How many must be read so that no other story scores above the least of a page, where as many come in an hour as came before.
    fn size(&self, rest: i64, least: f64) -> i64 {
        let most = self.read.max(FIRST).saturating_mul(GROWTH);
        if rest == i64::MAX && self.read == 0 {
            return FIRST;
        }
        if least <= 0.0 {
            return most;
        }
        let passed = (ms(self.now) - rest).max(1) as f64 / 3_600_000.0;
        let needed = hours_between(self.bound(rest), least) / passed * self.read as f64;
        (needed as i64).saturating_add(FEWEST).clamp(FEWEST, most)
    }

    /// The next stories, as many as it may take until no other scores above the least of a page; nothing where all were given.
    pub(super) fn next(&mut self, rest: i64, least: f64) -> Result<Option<Wave>, StoreError> {
        let size = self.size(rest, least);
        let first = self.read == 0;
        let (candidates, rest) = match std::mem::replace(&mut self.from, From::Nowhere) {
            From::Nowhere => return Ok(None),
            From::Latest(place) => self.latest(place, size)?,
            From::Brought(up_to) => self.brought(up_to, size, first)?,
            From::Unread(place) => self.unread(place, size)?,
        };
        Ok(Some(Wave { candidates, rest }))
    }

    /// Stories in which sections are looked for: some of what who has little has, else the latest of all.
    pub(super) fn with_sections(&mut self) -> Result<Vec<Candidate>, StoreError> {
        if self.by_articles {
            return Ok(self.next(i64::MAX, f64::NEG_INFINITY)?.map_or_else(Vec::new, |wave| wave.candidates));
        }
        Ok(self.latest(Cursor { at: i64::MAX, entry: i64::MAX }, LATEST)?.0)
    }

    fn latest(&mut self, place: Cursor, size: i64) -> Result<(Vec<Candidate>, Option<i64>), StoreError> {
        let sql = "SELECT id, last, articles FROM stories WHERE (private_of IS NULL OR private_of = ?1)
                   AND (last, id) < (?2, ?3) ORDER BY last DESC, id DESC LIMIT ?4";
        let values = [self.view.user.0, place.at, place.entry, size];
        let mut statement = self.view.tx.prepare_cached(sql)?;
        let rows: Vec<Shared> = statement.query_map(values, Shared::of)?.collect::<Result<_, _>>()?;
        self.read += rows.len() as i64;
        let last = rows.last().map(|row| Cursor { at: row.last, entry: row.story });
        let more = last.filter(|_| rows.len() as i64 == size);
        let mut candidates = if place.at == i64::MAX { self.corrected()? } else { Vec::new() };
        for row in rows {
            if !self.touched.contains(&row.story) {
                candidates.push(self.candidate(&row, None)?);
            }
        }
        if let Some(place) = more {
            self.from = From::Latest(place);
        }
        Ok((candidates, more.map(|place| place.at)))
    }

    /// The stories that are corrected for the reader.
    fn corrected(&self) -> Result<Vec<Candidate>, StoreError> {
        if self.touched.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT max(e.sorted_at) FROM entries e WHERE {} AND {}",
            self.grouping.within("?2"),
            sees("e.id", "?1")
        );
        let mut statement = self.view.tx.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for story in &self.touched {
            let last: Option<i64> = statement.query_row([self.view.user.0, *story], |row| row.get(0))?;
            if let Some(last) = last {
                let bound = self.bound_of_all(last, false);
                found.push(Candidate { story: *story, shared: false, unread_at: None, bound });
            }
        }
        Ok(found)
    }

    fn brought(
        &mut self,
        up_to: i64,
        size: i64,
        first: bool,
    ) -> Result<(Vec<Candidate>, Option<i64>), StoreError> {
        let feeds = match self.folder() {
            None => "SELECT feed FROM subscriptions WHERE user = ?1 AND ?2 IS NULL",
            Some(_) => {
                "SELECT sf.feed FROM folders o JOIN subscription_folders sf ON sf.folder = o.id
                 WHERE o.user = ?1 AND o.name = ?2"
            }
        };
        let sql = format!(
            "SELECT {}, fe.entry, fe.place, e.seen
             FROM ({feeds}) f CROSS JOIN feed_entries fe ON fe.feed = f.feed AND fe.place > ?3 AND fe.place <= ?4
             CROSS JOIN entries e ON e.id = fe.entry ORDER BY fe.place",
            self.grouping.story()
        );
        let down_to = up_to.saturating_sub(size.saturating_mul(self.apart)).max(-1);
        let values = params![self.view.user.0, self.folder(), down_to, up_to];
        let mut statement = self.view.tx.prepare_cached(&sql)?;
        let rows =
            statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let brought: Vec<(Option<i64>, i64, i64, i64)> = rows.collect::<Result<_, _>>()?;
        let count = brought.len() as i64;
        self.read += count;
        let rest = self.arrived(brought.iter().map(|(_, entry, place, seen)| (*entry, *place, *seen)))?;
        let mut stories: HashMap<i64, Option<i64>> =
            brought.into_iter().filter_map(|(story, ..)| Some((story?, None))).collect();
        if first && self.folder().is_none() {
            stories.extend(self.kept()?.into_iter().map(|story| (story, None)));
        }
        let candidates = self.candidates(stories)?;
        if down_to < 0 {
            return Ok((candidates, None));
        }
        self.from = From::Brought(down_to);
        self.apart = ((up_to - down_to) / count.max(1)).max(1);
        Ok((candidates, Some(rest)))
    }

    /// When what came before the first of some articles had arrived: no later than the first that no other feed had brought already.
    fn arrived(&self, brought: impl Iterator<Item = (i64, i64, i64)>) -> Result<i64, StoreError> {
        let sql = "SELECT 1 FROM feed_entries WHERE entry = ? AND place < ?";
        let mut before = self.view.tx.prepare_cached(sql)?;
        let (mut found, mut latest) = (0, i64::MIN);
        for (entry, place, seen) in brought {
            if !before.exists([entry, place])? {
                (found, latest) = (found + 1, latest.max(seen));
            }
            if found == LAST {
                break;
            }
        }
        Ok(if found == 0 { i64::MAX } else { latest })
    }

    /// Stories of what the reader keeps without a feed.
    fn kept(&self) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "SELECT {} AS story FROM kept_entries k CROSS JOIN entries e ON e.id = k.entry WHERE k.user = ?1 AND story IS NOT NULL",
            self.grouping.story()
        );
        let mut statement = self.view.tx.prepare_cached(&sql)?;
        let stories = statement.query_map([self.view.user.0], |row| row.get(0))?;
        Ok(stories.collect::<Result<_, _>>()?)
    }

    fn unread(
        &mut self,
        place: Option<Cursor>,
        size: i64,
    ) -> Result<(Vec<Candidate>, Option<i64>), StoreError> {
        let limit = usize::try_from(size).unwrap_or(usize::MAX);
        let places =
            self.view.unread_positions(&self.scope, Stretch { falling: true, from: place, limit })?;
        let more = places.last().copied().filter(|_| places.len() == limit);
        let sql = format!("SELECT {} FROM entries e WHERE e.id = ?2 AND ?1 = ?1", self.grouping.story());
        let mut statement = self.view.tx.prepare_cached(&sql)?;
        self.read += places.len() as i64;
        let mut latest: HashMap<i64, i64> = HashMap::new();
        for place in &places {
            let story: Option<Option<i64>> =
                statement.query_row([self.view.user.0, place.entry], |row| row.get(0)).optional()?;
            if let Some(story) = story.flatten() {
                // The latest come first.
                latest.entry(story).or_insert(place.at);
            }
        }
        let stories = latest.into_iter().map(|(story, at)| (story, Some(at))).collect();
        let candidates = self.candidates(stories)?;
        if more.is_some() {
            self.from = From::Unread(more);
        }
        Ok((candidates, more.map(|place| place.at)))
    }

    /// Stories that articles stand in, each with the time of the latest that is unread, where that is asked for.
    fn candidates(&mut self, stories: HashMap<i64, Option<i64>>) -> Result<Vec<Candidate>, StoreError> {
        let sql = "SELECT id, last, articles FROM stories WHERE id = ?2 AND (private_of IS NULL OR private_of = ?1)";
        let mut statement = self.view.tx.prepare_cached(sql)?;
        let mut found = Vec::with_capacity(stories.len());
        for (story, unread_at) in stories {
            if !self.given.insert(story) {
                continue;
            }
            if self.touched.contains(&story) {
                found.push(Candidate { story, shared: false, unread_at, bound: f64::INFINITY });
            } else if let Some(row) = statement.query_row([self.view.user.0, story], Shared::of).optional()? {
                found.push(self.candidate(&row, unread_at)?);
            }
        }
        Ok(found)
    }

    /// What no story scores above that is as fresh as a time.
    fn bound_of_all(&self, fresh: i64, grows: bool) -> f64 {
        let grows = grows || fresh > growing_since(self.now);
        Rank::bound(most(u32::MAX), fresh, grows, self.follows, self.now)
    }

    /// A story that nobody corrected for the reader.
    fn candidate(&self, row: &Shared, unread_at: Option<i64>) -> Result<Candidate, StoreError> {
        let follows = if self.follows > 0 { self.met(row.story)? } else { 0 };
        let grows = row.articles > 1 && row.last > growing_since(self.now);
        let fresh = unread_at.unwrap_or(row.last);
        let bound = Rank::bound(most(row.articles), fresh, grows, follows, self.now);
        // Who sees the only article of a story sees the story that everybody does.
        let shared = self.sight != Sight::Some || row.articles == 1 && self.by_articles;
        Ok(Candidate { story: row.story, shared, unread_at, bound })
    }

    /// How many follows of the reader a story meets.
    fn met(&self, story: i64) -> Result<u32, StoreError> {
        let sql = "SELECT met FROM story_follows WHERE story = ?2 AND user = ?1";
        let mut statement = self.view.tx.prepare_cached(sql)?;
        Ok(statement.query_row([self.view.user.0, story], |row| row.get(0)).optional()?.unwrap_or(0))
    }
}

/// What is asked of a story at first.
struct Shared {
    story: i64,
    last: i64,
    articles: u32,
}

impl Shared {
    fn of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { story: row.get(0)?, last: row.get(1)?, articles: row.get(2)? })
    }
}

/// How many articles of a story can be sources.
fn most(articles: u32) -> u32 {
    articles.min(u32::try_from(PARTS).unwrap_or(u32::MAX))
}

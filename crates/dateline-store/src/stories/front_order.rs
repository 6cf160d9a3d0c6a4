//! The stories of a front page in their order. Not all are ranked: candidates come with what they score at most, and once the page is
//! full of better ones the others are left alone, so that the page is the same as if all had been ranked.

use super::candidates::{Candidate, Waves};
use super::rank::{growing_since, put_in_order};
use super::reader_rows::Derived;
use super::{ROW, Rank, Row, row};
use crate::reader::{View, not_muted};
use crate::{FrontQuery, Section, StoreError, Window};
use jiff::Timestamp;
use rusqlite::{CachedStatement, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Stories that are ranked at least before it is asked again whether the page is full.
const STEP: usize = 32;
/// Stories that are ranked at most, where few are what is asked for or a page far down is; older ones are found by search and feed.
const MOST_RANKED: usize = 10_000;
/// Stories of each section that are looked at for one that the reader sees.
const TRIED: u32 = 50;

/// The reader's stories by rank: as many as are needed, or all there are, the right ones first.
pub(super) fn ranked(
    view: View<'_>,
    query: &FrontQuery,
    needed: usize,
) -> Result<Vec<(Rank, Row)>, StoreError> {
    let mut waves = Waves::new(view, query)?;
    let mut look = Look::new(view, query, waves.by_articles())?;
    let (mut waiting, mut found) = (BinaryHeap::new(), Vec::new());
    let (mut looked_at, mut ask_again) = (0, STEP);
    let (mut rest, mut least) = (i64::MAX, f64::NEG_INFINITY);
    while let Some(wave) = waves.next(rest, least)? {
        waiting.extend(wave.candidates);
        while waiting.peek().is_some_and(|best: &Candidate| best.bound >= least) {
            found.extend(waiting.pop().map(|best| look.story(&best)).transpose()?.flatten());
            looked_at += 1;
            if looked_at >= ask_again {
                least = least_of(&mut found, needed);
                ask_again = looked_at + STEP.max(looked_at / 8);
            }
        }
        least = least_of(&mut found, needed);
        match wave.rest {
            Some(others) if waves.bound(others) >= least && looked_at < MOST_RANKED => rest = others,
            _ => break,
        }
    }
    put_in_order(&mut found);
    Ok(found)
}

/// What the last story of the page scores, which all others must reach; nothing while the page is not full.
fn least_of(found: &mut [(Rank, Row)], needed: usize) -> f64 {
    if found.len() < needed {
        return f64::NEG_INFINITY;
    }
    put_in_order(found);
    found.get(needed.saturating_sub(1)).map_or(f64::NEG_INFINITY, |(rank, _)| rank.score())
}

/// Ranks candidates and leaves out what is not asked for.
struct Look<'a> {
    view: View<'a>,
    query: &'a FrontQuery,
    derived: Derived<'a>,
    shared: CachedStatement<'a>,
    section: CachedStatement<'a>,
    recent: CachedStatement<'a>,
    speaks: CachedStatement<'a>,
    within_folder: Option<CachedStatement<'a>>,
    shown: Option<CachedStatement<'a>>,
}

impl<'a> Look<'a> {
    /// With stories that come from articles which are asked for, folders need not be compared.
    fn new(view: View<'a>, query: &'a FrontQuery, by_articles: bool) -> Result<Self, StoreError> {
        let (grouping, seen) = (view.grouping()?, view.sight()?.condition("?1"));
        let within = grouping.within("?2");
        let recent = format!("SELECT count(*) FROM entries e WHERE {within} AND e.sorted_at > ?3 AND {seen}");
        let folder = format!(
            "SELECT 1 FROM folders o CROSS JOIN entries e ON {within} CROSS JOIN feed_entries g ON g.entry = e.id
             CROSS JOIN subscription_folders i ON i.user = ?1 AND i.feed = g.feed AND i.folder = o.id
             WHERE o.user = ?1 AND o.name = ?3"
        );
        let shown =
            format!("SELECT 1 FROM entries e WHERE {within} AND {seen} AND {}", not_muted("e.id", "?1"));
        let mutes =
            view.tx.prepare_cached("SELECT 1 FROM muted_entries WHERE user = ?")?.exists([view.user.0])?;
        let speaks =
            "SELECT 1 FROM entries e WHERE e.id = ?1 AND (e.language = ?2 OR e.language LIKE ?2 || '-%')";
        let asks_folder = query.folder.is_some() && !by_articles;
        Ok(Self {
            view,
            query,
            derived: Derived::new(view)?,
            shared: view.tx.prepare_cached(&format!("{ROW} AND id = ?2"))?,
            section: view.tx.prepare_cached("SELECT section FROM stories WHERE id = ?")?,
            recent: view.tx.prepare_cached(&recent)?,
            speaks: view.tx.prepare_cached(speaks)?,
            within_folder: asks_folder.then(|| view.tx.prepare_cached(&folder)).transpose()?,
            shown: mutes.then(|| view.tx.prepare_cached(&shown)).transpose()?,
        })
    }

    /// A candidate with its rank, where it is a story of what is asked for.
    fn story(&mut self, candidate: &Candidate) -> Result<Option<(Rank, Row)>, StoreError> {
        let (story, unread_at) = (candidate.story, candidate.unread_at);
        let row = if candidate.shared {
            self.shared.query_row([self.view.user.0, story], row).optional()?
        } else {
            self.derived.row(story)?
        };
        let Some(row) = row.filter(|row| self.query.section.is_none_or(|of| row.section == Some(of))) else {
            return Ok(None);
        };
        Ok(if self.is_asked_for(&row)? {
            Some((self.rank(&row, unread_at.unwrap_or(row.last))?, row))
        } else {
            None
        })
    }

    /// The section that a story has for everybody.
    fn section(&mut self, story: i64) -> Result<Option<Section>, StoreError> {
        let word: Option<Option<String>> = self.section.query_row([story], |row| row.get(0)).optional()?;
        Ok(word.flatten().as_deref().and_then(Section::from_word))
    }

    fn is_asked_for(&mut self, row: &Row) -> Result<bool, StoreError> {
        if let Some(language) = &self.query.language
            && !self.speaks.exists(params![row.lead, language])?
        {
            return Ok(false);
        }
        let user = self.view.user.0;
        if let Some(within) = &mut self.within_folder
            && !within.exists(params![user, row.id, self.query.folder])?
        {
            return Ok(false);
        }
        Ok(match &mut self.shown {
            Some(shown) => shown.exists([user, row.id])?,
            None => true,
        })
    }

    fn rank(&mut self, row: &Row, fresh: i64) -> Result<Rank, StoreError> {
        let since = growing_since(self.query.now);
        let recent = if row.articles > 1 && row.last > since {
            self.recent.query_row([self.view.user.0, row.id, since], |row| row.get(0))?
        } else {
            0
        };
        Ok(Rank::of(row, fresh, recent, self.query.now))
    }
}

/// Sections of the latest stories that the reader sees, or of who has little, of what came last.
pub(super) fn sections(view: View<'_>, now: Timestamp) -> Result<Vec<Section>, StoreError> {
    let query = FrontQuery::all(now, Window::first(0));
    let mut waves = Waves::new(view, &query)?;
    let mut look = Look::new(view, &query, waves.by_articles())?;
    let mut found = BTreeSet::new();
    let mut tried: BTreeMap<Option<Section>, u32> = BTreeMap::new();
    for candidate in waves.with_sections()? {
        let section = look.section(candidate.story)?;
        if section.is_some_and(|section| found.contains(&section)) {
            continue;
        }
        let tries = tried.entry(section).or_default();
        if *tries < TRIED {
            *tries += u32::from(!candidate.shared);
            found.extend(look.story(&candidate)?.and_then(|(_, row)| row.section));
        }
    }
    Ok(found.into_iter().collect())
}

//! What is read with something else, for readers who chose so: copies of one text, and of each story all articles but its lead.

use super::{View, is_unread, sees};
use crate::{EntryMark, StoreError};
use dateline_model::{EntryId, StoryId, UserId};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The setting with which copies of an article are read when it is, and the value that it then has.
pub const COPIES_TOGETHER: (&str, &str) = ("copies", "together");
/// The setting with which of each story its lead alone stays unread, and the value that it then has.
pub const LEADS_ALONE: (&str, &str) = ("unread", "leads");

/// For so long, in milliseconds, after it came an article may find its story: its page is read in between.
const SETTLES: i64 = 24 * 3_600_000;
/// Articles of a story that are looked at.
const MEMBERS: usize = 2_000;

/// What a reader chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Chosen {
    copies: bool,
    leads: bool,
}

/// Looks at articles that came, or were placed, at a moment each, for everybody who chose something; one query where nobody did.
pub(crate) fn on_arrival(tx: &Connection, came: &[(i64, i64)]) -> Result<(), StoreError> {
    if came.is_empty() {
        return Ok(());
    }
    for (user, chosen) in choosers(tx)? {
        let view = View { tx, user };
        for (entry, at) in came {
            if view.came_lately(*entry, *at)? && !view.unread_among(&[*entry])?.is_empty() {
                view.settle(chosen, *entry, *at)?;
            }
        }
    }
    Ok(())
}

fn choosers(tx: &Connection) -> Result<BTreeMap<UserId, Chosen>, StoreError> {
    let mut found: BTreeMap<UserId, Chosen> = BTreeMap::new();
    let sql = "SELECT user, name FROM reader_settings WHERE (name, value) IN (VALUES (?, ?), (?, ?))";
    let mut statement = tx.prepare_cached(sql)?;
    let (copies, leads) = (COPIES_TOGETHER, LEADS_ALONE);
    let mut rows = statement.query([copies.0, copies.1, leads.0, leads.1])?;
    while let Some(row) = rows.next()? {
        let chosen = found.entry(UserId(row.get(0)?)).or_default();
        match row.get::<_, String>(1)? == copies.0 {
            true => chosen.copies = true,
            false => chosen.leads = true,
        }
    }
    Ok(found)
}

impl View<'_> {
    /// Copies of articles, as far as the reader wants them read with these.
    pub(super) fn read_with(self, ids: &[EntryId], mark: EntryMark) -> Result<Vec<EntryId>, StoreError> {
        if mark != EntryMark::Read || !self.reads_copies()? {
            return Ok(Vec::new());
        }
        let mut found = BTreeSet::new();
        for id in ids {
            found.extend(self.copies(id.0)?);
        }
        Ok(found.into_iter().map(EntryId).filter(|id| !ids.contains(id)).collect())
    }

    /// Whether the reader wants copies read together.
    fn reads_copies(self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM reader_settings WHERE user = ?1 AND name = ?2 AND value = ?3";
        let (name, value) = COPIES_TOGETHER;
        Ok(self.tx.prepare_cached(sql)?.exists((self.user.0, name, value))?)
    }

    /// Other articles of the same text: what this one is a copy of, what copies it, and so on.
    fn copies(self, entry: i64) -> Result<BTreeSet<i64>, StoreError> {
        let sql = "SELECT c.id, c.copy_of FROM entries e CROSS JOIN entries c ON c.story = e.story AND c.copy_of IS NOT NULL
                   WHERE e.id = ?1 LIMIT ?2";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([entry, MEMBERS as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let links: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
        let (mut found, mut open) = (BTreeSet::from([entry]), vec![entry]);
        while let Some(at) = open.pop() {
            for (copy, of) in &links {
                let other = if *copy == at {
                    *of
                } else if *of == at {
                    *copy
                } else {
                    continue;
                };
                if found.insert(other) {
                    open.push(other);
                }
            }
        }
        found.remove(&entry);
        Ok(found)
    }

    /// Copies of what is unread in some feeds and came by a moment, where the reader wants them read together.
    pub(super) fn copies_of_unread(
        self,
        feeds: &[(i64, i64)],
        seen_until: i64,
    ) -> Result<Vec<EntryId>, StoreError> {
        if !self.reads_copies()? {
            return Ok(Vec::new());
        }
        let mut found = BTreeSet::new();
        let sql = "SELECT e.id FROM unread u CROSS JOIN entries e ON e.id = u.entry WHERE u.user = ?1 AND u.feed = ?2
                   AND u.place > coalesce((SELECT f.place FROM read_floors f WHERE f.user = u.user AND f.feed = u.feed), -1)
                   AND e.seen <= ?3
                   AND EXISTS (SELECT 1 FROM entries c WHERE c.story = e.story AND c.copy_of IS NOT NULL)";
        let mut statement = self.tx.prepare_cached(sql)?;
        for (feed, _) in feeds {
            let rows = statement.query_map([self.user.0, *feed, seen_until], |row| row.get(0))?;
            for entry in rows.collect::<Result<Vec<i64>, _>>()? {
                found.extend(self.copies(entry)?);
            }
        }
        Ok(found.into_iter().map(EntryId).collect())
    }

    fn came_lately(self, entry: i64, at: i64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM entries WHERE id = ? AND seen > ?";
        Ok(self.tx.prepare_cached(sql)?.exists([entry, at.saturating_sub(SETTLES)])?)
    }

    /// Those of some articles that the reader sees and has not read.
    fn unread_among(self, entries: &[i64]) -> Result<BTreeSet<i64>, StoreError> {
        self.those(entries, &is_unread("?1"))
    }

    fn those(self, entries: &[i64], condition: &str) -> Result<BTreeSet<i64>, StoreError> {
        let sql =
            format!("SELECT 1 FROM entries e WHERE e.id = ?2 AND {} AND {condition}", sees("e.id", "?1"));
        let mut statement = self.tx.prepare_cached(&sql)?;
        let mut found = BTreeSet::new();
        for entry in entries {
            if statement.exists([self.user.0, *entry])? {
                found.insert(*entry);
            }
        }
        Ok(found)
    }

    /// An unread article is read at once where it is a copy of one that was read, or where its story has another lead; where it is
    /// the lead itself, those that were unread before it are read.
    fn settle(self, chosen: Chosen, entry: i64, at: i64) -> Result<(), StoreError> {
        if chosen.copies {
            let copies: Vec<i64> = self.copies(entry)?.into_iter().collect();
            let read = self.those(&copies, &format!("NOT {}", is_unread("?1")))?;
            if !read.is_empty() {
                self.mark_one(entry, EntryMark::Read, at)?;
                return Ok(());
            }
        }
        if !chosen.leads {
            return Ok(());
        }
        let Some(story) = self.stands_in(entry)? else { return Ok(()) };
        let mut others: Vec<i64> = self.standing(StoryId(story))?.into_iter().map(|id| id.0).collect();
        others.retain(|other| *other != entry);
        others.truncate(MEMBERS);
        if self.those(&others, "1")?.is_empty() {
            return Ok(());
        }
        let unread = self.unread_among(&others)?;
        if unread.is_empty() || !self.leads(entry, story)? {
            self.mark_one(entry, EntryMark::Read, at)?;
            return Ok(());
        }
        for other in unread {
            self.mark_one(other, EntryMark::Read, at)?;
        }
        Ok(())
    }

    /// Whether an article is the lead of its story, as everybody has it.
    fn leads(self, entry: i64, story: i64) -> Result<bool, StoreError> {
        Ok(self
            .tx
            .prepare_cached("SELECT 1 FROM stories WHERE id = ? AND lead = ?")?
            .exists([story, entry])?)
    }
}

//! Numbers of the entries of a stream, for programs that keep a copy: one query, in the order of numbers, which is that of arrival. What
//! a page costs goes with its length and with what is unread, not with what is held.

use super::stream_sources::{Sources, sorted_list};
use super::{Reader, View, sees};
use crate::rows::ms;
use crate::{Slice, StoreError};
use dateline_model::{EntryId, FeedId, Holding};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// Numbers of one page.
pub const STREAM_MOST: u32 = 50_000;

/// Which of a reader's entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    /// Every one.
    All,
    /// Every one that a feed of the reader has, and not those that were only kept when it was left.
    Subscribed,
    /// What a feed brought.
    Feed(FeedId),
    /// What the feeds of a folder brought, and what has a label, of this name.
    Named(String),
    /// What the feeds of the folder of this name brought.
    Folder(String),
    /// What feeds brought that are in no folder.
    Loose,
    /// Starred ones.
    Starred,
    /// Unread ones.
    Unread,
    /// Read ones.
    Read,
    /// Those of which so much is held.
    Held(Holding),
}

/// What is asked of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamQuery {
    /// Which entries.
    pub of: Stream,
    /// Only those that are of each of these too.
    pub with: Vec<Stream>,
    /// Only those that are of none of these.
    pub without: Vec<Stream>,
    /// Only what came or changed since.
    pub since: Option<Timestamp>,
    /// Only what had come by then.
    pub until: Option<Timestamp>,
    /// Only what changed for the reader after this place of the sequence.
    pub changed_after: Option<i64>,
    /// The first to come first.
    pub ascending: bool,
    /// Where a page before this one ended.
    pub after: Option<EntryId>,
    /// At most so many, of which [`STREAM_MOST`] are given.
    pub limit: u32,
}

impl StreamQuery {
    /// All of a stream, the latest first.
    pub const fn new(of: Stream, limit: u32) -> Self {
        Self {
            of,
            with: Vec::new(),
            without: Vec::new(),
            since: None,
            until: None,
            changed_after: None,
            ascending: false,
            after: None,
            limit,
        }
    }
}

impl Reader<'_> {
    /// Numbers of a stream's entries. A feed, folder or label that the reader does not have holds nothing.
    pub async fn stream(self, query: StreamQuery) -> Result<Slice<EntryId>, StoreError> {
        self.read(move |view| view.stream(&query)).await
    }

    /// How many entries a stream has.
    pub async fn stream_len(self, of: Stream) -> Result<u64, StoreError> {
        self.read(move |view| {
            let mut query = StreamQuery::new(of, STREAM_MOST);
            let mut count = 0;
            loop {
                let slice = view.stream(&query)?;
                count += slice.items.len() as u64;
                query.after = slice.items.last().copied();
                if !slice.more {
                    return Ok(count);
                }
            }
        })
        .await
    }
}

/// A stream as it is looked up.
pub(super) enum Part {
    All,
    /// All but these.
    Subscribed {
        kept: Vec<i64>,
    },
    Feeds {
        feeds: Vec<i64>,
        label: Option<i64>,
    },
    Starred,
    Unread,
    Read,
    Held(Holding),
}

/// Numbers of entries that are looked at, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i64,
    pub(super) high: i64,
}

/// What is asked, with what of it was looked up.
struct Asked {
    of: Part,
    with: Vec<Part>,
    without: Vec<Part>,
    since: Option<i64>,
    until: Option<i64>,
    unread: Vec<i64>,
    /// The feed under which each of these counts, where nothing but what is unread is asked for.
    counted: Option<Vec<i64>>,
    /// Feeds that the reader has only since then: all that they hold is new to that reader.
    newly: Vec<i64>,
}

impl View<'_> {
    /// Every entry of a stream, whatever the limit.
    pub(super) fn whole_stream(self, query: &StreamQuery) -> Result<Vec<i64>, StoreError> {
        Ok(self.stream_part_of(query, usize::MAX)?.0)
    }

    fn stream(self, query: &StreamQuery) -> Result<Slice<EntryId>, StoreError> {
        let (items, more) = self.stream_part_of(query, query.limit.min(STREAM_MOST) as usize)?;
        Ok(Slice { items: items.into_iter().map(EntryId).collect(), more })
    }

    /// The first entries of a stream, and whether there are more.
    fn stream_part_of(self, query: &StreamQuery, limit: usize) -> Result<(Vec<i64>, bool), StoreError> {
        let whole = match (query.after, query.ascending) {
            (None, _) => Range { low: 0, high: i64::MAX },
            (Some(after), true) => Range { low: after.0.saturating_add(1), high: i64::MAX },
            (Some(after), false) => Range { low: 0, high: after.0.saturating_sub(1) },
        };
        let asked = self.asked(query, whole)?;
        let mut sources = Sources::new(self, query.ascending);
        let came = Range { low: self.first_since(asked.since)?.max(whole.low), ..whole };
        match query.changed_after {
            Some(place) => sources.list(self.changed_after(place, whole)?, false),
            None => asked.sources(self, &mut sources, whole, came)?,
        }
        if let Some(since) = asked.since {
            sources.list(self.revised(since, Range { high: whole.high.min(came.low - 1), ..whole })?, false);
        }
        let mut items = Vec::new();
        while let Some((entry, sure)) = sources.next()? {
            if asked.holds(self, entry, sure)? {
                if items.len() == limit {
                    return Ok((items, true));
                }
                items.push(entry);
            }
        }
        Ok((items, false))
    }

    fn asked(self, query: &StreamQuery, range: Range) -> Result<Asked, StoreError> {
        let part = |stream: &Stream| self.stream_part(stream);
        let mut with: Vec<Part> = query.with.iter().map(part).collect::<Result<_, _>>()?;
        let mut without: Vec<Part> = query.without.iter().map(part).collect::<Result<_, _>>()?;
        for part in without.extract_if(.., |part| matches!(part, Part::Read | Part::Unread)) {
            with.push(if matches!(part, Part::Read) { Part::Unread } else { Part::Read });
        }
        let mut of = self.stream_part(&query.of)?;
        // What holds the fewest is gone through, and the others are asked of each.
        if let Some(fewer) = with.iter_mut().min_by_key(|part| part.rank())
            && fewer.rank() < of.rank()
        {
            std::mem::swap(fewer, &mut of);
        }
        let wants_unread = std::iter::once(&of).chain(&with).any(|p| matches!(p, Part::Unread | Part::Read));
        let unread = if wants_unread { self.unread_numbers(range)? } else { Vec::new() };
        let (unread, counted): (Vec<i64>, Vec<i64>) = unread.into_iter().unzip();
        let only = std::iter::once(&of).chain(&with).any(|part| matches!(part, Part::Unread));
        let counted = only.then_some(counted);
        let (since, until) = (query.since.map(ms), query.until.map(ms));
        let newly = since.map(|since| self.newly(since)).transpose()?.unwrap_or_default();
        Ok(Asked { of, with, without, since, until, unread, counted, newly })
    }

    fn stream_part(self, stream: &Stream) -> Result<Part, StoreError> {
        Ok(match stream {
            Stream::All => Part::All,
            Stream::Subscribed => {
                let sql = "SELECT entry FROM kept_entries WHERE user = ? AND entry BETWEEN ? AND ?";
                Part::Subscribed { kept: sorted_list(self.tx, sql, [self.user.0, 0, i64::MAX])? }
            }
            Stream::Starred => Part::Starred,
            Stream::Unread => Part::Unread,
            Stream::Read => Part::Read,
            Stream::Held(holding) => Part::Held(*holding),
            Stream::Feed(feed) => {
                let sql = "SELECT feed FROM subscriptions WHERE user = ? AND feed = ?";
                let mut statement = self.tx.prepare_cached(sql)?;
                let feeds = statement.query_map([self.user.0, feed.0], |row| row.get(0))?;
                Part::Feeds { feeds: feeds.collect::<Result<_, _>>()?, label: None }
            }
            Stream::Folder(name) => Part::Feeds { feeds: self.in_folder(name)?, label: None },
            Stream::Loose => {
                let sql = "SELECT feed FROM subscriptions su WHERE user = ? AND NOT EXISTS
                           (SELECT 1 FROM subscription_folders s WHERE s.user = su.user AND s.feed = su.feed)";
                let mut statement = self.tx.prepare_cached(sql)?;
                let feeds = statement.query_map([self.user.0], |row| row.get(0))?;
                Part::Feeds { feeds: feeds.collect::<Result<_, _>>()?, label: None }
            }
            Stream::Named(name) => {
                let sql = "SELECT id FROM labels WHERE user = ? AND name = ?";
                let label =
                    self.tx.prepare_cached(sql)?.query_row(params![self.user.0, name], |row| row.get(0));
                Part::Feeds { feeds: self.in_folder(name)?, label: label.optional()? }
            }
        })
    }

    fn in_folder(self, name: &str) -> Result<Vec<i64>, StoreError> {
        let sql =
            "SELECT s.feed FROM folders o JOIN subscription_folders s ON s.folder = o.id AND s.user = o.user
                   WHERE o.user = ? AND o.name = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let feeds = statement.query_map(params![self.user.0, name], |row| row.get(0))?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// What is unread, by number, each with the feed under which it counts.
    fn unread_numbers(self, range: Range) -> Result<Vec<(i64, i64)>, StoreError> {
        let sql = "SELECT u.entry, u.feed FROM (SELECT c.feed AS feed, coalesce(f.place, -1) AS floor FROM reader_counts c
                   LEFT JOIN read_floors f ON f.user = c.user AND f.feed = c.feed WHERE c.user = ?1 AND c.unread > 0) c
                   CROSS JOIN unread u ON u.user = ?1 AND u.feed = c.feed AND u.place > c.floor
                   WHERE u.entry BETWEEN ?2 AND ?3";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement
            .query_map([self.user.0, range.low, range.high], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut found = rows.collect::<Result<Vec<(i64, i64)>, _>>()?;
        found.sort_unstable();
        Ok(found)
    }

    /// Starred ones, by number. The plus keeps the rows of what was only read out of it.
    pub(super) fn starred_numbers(self, range: Range) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT entry FROM entry_states WHERE user = ? AND starred_at IS NOT NULL AND +entry BETWEEN ? AND ?";
        sorted_list(self.tx, sql, [self.user.0, range.low, range.high])
    }

    /// Feeds that the reader added since.
    fn newly(self, since: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT feed FROM subscriptions WHERE user = ? AND added_at >= ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let feeds = statement.query_map([self.user.0, since], |row| row.get(0))?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// What changed since, by number, whoever sees it. The plus keeps what did not change out of it.
    fn revised(self, since: i64, range: Range) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT id FROM entries WHERE revised >= ? AND +id BETWEEN ? AND ?";
        sorted_list(self.tx, sql, [since, range.low, range.high])
    }

    /// A number before all that came since a moment: numbers follow the order of coming, but for what came at the same time.
    fn first_since(self, since: Option<i64>) -> Result<i64, StoreError> {
        let Some(since) = since else { return Ok(0) };
        let last: Option<i64> =
            self.tx.prepare_cached("SELECT max(id) FROM entries")?.query_row((), |row| row.get(0))?;
        let (mut low, mut high) = (0, last.unwrap_or_default() + 1);
        let mut statement =
            self.tx.prepare_cached("SELECT id, seen FROM entries WHERE id >= ? ORDER BY id LIMIT 1")?;
        while low < high {
            let middle = low + (high - low) / 2;
            let found: Option<(i64, i64)> =
                statement.query_row([middle], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            match found.filter(|(_, seen)| *seen < since) {
                Some((id, _)) => low = id + 1,
                None => high = middle,
            }
        }
        Ok((low - AT_ONCE).max(0))
    }
}

/// So many entries may come at the same time, in whatever order.
const AT_ONCE: i64 = 2_000;

impl Part {
    /// The less, the fewer entries it holds as a rule.
    const fn rank(&self) -> u8 {
        match self {
            Self::Starred => 0,
            Self::Unread => 1,
            Self::Feeds { .. } => 2,
            Self::Held(Holding::Partial | Holding::HeadlineOnly | Holding::None | Holding::OtherKind) => 2,
            Self::All | Self::Subscribed { .. } | Self::Read | Self::Held(_) => 3,
        }
    }
}

impl Asked {
    /// What is gone through: as far as it `came` in time, and of feeds that are new to the reader all.
    fn sources(
        &self,
        view: View<'_>,
        sources: &mut Sources<'_>,
        whole: Range,
        came: Range,
    ) -> Result<(), StoreError> {
        let range = |feed: i64| if self.newly.contains(&feed) { whole } else { came };
        let of_many = if self.newly.is_empty() { came } else { whole };
        match &self.of {
            Part::Held(holding) if *holding != Holding::Full => sources.held(*holding, of_many),
            Part::All | Part::Subscribed { .. } | Part::Read | Part::Held(_) => {
                let sql = "SELECT feed FROM subscriptions WHERE user = ?";
                let mut statement = view.tx.prepare_cached(sql)?;
                let feeds = statement.query_map([view.user.0], |row| row.get::<_, i64>(0))?;
                for feed in feeds {
                    let feed = feed?;
                    sources.feed(feed, range(feed));
                }
                if !matches!(self.of, Part::Subscribed { .. }) {
                    sources.kept(came);
                }
            }
            Part::Feeds { feeds, label } => {
                feeds.iter().for_each(|feed| sources.feed(*feed, range(*feed)));
                label.iter().for_each(|label| sources.label(*label, of_many));
            }
            Part::Starred => sources.list(view.starred_numbers(of_many)?, false),
            Part::Unread => {
                let from = self.unread.partition_point(|entry| *entry < of_many.low);
                sources.list(self.unread.get(from..).unwrap_or_default().to_vec(), true);
            }
        }
        Ok(())
    }

    /// Whether an entry that a source gave is asked for; `sure` where the source gives what the reader sees and nothing else.
    fn holds(&self, view: View<'_>, entry: i64, sure: bool) -> Result<bool, StoreError> {
        let is_of = |part| self.is_of(view, part, entry);
        if !sure && (!view.is_seen(entry)? || !is_of(&self.of)?) {
            return Ok(false);
        }
        // Of what is read, and of what is held, the sources give all.
        if matches!(self.of, Part::Read | Part::Held(_)) && !is_of(&self.of)? {
            return Ok(false);
        }
        for part in &self.with {
            if !self.counts_in(view, part, entry)? {
                return Ok(false);
            }
        }
        for part in &self.without {
            if is_of(part)? {
                return Ok(false);
            }
        }
        self.is_in_time(view, entry)
    }

    /// The same as [`Self::is_of`], but what is unread is so under one feed alone, as counts have it.
    fn counts_in(&self, view: View<'_>, part: &Part, entry: i64) -> Result<bool, StoreError> {
        let (Part::Feeds { feeds, label }, Some(counted)) = (part, &self.counted) else {
            return self.is_of(view, part, entry);
        };
        let at = self.unread.binary_search(&entry).ok();
        let under = at.and_then(|at| counted.get(at)).is_some_and(|feed| feeds.contains(feed));
        Ok(under || has_label(view, *label, entry)?)
    }

    fn is_of(&self, view: View<'_>, part: &Part, entry: i64) -> Result<bool, StoreError> {
        match part {
            Part::All => Ok(true),
            Part::Subscribed { kept } => Ok(kept.binary_search(&entry).is_err()),
            Part::Unread => Ok(self.unread.binary_search(&entry).is_ok()),
            Part::Read => Ok(self.unread.binary_search(&entry).is_err()),
            Part::Held(holding) => {
                let sql = "SELECT 1 FROM entries WHERE id = ? AND holding = ?";
                Ok(view.tx.prepare_cached(sql)?.exists(params![entry, holding.as_str()])?)
            }
            Part::Starred => {
                let sql =
                    "SELECT 1 FROM entry_states WHERE user = ? AND entry = ? AND starred_at IS NOT NULL";
                Ok(view.tx.prepare_cached(sql)?.exists([view.user.0, entry])?)
            }
            Part::Feeds { feeds, label } => {
                let mut statement =
                    view.tx.prepare_cached("SELECT feed FROM feed_entries WHERE entry = ?")?;
                let mut rows = statement.query([entry])?;
                while let Some(row) = rows.next()? {
                    if feeds.contains(&row.get(0)?) {
                        return Ok(true);
                    }
                }
                has_label(view, *label, entry)
            }
        }
    }

    fn is_in_time(&self, view: View<'_>, entry: i64) -> Result<bool, StoreError> {
        if self.since.or(self.until).is_none() {
            return Ok(true);
        }
        // It came to the reader when it was first seen, or when the reader added the first feed that has it.
        let sql = "SELECT max(seen, coalesce((SELECT min(su.added_at) FROM feed_entries fe
                   CROSS JOIN subscriptions su ON su.user = ?2 AND su.feed = fe.feed WHERE fe.entry = e.id), seen)),
                   coalesce(revised, seen) FROM entries e WHERE id = ?1";
        let found: Option<(i64, i64)> = view
            .tx
            .prepare_cached(sql)?
            .query_row([entry, view.user.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.is_some_and(|(seen, revised)| {
            self.since.is_none_or(|since| seen.max(revised) >= since)
                && self.until.is_none_or(|until| seen <= until)
        }))
    }
}

fn has_label(view: View<'_>, label: Option<i64>, entry: i64) -> Result<bool, StoreError> {
    let Some(label) = label else { return Ok(false) };
    let sql = "SELECT 1 FROM entry_labels WHERE user = ? AND label = ? AND entry = ?";
    Ok(view.tx.prepare_cached(sql)?.exists([view.user.0, label, entry])?)
}

impl View<'_> {
    fn is_seen(self, entry: i64) -> Result<bool, StoreError> {
        let sql = format!("SELECT 1 WHERE {}", sees("?2", "?1"));
        Ok(self.tx.prepare_cached(&sql)?.exists([self.user.0, entry])?)
    }
}

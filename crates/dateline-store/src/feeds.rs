//! Feeds as whoever polls them needs them: what is due, and the leases under which they are polled. What a reader has of them is
//! in `reader/subscriptions.rs`.

use crate::reader::pauses::is_wanted;
use crate::rows::{maybe_time, ms, need_url, time, url};
use crate::websub::RELIED_ON;
use crate::{FeedRecord, FetchPages, Health, PollRecord, PollTarget, Polling, Reader, Store, StoreError};
use dateline_model::{FeedId, FeedKind, PollHints, UserId, Validators};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// A wish to poll: which feeds are taken, for whom, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Who will poll.
    pub owner: String,
    /// The current time.
    pub now: Timestamp,
    /// When the lease ends by itself, should the owner die.
    pub until: Timestamp,
    /// How many feeds at most.
    pub limit: u32,
}

/// From here on, milliseconds, a time that was stored lies in the future, and not in another machine's reckoning.
const AHEAD_MS: i64 = 3_600_000;

impl Store {
    /// Whether a feed has ever given a document.
    pub async fn has_answered(&self, feed: FeedId) -> Result<bool, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT 1 FROM feeds WHERE id = ? AND last_ok IS NOT NULL";
            Ok(tx.prepare_cached(sql)?.exists([feed.0])?)
        })
        .await
    }

    /// Feeds that can be asked, whoever has them: all but those that are gone for good, or paused by all who have them.
    pub async fn askable_feeds(&self) -> Result<Vec<FeedId>, StoreError> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(&format!(
                "SELECT id FROM feeds WHERE gone_at IS NULL AND {} ORDER BY id",
                is_wanted("feeds.id")
            ))?;
            let ids = statement.query_map((), |row| row.get(0).map(FeedId))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// When a feed was last polled.
    pub async fn last_poll_of(&self, id: FeedId) -> Result<Option<Timestamp>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT last_poll FROM feeds WHERE id = ?";
            let found: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
            Ok(maybe_time(found.flatten()))
        })
        .await
    }

    /// Takes feeds that are due and free, the longest overdue first. A feed that was polled in the future is due: a clock was
    /// wrong then, and so is the next turn that was reckoned by it.
    pub async fn lease_due(&self, lease: Lease) -> Result<Vec<PollTarget>, StoreError> {
        self.write(move |tx| {
            let sql = format!(
                "SELECT id FROM feeds WHERE next_due IS NOT NULL AND (next_due <= ?1 OR last_poll > ?3)
                 AND (lease_until IS NULL OR lease_until <= ?1) AND {} ORDER BY next_due LIMIT ?2",
                is_wanted("feeds.id")
            );
            let due: Vec<i64> = tx
                .prepare_cached(&sql)?
                .query_map(params![ms(lease.now), lease.limit, ms(lease.now) + AHEAD_MS], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            take(tx, &lease, due.into_iter().map(FeedId))
        })
        .await
    }

    /// Takes the named feeds whether due or not; those that somebody else holds, or that do not exist, are left out.
    pub async fn lease_feeds(&self, lease: Lease, ids: Vec<FeedId>) -> Result<Vec<PollTarget>, StoreError> {
        self.write(move |tx| take(tx, &lease, ids.into_iter().take(lease.limit as usize))).await
    }

    /// A feed as a poll needs it, without taking it.
    pub async fn poll_target(&self, id: FeedId) -> Result<Option<PollTarget>, StoreError> {
        self.read(move |tx| {
            let sql = format!("SELECT {POLL_TARGET}, {RELIED_ON} FROM feeds WHERE id = ?");
            let mut statement = tx.prepare_cached(&sql)?;
            let mut rows = statement.query([id.0])?;
            rows.next()?.map(poll_target).transpose()
        })
        .await
    }

    /// Gives a feed back unpolled, not due before the time given.
    pub async fn put_off(&self, id: FeedId, until: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE feeds SET lease_owner = NULL, lease_until = NULL, next_due = max(next_due, ?2) WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id.0, ms(until)])?;
            Ok(())
        })
        .await
    }

    /// Calls a feed that was never polled by what its document calls itself.
    pub async fn name_nameless(&self, id: FeedId, mut name: String) -> Result<(), StoreError> {
        dateline_model::make_plain(&mut name);
        self.write(move |tx| {
            let sql = "UPDATE feeds SET title = ?2 WHERE id = ?1 AND title IS NULL";
            tx.prepare_cached(sql)?.execute(params![id.0, name])?;
            Ok(())
        })
        .await
    }

    /// Gives feeds back unpolled.
    pub async fn release(&self, ids: Vec<FeedId>) -> Result<(), StoreError> {
        self.write(move |tx| {
            let mut statement =
                tx.prepare_cached("UPDATE feeds SET lease_owner = NULL, lease_until = NULL WHERE id = ?")?;
            for id in ids {
                statement.execute([id.0])?;
            }
            Ok(())
        })
        .await
    }
}

fn take(
    tx: &Connection,
    lease: &Lease,
    ids: impl Iterator<Item = FeedId>,
) -> Result<Vec<PollTarget>, StoreError> {
    let sql = format!(
        "UPDATE feeds SET lease_owner = ?1, lease_until = ?2
         WHERE id = ?3 AND (lease_until IS NULL OR lease_until <= ?4) RETURNING {POLL_TARGET}, {RELIED_ON}"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut taken = Vec::new();
    for id in ids {
        let mut rows = statement.query(params![lease.owner, ms(lease.until), id.0, ms(lease.now)])?;
        while let Some(row) = rows.next()? {
            taken.push(poll_target(row)?);
        }
    }
    Ok(taken)
}

/// Columns of a [`PollTarget`]; the hub's follows.
const POLL_TARGET: &str = "id, url, title, home, etag, last_modified, hints, failures, mean_ms, hours_between, poll_hours, fetch_pages";

fn poll_target(row: &Row<'_>) -> Result<PollTarget, StoreError> {
    let address = need_url(&row.get::<_, String>(1)?)?;
    let name: Option<String> = row.get(2)?;
    let hints: Option<String> = row.get(6)?;
    Ok(PollTarget {
        id: FeedId(row.get(0)?),
        title: name.filter(|name| !name.is_empty()).unwrap_or_else(|| address.site().to_owned()),
        url: address,
        home: url(row.get(3)?),
        validators: Validators { etag: row.get(4)?, last_modified: row.get(5)? },
        hints: hints.map_or_else(PollHints::default, |text| hints_of(&text)),
        failures: row.get(7)?,
        mean_ms: row.get(8)?,
        hours_between_new: row.get(9)?,
        polling: Polling { hours: row.get(10)?, pages: FetchPages::of_column(row.get(11)?) },
        pushed_until: maybe_time(row.get(12)?),
    })
}

const COLUMNS: &str = "SELECT f.id, f.url, coalesce(s.title, f.title) AS name, f.home,
    (SELECT json_group_array(name) FROM (SELECT o.name FROM subscription_folders i JOIN folders o ON o.id = i.folder
     WHERE i.user = s.user AND i.feed = s.feed ORDER BY o.name)) AS folders,
    f.kind, f.language,
    f.icon, s.added_at, s.paused_at, f.etag, f.last_modified, f.hints, f.next_due, f.last_poll, f.last_ok, f.last_new, f.failures,
    f.failing_since, f.error_kind, f.error, f.status, f.moving_to, f.moving_seen, f.moved_from, f.gone_at, f.mean_ms,
    f.repairs, f.truncated, f.merged_from, f.full_at, f.hours_between, f.keep_days, f.keep_bytes, f.private_of,
    f.poll_hours, f.fetch_pages, s.opens_original,
    EXISTS (SELECT 1 FROM logins l WHERE l.feed = f.id) AS has_login,
    coalesce((SELECT t.entries FROM feed_tallies t WHERE t.feed = f.id), 0) AS held,
    coalesce((SELECT c.unread FROM reader_counts c WHERE c.user = s.user AND c.feed = s.feed), 0) AS unread,
    (SELECT w.lease_until FROM hub_leases w WHERE w.feed = f.id AND w.missed_at IS NULL) AS pushed_until
    FROM subscriptions s JOIN feeds f ON f.id = s.feed WHERE s.user = ?1 ";

/// Feeds of a reader, the first parameter.
pub(crate) fn select(
    tx: &Connection,
    clause: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<FeedRecord>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS}{clause}"))?;
    let mut rows = statement.query(values)?;
    let mut feeds = Vec::new();
    while let Some(row) = rows.next()? {
        feeds.push(record(row)?);
    }
    Ok(feeds)
}

fn record(row: &Row<'_>) -> Result<FeedRecord, StoreError> {
    let address = need_url(&row.get::<_, String>("url")?)?;
    let name: Option<String> = row.get("name")?;
    let kind: Option<String> = row.get("kind")?;
    let hints: Option<String> = row.get("hints")?;
    let folders: Vec<String> = serde_json::from_str(&row.get::<_, String>("folders")?)?;
    Ok(FeedRecord {
        id: FeedId(row.get("id")?),
        title: name.filter(|name| !name.is_empty()).unwrap_or_else(|| address.site().to_owned()),
        url: address,
        home: url(row.get("home")?),
        folder: folders.first().cloned(),
        folders,
        private_of: row.get::<_, Option<i64>>("private_of")?.map(UserId),
        kind: kind.as_deref().and_then(kind_of),
        language: row.get("language")?,
        icon: url(row.get("icon")?),
        added_at: time(row.get("added_at")?),
        paused_at: maybe_time(row.get("paused_at")?),
        validators: Validators { etag: row.get("etag")?, last_modified: row.get("last_modified")? },
        hints: hints.map_or_else(PollHints::default, |text| hints_of(&text)),
        next_due: maybe_time(row.get("next_due")?),
        health: health(row)?,
        entries: row.get::<_, i64>("held")?.unsigned_abs(),
        unread: row.get::<_, i64>("unread")?.unsigned_abs(),
        keep_days: row.get("keep_days")?,
        keep_bytes: row.get::<_, Option<i64>>("keep_bytes")?.map(i64::unsigned_abs),
        polling: Polling {
            hours: row.get("poll_hours")?,
            pages: FetchPages::of_column(row.get("fetch_pages")?),
        },
        opens_original: row.get("opens_original")?,
        pushed_until: maybe_time(row.get("pushed_until")?),
        has_login: row.get("has_login")?,
    })
}

fn health(row: &Row<'_>) -> Result<Health, StoreError> {
    let repairs: Option<String> = row.get("repairs")?;
    let moving = url(row.get("moving_to")?);
    let seen: u32 = row.get("moving_seen")?;
    Ok(Health {
        last_poll: maybe_time(row.get("last_poll")?),
        last_ok: maybe_time(row.get("last_ok")?),
        last_new: maybe_time(row.get("last_new")?),
        failures: row.get("failures")?,
        failing_since: maybe_time(row.get("failing_since")?),
        error_kind: row.get("error_kind")?,
        error: row.get("error")?,
        status: row.get("status")?,
        moving: moving.map(|to| (to, seen)),
        moved_from: url(row.get("moved_from")?),
        merged_from: url(row.get("merged_from")?),
        full_at: maybe_time(row.get("full_at")?),
        gone_at: maybe_time(row.get("gone_at")?),
        mean_ms: row.get("mean_ms")?,
        repairs: repairs.map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default(),
        truncated: row.get("truncated")?,
        hours_between_new: row.get("hours_between")?,
    })
}

fn poll(row: &Row<'_>) -> rusqlite::Result<PollRecord> {
    Ok(PollRecord {
        at: time(row.get(0)?),
        outcome: row.get(1)?,
        status: row.get(2)?,
        took_ms: row.get(3)?,
        new: row.get(4)?,
        words: row.get(5)?,
    })
}

const KINDS: [FeedKind; 6] =
    [FeedKind::Rss, FeedKind::Atom, FeedKind::Rdf, FeedKind::Json, FeedKind::Sitemap, FeedKind::Cdf];

fn kind_of(word: &str) -> Option<FeedKind> {
    KINDS.into_iter().find(|kind| kind.as_str() == word)
}

/// `ttl;hours;days`, the last two as numbers parted by commas.
pub(crate) fn hints_text(hints: &PollHints) -> String {
    let list = |numbers: &[u8]| numbers.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let ttl = hints.ttl_minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    format!("{ttl};{};{}", list(&hints.skip_hours), list(&hints.skip_days))
}

fn hints_of(text: &str) -> PollHints {
    let mut parts = text.split(';');
    let ttl_minutes = parts.next().and_then(|ttl| ttl.parse().ok());
    let mut list = || {
        let part = parts.next().unwrap_or_default();
        part.split(',').filter_map(|number| number.parse().ok()).collect()
    };
    PollHints { ttl_minutes, skip_hours: list(), skip_days: list() }
}

/// Articles that are counted by week at most, the newest.
const COUNTED: u32 = 4_000;

impl Reader<'_> {
    /// How many articles one of the reader's feeds brought in each of the last weeks, this one last.
    pub async fn feed_volume(self, id: FeedId, weeks: usize, now: Timestamp) -> Result<Vec<u32>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT e.sorted_at FROM feed_entries f CROSS JOIN entries e ON e.id = f.entry
                       WHERE f.feed = ?2 AND EXISTS (SELECT 1 FROM subscriptions WHERE user = ?1 AND feed = ?2)
                       ORDER BY f.entry DESC LIMIT ?3";
            let mut statement = view.tx.prepare_cached(sql)?;
            let times = statement.query_map(params![view.user.0, id.0, COUNTED], |row| row.get::<_, i64>(0))?;
            let mut volume = vec![0; weeks];
            for at in times {
                let ago = (now.as_millisecond() - at?).max(0) / (7 * 24 * 3_600_000);
                let place = usize::try_from(ago).ok().and_then(|ago| weeks.checked_sub(ago + 1));
                if let Some(week) = place.and_then(|place| volume.get_mut(place)) {
                    *week += 1;
                }
            }
            Ok(volume)
        })
        .await
    }

    /// The latest polls of one of the reader's feeds, latest first; `None` where the reader has no such feed. Fifty are kept.
    pub async fn polls(self, id: FeedId, limit: u32) -> Result<Option<Vec<PollRecord>>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT 1 FROM subscriptions WHERE user = ? AND feed = ?";
            if !view.tx.prepare_cached(sql)?.exists([view.user.0, id.0])? {
                return Ok(None);
            }
            let sql = "SELECT at, outcome, status, took_ms, new, words FROM polls WHERE feed = ? ORDER BY at DESC LIMIT ?";
            let mut statement = view.tx.prepare_cached(sql)?;
            let polls = statement.query_map(params![id.0, limit], poll)?;
            Ok(Some(polls.collect::<Result<_, _>>()?))
        })
        .await
    }
}

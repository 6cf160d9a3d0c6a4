//! Subscribed feeds: adding, removing, listing, and the leases under which they are polled.

use crate::rows::{maybe_time, ms, need_url, time, url};
use crate::websub::RELIED_ON;
use crate::{FeedRecord, Health, NewFeed, PollRecord, Store, StoreError, Subject};
use dateline_model::{FeedId, FeedKind, PollHints, Validators, WebUrl, make_each_plain};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::collections::HashMap;

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
    /// Subscribes to a feed, due at once. Gives its number and whether it is new.
    pub async fn add_feed(&self, mut feed: NewFeed, at: Timestamp) -> Result<(FeedId, bool), StoreError> {
        feed.make_plain();
        self.write(move |tx| add(tx, &feed, &moved(tx)?, at)).await
    }

    /// Subscribes to all feeds of a list at once, or to none.
    pub async fn add_feeds(
        &self,
        mut feeds: Vec<NewFeed>,
        at: Timestamp,
    ) -> Result<Vec<(FeedId, bool)>, StoreError> {
        feeds.iter_mut().for_each(NewFeed::make_plain);
        self.write(move |tx| {
            let moved = moved(tx)?;
            feeds.iter().map(|feed| add(tx, feed, &moved, at)).collect()
        })
        .await
    }

    /// Ends a subscription. Its articles stay until retention takes them; pages still to be read are given up, and its
    /// hub is told at the next turn. `false` if there is no such feed.
    pub async fn remove_feed(&self, id: FeedId) -> Result<bool, StoreError> {
        self.write(move |tx| {
            crate::websub::leave(tx, id)?;
            remember_sightings(tx, id)?;
            let removed = tx.execute("DELETE FROM feeds WHERE id = ?", [id.0])? > 0;
            let sql = "UPDATE entries SET page_wanted = 0 WHERE page_wanted = 1
                       AND NOT EXISTS (SELECT 1 FROM sightings s WHERE s.entry = entries.id)";
            tx.execute(sql, ())?;
            Ok(removed)
        })
        .await
    }

    /// Name and folder as the person wants them; `None` goes back to the feed's own name, or to no folder.
    pub async fn file_feed(
        &self,
        id: FeedId,
        mut title: Option<String>,
        mut folder: Option<String>,
    ) -> Result<(), StoreError> {
        make_each_plain([&mut title, &mut folder].into_iter().flatten());
        self.write(move |tx| {
            let sql = "UPDATE feeds SET given_title = ?, folder = ? WHERE id = ?";
            match tx.execute(sql, params![title, folder, id.0])? {
                0 => Err(StoreError::Missing { what: "feed", id: id.0 }),
                _ => Ok(()),
            }
        })
        .await
    }

    /// How long and how much of a feed is kept; `None` is the desk's rule, 0 no bound.
    pub async fn keep_feed(
        &self,
        id: FeedId,
        days: Option<u32>,
        bytes: Option<u64>,
    ) -> Result<(), StoreError> {
        self.write(move |tx| {
            let bytes = bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
            let sql = "UPDATE feeds SET keep_days = ?, keep_bytes = ? WHERE id = ?";
            match tx.execute(sql, params![days, bytes, id.0])? {
                0 => Err(StoreError::Missing { what: "feed", id: id.0 }),
                _ => Ok(()),
            }
        })
        .await
    }

    /// All feeds, by folder and name.
    pub async fn feeds(&self) -> Result<Vec<FeedRecord>, StoreError> {
        self.read(|tx| select(tx, "ORDER BY f.folder IS NULL, f.folder, name COLLATE NOCASE, f.id", ())).await
    }

    /// One feed.
    pub async fn feed(&self, id: FeedId) -> Result<Option<FeedRecord>, StoreError> {
        self.read(move |tx| Ok(select(tx, "WHERE f.id = ?", [id.0])?.pop())).await
    }

    /// The feed at an address, now or before it moved.
    pub async fn feed_by_url(&self, url: WebUrl) -> Result<Option<FeedRecord>, StoreError> {
        self.read(move |tx| {
            let found =
                select(tx, "WHERE f.url = ?1 OR f.moved_from = ?1 ORDER BY f.url = ?1", [url.as_str()])?;
            Ok(found.into_iter().next_back())
        })
        .await
    }

    /// The latest polls of a feed, latest first; at most fifty are kept.
    pub async fn polls(&self, id: FeedId, limit: u32) -> Result<Vec<PollRecord>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT at, outcome, status, took_ms, new, words FROM polls WHERE feed = ? ORDER BY at DESC LIMIT ?";
            let rows = tx.prepare_cached(sql)?.query_map(params![id.0, limit], poll)?.collect::<Result<_, _>>()?;
            Ok(rows)
        })
        .await
    }

    /// Takes feeds that are due and free, the longest overdue first. A feed that was polled in the future is due: a clock was
    /// wrong then, and so is the next turn that was reckoned by it.
    pub async fn lease_due(&self, lease: Lease) -> Result<Vec<Subject>, StoreError> {
        self.write(move |tx| {
            let sql = "SELECT id FROM feeds WHERE next_due IS NOT NULL AND (next_due <= ?1 OR last_poll > ?3)
                       AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY next_due LIMIT ?2";
            let due: Vec<i64> = tx
                .prepare_cached(sql)?
                .query_map(params![ms(lease.now), lease.limit, ms(lease.now) + AHEAD_MS], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            take(tx, &lease, due.into_iter().map(FeedId))
        })
        .await
    }

    /// Takes the named feeds whether due or not; those that somebody else holds, or that do not exist, are left out.
    pub async fn lease_feeds(&self, lease: Lease, ids: Vec<FeedId>) -> Result<Vec<Subject>, StoreError> {
        self.write(move |tx| take(tx, &lease, ids.into_iter().take(lease.limit as usize))).await
    }

    /// A feed as a poll needs it, without taking it.
    pub async fn subject(&self, id: FeedId) -> Result<Option<Subject>, StoreError> {
        self.read(move |tx| {
            let sql = format!("SELECT {SUBJECT}, {RELIED_ON} FROM feeds WHERE id = ?");
            let mut statement = tx.prepare_cached(&sql)?;
            let mut rows = statement.query([id.0])?;
            rows.next()?.map(subject).transpose()
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
) -> Result<Vec<Subject>, StoreError> {
    let sql = format!(
        "UPDATE feeds SET lease_owner = ?1, lease_until = ?2
         WHERE id = ?3 AND (lease_until IS NULL OR lease_until <= ?4) RETURNING {SUBJECT}, {RELIED_ON}"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut taken = Vec::new();
    for id in ids {
        let mut rows = statement.query(params![lease.owner, ms(lease.until), id.0, ms(lease.now)])?;
        while let Some(row) = rows.next()? {
            taken.push(subject(row)?);
        }
    }
    Ok(taken)
}

/// Columns of a [`Subject`]; the hub's follows.
const SUBJECT: &str = "id, url, coalesce(given_title, title), home, etag, last_modified, hints, failures, mean_ms, hours_between";

fn subject(row: &Row<'_>) -> Result<Subject, StoreError> {
    let address = need_url(&row.get::<_, String>(1)?)?;
    let name: Option<String> = row.get(2)?;
    let hints: Option<String> = row.get(6)?;
    Ok(Subject {
        id: FeedId(row.get(0)?),
        title: name.filter(|name| !name.is_empty()).unwrap_or_else(|| address.site().to_owned()),
        url: address,
        home: url(row.get(3)?),
        validators: Validators { etag: row.get(4)?, last_modified: row.get(5)? },
        hints: hints.map_or_else(PollHints::default, |text| hints_of(&text)),
        failures: row.get(7)?,
        mean_ms: row.get(8)?,
        hours_between_new: row.get(9)?,
        told_until: maybe_time(row.get(10)?),
    })
}

/// Former addresses of feeds that moved. Few, and without an index: they are looked up once for a whole list.
fn moved(tx: &Connection) -> rusqlite::Result<HashMap<String, FeedId>> {
    let sql = "SELECT moved_from, id FROM feeds WHERE moved_from IS NOT NULL";
    tx.prepare_cached(sql)?.query_map((), |row| Ok((row.get(0)?, FeedId(row.get(1)?))))?.collect()
}

fn add(
    tx: &Connection,
    feed: &NewFeed,
    moved: &HashMap<String, FeedId>,
    at: Timestamp,
) -> Result<(FeedId, bool), StoreError> {
    let url = feed.url.clone().without_fragment();
    let known = tx
        .prepare_cached("SELECT id FROM feeds WHERE url = ?")?
        .query_row([url.as_str()], |row| row.get(0).map(FeedId))
        .optional()?;
    if let Some(id) = known.or_else(|| moved.get(url.as_str()).copied()) {
        if let Some(folder) = &feed.folder {
            tx.prepare_cached("UPDATE feeds SET folder = ? WHERE id = ?")?.execute(params![folder, id.0])?;
        }
        return Ok((id, false));
    }
    let sql =
        "INSERT INTO feeds (url, given_title, home, folder, added_at, next_due) VALUES (?, ?, ?, ?, ?, ?)";
    let home = feed.home.as_ref().map(WebUrl::as_str);
    let values = params![url.as_str(), feed.title, home, feed.folder, ms(at), ms(at)];
    tx.prepare_cached(sql)?.execute(values)?;
    let id = FeedId(tx.last_insert_rowid());
    restore_sightings(tx, id, &url)?;
    Ok((id, true))
}

/// Columns of a sighting beside its feed.
const SIGHTING: &str = "entry, guid, hash, seen, url, title, published, telling, content";

/// Keeps what a feed brought for the time when it is subscribed to again.
fn remember_sightings(tx: &Connection, id: FeedId) -> Result<(), StoreError> {
    let url: Option<String> = tx
        .prepare_cached("SELECT url FROM feeds WHERE id = ?")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let Some(url) = url else { return Ok(()) };
    let sql = format!(
        "INSERT OR REPLACE INTO former_sightings (feed_url, {SIGHTING}) SELECT ?1, {SIGHTING} FROM sightings
         WHERE feed = ?2"
    );
    tx.prepare_cached(&sql)?.execute(params![need_url(&url)?.key(), id.0])?;
    Ok(())
}

/// What a feed brought when it was subscribed to before is its own again: nothing is there twice, what was read stays read.
fn restore_sightings(tx: &Connection, id: FeedId, url: &WebUrl) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT OR IGNORE INTO sightings (feed, {SIGHTING}) SELECT ?1, {SIGHTING} FROM former_sightings
         WHERE feed_url = ?2"
    );
    tx.prepare_cached(&sql)?.execute(params![id.0, url.key()])?;
    tx.prepare_cached("DELETE FROM former_sightings WHERE feed_url = ?")?.execute([url.key()])?;
    Ok(())
}

const COLUMNS: &str = "SELECT f.id, f.url, coalesce(f.given_title, f.title) AS name, f.home, f.folder, f.kind, f.language,
    f.icon, f.added_at, f.etag, f.last_modified, f.hints, f.next_due, f.last_poll, f.last_ok, f.last_new, f.failures,
    f.failing_since, f.error_kind, f.error, f.status, f.moving_to, f.moving_seen, f.moved_from, f.gone_at, f.mean_ms,
    f.repairs, f.truncated, f.hours_between, f.keep_days, f.keep_bytes,
    (SELECT count(DISTINCT s.entry) FROM sightings s WHERE s.feed = f.id) AS held,
    (SELECT count(DISTINCT s.entry) FROM sightings s JOIN entries e ON e.id = s.entry
     WHERE s.feed = f.id AND e.read_at IS NULL) AS unread,
    (SELECT w.lease_until FROM hub_leases w WHERE w.feed = f.id AND w.missed_at IS NULL) AS told_until
    FROM feeds f ";

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
    Ok(FeedRecord {
        id: FeedId(row.get("id")?),
        title: name.filter(|name| !name.is_empty()).unwrap_or_else(|| address.site().to_owned()),
        url: address,
        home: url(row.get("home")?),
        folder: row.get("folder")?,
        kind: kind.as_deref().and_then(kind_of),
        language: row.get("language")?,
        icon: url(row.get("icon")?),
        added_at: time(row.get("added_at")?),
        validators: Validators { etag: row.get("etag")?, last_modified: row.get("last_modified")? },
        hints: hints.map_or_else(PollHints::default, |text| hints_of(&text)),
        next_due: maybe_time(row.get("next_due")?),
        health: health(row)?,
        entries: row.get::<_, i64>("held")?.unsigned_abs(),
        unread: row.get::<_, i64>("unread")?.unsigned_abs(),
        keep_days: row.get("keep_days")?,
        keep_bytes: row.get::<_, Option<i64>>("keep_bytes")?.map(i64::unsigned_abs),
        told_until: maybe_time(row.get("told_until")?),
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

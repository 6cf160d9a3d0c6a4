//! Commit of one poll: the feed's health and validators, its entries, their readings and places, all in one transaction.

use crate::entries::{Written, write_entry};
use crate::feeds::hints_text;
use crate::record::FactsRow;
use crate::rows::{ms, need_url, time};
use crate::stories::Stale;
use crate::worker_pool::guarded;
use crate::{
    EntryCommit, FeedMeta, PollCommit, PollOutcome, Store, StoreError, WantedPage, daily_limit, merge_feeds,
    websub,
};
use dateline_model::{EntryId, FeedId, Validators, WebUrl};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot;

/// What the commit of a poll did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PollResult {
    /// Entries that were new.
    pub new: u32,
    /// Entries whose title or text changed.
    pub changed: u32,
    /// Whether the feed now lives at another address.
    pub moved: bool,
    /// Articles that became one with another, and are no more.
    pub gone: Vec<EntryId>,
}

/// Polls remembered of each feed.
const POLLS_KEPT: i64 = 50;

impl Store {
    /// Commits what one poll brought and gives the feed's lease back. All of it is there afterwards, or nothing.
    ///
    /// Polls that wait while the disk is busy share the next transaction, for its cost is in the disk's answer.
    pub async fn commit_poll(&self, mut poll: PollCommit) -> Result<PollResult, StoreError> {
        poll.make_plain();
        let (send, receive) = oneshot::channel();
        let pending = self.pending_polls();
        pending.0.lock().unwrap_or_else(PoisonError::into_inner).push((poll, send));
        let committed = self.maintain(move |connection| {
            pending.commit(connection);
            Ok(())
        });
        committed.await?;
        receive.await.map_err(|_| StoreError::Closed)?
    }

    /// Commits some entries of a document ahead of its poll, so that no transaction takes long. The feed's validators and health
    /// come with the last ones, by [`Store::commit_poll`]: whatever happens between, the document is asked for again.
    pub async fn commit_entries(
        &self,
        feed: FeedId,
        at: Timestamp,
        mut entries: Vec<EntryCommit>,
    ) -> Result<PollResult, StoreError> {
        entries.iter_mut().for_each(EntryCommit::make_plain);
        self.write(move |tx| {
            let mut stale = Stale::default();
            let result = write_entries(tx, (feed, at), &entries, &mut stale)?;
            stale.refresh(tx)?;
            Ok(result)
        })
        .await
    }

    /// Pages that are to be fetched now, of one feed or of all, the oldest entry first.
    pub async fn wanted_pages(
        &self,
        feed: Option<FeedId>,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WantedPage>, StoreError> {
        self.read(move |tx| wanted(tx, feed, now, limit, false)).await
    }

    /// Pages that were asked for in vain, or put off, and whose time has come.
    pub async fn pages_due(&self, now: Timestamp, limit: u32) -> Result<Vec<WantedPage>, StoreError> {
        self.read(move |tx| wanted(tx, None, now, limit, true)).await
    }

    /// The page of one entry, whether it is wanted or not.
    pub async fn page_of(&self, entry: EntryId) -> Result<Option<WantedPage>, StoreError> {
        self.read(move |tx| {
            let sql = format!("{WANTED_PAGE} JOIN feeds w ON w.id = {FIRST_FEED} WHERE e.id = ?");
            Ok(pages(tx, &sql, [entry.0])?.pop())
        })
        .await
    }

    /// Whether a feed that has brought an entry leads to its page from others of other titles: from two, or from another place
    /// within the page.
    pub async fn shares_page(&self, entry: EntryId) -> Result<bool, StoreError> {
        self.read(move |tx| {
            let sql =
                "SELECT count(DISTINCT o.entry) > 1 OR coalesce(max(e.url <> oe.url), 0) FROM sightings s
                       CROSS JOIN sightings o ON o.feed = s.feed AND o.url = s.url AND o.url <> ''
                           AND o.entry <> s.entry AND o.title <> s.title
                       JOIN entries e ON e.id = s.entry JOIN entries oe ON oe.id = o.entry WHERE s.entry = ?";
            Ok(tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0))?)
        })
        .await
    }

    /// Whether the page of an entry is to be fetched now.
    pub async fn wants_page(&self, entry: EntryId, now: Timestamp) -> Result<bool, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT 1 FROM entries WHERE id = ? AND page_wanted = 1
                       AND (page_due IS NULL OR page_due <= ?)";
            Ok(tx.prepare_cached(sql)?.exists(params![entry.0, ms(now)])?)
        })
        .await
    }

    /// Puts a page off: it is wanted still, and not before `until`. `in_vain` counts it among the times that it was asked
    /// for and did not come. A reading that is committed before `until` leaves it wanted.
    pub async fn put_off_page(
        &self,
        entry: EntryId,
        until: Timestamp,
        in_vain: bool,
    ) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE entries SET page_due = ?2, page_tries = page_tries + ?3 WHERE id = ?1 AND page_wanted = 1";
            tx.prepare_cached(sql)?.execute(params![entry.0, ms(until), in_vain])?;
            Ok(())
        })
        .await
    }
}

type Answer = oneshot::Sender<Result<PollResult, StoreError>>;

/// Polls that wait to be committed, each with whom to tell.
#[derive(Default)]
pub(crate) struct Pending(Mutex<Vec<(PollCommit, Answer)>>);

impl Pending {
    /// Commits everything that waits, at once; where that fails each for itself, so that one does not cost another.
    fn commit(&self, connection: &mut Connection) {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let polls: Vec<&PollCommit> = waiting.iter().map(|(poll, _)| poll).collect();
        let results = match guarded(connection, |connection| together(connection, &polls)) {
            Ok(results) => results.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) if polls.len() == 1 => vec![Err(error)],
            Err(_) => polls.iter().map(|poll| alone(connection, poll)).collect(),
        };
        for ((_, answer), result) in waiting.into_iter().zip(results) {
            // Nobody waiting any more is no failure.
            let _unheard = answer.send(result);
        }
    }
}

fn alone(connection: &mut Connection, poll: &PollCommit) -> Result<PollResult, StoreError> {
    let done = guarded(connection, |connection| together(connection, &[poll]))?;
    Ok(done.into_iter().next().unwrap_or_default())
}

fn together(connection: &mut Connection, polls: &[&PollCommit]) -> Result<Vec<PollResult>, StoreError> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut stale = Stale::default();
    let results = polls.iter().map(|poll| commit(&tx, poll, &mut stale)).collect::<Result<_, _>>()?;
    stale.refresh(&tx)?;
    tx.commit()?;
    Ok(results)
}

fn commit(tx: &Connection, poll: &PollCommit, stale: &mut Stale) -> Result<PollResult, StoreError> {
    if let (PollOutcome::Unchanged, None) = (&poll.outcome, &poll.moved_to) {
        return unchanged(tx, poll);
    }
    let mut result = write_entries(tx, (poll.feed, poll.at), &poll.entries, stale)?;
    result.new += poll.new_before;
    if poll.outcome == PollOutcome::Pushed {
        websub::heard(tx, poll.feed, poll.at)?;
    } else {
        result.moved = write_outcome(tx, poll)?;
    }
    write_history(tx, poll, result.new)?;
    if result.new > 0 {
        note_rhythm(tx, poll)?;
    }
    if result.new > 0 && poll.outcome != PollOutcome::Pushed {
        websub::missed(tx, poll.feed, poll.at)?;
    }
    if let Some(gone) = merge_feeds::merge_moved(tx, poll.feed, poll.at, stale)? {
        result.moved = true;
        result.gone = gone;
    }
    Ok(result)
}

fn write_entries(
    tx: &Connection,
    (feed, at): (FeedId, Timestamp),
    entries: &[EntryCommit],
    stale: &mut Stale,
) -> Result<PollResult, StoreError> {
    if !tx.prepare_cached("SELECT 1 FROM feeds WHERE id = ?")?.exists([feed.0])? {
        return Err(StoreError::Missing { what: "feed", id: feed.0 });
    }
    let mut result = PollResult::default();
    for entry in entries {
        match write_entry(tx, feed, at, entry, stale)? {
            Written::New => result.new += 1,
            Written::Changed => result.changed += 1,
            Written::Sighted => {}
        }
    }
    if result.new > 0 {
        daily_limit::note_new(tx, feed, at, result.new)?;
    }
    Ok(result)
}

/// The poll that most polls are, in one statement.
fn unchanged(tx: &Connection, poll: &PollCommit) -> Result<PollResult, StoreError> {
    let sql = "UPDATE feeds SET last_poll = ?2, last_ok = ?2, next_due = ?3, status = ?4, lease_owner = NULL,
               lease_until = NULL, mean_ms = CASE WHEN mean_ms = 0 THEN ?5 ELSE (3 * mean_ms + ?5) / 4 END,
               failures = 0, failing_since = NULL, error_kind = NULL, error = NULL, gone_at = NULL,
               moving_to = NULL, moving_seen = 0 WHERE id = ?1";
    let due = poll.next_due.map(ms);
    let found =
        tx.prepare_cached(sql)?.execute(params![poll.feed.0, ms(poll.at), due, poll.status, poll.took_ms])?;
    if found == 0 {
        return Err(StoreError::Missing { what: "feed", id: poll.feed.0 });
    }
    write_history(tx, poll, 0)?;
    Ok(PollResult::default())
}

fn write_outcome(tx: &Connection, poll: &PollCommit) -> Result<bool, StoreError> {
    let sql =
        "UPDATE feeds SET last_poll = ?2, next_due = ?3, status = ?4, lease_owner = NULL, lease_until = NULL,
               mean_ms = CASE WHEN mean_ms = 0 THEN ?5 ELSE (3 * mean_ms + ?5) / 4 END WHERE id = ?1";
    let failed = matches!(poll.outcome, PollOutcome::Failed { .. });
    let resting = if failed { resting_until(tx, poll)? } else { None };
    let due = resting.or(poll.next_due.map(ms));
    tx.prepare_cached(sql)?.execute(params![poll.feed.0, ms(poll.at), due, poll.status, poll.took_ms])?;
    match &poll.outcome {
        PollOutcome::Fresh(meta) => {
            write_ok(tx, poll)?;
            write_meta(tx, poll.feed, meta)?;
            // Of a piece nobody can tell what it would have named.
            if !meta.truncated || meta.hub.is_some() {
                websub::offered(tx, poll.feed, meta.hub.as_ref(), poll.at)?;
            }
            note_move(tx, poll)
        }
        PollOutcome::Unchanged | PollOutcome::Pushed => {
            write_ok(tx, poll)?;
            note_move(tx, poll)
        }
        PollOutcome::Failed { kind, words } => {
            write_failure(tx, poll, (kind, words), resting.is_none()).map(|()| false)
        }
        PollOutcome::Gone => {
            write_failure(tx, poll, ("gone", "withdrawn by its publisher (410)"), true)?;
            let sql = "UPDATE feeds SET gone_at = coalesce(gone_at, ?), next_due = NULL WHERE id = ?";
            tx.prepare_cached(sql)?.execute(params![ms(poll.at), poll.feed.0])?;
            websub::leave(tx, poll.feed)?;
            Ok(false)
        }
    }
}

fn write_ok(tx: &Connection, poll: &PollCommit) -> Result<(), StoreError> {
    let sql =
        "UPDATE feeds SET last_ok = ?, failures = 0, failing_since = NULL, error_kind = NULL, error = NULL,
               gone_at = NULL WHERE id = ?";
    tx.prepare_cached(sql)?.execute(params![ms(poll.at), poll.feed.0])?;
    Ok(())
}

/// When a failing feed is due that was asked before its time, by hand: that it fails still makes nobody wait longer.
fn resting_until(tx: &Connection, poll: &PollCommit) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT next_due FROM feeds WHERE id = ? AND failures > 0 AND next_due > ?";
    Ok(tx.prepare_cached(sql)?.query_row(params![poll.feed.0, ms(poll.at)], |row| row.get(0)).optional()?)
}

fn write_failure(
    tx: &Connection,
    poll: &PollCommit,
    (kind, words): (&str, &str),
    counts: bool,
) -> Result<(), StoreError> {
    let sql = "UPDATE feeds SET failures = failures + ?5, failing_since = coalesce(failing_since, ?2), error_kind = ?3,
               error = ?4 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![poll.feed.0, ms(poll.at), kind, words, counts])?;
    Ok(())
}

fn write_meta(tx: &Connection, feed: FeedId, meta: &FeedMeta) -> Result<(), StoreError> {
    let validators = if meta.truncated { Validators::default() } else { meta.validators.clone() };
    let sql =
        "UPDATE feeds SET kind = ?2, title = coalesce(?3, title), home = coalesce(?4, home), language = ?5,
               icon = coalesce(?6, icon), hints = ?7, truncated = ?10, repairs = ?11,
               etag = iif(login_turn = ?12, ?8, NULL), last_modified = iif(login_turn = ?12, ?9, NULL)
               WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![
        feed.0,
        meta.kind.as_str(),
        meta.title,
        meta.home.as_ref().map(WebUrl::as_str),
        meta.language,
        meta.icon.as_ref().map(WebUrl::as_str),
        hints_text(&meta.hints),
        validators.etag,
        validators.last_modified,
        meta.truncated,
        meta.repairs.join("\n"),
        meta.login_turn,
    ])?;
    Ok(())
}

/// A permanent redirect moves the feed when it has pointed to the same place twice in a row. Where another feed lives there the
/// two become one, see `merge_feeds.rs`.
fn note_move(tx: &Connection, poll: &PollCommit) -> Result<bool, StoreError> {
    let feed = poll.feed.0;
    let Some(to) = poll.moved_to.as_ref().map(WebUrl::as_str) else {
        tx.prepare_cached("UPDATE feeds SET moving_to = NULL, moving_seen = 0 WHERE id = ?")?
            .execute([feed])?;
        return Ok(false);
    };
    let sql = "UPDATE feeds SET moving_seen = CASE WHEN moving_to = ?2 THEN moving_seen + 1 ELSE 1 END, moving_to = ?2
               WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![feed, to])?;
    let sql = "UPDATE feeds SET moved_from = url, url = moving_to, moving_to = NULL, moving_seen = 0
               WHERE id = ?1 AND moving_seen >= 2 AND NOT EXISTS
               (SELECT 1 FROM feeds o WHERE o.url = ?2 AND o.private_of IS feeds.private_of)";
    Ok(tx.prepare_cached(sql)?.execute(params![feed, to])? > 0)
}

fn write_history(tx: &Connection, poll: &PollCommit, new: u32) -> Result<(), StoreError> {
    let words = match &poll.outcome {
        PollOutcome::Failed { words, .. } => Some(words),
        _ => None,
    };
    let sql =
        "INSERT INTO polls (feed, at, outcome, status, took_ms, new, words) VALUES (?, ?, ?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![
        poll.feed.0,
        ms(poll.at),
        poll.outcome.word(),
        poll.status,
        poll.took_ms,
        new,
        words
    ])?;
    let sql = "DELETE FROM polls WHERE feed = ?1 AND id <=
               (SELECT id FROM polls WHERE feed = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)";
    tx.prepare_cached(sql)?.execute(params![poll.feed.0, POLLS_KEPT])?;
    Ok(())
}

/// Running mean of hours between polls that brought something, a quarter for the latest.
fn note_rhythm(tx: &Connection, poll: &PollCommit) -> Result<(), StoreError> {
    let sql = "UPDATE feeds SET last_new = ?2, hours_between = CASE
               WHEN last_new IS NULL THEN hours_between
               WHEN hours_between IS NULL THEN (?2 - last_new) / 3600000.0
               ELSE 0.75 * hours_between + 0.25 * (?2 - last_new) / 3600000.0 END WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![poll.feed.0, ms(poll.at)])?;
    Ok(())
}

fn wanted(
    tx: &Connection,
    feed: Option<FeedId>,
    now: Timestamp,
    limit: u32,
    again: bool,
) -> Result<Vec<WantedPage>, StoreError> {
    let sql = format!(
        "{WANTED_PAGE} JOIN feeds w ON w.id = coalesce(?1, {FIRST_FEED})
               WHERE e.page_wanted = 1 AND (e.page_due <= ?3 OR (e.page_due IS NULL AND NOT ?4)) AND (?1 IS NULL OR EXISTS
                   (SELECT 1 FROM sightings s WHERE s.entry = e.id AND s.feed = ?1))
               ORDER BY e.id LIMIT ?2"
    );
    pages(tx, &sql, params![feed.map(|feed| feed.0), limit, ms(now), again])
}

/// The columns of a [`WantedPage`] of an entry `e` by its feed `w`.
const WANTED_PAGE: &str = "SELECT e.id, e.url, f.facts, w.id, e.seen, e.page_tries, w.url,
    NOT EXISTS (SELECT 1 FROM sightings o WHERE o.entry = e.id AND o.feed <> w.id)
    FROM entries e JOIN facts f ON f.entry = e.id";
/// The first feed that brought an entry `e`.
const FIRST_FEED: &str = "(SELECT min(s.feed) FROM sightings s WHERE s.entry = e.id)";

fn pages(tx: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<WantedPage>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(url) = row.get::<_, Option<String>>(1)? else { continue };
        let facts: FactsRow = serde_json::from_str(&row.get::<_, String>(2)?)?;
        pages.push(WantedPage {
            entry: EntryId(row.get(0)?),
            feed: FeedId(row.get(3)?),
            feed_url: need_url(&row.get::<_, String>(6)?)?,
            only_feed: row.get(7)?,
            url: need_url(&url)?,
            seen: time(row.get(4)?),
            tries: row.get(5)?,
            facts: facts.into(),
        });
    }
    Ok(pages)
}

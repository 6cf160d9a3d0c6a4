//! Subscriptions at publishers' hubs: what was offered, asked, verified, until when, and when something is to be done next.
//! Asks no hub itself.

use crate::rows::{maybe_time, ms, need_url};
use crate::{Hub, Store, StoreError};
use dateline_model::{FeedId, make_plain};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// One subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubLease {
    /// Number.
    pub id: i64,
    /// The feed; `None` where the subscription is being ended.
    pub feed: Option<FeedId>,
    /// Where the hub is asked, and for which topic.
    pub hub: Hub,
    /// Last part of the callback's address: 40 hexadecimal digits that nobody can guess.
    pub token: String,
    /// Key of the hub's signatures: 64 hexadecimal digits.
    pub secret: String,
    /// When the hub was asked; nothing once it has verified or refused.
    pub asked_at: Option<Timestamp>,
    /// Until when the hub will tell; nothing before it has verified.
    pub lease_until: Option<Timestamp>,
    /// Refusals and silences in a row.
    pub tries: u32,
    /// Why the hub refused last.
    pub words: Option<String>,
}

/// Subscriptions taken in hand: how many, under which address of this desk, and when they are due again should nothing
/// come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubTurn {
    /// The current time.
    pub now: Timestamp,
    /// When they are due again by themselves.
    pub again: Timestamp,
    /// Address under which hubs reach this desk; what was agreed under another one is agreed anew.
    pub address: String,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// Subscriptions with which something is to be done. A lease that has ended is forgotten, and its feed is due.
    pub async fn hubs_due(&self, turn: HubTurn) -> Result<Vec<HubLease>, StoreError> {
        self.write(move |tx| due(tx, &turn)).await
    }

    /// Notes that a hub is about to be asked under an address; before it is, for some hubs verify at once.
    pub async fn hub_asked(
        &self,
        id: i64,
        address: String,
        at: Timestamp,
        again: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE hub_leases SET asked_at = ?2, due_at = ?3, address = ?4 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, ms(at), ms(again), address])?;
            Ok(())
        })
        .await
    }

    /// Notes that a hub refused, or said nothing; a lease that it gave before holds on.
    pub async fn hub_refused(&self, id: i64, mut words: String, again: Timestamp) -> Result<(), StoreError> {
        make_plain(&mut words);
        self.write(move |tx| {
            let sql = "UPDATE hub_leases SET asked_at = NULL, due_at = ?2, tries = tries + 1, words = ?3 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, ms(again), words])?;
            Ok(())
        })
        .await
    }

    /// Puts a subscription off; nothing was asked.
    pub async fn hub_put_off(&self, id: i64, again: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE hub_leases SET asked_at = NULL, due_at = ?2 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, ms(again)])?;
            Ok(())
        })
        .await
    }

    /// Notes that the hub has verified: it will tell until `until`, and is asked to go on at `again`.
    pub async fn hub_verified(&self, id: i64, until: Timestamp, again: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql =
                "UPDATE hub_leases SET asked_at = NULL, tries = 0, words = NULL, lease_until = ?2, due_at = ?3
                       WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, ms(until), ms(again)])?;
            Ok(())
        })
        .await
    }

    /// Notes that the hub took its word back.
    pub async fn hub_denied(&self, id: i64, mut words: String, again: Timestamp) -> Result<(), StoreError> {
        make_plain(&mut words);
        self.write(move |tx| {
            let sql =
                "UPDATE hub_leases SET asked_at = NULL, lease_until = NULL, tries = tries + 1, words = ?3,
                       due_at = ?2 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, ms(again), words])?;
            Ok(())
        })
        .await
    }

    /// Forgets a subscription that has been ended.
    pub async fn forget_hub(&self, id: i64) -> Result<(), StoreError> {
        self.write(move |tx| {
            tx.prepare_cached("DELETE FROM hub_leases WHERE id = ?")?.execute([id])?;
            Ok(())
        })
        .await
    }

    /// The subscription of a callback's address.
    pub async fn hub_by_token(&self, token: String) -> Result<Option<HubLease>, StoreError> {
        self.read(move |tx| {
            let sql = format!("SELECT {COLUMNS} FROM hub_leases WHERE token = ?");
            let mut statement = tx.prepare_cached(&sql)?;
            let mut rows = statement.query([token])?;
            rows.next()?.map(hub_lease).transpose()
        })
        .await
    }

    /// The subscription of a feed.
    pub async fn hub_of(&self, feed: FeedId) -> Result<Option<HubLease>, StoreError> {
        self.read(move |tx| {
            let sql = format!("SELECT {COLUMNS} FROM hub_leases WHERE feed = ?");
            let mut statement = tx.prepare_cached(&sql)?;
            let mut rows = statement.query([feed.0])?;
            rows.next()?.map(hub_lease).transpose()
        })
        .await
    }

    /// Makes a feed due at `at`, unless it is due before, or withdrawn.
    pub async fn hasten(&self, feed: FeedId, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| Ok(hasten(tx, feed.0, at)?)).await
    }
}

const COLUMNS: &str = "id, feed, hub, topic, token, secret, asked_at, lease_until, tries, words";

fn hub_lease(row: &Row<'_>) -> Result<HubLease, StoreError> {
    Ok(HubLease {
        id: row.get(0)?,
        feed: row.get::<_, Option<i64>>(1)?.map(FeedId),
        hub: Hub { url: need_url(&row.get::<_, String>(2)?)?, topic: need_url(&row.get::<_, String>(3)?)? },
        token: row.get(4)?,
        secret: row.get(5)?,
        asked_at: maybe_time(row.get(6)?),
        lease_until: maybe_time(row.get(7)?),
        tries: row.get(8)?,
        words: row.get(9)?,
    })
}

fn due(tx: &Connection, turn: &HubTurn) -> Result<Vec<HubLease>, StoreError> {
    let sql = "SELECT id FROM hub_leases WHERE due_at <= ?1 OR (address IS NOT NULL AND address <> ?2)
               ORDER BY due_at LIMIT ?3";
    let values = params![ms(turn.now), turn.address, turn.limit];
    let ids: Vec<i64> =
        tx.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut taken = Vec::new();
    for id in ids {
        let sql = "SELECT feed FROM hub_leases WHERE id = ?1 AND lease_until IS NOT NULL
                   AND (lease_until <= ?2 OR address <> ?3)";
        let ended: Option<Option<i64>> = tx
            .prepare_cached(sql)?
            .query_row(params![id, ms(turn.now), turn.address], |row| row.get(0))
            .optional()?;
        if let Some(feed) = ended {
            tx.prepare_cached("UPDATE hub_leases SET lease_until = NULL WHERE id = ?")?.execute([id])?;
            if let Some(feed) = feed {
                hasten(tx, feed, turn.now)?;
            }
        }
        let sql =
            format!("UPDATE hub_leases SET due_at = ?2, address = ?3 WHERE id = ?1 RETURNING {COLUMNS}");
        let mut statement = tx.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id, ms(turn.again), turn.address])?;
        if let Some(row) = rows.next()? {
            taken.push(hub_lease(row)?);
        }
    }
    Ok(taken)
}

fn hasten(tx: &Connection, feed: i64, at: Timestamp) -> rusqlite::Result<()> {
    let sql = "UPDATE feeds SET next_due = min(next_due, ?2) WHERE id = ?1 AND next_due IS NOT NULL";
    tx.prepare_cached(sql)?.execute(params![feed, ms(at)])?;
    Ok(())
}

/// Keeps in step with what a feed's document offers. Another hub or topic is agreed upon anew, and the old one ended.
pub(crate) fn offered(
    tx: &Connection,
    feed: FeedId,
    hub: Option<&Hub>,
    at: Timestamp,
) -> rusqlite::Result<()> {
    // A hub would learn the address.
    let hub = if crate::feed_access::is_private(tx, feed)? { None } else { hub };
    let sql = "SELECT hub, topic FROM hub_leases WHERE feed = ?";
    let known: Option<(String, String)> =
        tx.prepare_cached(sql)?.query_row([feed.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let offer = hub.map(|hub| (hub.url.as_str(), hub.topic.as_str()));
    if known.as_ref().map(|(hub, topic)| (hub.as_str(), topic.as_str())) == offer {
        return Ok(());
    }
    if known.is_some() {
        leave(tx, feed)?;
    }
    if let Some((hub, topic)) = offer {
        let sql = "INSERT INTO hub_leases (feed, hub, topic, token, secret, due_at)
                   VALUES (?, ?, ?, lower(hex(randomblob(20))), lower(hex(randomblob(32))), ?)";
        tx.prepare_cached(sql)?.execute(params![feed.0, hub, topic, ms(at)])?;
    }
    Ok(())
}

/// Ends a feed's subscription: the hub is told so at the next turn, where it was ever asked.
pub(crate) fn leave(tx: &Connection, feed: FeedId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM hub_leases WHERE feed = ? AND lease_until IS NULL AND asked_at IS NULL";
    tx.prepare_cached(sql)?.execute([feed.0])?;
    let sql = "UPDATE hub_leases SET feed = NULL, asked_at = NULL, due_at = 0, tries = 0 WHERE feed = ?";
    tx.prepare_cached(sql)?.execute([feed.0])?;
    Ok(())
}

/// A poll found what the hub had not told: until it tells again it is not relied on.
pub(crate) fn missed(tx: &Connection, feed: FeedId, at: Timestamp) -> rusqlite::Result<()> {
    let sql = "UPDATE hub_leases SET missed_at = ?2 WHERE feed = ?1 AND lease_until > ?2";
    tx.prepare_cached(sql)?.execute(params![feed.0, ms(at)])?;
    Ok(())
}

/// The hub has told.
pub(crate) fn heard(tx: &Connection, feed: FeedId, at: Timestamp) -> rusqlite::Result<()> {
    let sql = "UPDATE hub_leases SET heard_at = ?2, missed_at = NULL WHERE feed = ?1";
    tx.prepare_cached(sql)?.execute(params![feed.0, ms(at)])?;
    Ok(())
}

/// Until when a feed's hub can be relied on; nothing without a lease, or where the last poll found what it had not told.
/// Stands in a query over `feeds`.
pub(crate) const RELIED_ON: &str =
    "(SELECT w.lease_until FROM hub_leases w WHERE w.feed = feeds.id AND w.missed_at IS NULL)";

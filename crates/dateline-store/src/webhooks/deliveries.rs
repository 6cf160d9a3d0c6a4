//! Messages of webhooks: queued with how far their webhook has come, sent when due, kept with their outcome.

use super::{NewsTurn, sealed_for};
use crate::encryption::Key;
use crate::rows::{maybe_time, ms, time};
use crate::{Reader, Store, StoreError};
use dateline_model::{WebUrl, make_plain};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use std::path::Path;

/// Messages that are kept of a webhook once they are done.
const KEPT: u32 = 200;
/// With so many that wait, no more are made until some have gone.
const WAITING: u32 = 500;

/// A message of a webhook, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Number, which is in the id that the receiver sees.
    pub id: i64,
    /// What it tells of.
    pub event: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it is tried next; `None` where it arrived, or was given up.
    pub due: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// When it was tried last.
    pub tried_at: Option<Timestamp>,
    /// What the receiver answered.
    pub status: Option<u16>,
    /// Why it did not arrive, in words.
    pub error: Option<String>,
}

/// A message that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryDue {
    /// Number.
    pub id: i64,
    /// The webhook.
    pub webhook: i64,
    /// Where it goes.
    pub url: WebUrl,
    /// What it is signed with; none where the key beside the store does not open it.
    pub secret: Option<String>,
    /// The message.
    pub body: String,
    /// How often it was tried before.
    pub tries: u32,
}

/// What came of trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryEnd {
    /// It arrived.
    Arrived(u16),
    /// It did not, and is tried again.
    Again(Timestamp, Option<u16>, String),
    /// It did not, and its webhook is stopped: nobody is there.
    GivenUp(Option<u16>, String),
}

impl Reader<'_> {
    /// The latest messages of a webhook of the reader's, latest first; `None` where there is no such webhook.
    pub async fn deliveries(self, hook: i64, limit: u32) -> Result<Option<Vec<WebhookDelivery>>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT 1 FROM webhooks WHERE id = ? AND user = ?";
            if !view.tx.prepare_cached(sql)?.exists([hook, view.user.0])? {
                return Ok(None);
            }
            let sql = "SELECT id, event, made_at, due, tries, tried_at, status, error FROM webhook_deliveries
                       WHERE webhook = ? ORDER BY id DESC LIMIT ?";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([hook, i64::from(limit)], delivery)?;
            Ok(Some(rows.collect::<Result<_, _>>()?))
        })
        .await
    }

    /// Queues a message by itself, such as a trial. `false` where there is no such webhook.
    pub async fn queue_message(
        self,
        hook: i64,
        event: &'static str,
        body: String,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "INSERT INTO webhook_deliveries (webhook, event, body, made_at, due)
                       SELECT id, ?3, ?4, ?5, ?5 FROM webhooks WHERE id = ?1 AND user = ?2";
            let values = params![hook, view.user.0, event, body, ms(at)];
            Ok(view.tx.prepare_cached(sql)?.execute(values)? > 0)
        })
        .await
    }
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        id: row.get(0)?,
        event: row.get(1)?,
        made_at: time(row.get(2)?),
        due: maybe_time(row.get(3)?),
        tries: row.get(4)?,
        tried_at: maybe_time(row.get(5)?),
        status: row.get(6)?,
        error: row.get(7)?,
    })
}

impl Store {
    /// Whether as many messages of a webhook wait as may.
    pub async fn has_many_waiting(&self, hook: i64) -> Result<bool, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT count(*) FROM webhook_deliveries WHERE webhook = ? AND due IS NOT NULL";
            let waiting: u32 = tx.prepare_cached(sql)?.query_row([hook], |row| row.get(0))?;
            Ok(waiting >= WAITING)
        })
        .await
    }

    /// Queues what a webhook is told in a turn, each message with the name of its event, and notes how far it has come with that.
    pub async fn queue_news(
        &self,
        hook: i64,
        turn: NewsTurn,
        messages: Vec<(&'static str, String)>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(move |tx| {
            // Whoever looked through the same part beside us has told it.
            let sql = "UPDATE webhooks SET place = ?2, after = ?3 WHERE id = ?1 AND place = ?4 AND after = ?5";
            let values = [hook, turn.told.0, turn.told.1, turn.from.0, turn.from.1];
            if tx.prepare_cached(sql)?.execute(values)? == 0 {
                return Ok(());
            }
            for (entry, what) in &turn.gone {
                let sql = "DELETE FROM webhook_told WHERE webhook = ? AND entry = ? AND what = ?";
                tx.prepare_cached(sql)?.execute(params![hook, entry.0, what])?;
            }
            for news in &turn.news {
                let sql = "INSERT OR IGNORE INTO webhook_told (webhook, entry, what)
                           SELECT ?1, id, ?3 FROM entries WHERE id = ?2";
                tx.prepare_cached(sql)?.execute(params![hook, news.entry.id.0, news.of.key()])?;
            }
            for (event, body) in &messages {
                let sql = "INSERT INTO webhook_deliveries (webhook, event, body, made_at, due) VALUES (?1, ?2, ?3, ?4, ?4)";
                tx.prepare_cached(sql)?.execute(params![hook, event, body, ms(at)])?;
            }
            Ok(())
        })
        .await
    }

    /// Messages that are due, at most so many; each comes back at `again` unless its end is told before: whoever sends may be
    /// broken off.
    pub async fn deliveries_due(
        &self,
        now: Timestamp,
        again: Timestamp,
        limit: u32,
    ) -> Result<Vec<DeliveryDue>, StoreError> {
        let path = self.path().to_owned();
        self.write(move |tx| {
            let sql = "SELECT d.id, d.webhook, w.url, w.sealed, d.body, d.tries FROM webhook_deliveries d
                       CROSS JOIN webhooks w ON w.id = d.webhook
                       WHERE d.due <= ?1 AND w.stopped_at IS NULL ORDER BY d.due, d.id LIMIT ?2";
            let due: Vec<DeliveryDue> = tx
                .prepare_cached(sql)?
                .query_and_then([ms(now), i64::from(limit)], |row| due_row(row, &path))?
                .collect::<Result<_, StoreError>>()?;
            for delivery in &due {
                let sql =
                    "UPDATE webhook_deliveries SET due = ?2, tries = tries + 1, tried_at = ?3 WHERE id = ?1";
                tx.prepare_cached(sql)?.execute([delivery.id, ms(again), ms(now)])?;
            }
            Ok(due)
        })
        .await
    }

    /// Notes what came of trying a message.
    pub async fn delivery_ended(
        &self,
        delivery: &DeliveryDue,
        mut end: DeliveryEnd,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let DeliveryEnd::Again(_, _, words) | DeliveryEnd::GivenUp(_, words) = &mut end {
            make_plain(words);
        }
        let (id, hook) = (delivery.id, delivery.webhook);
        self.write(move |tx| {
            let (due, status, error) = match &end {
                DeliveryEnd::Arrived(status) => (None, Some(*status), None),
                DeliveryEnd::Again(due, status, words) => (Some(ms(*due)), *status, Some(words)),
                DeliveryEnd::GivenUp(status, words) => (None, *status, Some(words)),
            };
            let sql = "UPDATE webhook_deliveries SET due = ?2, status = ?3, error = ?4 WHERE id = ?1";
            tx.prepare_cached(sql)?.execute(params![id, due, status, error])?;
            if matches!(end, DeliveryEnd::GivenUp(..)) {
                let sql = "UPDATE webhooks SET stopped_at = ? WHERE id = ? AND stopped_at IS NULL";
                tx.prepare_cached(sql)?.execute([ms(now), hook])?;
            }
            forget_old(tx, hook)
        })
        .await
    }
}

fn forget_old(tx: &Connection, hook: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM webhook_deliveries WHERE webhook = ?1 AND due IS NULL AND id <=
               (SELECT id FROM webhook_deliveries WHERE webhook = ?1 AND due IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?2)";
    tx.prepare_cached(sql)?.execute([hook, i64::from(KEPT)])?;
    Ok(())
}

fn due_row(row: &Row<'_>, store: &Path) -> Result<DeliveryDue, StoreError> {
    let (webhook, url, sealed): (i64, String, Vec<u8>) = (row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(DeliveryDue {
        id: row.get(0)?,
        webhook,
        url: WebUrl::parse(&url).map_err(|_| StoreError::Value("a webhook's address".to_owned()))?,
        secret: Key::of(store).and_then(|key| key.open(&sealed, &sealed_for(webhook))).ok(),
        body: row.get(4)?,
        tries: row.get(5)?,
    })
}

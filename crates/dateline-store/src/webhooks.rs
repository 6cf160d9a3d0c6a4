//! Webhooks: where a reader wants to be told of what, what has been told, and what is still to be sent. Who sends, and what it looks
//! like, is the desk's.

mod deliveries;
mod news;

pub use deliveries::{DeliveryDue, DeliveryEnd, WebhookDelivery};
pub use news::{News, NewsOf, NewsTurn};

use crate::encryption::Key;
use crate::reader::unread_rows::last_place;
use crate::rows::{maybe_time, ms, time};
use crate::{Reader, Store, StoreError};
use dateline_model::{UserId, WebUrl};
use jiff::Timestamp;
use rusqlite::{Row, params};

/// Webhooks of one reader.
pub const WEBHOOKS: u32 = 20;

/// What a webhook is told of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Topics {
    /// Articles that are given a star.
    pub starred: bool,
    /// Articles that are given a label.
    pub labelled: bool,
    /// Articles that a kept search finds anew.
    pub searches: bool,
    /// Stories that begin.
    pub stories: bool,
}

impl Topics {
    /// Whether there is anything to be told.
    pub const fn any(self) -> bool {
        self.starred || self.labelled || self.searches || self.stories
    }
}

/// Where a reader wants to be told.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Number, never given again.
    pub id: i64,
    /// Whose it is.
    pub user: UserId,
    /// Where messages go.
    pub url: WebUrl,
    /// What they are signed with: told when the webhook is made, and never again.
    pub secret: Option<String>,
    /// Of what.
    pub topics: Topics,
    /// When it was made.
    pub made_at: Timestamp,
    /// Since when nothing is sent: its reader stopped it, or messages did not arrive.
    pub stopped_at: Option<Timestamp>,
    /// How far it has been told in the sequence of changes: a place, and an article of it.
    pub told: (i64, i64),
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook").field("id", &self.id).field("url", &self.url).finish_non_exhaustive()
    }
}

const COLUMNS: &str =
    "id, user, url, starred, labelled, searches, stories, made_at, stopped_at, place, after";

fn webhook(row: &Row<'_>) -> Result<Webhook, StoreError> {
    let url: String = row.get(2)?;
    let url = WebUrl::parse(&url).map_err(|_| StoreError::Value("a webhook's address".to_owned()))?;
    Ok(Webhook {
        id: row.get(0)?,
        user: UserId(row.get(1)?),
        url,
        secret: None,
        topics: Topics {
            starred: row.get(3)?,
            labelled: row.get(4)?,
            searches: row.get(5)?,
            stories: row.get(6)?,
        },
        made_at: time(row.get(7)?),
        stopped_at: maybe_time(row.get(8)?),
        told: (row.get(9)?, row.get(10)?),
    })
}

/// What a webhook's secret is bound to.
fn sealed_for(id: i64) -> String {
    format!("webhook {id}")
}

impl Reader<'_> {
    /// The reader's webhooks, oldest first.
    pub async fn webhooks(self) -> Result<Vec<Webhook>, StoreError> {
        self.read(|view| {
            let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE user = ? ORDER BY id");
            view.tx.prepare_cached(&sql)?.query_and_then([view.user.0], webhook)?.collect()
        })
        .await
    }

    /// Keeps a webhook that is told of what happens from now on; `None` where there are [`WEBHOOKS`] of them.
    pub async fn add_webhook(
        self,
        url: WebUrl,
        secret: String,
        topics: Topics,
        at: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let path = self.store().path().to_owned();
        self.write(move |view| {
            let sql = "SELECT count(*) FROM webhooks WHERE user = ?";
            let kept: u32 = view.tx.query_row(sql, [view.user.0], |row| row.get(0))?;
            if kept >= WEBHOOKS {
                return Ok(None);
            }
            let sql = "INSERT INTO webhooks (user, url, sealed, starred, labelled, searches, stories, made_at, place, after)
                       VALUES (?, ?, x'', ?, ?, ?, ?, ?, ?, 0)";
            view.tx.prepare_cached(sql)?.execute(params![
                view.user.0,
                url.as_str(),
                topics.starred,
                topics.labelled,
                topics.searches,
                topics.stories,
                ms(at),
                last_place(view.tx)?
            ])?;
            let id = view.tx.last_insert_rowid();
            let sealed = Key::for_sealing(view.tx, &path)?.seal(&secret, &sealed_for(id))?;
            view.tx.execute("UPDATE webhooks SET sealed = ? WHERE id = ?", params![sealed, id])?;
            news::note_what_is(view, id)?;
            Ok(Some(id))
        })
        .await
    }

    /// Gives a webhook another address and other topics, and stops it or goes on with it from now on. `false` where there is none.
    pub async fn change_webhook(
        self,
        id: i64,
        url: WebUrl,
        topics: Topics,
        stopped_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql =
                "UPDATE webhooks SET url = ?3, starred = ?4, labelled = ?5, searches = ?6, stories = ?7,
                       place = iif(stopped_at IS NULL OR ?8 IS NOT NULL, place, ?9), stopped_at = ?8
                       WHERE id = ?1 AND user = ?2";
            let Topics { starred, labelled, searches, stories } = topics;
            let (stopped, place) = (stopped_at.map(ms), last_place(view.tx)?);
            let values =
                params![id, view.user.0, url.as_str(), starred, labelled, searches, stories, stopped, place];
            let changed = view.tx.prepare_cached(sql)?.execute(values)? > 0;
            if changed {
                news::note_what_is(view, id)?;
            }
            Ok(changed)
        })
        .await
    }

    /// Forgets a webhook with what was to be sent to it. `false` where there is none.
    pub async fn delete_webhook(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "DELETE FROM webhooks WHERE id = ? AND user = ?";
            Ok(view.tx.prepare_cached(sql)?.execute([id, view.user.0])? > 0)
        })
        .await
    }
}

impl Store {
    /// Webhooks of everybody to which something is sent.
    pub async fn live_webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        self.read(|tx| {
            let sql = format!(
                "SELECT {COLUMNS} FROM webhooks WHERE stopped_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM accounts a WHERE a.user = webhooks.user AND a.disabled = 1) ORDER BY id"
            );
            tx.prepare_cached(&sql)?.query_and_then((), webhook)?.collect()
        })
        .await
    }
}

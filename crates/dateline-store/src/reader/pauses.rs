//! Feeds that a reader has paused. A feed is polled as long as somebody has it who has not paused it; what it brings meanwhile is read
//! for those who have.

use super::Reader;
use crate::rows::ms;
use crate::{StoreError, websub};
use dateline_model::FeedId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// The condition that somebody wants a feed, by its number.
pub(crate) fn is_wanted(feed: &str) -> String {
    format!("EXISTS (SELECT 1 FROM subscriptions wa WHERE wa.feed = {feed} AND wa.paused_at IS NULL)")
}

/// Whether a reader has paused a feed.
pub(super) fn is_paused(tx: &Connection, user: i64, feed: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM subscriptions WHERE user = ? AND feed = ? AND paused_at IS NOT NULL";
    tx.prepare_cached(sql)?.exists([user, feed])
}

impl Reader<'_> {
    /// Pauses feeds of the reader, or goes on with them, at once due; gives how many were changed. The hub of a feed that nobody
    /// wants is left.
    pub async fn pause_feeds(
        self,
        feeds: Vec<FeedId>,
        paused: bool,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write(move |view| {
            let mut changed = 0;
            for feed in feeds {
                let sql = "UPDATE subscriptions SET paused_at = ?3
                           WHERE user = ?1 AND feed = ?2 AND (paused_at IS NULL) = (?3 IS NOT NULL)";
                let values = params![view.user.0, feed.0, paused.then(|| ms(at))];
                if view.tx.prepare_cached(sql)?.execute(values)? == 0 {
                    continue;
                }
                changed += 1;
                if paused {
                    let wanted = format!("SELECT 1 WHERE {}", is_wanted("?1"));
                    if !view.tx.prepare_cached(&wanted)?.exists([feed.0])? {
                        websub::leave(view.tx, feed)?;
                    }
                } else {
                    let sql = "UPDATE feeds SET next_due = min(coalesce(next_due, ?2), ?2) WHERE id = ?1 AND gone_at IS NULL";
                    view.tx.prepare_cached(sql)?.execute(params![feed.0, ms(at)])?;
                }
            }
            Ok(changed)
        })
        .await
    }
}

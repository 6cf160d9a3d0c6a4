//! A clock that jumps ahead would let the schedule throw everything away as too old. Where it stands long after the last time
//! it was looked at, nothing is cleaned for a day: long enough to see the log and set the clock.

use crate::Desk;
use dateline_store::StoreError;
use jiff::{SignedDuration, Timestamp};

/// A desk that was switched off for so long is taken for a clock that jumped.
const GAP: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long nothing is cleaned then.
const DOUBT: SignedDuration = SignedDuration::from_hours(24);
/// Settings that hold when the clock was last trusted, and since when it is not, in seconds.
const BELIEVED: &str = "clock.believed";
const DOUBTED: &str = "clock.doubted";

/// What is to be thought of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// It is right as far as can be known.
    Right,
    /// It jumped, as is seen now.
    Jumped,
    /// It jumped less than a day ago.
    InDoubt,
}

fn judge(now: Timestamp, believed: Option<Timestamp>, doubted: Option<Timestamp>) -> Clock {
    let is_far = believed.is_some_and(|believed| now.duration_since(believed) > GAP);
    match doubted.map(|doubted| now.duration_since(doubted)) {
        _ if !is_far => Clock::Right,
        Some(since) if since >= DOUBT => Clock::Right,
        Some(since) if since >= SignedDuration::ZERO => Clock::InDoubt,
        _ => Clock::Jumped,
    }
}

impl Desk {
    /// Looks at the clock when a desk is opened: before its first poll, which would write down what the clock says now.
    pub(crate) async fn look_at_clock(&self) {
        match self.trusts_clock().await {
            // Where nothing is written, nothing is cleaned either.
            Ok(_) | Err(StoreError::ReadingAlone) => {}
            Err(error) => tracing::warn!("when this desk ran last could not be written down: {error}"),
        }
    }

    /// Whether the clock may be trusted for retention.
    pub(crate) async fn trusts_clock(&self) -> Result<bool, StoreError> {
        let now = self.now();
        let doubted = self.time_of(DOUBTED).await?;
        let believed = match self.time_of(BELIEVED).await? {
            Some(believed) => Some(believed),
            // Filled by commands of an earlier version, say: what it holds tells when it was last at work.
            None => self.inner.store.last_activity().await?,
        };
        let second = Some(now.as_second().to_string());
        match judge(now, believed, doubted) {
            Clock::Right => {
                self.inner.store.set_setting(BELIEVED, second).await?;
                self.inner.store.set_setting(DOUBTED, None).await?;
                Ok(true)
            }
            Clock::Jumped => {
                tracing::warn!(
                    "the clock says {now}, more than 30 days after this desk last ran; nothing is cleaned away for a day: \
                     set the clock if it is wrong"
                );
                // Polls by this clock do not make it right.
                let believed = believed.map(|believed| believed.as_second().to_string());
                self.inner.store.set_setting(BELIEVED, believed).await?;
                self.inner.store.set_setting(DOUBTED, second).await?;
                Ok(false)
            }
            Clock::InDoubt => Ok(false),
        }
    }

    async fn time_of(&self, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let second = self.inner.store.setting(name).await?.and_then(|text| text.parse().ok());
        Ok(second.and_then(|second| Timestamp::from_second(second).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumped_is_doubted_for_a_day() {
        let day = |day: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * (20_000 + day));
        for (now, believed, doubted, expected) in [
            (0, None, None, Clock::Right),
            (1, Some(0), None, Clock::Right),
            (30, Some(0), None, Clock::Right),
            (-400, Some(0), None, Clock::Right),
            (31, Some(0), None, Clock::Jumped),
            (31, Some(0), Some(31), Clock::InDoubt),
            (32, Some(0), Some(31), Clock::Right),
            // Set right again, or set wrong once more.
            (1, Some(0), Some(400), Clock::Right),
            (200, Some(0), Some(400), Clock::Jumped),
        ] {
            let judged = judge(day(now), believed.map(day), doubted.map(day));
            assert_eq!(judged, expected, "{now} {believed:?} {doubted:?}");
        }
    }
}

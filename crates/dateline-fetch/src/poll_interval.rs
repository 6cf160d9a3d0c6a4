//! When to poll again: a pure rule over headers, the feed's hints, its history and the time that is passed in.

use crate::http_date;
use dateline_model::{Headers, PollHints};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::time::Duration;

/// Outcome of the last poll.
#[derive(Debug, Clone, Copy)]
pub enum PollResult<'a> {
    /// An answer, new or unchanged, with its headers.
    Answer(&'a Headers),
    /// The so many-th failure in a row, and what the host asked for, if anything.
    Failure {
        /// Failures in a row, this one included.
        in_a_row: u32,
        /// Headers of the failing answer, if there was one.
        headers: Option<&'a Headers>,
        /// The time of [`crate::FetchErrorKind::RetryLater`].
        not_before: Option<Timestamp>,
    },
}

/// Shortest, usual and longest time between two polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Default: 15 minutes.
    pub shortest: Duration,
    /// Default: 1 hour, for a feed of which nothing is known.
    pub usual: Duration,
    /// Default: 24 hours, whatever a header says.
    pub longest: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        Self { shortest: minutes(15), usual: minutes(60), longest: minutes(24 * 60) }
    }
}

/// Inputs of the rule.
#[derive(Debug, Clone, Copy)]
pub struct Poll<'a> {
    /// The last poll.
    pub heard: PollResult<'a>,
    /// What the feed says of itself.
    pub hints: &'a PollHints,
    /// Usual time between two new entries, where the history tells.
    pub rhythm: Option<Duration>,
    /// A number from 0 to 1, drawn by the caller, so that failing feeds do not return all at once.
    pub jitter: f64,
}

/// Time of the next poll: half the feed's rhythm, doubled with each failure in a row; not while the answer is fresh, nor before
/// `Retry-After`, `ttl` and the feed's skip hours allow. Clamped to `bounds`.
pub fn next_poll(poll: &Poll<'_>, bounds: &Bounds, now: Timestamp) -> Timestamp {
    let own = own_interval(poll, bounds);
    let (interval, headers, not_before) = match poll.heard {
        PollResult::Answer(headers) => {
            (own.max(freshness(headers, now).unwrap_or_default()), Some(headers), None)
        }
        PollResult::Failure { in_a_row, headers, not_before } => {
            (backoff(own, in_a_row, poll.jitter), headers, not_before)
        }
    };
    let asked = headers.and_then(|headers| retry_after(headers, now)).unwrap_or_default();
    let at = later(now, interval.max(asked).clamp(bounds.shortest, bounds.longest.max(bounds.shortest)));
    let limit = later(now, bounds.longest.max(bounds.shortest));
    let at = at.max(not_before.map_or(at, |time| time.min(limit)));
    after_pauses(at, poll.hints)
}

/// Half the feed's rhythm, for an article should not wait a whole turn; never below what the feed asks for as `ttl`.
fn own_interval(poll: &Poll<'_>, bounds: &Bounds) -> Duration {
    let ttl =
        poll.hints.ttl_minutes.map_or(Duration::ZERO, |minutes| Duration::from_secs(60 * u64::from(minutes)));
    let wish = poll.rhythm.map_or(bounds.usual, |rhythm| rhythm / 2);
    wish.clamp(bounds.shortest, bounds.longest.max(bounds.shortest)).max(ttl)
}

/// Doubles with each failure, plus up to a quarter at random; the caller clamps.
fn backoff(own: Duration, in_a_row: u32, jitter: f64) -> Duration {
    let grown = own.saturating_mul(2_u32.saturating_pow(in_a_row.clamp(1, 16) - 1));
    let jitter = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.0 };
    grown.saturating_add((grown / 4).mul_f64(jitter))
}

/// How long the answer is fresh for a private cache (RFC 9111, section 4.2): `max-age` less `Age`, else `Expires` less
/// `Date`, less `Age`. `no-cache` and `no-store` mean none; heuristics are not used.
pub fn freshness(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let directives = || headers.all("cache-control").flat_map(members);
    let named = |name: &'static str| {
        directives().find_map(move |directive| {
            let (key, value) = directive.split_once('=').unwrap_or((directive, ""));
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    if named("no-cache").is_some_and(|fields| fields.is_empty()) || named("no-store").is_some() {
        return Some(Duration::ZERO);
    }
    // Of several the first, without parameters (RFC 9111, section 5.1).
    let age = headers.get("age").and_then(|age| age.split([',', ';']).next());
    let age = age.and_then(seconds).unwrap_or_default();
    if let Some(max_age) = named("max-age") {
        return Some(seconds(&max_age)?.saturating_sub(age));
    }
    let expires = headers.get("expires")?;
    let date = headers.get("date").and_then(http_date::parse).unwrap_or(now);
    // An invalid date, most of all "0", means expired.
    let until = http_date::parse(expires).map(|expires| expires.duration_since(date));
    let until = until.and_then(|until| Duration::try_from(until).ok()).unwrap_or_default();
    Some(until.saturating_sub(age))
}

/// Members of a list, parted by commas outside of quotes.
fn members(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    list.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
}

/// How long a 429 or 503 asks us to wait (RFC 9110, section 10.2.3); nothing if it does not say so in a valid form.
pub fn retry_after(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let value = headers.get("retry-after")?;
    let until = |at: Timestamp| Duration::try_from(at.duration_since(now)).unwrap_or_default();
    seconds(value).or_else(|| http_date::parse(value).map(until))
}

/// Whole seconds; a number too large to hold is the largest one.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX)).min(u64::from(u32::MAX))))
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| now.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}

/// Moves a time out of `skipHours` and `skipDays` (UTC) to the next full hour outside; a feed that skips everything
/// skips nothing.
fn after_pauses(at: Timestamp, hints: &PollHints) -> Timestamp {
    let skips = |at: Timestamp| {
        let civil = TimeZone::UTC.to_datetime(at);
        let (hour, day) =
            (civil.hour().unsigned_abs(), civil.weekday().to_monday_zero_offset().unsigned_abs());
        hints.skip_hours.contains(&hour) || hints.skip_days.contains(&day)
    };
    let hour_start = at.as_second() - at.as_second().rem_euclid(3600);
    let candidates = (1..=7 * 24).filter_map(|hours| Timestamp::from_second(hour_start + 3600 * hours).ok());
    std::iter::once(at).chain(candidates).find(|at| !skips(*at)).unwrap_or(at)
}

#[cfg(test)]
mod tests;

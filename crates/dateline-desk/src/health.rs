//! A feed's health in words that a person understands.

use dateline_store::FeedRecord;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::Display;

/// Answers slower than this on average are called slow, milliseconds.
const SLOW_MS: u32 = 2_500;

/// State of a feed, for sorting and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Paused by its reader.
    Paused,
    /// Answers.
    Well,
    /// Never asked.
    Waiting,
    /// Answers, with something to be said.
    Limping,
    /// Does not answer.
    Failing,
    /// Withdrawn.
    Gone,
}

impl State {
    /// Its word in JSON and in the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Well => "well",
            Self::Waiting => "waiting",
            Self::Limping => "limping",
            Self::Failing => "failing",
            Self::Gone => "gone",
        }
    }
}

/// State of a feed.
pub fn state(feed: &FeedRecord) -> State {
    let health = &feed.health;
    if health.gone_at.is_some() {
        State::Gone
    } else if feed.paused_at.is_some() {
        State::Paused
    } else if health.failures > 0 {
        State::Failing
    } else if health.last_poll.is_none() {
        State::Waiting
    } else if health.moved_from.is_some()
        || health.truncated
        || health.full_at.is_some()
        || is_slow(feed)
        || !health.repairs.is_empty()
    {
        State::Limping
    } else {
        State::Well
    }
}

/// Whether a person can do something about a feed that answers, or something of it is missing.
pub fn needs_attention(feed: &FeedRecord) -> bool {
    let health = &feed.health;
    state(feed) == State::Limping
        && (health.truncated || health.full_at.is_some() || !repairs(feed).lost.is_empty())
}

/// Whether its answers take long.
pub fn is_slow(feed: &FeedRecord) -> bool {
    feed.health.mean_ms > SLOW_MS
}

/// One or two sentences for programs and logs, in English: what the feed does to us, since when, and what is kept. Pages say it in
/// the language of their reader.
pub fn words(feed: &FeedRecord, now: Timestamp) -> String {
    let health = &feed.health;
    let kept = match feed.entries {
        0 => "no articles saved".to_owned(),
        1 => "1 article saved".to_owned(),
        count => format!("{count} articles saved"),
    };
    match state(feed) {
        State::Gone => format!(
            "Closed by its publisher; no longer checked {}, {kept}. Remove it, or look for another feed of the publisher.",
            since(health.gone_at, now)
        ),
        State::Failing => {
            let what = health.error.clone().unwrap_or_else(|| "does not answer".to_owned());
            let when = since(health.failing_since, now);
            let times = if health.failures > 1 {
                format!(", {} times in a row", health.failures)
            } else {
                String::new()
            };
            let advice = advice(feed).words();
            if is_sentence(&what) {
                format!("Failing {when}{times}: {}. {}.{advice}", what.trim_end_matches('.'), upper(&kept))
            } else {
                format!("{} {when}{times}; {kept}.{advice}", upper(&what))
            }
        }
        State::Paused => {
            format!("Paused {}; not checked for new articles, {kept}.", since(feed.paused_at, now))
        }
        State::Waiting => "Waiting for its first update.".to_owned(),
        State::Limping => limps(feed),
        State::Well => {
            let last = health.last_new.map(|at| format!("; last new article fetched {}", ago(at, now)));
            let told =
                feed.pushed_until.filter(|until| *until > now).map(|_| "; its hub tells of news at once");
            format!("Working{}{}.", last.unwrap_or_default(), told.unwrap_or_default())
        }
    }
}

/// Longest failure that reads well with more behind it, in characters.
const SHORT: usize = 48;

/// Whether a failure is too much to be said in front of since when.
pub fn is_sentence(what: &str) -> bool {
    what.contains([';', ':']) || what.chars().count() > SHORT
}

/// Everything that there is to say of a feed that answers, each with what can be done.
fn limps(feed: &FeedRecord) -> String {
    let health = &feed.health;
    let mut said = Vec::new();
    match (&health.merged_from, &health.moved_from) {
        (Some(from), _) => said.push(format!(
            "{from} has moved here for good; the two feeds are one now, and what was read stays read. Nothing to do."
        )),
        (None, Some(from)) => {
            said.push(format!("Has moved for good, from {from}. It is asked at its new address; nothing to do."));
        }
        (None, None) => {}
    }
    if is_slow(feed) {
        let seconds = f64::from(health.mean_ms) / 1000.0;
        said.push(format!("Answers slowly: {seconds:.1} s on average. Nothing is lost by it."));
    }
    if health.truncated {
        said.push(
            "Its last document arrived incomplete; what came is kept, and it is asked again.".to_owned(),
        );
    }
    if health.full_at.is_some() {
        said.push(
            "Takes all the room that a feed may take; its oldest articles are removed. Give it more under “Retention” \
             on the feed's page, or with keep.feed_mb, or star what is to stay."
                .to_owned(),
        );
    }
    said.extend(repaired(&repairs(feed)));
    said.join(" ")
}

/// Repairs that are told one by one; the others are counted.
pub const TOLD: usize = 4;

/// What was done to a feed's document so that it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repairs<'f> {
    /// What was left out.
    pub lost: Vec<&'f str>,
    /// What was mended, and nothing is missing.
    pub mended: Vec<&'f str>,
    /// Whether something was left out by the desk's own bound of new articles a day.
    pub bounded: bool,
}

/// The repairs of a feed's last document.
pub fn repairs(feed: &FeedRecord) -> Repairs<'_> {
    let all = feed.health.repairs.iter().map(String::as_str);
    let (lost, mended): (Vec<&str>, Vec<&str>) = all.partition(|repair| crate::repairs::loses(repair));
    let bounded = lost.iter().any(|repair| repair.contains("keep.new_a_day"));
    Repairs { lost, mended, bounded }
}

/// The first repairs of a list, and how many more there are.
pub fn listed(repairs: &[impl AsRef<str>]) -> String {
    let more = repairs.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let told: Vec<&str> = repairs.iter().take(TOLD).map(AsRef::as_ref).collect();
    format!("{}{more}", told.join("; "))
}

/// What was repaired and what was left out, and what can be done about it.
fn repaired(repairs: &Repairs<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if !repairs.lost.is_empty() {
        let advice = if repairs.bounded {
            "Set keep.new_a_day higher to take more"
        } else {
            "What is missing can be read at the publisher"
        };
        said.push(format!("Something was left out: {}. {advice}.", listed(&repairs.lost)));
    }
    if !repairs.mended.is_empty() {
        said.push(format!(
            "Feed has errors, which were repaired: {}. Nothing to do.",
            listed(&repairs.mended)
        ));
    }
    said
}

/// What a person can do about a feed that does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// The failure says it itself.
    None,
    /// Give its login.
    Login,
    /// It may be open to browsers alone.
    Closed,
    /// It may have moved.
    Look,
    /// Nothing: it is asked again.
    Again,
}

/// What a person can do about a feed that does not answer, where the failure does not say so itself.
pub fn advice(feed: &FeedRecord) -> Advice {
    let health = &feed.health;
    match (health.error_kind.as_deref().unwrap_or_default(), health.status) {
        _ if health.error.as_deref().is_some_and(|what| what.contains("; ")) => Advice::None,
        (_, Some(401 | 407)) => Advice::Login,
        (_, Some(402 | 403 | 451)) => Advice::Closed,
        (_, Some(404)) | ("failed:not_a_feed", _) => Advice::Look,
        _ => Advice::Again,
    }
}

impl Advice {
    const fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Login => {
                " With an account there, give its login (on the page of the feed, or by `dateline access`); else look for a public feed."
            }
            Self::Closed => " It may be open to browsers alone; it is asked again from time to time.",
            Self::Look => " Look at its site: it may have moved, and can be added anew.",
            Self::Again => " It is asked again by itself.",
        }
    }
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn since(at: Option<Timestamp>, now: Timestamp) -> String {
    at.map_or_else(String::new, |at| format!("since {}", moment(at, now)))
}

/// "just now", "4 minutes ago", "3 hours ago", "on 3 March".
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    match now.duration_since(at).as_secs() {
        ..60 => "just now".to_owned(),
        seconds @ 60..3_600 => count(seconds / 60, "minute ago", "minutes ago"),
        seconds @ 3_600..172_800 => count(seconds / 3_600, "hour ago", "hours ago"),
        seconds @ 172_800..1_209_600 => count(seconds / 86_400, "day ago", "days ago"),
        _ => format!("on {}", day(at)),
    }
}

/// `1 story`, `7 stories`; `many` is the plural.
pub fn count<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str, many: &str) -> String {
    format!("{number} {}", if number == N::from(1) { one } else { many })
}

/// A moment of the last week by its weekday, an older one by its date.
fn moment(at: Timestamp, now: Timestamp) -> String {
    match now.duration_since(at).as_secs() {
        ..72_000 => format!("{} UTC", TimeZone::UTC.to_datetime(at).strftime("%H:%M")),
        72_000..518_400 => TimeZone::UTC.to_datetime(at).strftime("%A").to_string(),
        _ => day(at),
    }
}

fn day(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_words() {
        let now: Timestamp = "2026-03-12T12:00:00Z".parse().unwrap();
        let check = |at: &str, ago_words: &str, since_words: &str| {
            let at = at.parse().unwrap();
            assert_eq!((ago(at, now).as_str(), moment(at, now).as_str()), (ago_words, since_words));
        };
        check("2026-03-12T11:59:30Z", "just now", "11:59 UTC");
        check("2026-03-12T11:20:00Z", "40 minutes ago", "11:20 UTC");
        check("2026-03-12T09:30:00Z", "2 hours ago", "09:30 UTC");
        check("2026-03-10T08:00:00Z", "2 days ago", "Tuesday");
        check("2026-01-02T08:00:00Z", "on 2 January 2026", "2 January 2026");
    }
}

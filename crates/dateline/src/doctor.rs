//! Checks of a desk: store, index, threads, clock, disk, network rules, names, feeds, accounts; and of the installation around it.
//! Each is said in one sentence; `--repair` rebuilds what can be rebuilt from the store.

mod install;
mod running;

pub(crate) use install::install_checks;
pub(crate) use running::provider;

use crate::report::bytes;
use anyhow::Result;
use dateline_desk::Desk;
use dateline_desk::health::count;
use dateline_fetch::Policy;
use dateline_model::FeedId;
use dateline_store::{CheckReport, StoreError};
use jiff::Timestamp;
use std::path::Path;

/// Least free disk, bytes: below it a day's polls may not fit.
const DISK: u64 = 512 << 20;
/// The clock cannot be right before this day, on which the program was first written.
const BUILT: i64 = 1_795_000_000;
/// A store written this much in the future means that a clock is or was wrong, seconds.
const AHEAD: i64 = 3_600;

/// Result of one check.
pub(crate) struct Check {
    /// What was looked at.
    pub(crate) name: &'static str,
    /// Whether it is well.
    pub(crate) well: bool,
    /// What was found.
    pub(crate) words: String,
}

/// Runs every check; with `repair` the index is rebuilt where it is broken.
pub(crate) async fn checks(desk: &Desk, repair: bool) -> Result<Vec<Check>> {
    let mut checks = or_damage(store_checks(desk, repair).await)?.unwrap_or_else(|damage| vec![damage]);
    let feeds = or_damage(desk.reader().feeds().await)?.unwrap_or_else(|damage| {
        checks.push(damage);
        Vec::new()
    });
    checks.push(running::threads(desk).await);
    // Each damage is told once, by the check that met it first.
    checks.dedup_by(|second, first| second.words == first.words);
    checks.push(clock(desk.now(), feeds.iter().filter_map(|feed| feed.health.last_poll).max()));
    checks.push(disk(desk.store().path()));
    checks.push(network(desk.fetch_policy()));
    checks.extend(running::resolver(desk, &feeds).await);
    checks.push(running::feeds(&feeds));
    checks.extend(or_damage(running::accounts(desk).await)?.ok());
    let with_login: Vec<FeedId> = feeds.iter().filter(|feed| feed.has_login).map(|feed| feed.id).collect();
    if !with_login.is_empty() {
        checks.push(logins(desk, &with_login).await?);
    }
    Ok(checks)
}

/// The checks that are left of a desk whose store is too damaged to be opened.
pub(crate) fn checks_beside(damage: Check, store: &Path, policy: &Policy, now: Timestamp) -> Vec<Check> {
    vec![damage, clock(now, None), disk(store), network(policy)]
}

/// What a damaged store keeps from being looked at, as a check that failed; any other error as it is.
pub(crate) fn or_damage<T>(looked: Result<T, StoreError>) -> Result<Result<T, Check>, StoreError> {
    let words = match looked {
        Ok(found) => return Ok(Ok(found)),
        Err(StoreError::Damaged(words)) => format!("is damaged ({words})"),
        Err(StoreError::Value(words)) => format!("holds a value that cannot be read ({words})"),
        Err(other) => return Err(other),
    };
    let words = format!("{words}; put a backup in its place with `dateline restore FILE`");
    Ok(Err(Check { name: "store", well: false, words }))
}

/// Whether the logins of feeds can be opened with the key beside the store.
async fn logins(desk: &Desk, feeds: &[FeedId]) -> Result<Check> {
    let mut closed = Vec::new();
    for id in feeds {
        match desk.store().access(*id).await {
            Ok(_) => {}
            Err(error @ StoreError::Key { .. }) => closed.push((*id, error)),
            Err(error) => return Err(error.into()),
        }
    }
    let words = match closed.first() {
        None => format!("{} can be opened", count(feeds.len(), "login", "logins")),
        Some((id, error)) => {
            format!("{} of {} cannot be opened, the first of feed {id}: {error}", closed.len(), feeds.len())
        }
    };
    Ok(Check { name: "logins", well: closed.is_empty(), words })
}

async fn store_checks(desk: &Desk, repair: bool) -> Result<Vec<Check>, StoreError> {
    let counts = desk.reader().counts().await?;
    let mut found = desk.store().check().await?;
    let mut mended = "";
    if repair && !found.is_healthy() && desk.store().may_write() {
        desk.store().rebuild_index().await?;
        found = desk.store().check().await?;
        mended = "; rebuilt from the store";
    }
    let held = format!(
        "{}, {}, {} in {}",
        count(counts.feeds, "feed", "feeds"),
        count(counts.entries, "article", "articles"),
        count(counts.stories, "story", "stories"),
        bytes(counts.bytes)
    );
    let index =
        if desk.store().may_write() { index(&found, mended) } else { unlooked(index(&found, mended)) };
    Ok(vec![store(&found, &held), index, memory(desk.misplaced().await?)])
}

/// Whether the story index in memory is that of the store.
fn memory(misplaced: usize) -> Check {
    let words = match misplaced {
        0 => "stories in memory agree with the store".to_owned(),
        some => format!(
            "{some} articles stand elsewhere in memory than in the store; start Dateline anew, and report it"
        ),
    };
    Check { name: "stories", well: misplaced == 0, words }
}

fn store(found: &CheckReport, held: &str) -> Check {
    let faults = found.file.len() as u64 + found.links;
    let words = match found.file.first() {
        Some(first) => format!("{faults} faults, the first: {first}; restore a backup"),
        None if faults > 0 => format!("{faults} rows point nowhere; restore a backup"),
        None => held.to_owned(),
    };
    Check { name: "store", well: faults == 0, words }
}

fn index(found: &CheckReport, mended: &str) -> Check {
    let words = match (&found.index, found.stories + found.placements, found.counts) {
        (None, 0, 0) => format!("search and stories agree with the articles{mended}"),
        (Some(fault), ..) => {
            format!("the search index disagrees ({fault}); `dateline doctor --repair` rebuilds it")
        }
        (None, 0, counts) => {
            format!("{counts} counts of readers' articles are wrong; `dateline doctor --repair` counts anew")
        }
        (None, ..) => {
            let (stories, placements) = (found.stories, found.placements);
            format!(
                "{stories} stories and {placements} articles disagree with their placements; `dateline doctor --repair` rebuilds them"
            )
        }
    };
    Check {
        name: "index",
        well: found.index.is_none() && found.stories + found.placements + found.counts == 0,
        words,
    }
}

/// The same where SQLite can not look through the search index, for that takes writing.
fn unlooked(index: Check) -> Check {
    let words = match index.well {
        true => "stories agree with the articles; the search index was not looked through, for nothing can be written".to_owned(),
        false => index.words,
    };
    Check { words, ..index }
}

/// Is the clock believable, and no earlier than what was stored?
fn clock(now: Timestamp, latest: Option<Timestamp>) -> Check {
    let behind = latest.filter(|at| at.as_second() > now.as_second() + AHEAD);
    let words = match behind {
        Some(at) => format!("says {}, but a feed was polled at {}; set the clock", short(now), short(at)),
        None if now.as_second() < BUILT => {
            format!("says {}, which lies in the past; set the clock", short(now))
        }
        None => format!("says {}", short(now)),
    };
    Check { name: "clock", well: behind.is_none() && now.as_second() >= BUILT, words }
}

fn short(at: Timestamp) -> String {
    jiff::tz::TimeZone::UTC.to_datetime(at).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn disk(store: &Path) -> Check {
    let folder = store.parent().unwrap_or(store);
    let free = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    match free {
        Ok(free) => Check {
            name: "disk",
            well: free >= DISK,
            words: format!("{} free at {}", bytes(free), folder.display()),
        },
        Err(error) => Check {
            name: "disk",
            well: false,
            words: format!("{} cannot be asked: {error}", folder.display()),
        },
    }
}

fn network(policy: &Policy) -> Check {
    let words = match (policy.allow_private, policy.hosts.len()) {
        (false, _) if !policy.open.is_empty() => format!(
            "only public addresses are fetched, and {} that fetch.allow opens, as {}",
            policy.open.len(),
            policy.user_agent
        ),
        (false, _) => format!("only public addresses are fetched, as {}", policy.user_agent),
        (true, 0) => format!("private addresses may be fetched, as {}", policy.user_agent),
        (true, names) => format!(
            "private addresses may be fetched, {names} names lead to this machine, as {}",
            policy.user_agent
        ),
    };
    Check { name: "network", well: true, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumped_is_named() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2027-03-01T12:00:00Z");
        for (now, latest, well, words) in [
            (now, None, true, "says 2027-03-01 12:00 UTC"),
            (now, Some(at("2027-03-01T11:00:00Z")), true, "says 2027-03-01 12:00 UTC"),
            (now, Some(at("2027-03-01T12:59:00Z")), true, "says 2027-03-01 12:00 UTC"),
            (
                now,
                Some(at("2029-01-01T00:00:00Z")),
                false,
                "says 2027-03-01 12:00 UTC, but a feed was polled at 2029-01-01 00:00 UTC; set the clock",
            ),
            (
                at("1970-01-01T00:10:00Z"),
                None,
                false,
                "says 1970-01-01 00:10 UTC, which lies in the past; set the clock",
            ),
        ] {
            let check = clock(now, latest);
            assert_eq!((check.well, check.words.as_str()), (well, words));
        }
    }
}
